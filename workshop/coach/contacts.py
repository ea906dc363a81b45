"""Whether a message says how to reach the student, and whether that way works."""

import itertools
import re
from collections.abc import Iterator

from workshop.coach.finding import Found, meets
from workshop.coach.letter import Letter
from workshop.coach.reaching import is_spoken, is_wrong_shape, reaches, wrong_parts
from workshop.coach.remarks import Span
from workshop.plan.contact_details import is_wrong
from workshop.plan.model import About, Person

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"@?\w(?:\S*\w)?")
_NEAR = 80  # characters in which an address or a number that is announced ends


def contact(letter: Letter, _: Person | None) -> Iterator[Found]:
    """What is given to reach the student, and reaches nobody."""
    for span in _wrong(letter):
        yield Found("contact_wrong", span)


def contact_asked(letter: Letter, person: Person | None) -> Iterator[Found]:
    """The same, or that nothing is given at all (rule 59)."""
    wrong = list(contact(letter, person))
    yield from wrong
    if not wrong and not reaches(letter.text[letter.body :]):
        yield Found("contact_missing")


def known_to_be_wrong(letter: Letter, about: About) -> Iterator[Found]:
    """The student's own address and number as the plan has them, where they stand as a line and reach nobody."""
    for blank, written in (("email", about.email), ("phone", about.phone)):
        for line in _LINE.finditer(letter.text, letter.body) if is_wrong(blank, written) else ():
            if line[0].strip() == written.strip():
                start = line.start() + line[0].index(written.strip())
                yield Found("contact_wrong", (start, start + len(written.strip())))


def _wrong(letter: Letter) -> Iterator[Span]:
    found = dict.fromkeys((*_under(letter), *_said(letter)))
    yield from (span for span in found if not meets(letter.gaps, span))


def _under(letter: Letter) -> Iterator[Span]:
    """In the lines after the closing words, beside the name."""
    for line in _LINE.finditer(letter.text, letter.under):
        for start, end in wrong_parts(line[0], letter.known):
            yield line.start() + start, line.start() + end
    for match in letter.matches("no_contact", letter.under):
        yield letter.span(match)


def _said(letter: Letter) -> Iterator[Span]:
    """Right behind words that announce it, as in "you can reach me at zoe.dogs"."""
    for match in letter.in_body("contact_said"):
        end = letter.span(match)[1]
        near = letter.text[end : end + _NEAR]
        words = list(_WORD.finditer(near))
        if words and not reaches(near):
            spoken = itertools.takewhile(lambda word: is_spoken(word[0], letter.known), words)
            start, stop = words[0].start(), [*words[:1], *spoken][-1].end()
            if is_wrong_shape(near[start:stop], letter.known):
                yield end + start, end + stop
