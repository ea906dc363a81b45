"""What a check of a message finds, and what every kind of message is checked for."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from workshop.coach import asking, naming
from workshop.coach.letter import Letter
from workshop.coach.remarks import WHOLE, Span
from workshop.plan.model import Person


class Found(NamedTuple):
    """A remark before it is worded: its code, where, and what fills the blanks of its sentence."""

    code: str
    span: Span = WHOLE
    blanks: dict[str, str] = {}  # noqa: RUF012 (never changed)


Check = Callable[[Letter, Person | None], Iterator[Found]]


def greeting(letter: Letter, person: Person | None) -> Iterator[Found]:
    """Whether the person is greeted, politely and by the right name (rule 51)."""
    if letter.greeting == WHOLE:
        yield Found("greeting_missing")
        return
    start, end = letter.greeting
    first = letter.inside(start, end)[0]
    if first.word in letter.words("casual"):
        yield Found("greeting_casual", (first.start, first.end))
    if meets(letter.gaps, letter.greeting):
        return
    if naming.is_nobody(letter):
        yield Found("greeting_without_name", letter.greeting)
        return
    wrong = naming.compared(letter, person) if person else None
    if wrong and person:
        yield Found(wrong[0], wrong[1], {"name": wrong[2]})
    else:
        yield Found("greeting_good", letter.greeting)


def asks(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Whether it asks for more than a conversation."""
    yield from (Found(code, span) for code, span in asking.favours(letter))


def signature(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Whether a name stands at the end (rule 51)."""
    if letter.signed == WHOLE:
        yield Found("signature_missing")


def placeholders(letter: Letter, _: Person | None) -> Iterator[Found]:
    """What still waits to be filled in (rule 53)."""
    yield from (Found("placeholder", span) for span in letter.gaps)


def joined(spans: Iterable[Span]) -> list[Span]:
    """These places in order, as `meets` needs them; those that overlap are one."""
    places: list[Span] = []
    for start, end in sorted(spans):
        if places and start < places[-1][1]:
            places[-1] = places[-1][0], max(end, places[-1][1])
        else:
            places.append((start, end))
    return places


def meets(places: Sequence[Span], span: Span) -> bool:
    """Whether a span touches one of these places, which stand in order and apart."""
    before = bisect_left(places, span[1], key=lambda place: place[0])
    return before > 0 and span[0] < places[before - 1][1]


def one_of(letter: Letter, name: str) -> Iterator[Found]:
    """Well done at the first phrase of a list, or missing."""
    match = next(iter(letter.in_body(name)), None)
    yield Found(f"{name}_good", letter.span(match)) if match else Found(f"{name}_missing")
