"""Minutes, days and times of the clock in a message."""

import re

from workshop.coach.letter import Letter
from workshop.coach.remarks import Span

FEWEST, MOST = 5, 30

_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b(?![.-])|\b\d{1,2}\s{0,2}(?:[ap]\.?m\b|o'clock)|\b(?:noon|midday)\b|\bat\s\d{1,2}(?![\d-])",
    re.I,
)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b")


def minutes(letter: Letter) -> tuple[Span | None, Span | None]:
    """Where more than half an hour is asked for, and where a short time is."""
    many = [letter.span(match) for match in letter.matches("too_long") if not _half(letter, match.first)]
    good = [letter.span(match) for match in letter.matches("half_hour")]
    for number, token in enumerate(letter.tokens):
        if token.word == "minutes" and number and not _elsewhere(letter, number):
            count = _value(letter, letter.tokens[number - 1].word)
            span = letter.tokens[number - 1].start, token.end
            if count > MOST:
                many.append(span)
            elif count >= FEWEST:
                good.append(span)
    return min(many, default=None), min(good, default=None)


def _half(letter: Letter, number: int) -> bool:
    return number > 0 and letter.tokens[number - 1].word == "half"


def _elsewhere(letter: Letter, number: int) -> bool:
    """Whether the minutes are a way to go, not a conversation."""
    follows = letter.tokens[number + 1 : number + 2]
    return any(token.word in letter.words("not_meeting_minutes") for token in follows)


def _value(letter: Letter, word: str) -> int:
    if word.isascii() and word.isdigit():
        return int(word[:4])
    return letter.known.numbers.get(word, 0)


def day(letter: Letter) -> Span | None:
    """Where a day stands: a day of the week, a date."""
    date = _DATE.search(letter.text)
    if date:
        return date.span()
    for number, token in enumerate(letter.tokens):
        beside = letter.tokens[max(number - 1, 0) : number + 2]
        dated = token.word in letter.words("months") and any(each.word[:1].isdigit() for each in beside)
        if token.word in letter.words("weekdays") or dated:
            return token.start, token.end
    return None


def clock(letter: Letter) -> Span | None:
    """Where a time of the clock stands."""
    found = _CLOCK.search(letter.text)
    return found.span() if found else None
