"""Find phrases in a text by its words, in time that grows with the text only.

A phrase of a content file is words with a space between. `a/b` is one word or the other, `word?` may be absent, `..` is
up to five words, and `~` up to four that are not `stops`; a word stands behind both. A phrase never goes over the end
of a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_SAME_LENGTH = str.maketrans("‘’ʼ＇“”\u00a0\u202f", "''''\"\"  ")
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:'[\w\u0300-\u036f]+)*")
_END = re.compile(r"[!?;。！？؟।]|\.(?=[\s\"')\]]|$)|\n\s*\n|\n\s*(?:[-*•]|\d{1,2}[.)])")
_ANY, _SOME = 5, 4
_WRAPPED = 60


def plain(text: str) -> str:
    """The text with straight quotation marks and usual spaces; every character stays where it is."""
    return text.translate(_SAME_LENGTH)


def folded(word: str) -> str:
    """A word as it is compared: composed, without capitals."""
    return (word if word.isascii() else unicodedata.normalize("NFC", word)).casefold()


class Token(NamedTuple):
    """A word as it is compared, where it stands, and the number of its sentence."""

    word: str
    start: int
    end: int
    sentence: int


class Match(NamedTuple):
    """A phrase found, as numbers of tokens, the end not included."""

    first: int
    end: int


class _Part(NamedTuple):
    """One place of a phrase: the words that fit there, or how many words are passed over."""

    words: frozenset[str]
    optional: bool = False
    skip: int = 0
    careful: bool = False


def _part(text: str) -> _Part:
    if text in ("..", "~"):
        return _Part(frozenset(), skip=_ANY if text == ".." else _SOME, careful=text == "~")
    return _Part(frozenset(text.removesuffix("?").split("/")), optional=text.endswith("?"))


@dataclass(frozen=True)
class Language:
    """How a language writes: spellings and endings stand for other words, and which full stops end no sentence."""

    spellings: Mapping[str, tuple[str, ...]]
    endings: tuple[tuple[str, str], ...]
    abbreviations: frozenset[str]
    stops: frozenset[str]

    @classmethod
    def of(
        cls, spellings: Iterable[str], endings: Iterable[str], abbreviations: Iterable[str], stops: Iterable[str]
    ) -> "Language":
        """Read lines such as `im = i am`."""
        pairs = [tuple(line.split(" = ")) for line in spellings]
        ends = [tuple(line.split(" = ")) for line in endings]
        return cls(
            {short: tuple(long.split()) for short, long in pairs},
            tuple((short, long) for short, long in ends),
            frozenset(abbreviations),
            frozenset(stops),
        )

    def words_of(self, word: str) -> tuple[str, ...]:
        """The words that a written word stands for: "don't" is "do" and "not"."""
        if word in self.spellings:
            return self.spellings[word]
        if "'" in word:
            for ending, meaning in self.endings:
                if word.endswith(ending) and word != ending:
                    return (word.removesuffix(ending), *meaning.split())
        return (word,)

    def tokens(self, text: str) -> list[Token]:
        """The words of a text that went through `plain`."""
        found: list[Token] = []
        sentence, last = 0, 0
        for match in _WORD.finditer(text):
            if found and self._ends(text, last, match.start(), found[-1].word):
                sentence += 1
            last = match.end()
            found += [Token(word, match.start(), last, sentence) for word in self.words_of(folded(match[0]))]
        return found

    def _ends(self, text: str, last: int, start: int, word: str) -> bool:
        """Whether a sentence ends between two words. A line break in a long line does not end one."""
        between = text[last:start]
        if between in (" ", ", ", "-"):
            return False
        end = _END.search(between)
        if end and not (end[0] == "." and (word in self.abbreviations or len(word) == 1)):
            return True
        return "\n" in between and last - text.rfind("\n", 0, last) < _WRAPPED


class Book:
    """Lists of phrases by name, to be looked up all at once."""

    def __init__(self, lists: Mapping[str, Iterable[str]], stops: frozenset[str]) -> None:
        self._stops = stops
        self._by_first: dict[str, list[tuple[str, tuple[_Part, ...]]]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                parts = tuple(map(_part, phrase.split()))
                for word in parts[0].words:
                    self._by_first.setdefault(word, []).append((name, parts))

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Match]]:
        """Every phrase found, by the name of its list, in the order of the text."""
        found: dict[str, list[Match]] = {}
        words = [token.word for token in tokens]
        for number, stop in enumerate(_sentence_ends(tokens)):
            for name, parts in self._by_first.get(words[number], ()):
                end = self._end(words, number + 1, stop, parts, 1)
                if end:
                    found.setdefault(name, []).append(Match(number, end))
        return found

    def _end(self, words: Sequence[str], at: int, stop: int, parts: Sequence[_Part], part: int) -> int:
        """Where the rest of a phrase ends that goes on at a word, before the end of the sentence; 0 if it does not."""
        for number in range(part, len(parts)):
            wanted = parts[number]
            if wanted.skip:
                return self._end_after_some(words, at, stop, parts, number)
            if at < stop and words[at] in wanted.words:
                at += 1
            elif not wanted.optional:
                return 0
        return at

    def _end_after_some(self, words: Sequence[str], at: int, stop: int, parts: Sequence[_Part], part: int) -> int:
        skipping, following = parts[part], parts[part + 1]
        for passed in range(at, min(at + skipping.skip + 1, stop)):
            if words[passed] in following.words:
                end = self._end(words, passed, stop, parts, part + 1)
                if end:
                    return end
            if skipping.careful and words[passed] in self._stops:
                return 0
        return 0


def _sentence_ends(tokens: Sequence[Token]) -> list[int]:
    """For each token the number of the first token after its sentence."""
    ends = [len(tokens)] * len(tokens)
    for number in range(len(tokens) - 2, -1, -1):
        same = tokens[number].sentence == tokens[number + 1].sentence
        ends[number] = ends[number + 1] if same else number + 1
    return ends
