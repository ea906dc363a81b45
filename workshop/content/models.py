"""The shape of everything under `content/`: frozen models that allow no key they do not know.

Words, order and kinds live in YAML. Conditions live in Python (`workshop.plan.progress`).
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic import Field as Constraint

from workshop.vocabulary import PLACEHOLDERS, Closeness, Id, Medium, Stage, Status, StepId

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RuleId = Annotated[int, Constraint(ge=1, le=89)]

FieldKind = Literal["line", "text", "choice", "choices", "check", "date"]
FieldPlace = Literal["answers", "about", "interview"]
Topic = Literal["field", "getting_in", "job", "day", "path", "pay", "openings", "closing"]
Moment = Literal["opening", "middle", "closing"]
Audience = Literal["first_years", "mid_career", "leader"]
MessageKind = Literal["request", "introduction", "phone", "nudge", "confirm", "change", "thanks", "update"]
Channel = Literal["email", "spoken"]


class Model(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def may_hold(*names: str, default: Any = ...) -> Any:
    """A field whose texts, and those of all models in it, may hold these `{blanks}`; any other may hold none.

    Besides, every text may hold the words of the school.
    """
    return Constraint(default, json_schema_extra={"blanks": list(names)})


def blanks_of(model: type[BaseModel], field: str) -> frozenset[str]:
    """The blanks that a field of a model says it may hold."""
    extra = model.model_fields[field].json_schema_extra
    return frozenset(extra["blanks"]) if isinstance(extra, dict) else frozenset()  # type: ignore[arg-type]


class Cited(Model):
    """Anything that can teach rules: it names their numbers in `content/rules.yaml`."""

    rules: tuple[RuleId, ...] = ()


class Item(Cited):
    """One sentence or two for the reader, with the rules it teaches."""

    text: Words


class Rule(Model):
    """One rule of the sources: its number, the step it belongs to, and a paraphrase."""

    id: RuleId
    step: Literal["frame", "research", "identify", "prepare", "contact", "conduct", "follow_up", "classroom", "family"]
    rule: Words


class Rules(Model):
    """All rules of the sources."""

    rules: tuple[Rule, ...]


class Retired(Model):
    """Ids once used and never again, since old plans may hold something under them; by kind."""

    ids: dict[str, tuple[Words, ...]]


class Option(Model):
    """One choice of a field."""

    id: Id
    label: Words


class Field(Cited):
    """One blank of a worksheet.

    `place` says where in the plan its value lives: the student's answers, the facts about the student, or the
    interview with one person. `recall` names a field of `answers` whose value is shown above this one.
    """

    id: Id
    kind: FieldKind
    label: Words
    hint: str = ""
    example: str = ""
    options: tuple[Option, ...] = ()
    aim_words: int | None = Constraint(default=None, ge=1)
    recall: Id | None = None
    place: FieldPlace = "answers"

    @model_validator(mode="after")
    def options_fit_the_kind(self) -> "Field":
        """Only a choice has options, and a choice has at least two."""
        if self.kind in ("choice", "choices"):
            if len(self.options) < 2:
                raise ValueError(f'a field of kind "{self.kind}" needs "options" with two entries or more')
        elif self.options:
            raise ValueError(f'a field of kind "{self.kind}" takes no "options"')
        return self


class Section(Cited):
    """A titled part of a worksheet; `columns` is how many fields stand side by side on a wide screen.

    A `closing` section is not on the page of its step but on the closing page, where the student decides.
    """

    id: Id
    title: Words
    text: str = ""
    closing: bool = False
    columns: int = Constraint(default=1, ge=1, le=3)
    fields: tuple[Field, ...] = ()

    @property
    def personal(self) -> bool:
        """Whether its fields are asked once for each person."""
        return any(field.place == "interview" for field in self.fields)


class CheckItem(Item):
    """A line with a box to tick."""

    id: Id


class WorkedExample(Cited):
    """One worked example of a lesson: what happened or was written, and why it works."""

    title: Words
    text: Words
    why: Words


class Lesson(Model):
    """What good looks like, common mistakes, and one worked example."""

    good: tuple[Item, ...] = Constraint(min_length=1)
    mistakes: tuple[Item, ...] = Constraint(min_length=1)
    example: WorkedExample


class Aside(Item):
    """A short remark for a team or for a parent, on the step it touches."""

    audience: Literal["team", "parent"]


class Step(Model):
    """One of the six steps."""

    id: StepId
    short: Words
    title: Words
    icon: Id
    promise: Words
    minutes: int = Constraint(ge=1)
    why: tuple[Item, ...] = Constraint(min_length=1)
    lesson: Lesson
    asides: tuple[Aside, ...] = ()
    sections: tuple[Section, ...] = Constraint(min_length=1)
    checklist: tuple[CheckItem, ...] = Constraint(min_length=1)
    done_when: Words
    missing: dict[Id, Words]


class Workshop(Model):
    """What the whole is: its name, three sentences, what one leaves with, and what an informational interview is."""

    title: Words
    tagline: Words
    what: tuple[Words, Words, Words]
    outcomes: tuple[Words, ...]
    frame: tuple[Item, ...]
    steps: tuple[StepId, ...]


class Column(Cited):
    """The words of one column of the people table; `id` is an attribute of `workshop.plan.model.Person`."""

    id: Id
    label: Words
    hint: str = ""


class People(Model):
    """The words of the people table."""

    columns: tuple[Column, ...]
    closeness: dict[Closeness, Words]
    stages: dict[Stage, Words]
    statuses: dict[Status, Words]

    def column(self, column_id: str) -> Column:
        """The words of one column."""
        return next(column for column in self.columns if column.id == column_id)


class TopicWords(Model):
    """A topic of the question bank."""

    id: Topic
    title: Words
    text: Words


class Question(Cited):
    """One question of the bank: what it is about, when it suits, how long it takes (minutes), for whom, and why."""

    id: Id
    text: Words
    topic: Topic
    moment: Moment
    minutes: int = Constraint(ge=1, le=10)
    audiences: tuple[Audience, ...] = Constraint(min_length=1)
    why: Words


class QuestionBank(Model):
    """The bank and the words of its filters."""

    topics: tuple[TopicWords, ...]
    moments: dict[Moment, Words]
    audiences: dict[Audience, Words]
    questions: tuple[Question, ...]


class Template(Cited):
    """A message to fill from the plan. `{placeholders}` are those of `PLACEHOLDERS`."""

    id: Id
    kind: MessageKind
    channel: Channel
    step: StepId
    title: Words
    when: Words
    subject: str = may_hold(*PLACEHOLDERS, default="")
    body: Words = may_hold(*PLACEHOLDERS)
    tips: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def an_email_has_a_subject(self) -> "Template":
        """An e-mail without a subject line cannot be sent well (rule 51)."""
        if self.channel == "email" and not self.subject.strip():
            raise ValueError('an e-mail needs a "subject"')
        return self


class Messages(Model):
    """The message templates, and what each gap is called when the plan cannot fill it."""

    gaps: dict[Id, Words]
    templates: tuple[Template, ...]


class MeetingKind(Model):
    """One way to meet, with what to do on the day."""

    id: Medium
    title: Words
    icon: Id
    arrive: Item
    checklist: tuple[CheckItem, ...] = Constraint(min_length=1)


class Card(Model):
    """The fixed lines of the conversation card; `{placeholders}` are those of `PLACEHOLDERS`."""

    opening: tuple[Item, ...] = Constraint(min_length=1)
    during: tuple[Item, ...] = Constraint(min_length=1)
    closing: tuple[Item, ...] = Constraint(min_length=1)


class Meeting(Model):
    """Everything about the conversation itself."""

    kinds: tuple[MeetingKind, ...]
    card: Card = may_hold(*PLACEHOLDERS)

    def kind(self, medium: Medium | None) -> MeetingKind | None:
        """The words for one way to meet."""
        return next((kind for kind in self.kinds if kind.id == medium), None)


class Source(Cited):
    """A free place to research careers, with what it is good for; a source in print has no `link`."""

    id: Id
    title: Words
    link: str = ""
    text: Words


class Sources(Model):
    """Research sources."""

    sources: tuple[Source, ...]


class Helper(Model):
    """Someone or some office at the school that helps."""

    title: Words
    text: Words
    link: str = ""


class School(Model):
    """What one school changes. The first block of words is spliced into the content: `{office}` and so on."""

    id: Id
    name: Words
    office: Words
    alumni: Words
    fair: Words
    directory: Words
    rooms: Words
    closet: Words
    email: str = ""
    phone: str = ""
    helpers: tuple[Helper, ...] = ()
