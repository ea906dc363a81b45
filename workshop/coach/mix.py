"""The mix of people: who is on the list by career stage and by how known, what is missing, and with whom to start."""

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workshop.coach.introductions import Twig, who_introduced_whom
from workshop.content import Content, fill
from workshop.content.words.coach_mix import Advice, Known
from workshop.plan.messages import in_a_row, one_line
from workshop.plan.model import Person, Plan
from workshop.vocabulary import Closeness, Stage, Status

KNOWN: tuple[Known, ...] = ("known", "introduced", "not_yet")
HOW_KNOWN: dict[Closeness, Known] = {
    "known": "known",
    "introduced": "introduced",
    "alumni": "not_yet",
    "stranger": "not_yet",
}
STAGES: tuple[Stage, ...] = ("two", "five", "ten", "leader")
WANTED: tuple[Stage, ...] = ("two", "five", "ten")  # rules 24 and 25: nobody has to find a leader
TALKS = 3  # besides the practice, one a stage (rules 25 and 26)
# Of ten people asked, how many say yes. No rule says so, and nobody measured it: it is our guess, on the careful side.
YES_OF_TEN: dict[Known, int] = {"known": 8, "introduced": 5, "not_yet": 3}

GapKind = Literal["first", "practice", "blank", "stage", "known", "introduced", "not_yet", "more", "none"]
StartKind = Literal["nobody", "find", "mark", "practice", "practice_asked", "practice_agreed", "next", "all_asked"]


@dataclass(frozen=True)
class Named:
    """A person of the list, by id, and what to call them; two people of one name are told apart."""

    id: str
    name: str


@dataclass(frozen=True)
class Cell:
    """Who is at one career stage and known in one way."""

    stage: Stage
    known: Known
    people: tuple[Named, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.people)


