"""What stands out when all conversations are looked at together. It says no more than the marks show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workshop.content import Content, fill
from workshop.content.words.comparison import Remark
from workshop.plan.comparison import TWO, Guess, Mark, Named, Together
from workshop.plan.messages import in_a_row, one_line
from workshop.plan.model import Plan

HIGH, LOW = 4, 2  # of five
ENERGY, FIT = "my_energy", "my_fit"
YEARS = ("two", "five", "ten")  # the career stages that are a time
LONGEST = 120  # characters of the student's text inside a sentence of ours

NoticedKind = Literal[
    "one",
    "unmarked",
    "energy_all",
    "energy_some",
    "energy_low",
    "both",
    "apart",
    "guesses_wrong",
    "guess_wrong",
    "sure_wrong",
    "differ",
    "same_place",
    "same_job",
    "same_stage",
]


@dataclass(frozen=True)
class Noticed:
    """One remark on all conversations, with the rule it follows."""

    kind: NoticedKind
    rule: int
    say: str


def noticed(content: Content, plan: Plan, found: Together) -> tuple[Noticed, ...]:
    """What stands out, what was felt first; nothing before the first conversation."""
    if not found.people:
        return ()
    felt = [*_energy(content, found), *_highest(content, found)] if found.comparable else [_say(content, "one")]
    alike = _alike(content, plan, found) if found.comparable else ()
    return (*felt, *_guesses(content, found.guesses), *alike, *_unmarked(content, found))


def _say(content: Content, kind: NoticedKind, **blanks: str) -> Noticed:
    remark: Remark = getattr(content.together.noticed, kind)
    return Noticed(kind, remark.rule, fill(remark.say, blanks))


def _short(text: str) -> str:
    """A text of the student's on one line, for use inside a sentence of ours."""
    line = one_line(text)
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"


def _name(content: Content, named: Named) -> str:
    return _short(named.name) or content.together.someone


def _names(content: Content, people: Sequence[Named]) -> str:
    return in_a_row([_name(content, named) for named in people], content.words.list_and)


def _marked(found: Together, field: str) -> list[tuple[Named, Mark]]:
    return [(person, mark) for person, mark in zip(found.people, found.marks(field), strict=True) if mark]


def _energy(content: Content, found: Together) -> Iterator[Noticed]:
    """How often the energy was high, or that it was always low; only once everyone has a mark."""
    marks = _marked(found, ENERGY)
    if len(marks) < len(found.people):
        return
    high = [person for person, mark in marks if mark.value >= HIGH]
    count = {"some": str(len(high)), "all": str(len(marks))}
    if len(high) == len(marks):
        yield _say(content, "energy_all", **count)
    elif high:
        yield _say(content, "energy_some", names=_names(content, high), **count)
    elif all(mark.value <= LOW for _, mark in marks):
        yield _say(content, "energy_low", **count)


def _highest(content: Content, found: Together) -> Iterator[Noticed]:
    """Who stands out in both energy and fit, or in one each."""
    energy, fit = (_first(found, field) for field in (ENERGY, FIT))
    if energy and fit:
        names = {"name": _name(content, energy), "other": _name(content, fit)}
        yield _say(content, "both" if energy == fit else "apart", **names)


def _first(found: Together, field: str) -> Named | None:
    """The one person with the highest mark, if it is a high one, everyone has a mark, and nobody shares it."""
    marks = _marked(found, field)
    if len(marks) < len(found.people):
        return None
    best = max(mark.value for _, mark in marks)
    people = [person for person, mark in marks if mark.value == best]
    return people[0] if len(people) == 1 and best >= HIGH else None


def _guesses(content: Content, guesses: Sequence[Guess]) -> Iterator[Noticed]:
    """How many guesses turned out wrong, which of them had been very sure, and on which people differ."""
    checked = [guess for guess in guesses if any(verdict.held for verdict in guess.verdicts)]
    wrong = [guess for guess in checked if guess.found("wrong")]
    if wrong:
        count = {"wrong": str(len(wrong)), "all": str(len(guesses))}
        yield _say(content, "guess_wrong" if len(guesses) == 1 else "guesses_wrong", **count)
    sure = [guess for guess in wrong if guess.text and guess.sure and guess.sure.value == guess.sure.of]
    split = [guess for guess in wrong if guess.text and guess.found("held")]
    yield from (_say(content, "sure_wrong", guess=_short(guess.text)) for guess in sure[:1])
    yield from (_say(content, "differ", guess=_short(guess.text)) for guess in split[:1])


def _alike(content: Content, plan: Plan, found: Together) -> Iterator[Noticed]:
    """That all people are alike in one way, the first that holds: their place of work, their job, their years."""
    people = [person for named in found.people if (person := plan.person(named.id))]
    ways: tuple[tuple[NoticedKind, list[str]], ...] = (
        ("same_place", [_short(person.organisation) for person in people]),
        ("same_job", [_short(person.title) for person in people]),
        ("same_stage", [person.stage if person.stage in YEARS else "" for person in people]),
    )
    for kind, values in ways:
        if len(values) > TWO and values[0] and len({value.casefold() for value in values}) == 1:
            yield _say(content, kind, all=str(len(values)), what=values[0])
            return


def _unmarked(content: Content, found: Together) -> Iterator[Noticed]:
    """For whom a mark is still open."""
    marks = zip(found.people, found.marks(ENERGY), found.marks(FIT), strict=True)
    still_open = [person for person, energy, fit in marks if not (energy and fit)]
    if still_open:
        yield _say(content, "unmarked", names=_names(content, still_open))
