"""How a message to an adult is written: in whole words, and not in capitals."""

import itertools
from collections.abc import Iterator, Sequence

from workshop.coach.finding import Found, meets
from workshop.coach.letter import Letter
from workshop.coach.phrases import Token
from workshop.coach.remarks import Span
from workshop.plan.model import Person

NAMED = 3
FEWEST_SHOUTED, FEWEST_LETTERS, LONGEST_SHORT = 3, 8, 3


def manners(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Words of a chat, all named at once at the first of them, and what is shouted."""
    chat = list(_chat(letter))
    if chat:
        others = list(dict.fromkeys(letter.text[slice(*span)] for span in chat))[1:NAMED]
        yield Found("casual", chat[0], {"others": "”, “".join(others)} if others else {})
    yield from (Found("capitals", span) for span in _shouted(letter))


def _chat(letter: Letter) -> Iterator[Span]:
    chat, small = letter.words("chat"), letter.words("chat_small")
    for start, end in dict.fromkeys((token.start, token.end) for token in letter.tokens):
        written = letter.text[start:end]
        known = written in small or written.casefold() in chat
        if known and not meets(letter.gaps, (start, end)) and not letter.is_glued((start, end)):
            yield start, end


def _shouted(letter: Letter) -> Iterator[Span]:
    """Each run of words in capitals that is longer than names and abbreviations are."""
    loud = [(number, token) for number, token in enumerate(letter.tokens) if _is_loud(letter, token)]
    for _, run in itertools.groupby(enumerate(loud), lambda each: (each[1][0] - each[0], each[1][1].sentence)):
        words = [token for _, (_, token) in run]
        if _is_shouted(letter, words):
            yield words[0].start, words[-1].end


def _is_loud(letter: Letter, token: Token) -> bool:
    """Whether a word of the message itself is in capitals; a number is as loud as what stands around it."""
    if not letter.text[token.end - 1].isupper() and not token.word.isdigit():
        return False
    span, (start, end) = (token.start, token.end), letter.subject
    spoken = start <= token.start < end or max(letter.body, letter.greeting[1]) <= token.start < letter.end
    return spoken and not meets(letter.gaps, span) and (token.word.isdigit() or letter.text[slice(*span)].isupper())


def _is_shouted(letter: Letter, words: Sequence[Token]) -> bool:
    """Whether these are more than abbreviations in a row, such as "SAT ACT GPA"."""
    spans = dict.fromkeys((token.start, token.end) for token in words)
    letters = [sum(map(str.isalpha, letter.text[slice(*span)])) for span in spans]
    return sum(map(bool, letters)) >= FEWEST_SHOUTED and sum(letters) >= FEWEST_LETTERS and max(letters) > LONGEST_SHORT
