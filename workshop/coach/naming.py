"""Whether a message names people as the plan does."""

import difflib
import unicodedata
from collections.abc import Sequence

from workshop.coach.letter import Letter
from workshop.coach.phrases import Token, folded, straighten_quotes
from workshop.coach.remarks import WHOLE, Span
from workshop.plan.model import Person

_ALIKE = 0.72


def is_nobody(letter: Letter) -> bool:
    """Whether the greeting has no name: "Dear Sir or Madam", "Hello"."""
    if letter.name == WHOLE:
        return True
    words = {token.word for token in letter.inside(*letter.name)} - letter.words("titles")
    titles = {token.word for token in letter.inside(*letter.name)} & letter.words("titles")
    return bool(words or not titles) and words <= letter.words("nobody")


def compared(letter: Letter, person: Person) -> tuple[str, Span, str] | None:
    """What is wrong with the name in the greeting, where, and what the plan has; None if nothing is."""
    address = _words(letter, person.address)
    known = address + [word for word in _words(letter, person.name) if word not in address]
    titles = letter.words("titles")
    names = [token for token in letter.inside(*letter.name) if token.word not in titles]
    strange = [token for token in names if token.word not in known]
    wanted = person.address.strip() or person.name.strip()
    if not known:
        return None
    for token in strange:
        if _alike(token.word, [word for word in known if word not in titles]):
            return "name_misspelt", (token.start, token.end), wanted
    if strange and len(strange) == len(names):
        return "name_differs", letter.name, wanted
    return _form(letter, address, names, wanted)


def greeted(letter: Letter, people: Sequence[Person]) -> Person | None:
    """Which of these people the greeting names, spelt right or nearly; None if it is nobody of them."""
    names = {token.word for token in letter.inside(*letter.name)} - letter.words("titles")
    known = {person.id: set(_words(letter, f"{person.address} {person.name}")) for person in people}
    best = max(people, key=lambda person: len(known[person.id] & names), default=None)
    if best and known[best.id] & names:
        return best
    near = (person for person in people if any(_alike(name, sorted(known[person.id])) for name in names))
    return next(near, None)


def _form(letter: Letter, address: list[str], names: list[Token], wanted: str) -> tuple[str, Span, str] | None:
    """What is wrong with the form of address, once the name is right."""
    titles = letter.words("titles")
    if not address or address[0] not in titles:
        return None
    used = next((token for token in letter.inside(*letter.name) if token.word in titles), None)
    if used and used.word != address[0]:
        return "title_differs", (used.start, used.end), wanted
    if names and not used and not {token.word for token in names} & set(address):
        return "first_name_only", letter.name, wanted
    return None


def is_left_out(letter: Letter, connector: str) -> bool:
    """Whether somebody connects the two and the message does not name them."""
    words = [word for word in _words(letter, connector) if word not in letter.words("titles")]
    return bool(words) and not {token.word for token in letter.tokens}.intersection(words)


def _words(letter: Letter, text: str) -> list[str]:
    return [token.word for token in letter.known.language.tokens(straighten_quotes(text))]


def _alike(word: str, known: list[str]) -> bool:
    """Whether a word is a misspelling of a known one: close to it, or the same but for accents."""
    bare = {_bare(each) for each in known}
    return _bare(word) in bare or bool(difflib.get_close_matches(word, known, 1, _ALIKE))


def _bare(word: str) -> str:
    marks = unicodedata.normalize("NFD", folded(word)).replace("đ", "d").replace("ł", "l").replace("ø", "o")
    return "".join(letter for letter in marks if not unicodedata.combining(letter))
