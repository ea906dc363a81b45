"""What a teacher needs for a class: run sheets, the roles of a rehearsal, and invented people to rehearse with."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, model_validator

from workshop.content.models import Cited, Model, Topic, Words, may_hold
from workshop.content.models import Field as WrittenField
from workshop.vocabulary import Id, PageId, RehearsalRole

Route = Literal["on_the_job", "apprenticeship", "certificate", "two_year", "four_year", "armed_forces"]


class Activity(Cited):
    """One activity: its minutes, the page the students are on, what the teacher says and what the students do.

    `catch_up` is where slower students are level again, `late` is what to skip when time runs short.
    """

    id: Id
    title: Words
    minutes: int = Field(ge=1)
    page: PageId
    say: Words
    do: Words
    catch_up: str = ""
    late: str = ""


class Part(Model):
    """A lesson, or the work between two lessons."""

    title: Words
    minutes: int = Field(ge=1)
    activities: tuple[Activity, ...]

    @model_validator(mode="after")
    def the_minutes_add_up(self) -> "Part":
        """The activities fill the part, no more and no less."""
        total = sum(activity.minutes for activity in self.activities)
        if total != self.minutes:
            raise ValueError(f'the minutes of its activities add up to {total}, but "minutes" says {self.minutes}')
        return self


class RunSheet(Model):
    """How one lesson, or an assignment of several parts, runs."""

    id: Id
    title: Words
    text: Words
    before: tuple[Words, ...] = ()
    parts: tuple[Part, ...]

    @property
    def activities(self) -> Iterable[Activity]:
        """The activities of all its parts."""
        return (activity for part in self.parts for activity in part.activities)


class Fact(Model):
    """What the professional tells when a question opens it: its topic in the question bank, and such a question."""

    topic: Topic
    asked: Words
    text: Words


class Hidden(Model):
    """What the professional keeps back, and the kind of question that leads there."""

    asked: Words
    text: Words


class Persona(Model):
    """An invented professional to rehearse with."""

    id: Id
    name: Words
    pronounced: Words
    job: Words
    place: Words
    field: Words
    route: Route
    intro: Words
    path: Words
    facts: tuple[Fact, ...]
    curveballs: tuple[Words, Words]
    hidden: Hidden

    @model_validator(mode="after")
    def there_is_enough_to_tell(self) -> "Persona":
        """A short talk needs at least four facts, and nobody can keep more than six in mind."""
        if not 4 <= len(self.facts) <= 6:
            raise ValueError(f'"facts" needs four to six entries; found {len(self.facts)}')
        return self


class StudentCard(Model):
    """What the student of a rehearsal reads, besides the lines of the conversation card."""

    title: Words
    text: Words
    rounds: tuple[Words, ...]


class Observer(Model):
    """The words around the observer's tick sheet; its lines are those of Conduct."""

    title: Words
    text: Words
    names: tuple[Words, ...]
    seen: Words
    seen_avoided: Words
    rule: Words = may_hold("text", "numbers")
    notes: tuple[WrittenField, ...]


class RoleWords(Model):
    """One role of a rehearsal."""

    title: Words
    text: Words


class ScreenWords(Model):
    """The words of the rehearsal on the screen."""

    way_in: Words
    text: Words
    choose_role: Words
    roles: dict[RehearsalRole, RoleWords]
    choose_persona: Words
    choose_partner: Words
    choose_partner_text: Words
    surprise: Words
    leave: Words
    told: Words
    tell_hint: Words
    start_clock: Words
    start_again: Words
    next_round: Words
    next_round_hint: Words
    talk: Words
    feedback: Words
    over: Words
    new_sheet: Words
    done_new_sheet: Words
    how: Words


class PackLabels(Model):
    """The labels of the teacher's pack."""

    minutes: Words = may_hold("minutes", "page")
    length: Words = may_hold("title", "minutes")
    activity: Words
    say: Words
    do: Words
    catch_up: Words = may_hold("text")
    late: Words = may_hold("text")
    before: Words
    persona: Words
    route: Words
    facts: Words
    fact_heads: tuple[Words, Words]
    curveballs: Words
    hidden: Words
    pronounced: Words = may_hold("sound")


class ClassroomWords(Model):
    """Everything for a class."""

    title: Words
    what: Words
    run_sheets_title: Words
    rehearsal_title: Words
    rehearsal: tuple[Words, ...]
    labels: PackLabels
    routes: dict[Route, Words]
    run_sheets: tuple[RunSheet, ...]
    student_card: StudentCard
    observer: Observer
    screen: ScreenWords
    personas: tuple[Persona, ...]
