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

from workshop.coach.phrases import Reading
from workshop.coach.remarks import Span

Form = Literal["open", "closed", "choice", "fact"]

_SENTENCE = re.compile(
    r"[^\s.?!。？！](?:[^.?!\n。？！]|\.(?!\s|\Z)|(?<=\bDr)\.|(?<=\bM[rs])\.|(?<=\bMrs)\.)*[.?!。？！]*"
)
_NOT_A_LETTER = re.compile(r"[\W\d_]*")
_COMMA = re.compile(r"[,;]")
_BREAK = re.compile(r"[,:;–—]")


@dataclass(frozen=True)
class Ask:
    """One thing that is asked: its form, where it stands in the text, and its words."""

    form: Form
    span: Span
    words: str


def asks_of(question: Reading) -> list[Ask]:
    """What a text asks, one after the other."""
    text = question.text
    sentences = [found.span() for found in _SENTENCE.finditer(text)]
    asks: list[Ask] = []
    for sentence in sentences:
        asks += _sentence_asks(question, sentence, not asks)
    if not asks and len(sentences) == 1:
        begin = _begin(question, 0, len(text))[0]
        if begin < len(text) and not question.at("statements", begin):
            return [_ask("open", text, begin, len(text))]  # a heading such as "your typical day"
    return asks


def _sentence_asks(question: Reading, sentence: Span, first: bool) -> Iterator[Ask]:
    """What a sentence asks; one that presses on with what was asked before ("Why or why not?") asks nothing."""
    text, (start, end) = question.text, sentence
    begin, indirect = _begin(question, start, end)
    if begin == end or (not first and question.at("nudges", begin, end)):
        return
    located = _form(question, begin, end, indirect)
    if located is None:
        return
    form, begin = located
    further = list(_further(question, begin, end))
    ends = [place for place, _ in further] + [end]
    yield _ask(form, text, begin, ends[0])
    for (_, place), stop in zip(further, ends[1:], strict=True):
        yield _ask("open", text, place, stop)


def _ask(form: Form, text: str, start: int, end: int) -> Ask:
    span = shrunk(text, (start, end))
    return Ask(form, span, text[slice(*span)])


def _begin(question: Reading, place: int, end: int) -> tuple[int, bool]:
    """Where the question itself begins behind small and polite words, and whether polite words ask it."""
    indirect = False
    while True:
        place = _letter(question.text, place, end)
        asking = question.at("asking", place, end)
        found = asking or question.at("fillers", place, end)
        if not found or _letter(question.text, question.span(found)[1], end) == end:
            return place, indirect
        indirect, place = indirect or bool(asking), question.span(found)[1]


def _letter(text: str, place: int, end: int) -> int:
    """Where the next letter stands; `end` if there is none."""
    skipped = _NOT_A_LETTER.match(text, place, end)
    return skipped.end() if skipped else place


def _form(question: Reading, begin: int, end: int, indirect: bool) -> tuple[Form, int] | None:
    """The form of what a sentence asks, and where that begins; None if it asks nothing."""
    if indirect:
        closed = question.at("whether", begin, end)
        return ("closed" if closed else _direct(question, begin, end) or "open"), begin
    if form := _direct(question, begin, end):
        return form, begin
    asked = question.text[begin:end].rstrip().endswith(("?", "？"))
    inside = question.matches("inside", begin, end)
    if asked and not inside and question.at("subjects", begin, end):
        return "closed", begin
    named = inside and (asked or not question.at("statements", begin, end))
    return _later(question, begin, end) or (("open", begin) if asked or named else None)


def _direct(question: Reading, begin: int, end: int) -> Form | None:
    """The form by the words right at the beginning."""
    if question.at("choices", begin, end):
        return "choice"
    if question.at("facts", begin, end) and not question.at("not_facts", begin, end):
        return "fact"
    if question.at("open", begin, end) and not question.at("asides", begin, end):
        return "open"
    return "closed" if question.at("closed", begin, end) else None


def _later(question: Reading, begin: int, end: int) -> tuple[Form, int] | None:
    """The form of a question that begins behind a comma, as in "As a chef, do you cook at home?"."""
    for comma in _BREAK.finditer(question.text, begin, end):
        place, indirect = _begin(question, comma.end(), end)
        if indirect or question.at("second", place, end):
            return _form(question, place, end, indirect)
    return None


def _further(question: Reading, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where further questions of a sentence begin: the joining word or comma, and the question."""
    joins = [(question.span(match), "second") for match in question.matches("joins", begin, end)]
    joins += [(comma.span(), "second_after_comma") for comma in _COMMA.finditer(question.text, begin, end)]
    last = begin
    for (start, stop), name in sorted(joins):
        if start <= last or _ends_open(question, begin, start):
            continue
        place, indirect = _begin(question, stop, end)
        if not question.at("nudges", place, end) and (indirect or question.at(name, place, end)):
            last = place
            yield start, place


def _ends_open(question: Reading, begin: int, end: int) -> bool:
    """Whether a text ends with a question word, as before the "and" of "when and how"."""
    before = question.inside(begin, end)
    return not before or bool(question.at("open", before[-1].start, end))


def shrunk(text: str, span: Span) -> Span:
    """The span without spaces and commas at its ends."""
    part = text[slice(*span)]
    kept = part.strip(" \t\r\n,;")
    start = span[0] + part.find(kept)
    return start, start + len(kept)
