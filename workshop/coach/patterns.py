"""Finds the phrases of the word lists in a text.

A phrase is its words in order. `a/b` is one word or the other, `a?` a word that may be missing, `a*` a beginning,
`a_b` several words where one is expected, `~` up to four words, and `$` the end of the sentence. Case and
punctuation between words do not matter.
"""

import functools
import re

Phrases = tuple[str, ...]
Spellings = tuple[tuple[str, ...], ...]

_BETWEEN = r"[\s,;:\"“”()–—-]{1,9}"
_CURLY = str.maketrans("’‘ʼ´`", "'''''")


def straightened(text: str) -> str:
    """The text, of the same length, with every apostrophe a plain one."""
    return text.translate(_CURLY)


@functools.cache
def pattern(phrases: Phrases, spellings: Spellings = ()) -> re.Pattern[str]:
    """One pattern for a list of phrases; `spellings` are lists of ways to write a word, its usual one first."""
    other = {words[0]: words for words in spellings}
    choices = "|".join(_phrase(phrase, other) for phrase in phrases) or r"(?!)"
    return re.compile(rf"(?<![\w'])(?:{choices})(?![\w'])", re.IGNORECASE)


def _phrase(phrase: str, other: dict[str, tuple[str, ...]]) -> str:
    first, *rest = phrase.split()
    return _word(first, other) + "".join(_further(part, other) for part in rest)


def _further(part: str, other: dict[str, tuple[str, ...]]) -> str:
    if part == "~":
        return rf"(?:{_BETWEEN}[\w']+){{0,4}}?"
    if part == "$":
        return r"(?=\W*\Z)"
    if part.endswith("?"):
        return f"(?:{_BETWEEN}{_word(part[:-1], other)})?"
    return _BETWEEN + _word(part, other)


def _word(part: str, other: dict[str, tuple[str, ...]]) -> str:
    return f"(?:{'|'.join(_choice(choice, other) for choice in part.split('/'))})"


def _choice(choice: str, other: dict[str, tuple[str, ...]]) -> str:
    ways = [other.get(word, (word,)) for word in choice.split("_")]
    return _BETWEEN.join(f"(?:{'|'.join(_spelt(way) for way in words)})" for words in ways)


def _spelt(word: str) -> str:
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
