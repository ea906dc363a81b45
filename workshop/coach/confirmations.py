"""What a confirmation is checked for, besides what every message is."""

from collections.abc import Iterator

from workshop.coach import numbers
from workshop.coach.contacts import contact
from workshop.coach.finding import Check, Found, greeting, one_of, placeholders, signature
from workshop.coach.letter import Letter
from workshop.coach.manners import manners
from workshop.coach.remarks import WHOLE, Span
from workshop.coach.requests import QUESTION_MARK
from workshop.coach.safety import safety
from workshop.plan.model import Person

SENT_AHEAD = range(5, 9)


def _when(letter: Letter, _: Person | None) -> Iterator[Found]:
    day, clock = numbers.day(letter), numbers.clock(letter)
    if day and clock:
        yield Found("when_good", clock)
    if not day:
        yield Found("day_missing")
    if not clock:
        yield Found("clock_missing")


def _place(letter: Letter, _: Person | None) -> Iterator[Found]:
    """A place named outside the questions."""
    spans = (letter.span(match) for match in letter.in_body("place"))
    span = next((each for each in spans if not _in_a_question(letter, each)), None)
    yield Found("place_good", span) if span else Found("place_missing")


def _in_a_question(letter: Letter, span: Span) -> bool:
    return any(start <= span[0] < end for start, end in letter.lists)


def _sent_ahead(letter: Letter, _: Person | None) -> Iterator[Found]:
    asked = len(letter.lists) if len(letter.lists) > 2 else len(QUESTION_MARK.findall(letter.text, letter.body))
    few = asked < SENT_AHEAD.start
    code = "questions_good" if asked in SENT_AHEAD else "questions_few" if few else "questions_too_many"
    yield Found(code, WHOLE, {"count": str(asked)})


def _forward(letter: Letter, _: Person | None) -> Iterator[Found]:
    yield from one_of(letter, "forward")


CHECKS: tuple[Check, ...] = (
    *(greeting, _when, _place, _sent_ahead, _forward, signature),
    *(contact, safety, manners, placeholders),
)
