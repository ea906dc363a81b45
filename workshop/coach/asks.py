"""Finds what a text asks, and whether it asks it openly.

Closed is a question that can be answered by yes or no ("Do you like it?"), by one of the things it names ("Which is
better, A or B?"), or by a short fact: how long, how many, how often, how old, when, where, what time, whose name.
Exceptions are those that look like a fact and ask for a story ("When did you first feel that you belonged?"). All
others are open, also "Tell me about ..." and "Could you tell me how ...": what counts is what is asked, not the polite
words around it. Of several questions the first one counts. Some closed questions are right as they are ("May I contact
you again?"). What should not be asked at all, or be looked up, gets no advice on how to ask it openly.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workshop.coach.patterns import pattern
from workshop.coach.remarks import Span
from workshop.content.coach_words import QuestionCoach

Form = Literal["open", "closed", "choice", "fact"]

_SENTENCE = re.compile(
    r"[^\s.?!。？！](?:[^.?!\n。？！]|\.(?!\s|\Z)|(?<=\bDr)\.|(?<=\bM[rs])\.|(?<=\bMrs)\.)*[.?!。？！]*"
)
_NOT_A_LETTER = re.compile(r"[\W\d_]*")
_COMMA = re.compile(r"[,;]")
_BREAK = re.compile(r"[,:;–—]")
_WORD = re.compile(r"[\w']+")


class Looks:
    """The patterns of a coach's word lists."""

    def __init__(self, coach: QuestionCoach) -> None:
        self.coach = coach

    def search(self, name: str, text: str) -> re.Match[str] | None:
        """The first place in `text` where a phrase of the list stands."""
        return self._pattern(name).search(text)

    def find(self, name: str, text: str) -> Iterator[re.Match[str]]:
        """Every place in `text` where a phrase of the list stands."""
        return self._pattern(name).finditer(text)

    def at(self, name: str, text: str, place: int = 0) -> re.Match[str] | None:
        """A phrase of the list that stands right at `place`."""
        return self._pattern(name).match(text, place)

    def _pattern(self, name: str) -> re.Pattern[str]:
        return pattern(getattr(self.coach.lists, name), self.coach.spellings)


@dataclass(frozen=True)
class Ask:
    """One thing that is asked: its form, where it stands in the text, and its words."""

    form: Form
    span: Span
    words: str


def asks_of(looks: Looks, text: str) -> list[Ask]:
    """What a text asks, one after the other."""
    sentences = [(found.start(), found.end()) for found in _SENTENCE.finditer(text)]
    asks: list[Ask] = []
    for start, end in sentences:
        asks += _sentence_asks(looks, text, start, end, not asks)
    if not asks and len(sentences) == 1:
        begin = _begin(looks, text, 0, len(text))[0]
        if begin < len(text) and not looks.at("statements", text, begin):
            return [_ask("open", text, begin, len(text))]  # a heading such as "your typical day"
    return asks


def _sentence_asks(looks: Looks, text: str, start: int, end: int, first: bool) -> Iterator[Ask]:
    """What a sentence asks; one that presses on with what was asked before ("Why or why not?") asks nothing."""
    sentence = text[start:end]
    begin, indirect = _begin(looks, sentence, 0, len(sentence))
    if begin == len(sentence) or (not first and looks.at("nudges", sentence, begin)):
        return
    located = _form(looks, sentence, begin, indirect)
    if located is None:
        return
    form, begin = located
    further = list(_further(looks, sentence, begin))
    ends = [place for place, _ in further] + [len(sentence)]
    yield _ask(form, text, start + begin, start + ends[0])
    for (_, place), stop in zip(further, ends[1:], strict=True):
        yield _ask("open", text, start + place, start + stop)


def _ask(form: Form, text: str, start: int, end: int) -> Ask:
    span = shrunk(text, (start, end))
    return Ask(form, span, text[slice(*span)])


def _begin(looks: Looks, text: str, place: int, end: int) -> tuple[int, bool]:
    """Where the question itself begins behind small and polite words, and whether polite words ask it."""
    indirect = False
    while True:
        place = _letter(text, place, end)
        asking = looks.at("asking", text, place)
        found = asking or looks.at("fillers", text, place)
        if not found or _letter(text, found.end(), end) == end:
            return place, indirect
        indirect, place = indirect or bool(asking), found.end()


def _letter(text: str, place: int, end: int) -> int:
    """Where the next letter stands; `end` if there is none."""
    skipped = _NOT_A_LETTER.match(text, place, end)
    return skipped.end() if skipped else place


def _form(looks: Looks, sentence: str, begin: int, indirect: bool) -> tuple[Form, int] | None:
    """The form of what a sentence asks, and where that begins; None if it asks nothing."""
    if indirect:
        closed = looks.at("whether", sentence, begin)
        return ("closed" if closed else _direct(looks, sentence, begin) or "open"), begin
    if form := _direct(looks, sentence, begin):
        return form, begin
    asked = sentence.rstrip().endswith(("?", "？"))
    inside = looks.search("inside", sentence[begin:])
    if asked and not inside and looks.at("subjects", sentence, begin):
        return "closed", begin
    states = looks.at("statements", sentence, begin)
    named = inside and (asked or not states)
    return _later(looks, sentence, begin) or (("open", begin) if asked or named else None)


def _direct(looks: Looks, sentence: str, begin: int) -> Form | None:
    """The form by the words right at the beginning."""
    if looks.at("choices", sentence, begin):
        return "choice"
    if looks.at("facts", sentence, begin) and not looks.at("not_facts", sentence, begin):
        return "fact"
    if looks.at("open", sentence, begin) and not looks.at("asides", sentence, begin):
        return "open"
    return "closed" if looks.at("closed", sentence, begin) else None


def _later(looks: Looks, sentence: str, begin: int) -> tuple[Form, int] | None:
    """The form of a question that begins behind a comma, as in "As a chef, do you cook at home?"."""
    for comma in _BREAK.finditer(sentence[begin:]):
        place, indirect = _begin(looks, sentence, begin + comma.end(), len(sentence))
        if indirect or looks.at("second", sentence, place):
            return _form(looks, sentence, place, indirect)
    return None


def _further(looks: Looks, sentence: str, begin: int) -> Iterator[tuple[int, int]]:
    """Where further questions of a sentence begin: the joining word or comma, and the question."""
    joins = [(join.span(), "second") for join in looks.find("joins", sentence)]
    joins += [(comma.span(), "second_after_comma") for comma in _COMMA.finditer(sentence)]
    last = begin
    for (start, end), name in sorted(joins):
        if start <= last or _ends_open(looks, sentence[begin:start]):
            continue
        place, indirect = _begin(looks, sentence, end, len(sentence))
        if not looks.at("nudges", sentence, place) and (indirect or looks.at(name, sentence, place)):
            last = place
            yield start, place


def _ends_open(looks: Looks, text: str) -> bool:
    """Whether a text ends with a question word, as before the "and" of "when and how"."""
    words = _WORD.findall(text[-30:])
    return not words or bool(looks.at("open", words[-1]))


def shrunk(text: str, span: Span) -> Span:
    """The span without spaces and commas at its ends."""
    part = text[slice(*span)]
    kept = part.strip(" \t\r\n,;")
    start = span[0] + part.find(kept)
    return start, start + len(kept)
