"""Minutes, days and times of the clock in a message."""

import re

from workshop.coach.letter import Letter
from workshop.coach.remarks import Span

FEWEST, MOST = 5, 30
_NEAR = 25

_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b(?![.-])|\b\d{1,2}\s{0,2}(?:[ap]\.?m\b|o'clock)|\b(?:noon|midday)\b|\bat\s\d{1,2}(?![\d-])",
    re.I,
)
_NIGHT = re.compile(
    r"(?<![\d:.])(?:(?:12|0?[1-5])(?:[:.h]\d{2})?\s{0,2}a\.?m\b|(?:9|10|11)(?:[:.h]\d{2})?\s{0,2}p\.?m\b"
    r"|(?:2[1-3]|00)[:h]\d{2}(?![\d:])|midnight\b)",
    re.I,
)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b")


def minutes(letter: Letter) -> tuple[Span | None, Span | None]:
    """Where more than half an hour is asked for, and where a short time is."""
    many: list[Span] = []
    good = [letter.span(match) for match in letter.matches("half_hour")]
    short = {letter.tokens[match.first].sentence for match in letter.matches("half_hour")}
    for number, token in enumerate(letter.tokens):
        if token.word == "minutes" and number and not _elsewhere(letter, number):
            count = _value(letter, letter.tokens[number - 1].word)
            span = letter.tokens[number - 1].start, token.end
            if count > MOST and _asked(letter, number):
                many.append(span)
            elif FEWEST <= count <= MOST:
                good.append(span)
                short.add(token.sentence)
    long = [match for match in letter.clear("too_long") if letter.tokens[match.first].sentence not in short]
    many += [letter.span(match) for match in long if _asked(letter, match.first)]
    return min(many, default=None), min(good, default=None)


def _asked(letter: Letter, number: int) -> bool:
    """Whether the sentence asks for something, as far as it stands near."""
    near = letter.tokens[max(number - _NEAR, 0) : number + _NEAR]
    sentence = [token for token in near if token.sentence == letter.tokens[number].sentence]
    mark = letter.text[sentence[-1].end : sentence[-1].end + 1]
    return mark in ("?", "？") or any(token.word in letter.words("requesting") for token in sentence)


def _elsewhere(letter: Letter, number: int) -> bool:
    """Whether the minutes are a way to go or a film, not a conversation."""
    follows, before = letter.tokens[number + 1 : number + 2], letter.tokens[max(number - 2, 0) : number - 1]
    return any(token.word in letter.words("not_meeting_minutes") for token in follows) or any(
        token.word in letter.words("the_job") for token in before
    )


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


def night(text: str, start: int = 0) -> Span | None:
    """Where a time of the clock stands at which no student meets anyone: from nine in the evening until six."""
    found = _NIGHT.search(text, start)
    return found.span() if found else None
