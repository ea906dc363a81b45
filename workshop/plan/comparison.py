"""What all conversations say together: facts side by side, and the guesses before and after. All of it is pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop.content import Content, fill
from workshop.content.models import Field
from workshop.content.words.comparison import TogetherWords
from workshop.plan.messages import one_line
from workshop.plan.model import Answer, Interview, Person, Plan
from workshop.vocabulary import COMPARED, THREE

TWO = 2  # with fewer there is nothing to compare
WIDEST = 4  # people a table can hold side by side


@dataclass(frozen=True)
class Mark:
    """A place on a scale whose options stand in order: the first of `of` options is 1."""

    value: int
    of: int
    label: str


@dataclass(frozen=True)
class Named:
    """Someone to show: by id, with a name on one line and what they do (both may be empty)."""

    id: str
    name: str
    work: str = ""


@dataclass(frozen=True)
class Row:
    """One thing to compare, with a cell for each person: a mark, the student's words, or an empty text."""

    field: str
    label: str
    cells: tuple[Mark | str, ...]


@dataclass(frozen=True)
class Verdict:
    """What one conversation said about a guess: the option chosen, its label, and the student's words."""

    person: Named
    held: str
    label: str
    now: str


@dataclass(frozen=True)
class Guess:
    """A guess: what the student believed before, how sure they were of it, and what each conversation said."""

    number: int
    text: str
    sure: Mark | None
    verdicts: tuple[Verdict, ...]

    def found(self, held: str) -> bool:
        """Whether any conversation gave this verdict."""
        return any(verdict.held == held for verdict in self.verdicts)


@dataclass(frozen=True)
class Together:
    """The people the student has talked with, what is known of each, and the guesses; no row is empty."""

    people: tuple[Named, ...]
    rows: tuple[Row, ...]
    guesses: tuple[Guess, ...]

    @property
    def comparable(self) -> bool:
        """Whether there are people enough to put side by side."""
        return len(self.people) >= TWO

    def marks(self, field: str) -> tuple[Mark | None, ...]:
        """The marks on one scale, a place for each person."""
        cells = next((row.cells for row in self.rows if row.field == field), ("",) * len(self.people))
        return tuple(cell if isinstance(cell, Mark) else None for cell in cells)


def together(content: Content, plan: Plan) -> Together:
    """All conversations held so far, in the order of the people table."""
    held = [person for person in plan.present if plan.interview(person.id).held]
    talks = [(_named(person), plan.interview(person.id)) for person in held]
    rows = [_row(content.fields[field], [talk for _, talk in talks]) for field in COMPARED]
    guesses = [_guess(content, plan, number, talks) for number in THREE]
    return Together(
        people=tuple(named for named, _ in talks),
        rows=tuple(row for row in rows if any(row.cells)),
        guesses=tuple(guess for guess in guesses if guess.text or guess.verdicts),
    )


def _named(person: Person) -> Named:
    return Named(person.id, one_line(person.name), one_line(person.title) or one_line(person.organisation))


def _row(field: Field, talks: Sequence[Interview]) -> Row:
    return Row(field.id, field.label, tuple(_cell(field, talk) for talk in talks))


def _cell(field: Field, talk: Interview) -> Mark | str:
    if field.options:
        return mark(field, talk.answers.get(field.id)) or ""
    return talk.words(field.id).strip()


def mark(field: Field, answer: Answer | None) -> Mark | None:
    """The place of an answer among the options of its field; None if it is not one of them."""
    places = {option.id: place for place, option in enumerate(field.options, 1)}
    place = places.get(answer) if isinstance(answer, str) else None
    return Mark(place, len(places), field.options[place - 1].label) if place else None


def _guess(content: Content, plan: Plan, number: int, talks: Sequence[tuple[Named, Interview]]) -> Guess:
    name = f"guess_{number}"
    verdicts = [_verdict(content, name, person, talk) for person, talk in talks]
    return Guess(
        number=number,
        text=plan.words(name).strip(),
        sure=mark(content.fields[f"{name}_sure"], plan.answers.get(f"{name}_sure")),
        verdicts=tuple(verdict for verdict in verdicts if verdict.held or verdict.now),
    )


def _verdict(content: Content, name: str, person: Named, talk: Interview) -> Verdict:
    field, held = content.fields[f"{name}_held"], talk.words(f"{name}_held")
    label = next((option.label for option in field.options if option.id == held), "")
    return Verdict(person, held if label else "", label, talk.words(f"{name}_now").strip())


def in_words(words: TogetherWords, mark: Mark) -> str:
    """A mark with its label and its number, such as "High (4 of 5)"."""
    numbers = {"label": mark.label, "value": str(mark.value), "of": str(mark.of)}
    return fill(words.scale, numbers)


def side_by_side(found: Together) -> Iterator[tuple[tuple[Named, ...], tuple[Row, ...]]]:
    """The comparison in tables of few people each, as even as can be, so that no table gets too wide."""
    tables = -(-len(found.people) // WIDEST)
    for table in range(tables):
        part = slice(len(found.people) * table // tables, len(found.people) * (table + 1) // tables)
        yield found.people[part], tuple(Row(row.field, row.label, row.cells[part]) for row in found.rows)


def next_people(plan: Plan) -> tuple[Named, ...]:
    """Whom the student could talk with next: those not asked yet, then names given that are not on the list."""
    to_ask = [person for person in plan.present if plan.interview(person.id).status == "to_ask"]
    known = {person.id for person in plan.people}
    given = [each for talk in plan.interviews for each in talk.suggested if each.id not in known]
    found = [*(_named(person) for person in to_ask), *(Named(each.id, one_line(each.name)) for each in given)]
    return tuple(named for named in found if named.name)