@dataclass(frozen=True)
class Row:
    """One career stage, over the ways of knowing someone."""

    stage: Stage
    label: str
    cells: tuple[Cell, ...]

    @property
    def covered(self) -> bool:
        """Whether anyone on the list is at this stage."""
        return any(cell.people for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """People by career stage and by how known, without those who said no and those with an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unplaced: tuple[Named, ...]
    said_no: tuple[Named, ...]

    @property
    def total(self) -> int:
        """How many people stand in the grid."""
        return sum(cell.count for row in self.rows for cell in row.cells)


@dataclass(frozen=True)
class Gap:
    """What to add next, why, and how; `stage` and `known` say in which cell, where that matters."""

    kind: GapKind
    rule: int
    say: str
    why: str
    stage: Stage | None = None
    known: Known | None = None
    how: str = ""
    ask: Named | None = None


@dataclass(frozen=True)
class Start:
    """With whom to talk first, or next, and why."""

    kind: StartKind
    rule: int
    say: str
    why: str
    person: Named | None = None

    @property
    def goes_without_saying(self) -> bool:
        """Whether what to add to the list says the same."""
        return self.kind in ("nobody", "find")


@dataclass(frozen=True)
class Asking:
    """How many to ask. Besides the practice: talks wanted, agreed, open, and `more` people to find and ask."""

    want: int
    agreed: int
    open: int
    more: int
    rule: int
    say: str
    assume: str


@dataclass(frozen=True)
class Mix:
    """All that the coach has to say about the people of a plan."""

    grid: Grid
    gap: Gap
    start: Start
    asking: Asking
    tree: tuple[Twig, ...]


@dataclass(frozen=True)
class _Table:
    """The people of a plan, without rows that are still empty, and what to call each of them."""

    content: Content
    plan: Plan
    names: Mapping[str, str]
    people: tuple[Person, ...]

    @functools.cached_property
    def likely(self) -> tuple[Person, ...]:
        """Those who have not said no."""
        return tuple(person for person in self.people if self.status(person) != "no")

    @functools.cached_property
    def practised(self) -> bool:
        """Whether a conversation was held: the first one is past, be it the practice or not."""
        return any(self.plan.interview(person.id).held for person in self.people)

    def status(self, person: Person) -> Status:
        """Where things stand with someone."""
        return self.plan.interview(person.id).status

    def named(self, people: Iterable[Person]) -> tuple[Named, ...]:
        """People with what to call them."""
        return tuple(Named(person.id, self.names[person.id]) for person in people)


def mix(content: Content, plan: Plan) -> Mix:
    """What the coach has to say about the people of a plan."""
    words, people = (
        content.coach.mix,
        [each for each in plan.present if each.name.strip() or each.stage or each.closeness],
    )
    table = _Table(content, plan, call_them(content, plan), tuple(people))
    asking = _asking(table)
    return Mix(
        grid=_grid(table),
        gap=_gap(table, asking),
        start=_start(table),
        asking=asking,
        tree=who_introduced_whom(plan, table.names, words.titles, words.nobody),
    )


def call_them(content: Content, plan: Plan) -> dict[str, str]:
    """What to call each person on the table, by id: the name, and what tells apart those who share it."""
    words = content.coach.mix
    plain = {person.id: one_line(person.name) or words.someone for person in plan.present}
    often = Counter(name.casefold() for name in plain.values())
    jobs = {person.id: one_line(person.title) or one_line(person.organisation) for person in plan.present}
    told = Counter((plain[key].casefold(), jobs[key].casefold()) for key in plain)
    number: Counter[str] = Counter()
    found = {}
    for key, name in plain.items():
        number[name.casefold()] += 1
        alone = jobs[key] and told[name.casefold(), jobs[key].casefold()] == 1
        more = jobs[key] if alone else str(number[name.casefold()])
        found[key] = fill(words.same_name, {"name": name, "more": more}) if often[name.casefold()] > 1 else name
    return found


def how_known(person: Person) -> Known | None:
    """In which column of the grid a person stands, if the student said how close they are."""
    return HOW_KNOWN[person.closeness] if person.closeness else None


def _grid(table: _Table) -> Grid:
    """People by career stage and by how known."""
    words, stages = table.content.coach.mix.known, table.content.people.stages
    cells: dict[tuple[Stage | None, Known | None], list[Named]] = {}
    for person, named in zip(table.likely, table.named(table.likely), strict=True):
        cells.setdefault((person.stage, how_known(person)), []).append(named)
    return Grid(
        columns=tuple(getattr(words, known) for known in KNOWN),
        rows=tuple(
            Row(
                stage, stages[stage], tuple(Cell(stage, known, tuple(cells.get((stage, known), ()))) for known in KNOWN)
            )
            for stage in STAGES
        ),
        unplaced=table.named(_unplaced(table)),
        said_no=table.named(person for person in table.people if table.status(person) == "no"),
    )


def _unplaced(table: _Table) -> list[Person]:
    """Those who have no place in the grid yet."""
    return [person for person in table.likely if not (person.stage and person.closeness)]


def _gap(table: _Table, asking: Asking) -> Gap:
    """What to add to the list next: someone for practice first, then the stages, then other ways of knowing someone."""
    blank, likely = _unplaced(table), table.likely
    there = {person.stage for person in likely}, {how_known(person) for person in likely}
    stages = [stage for stage in WANTED if stage not in there[0]]
    ways = [known for known in KNOWN if known not in there[1]]
    if not likely:
        return _missing(table, "first", known="known")
    if not table.practised and not any(person.practice or person.is_known for person in likely):
        return _missing(table, "practice", known="known")
    if blank and (stages or ways):
        return _missing(table, "blank", blank)
    if stages:
        return _missing(table, "stage", stage=stages[0], known="introduced")
    if ways:
        return _missing(table, ways[0], known=ways[0])
    return _missing(table, "more", known="introduced") if asking.more else _missing(table, "none")


def _missing(
    table: _Table,
    kind: GapKind,
    people: Sequence[Person] = (),
    stage: Stage | None = None,
    known: Known | None = None,
) -> Gap:
    content = table.content
    advice: Advice = getattr(content.coach.mix.gap, kind)
    ask = _connector(table) if known == "introduced" else None
    names = in_a_row([named.name for named in table.named(people[:TALKS])], content.words.list_and)
    say = fill(advice.say, {"names": names, "stage": content.people.stages[stage] if stage else ""})
    return Gap(kind, advice.rule, say, advice.why, stage, known, _way(content, known, ask), ask)


def _way(content: Content, known: Known | None, ask: Named | None) -> str:
    """How to find someone who is known in this way."""
    ways = content.coach.mix.ways
    if ask:
        return fill(ways.introduced_by, {"name": ask.name})
    return str(getattr(ways, known)) if known else ""


def _connector(table: _Table) -> Named | None:
    """Whom to ask for a name: the last person the student talked with (rule 74), or else someone they know (17)."""
    held = [person for person in table.likely if table.plan.interview(person.id).held]
    known = [person for person in table.likely if person.is_known]
    return next(iter(table.named([*held[-1:], *known[:1]])), None)


def _start(table: _Table) -> Start:
    """With whom to talk first, the practice before all others (rule 23), or whom to ask next."""
    if not table.likely:
        return _begin(table, "nobody")
    if table.practised:
        return _next(table)
    known_first = sorted(table.likely, key=lambda person: not person.is_known)
    for person in (person for person in known_first if person.practice):
        return _begin(table, _stand(table.plan, person), person)
    for person in (person for person in known_first if person.is_known):
        return _begin(table, "mark", person)
    return _begin(table, "find")


def _stand(plan: Plan, person: Person) -> StartKind:
    interview = plan.interview(person.id)
    if interview.agreed:
        return "practice_agreed"
    return "practice" if interview.status == "to_ask" else "practice_asked"


def _next(table: _Table) -> Start:
    """Whom to ask next: a stage nobody was asked of, then someone close, then not far up the ladder (rule 24)."""
    to_ask = [person for person in table.likely if table.status(person) == "to_ask"]
    asked = {person.stage for person in table.likely if table.status(person) != "to_ask"}
    if not to_ask:
        return _begin(table, "all_asked")

    def closest(person: Person) -> tuple[bool, bool, int, int]:
        known, stage = how_known(person) or "not_yet", person.stage or "leader"
        return stage == "leader", person.stage in asked, KNOWN.index(known), STAGES.index(stage)

    return _begin(table, "next", min(to_ask, key=closest))


def _begin(table: _Table, kind: StartKind, person: Person | None = None) -> Start:
    advice: Advice = getattr(table.content.coach.mix.start, kind)
    named = next(iter(table.named([person] if person else [])), None)
    return Start(kind, advice.rule, fill(advice.say, {"name": named.name if named else ""}), advice.why, named)


def _asking(table: _Table) -> Asking:
    """How many more to ask, given that not all answer: new people are counted as introduced ones."""
    words, talks = table.content.coach.mix.ask, [person for person in table.likely if not person.practice]
    agreed = [person for person in talks if table.plan.interview(person.id).agreed]
    still_open = [person for person in talks if not table.plan.interview(person.id).agreed]
    tenths = 10 * len(agreed) + sum(YES_OF_TEN[how_known(person) or "not_yet"] for person in still_open)
    more = -(min(0, tenths - 10 * TALKS) // YES_OF_TEN["introduced"])
    numbers = {"want": TALKS, "agreed": len(agreed), "open": len(still_open), "more": more}
    say = fill(words.more if more else words.enough, {name: str(number) for name, number in numbers.items()})
    assume = fill(words.assume, {known: str(share) for known, share in YES_OF_TEN.items()})
    return Asking(**numbers, rule=words.rule, say=say, assume=assume)
