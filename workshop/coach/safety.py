"""What a student does not write to someone they have yet to meet: where they live, that they are alone, a secret."""

import re
from collections.abc import Container, Iterator

from workshop.coach.finding import Found
from workshop.coach.letter import Letter
from workshop.coach.phrases import Match
from workshop.plan.model import Person

_CODES = ("private_place", "no_adult", "secret", "photo")
_NEAR, _STREET_WORDS, _NAME_OF_STREET = 4, 6, 4
_HOUSE = re.compile(r"\d{1,5}[a-z]?")


def safety(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Each such thing once a sentence; "I cannot come to your house" is none."""
    said: set[tuple[str, int]] = set()
    for code, match in _unsafe(letter):
        place = code, letter.tokens[match.first].sentence
        if place not in said:
            said.add(place)
            yield Found(code, letter.span(match))


def _unsafe(letter: Letter) -> Iterator[tuple[str, Match]]:
    yield from (("private_place", match) for match in _home_addresses(letter))
    for code in _CODES:
        for match in letter.clear(code):
            if code != "private_place" or not _refused(letter, match):
                yield code, match


def _refused(letter: Letter, match: Match) -> bool:
    """Whether "not", "never" or "than" stands close before the words, with no comma between, or among them."""
    start = letter.tokens[max(match.first - _NEAR, 0)].start
    begin = max(start, *(letter.text.rfind(sign, start, letter.span(match)[0]) for sign in ",.;:?!\n"))
    return any(token.word in letter.words("refusals") for token in letter.inside(begin, letter.span(match)[1]))


def _home_addresses(letter: Letter) -> Iterator[Match]:
    """A number and a street beside words such as "I live at", or under the name where no workplace stands."""
    under = _home_under(letter)
    said = {match.end + more for match in letter.matches("live_at") for more in (0, 1)}
    behind = {match.first for match in letter.matches("home_behind")}
    for first in [number for number, token in enumerate(letter.tokens) if token.word[0].isdigit()]:
        here = first in said
        street = _street(letter, first, "streets", *["streets_behind"] * here)
        if street and (here or street.end in behind or letter.tokens[first].start >= under):
            yield street
        elif _HOUSE.fullmatch(letter.tokens[first].word):
            yield from _named_first(letter, first, said)


def _street(letter: Letter, first: int, *lists: str) -> Match | None:
    """An address that begins with this word, such as "12 Oak Street"; None if it is no number of a house."""
    number = letter.tokens[first]
    if not _HOUSE.fullmatch(number.word):
        return None
    for end in range(first + 2, min(first + _STREET_WORDS, len(letter.tokens) + 1)):
        word = letter.tokens[end - 1]
        if "\n" in letter.text[number.end : word.start]:
            return None
        if any(word.word in letter.words(name) for name in lists):
            return Match(first, end)
    return None


def _named_first(letter: Letter, number: int, said: Container[int]) -> Iterator[Match]:
    """An address that ends with this number, right behind words such as "I live on": "Oak Street 12"."""
    street, sentence = letter.tokens[max(number - 1, 0)].word, letter.tokens[number].sentence
    first = next((each for each in range(max(number - _NAME_OF_STREET, 0), number - 1) if each in said), None)
    if first is not None and letter.tokens[first].sentence == sentence and street in letter.words("streets"):
        yield Match(first, number + 1)


def _home_under(letter: Letter) -> int:
    """From where on a street is the student's own: under the name, or nowhere if a workplace stands there."""
    under = letter.inside(letter.under, len(letter.text))
    words = {token.word for token in under if not letter.is_glued((token.start, token.end))}
    return letter.under if words.isdisjoint(letter.words("workplaces")) else len(letter.text)
