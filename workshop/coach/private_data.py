"""Numbers and names that open a door to a student: an identity number, a card, an account, a name in an app."""

import re
from collections.abc import Iterator

from workshop.coach.letter import Letter
from workshop.coach.remarks import Span

_NUMBERS = re.compile(
    r"(?=[\d#])(?:"
    r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"  # an identity number in the USA
    r"|(?<![\d+-])\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{3,4}(?![\d-])|(?<![\d+-])\d{15,16}(?![\d-])"  # a payment card
    r"|#\d{4}(?!\w)(?<=\w#\d{4}))"  # the end of a name in an app, such as "zoe#1234"
)
_NAMED = re.compile(r"@(?<![\w.@/]@)\w[\w.-]{2,40}")
_BEFORE = 60


def private_data(letter: Letter) -> Iterator[Span]:
    """Where such numbers and names stand; "I read your posts at @cityzoo" is about somebody else's."""
    yield from (found.span() for found in _NUMBERS.finditer(letter.text))
    for found in _NAMED.finditer(letter.text):
        before = [token.word for token in letter.inside(max(found.start() - _BEFORE, 0), found.start())]
        if letter.words("names_of_mine").intersection(before[-6:]):
            yield found.span()
