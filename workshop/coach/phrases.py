"""Find phrases in a text by its words, in time that grows with the text only.

A phrase of a content file is words with a space between. Case and the marks between words do not matter, a word may be
written in any of its `spellings`, and a phrase never goes over the end of a sentence.

    a/b     one word or the other
    a_b     two words where one is expected: `hire/take_on me`
    a?      may be absent
    +name   any word of the group `name`
    ..      up to five words; `...` up to twenty; `~` up to four that are not `stops`. A word or `$` stands behind
    ^ $     the beginning and the end of the sentence
"""

import itertools
import operator
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workshop.coach.remarks import Span

Groups = Mapping[str, Sequence[str]]

_SAME_LENGTH = str.maketrans("‘’ʼ＇´`“”\u00a0\u202f", "''''''\"\"  ")
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:'[\w\u0300-\u036f]+)*")
_END = re.compile(r"[!?;。！？؟।]|\.(?=[\s\"')\]]|$)|\n\s*\n|\n\s*(?:[-*•]|\d{1,2}[.)])")
_GAPS = {"..": 5, "...": 20, "~": 4}
_WRAPPED = 60


def straighten_quotes(text: str) -> str:
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

    words: frozenset[str] = frozenset()
    optional: bool = False
    skip: int = 0
    careful: bool = False
    last: bool = False


class _Phrase(NamedTuple):
    """A phrase made ready: its list, whether it begins a sentence, and its parts."""

    name: str
    begins: bool
    parts: tuple[_Part, ...]

    @property
    def second(self) -> frozenset[str]:
        """What its second word must be; empty if that is open."""
        return self.parts[1].words if len(self.parts) > 1 and not self.parts[1].optional else frozenset()

    @property
    def sure(self) -> list[frozenset[str]]:
        """The words of each place, of which one must stand in the sentence."""
        return [part.words for part in self.parts if part.words and not part.optional]


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
        known: dict[str, tuple[str, ...]] = {}
        sentence, last = 0, 0
        for match in _WORD.finditer(text):
            if found and self._ends(text, last, match.start(), found[-1].word):
                sentence += 1
            last = match.end()
            written = match[0]
            words = known.get(written) or known.setdefault(written, self.words_of(folded(written)))
            found += [Token(word, match.start(), last, sentence) for word in words]
        return found

    def _ends(self, text: str, last: int, start: int, word: str) -> bool:
        """Whether a sentence ends between two words. A line break in a long line does not end one."""
        between = text[last:start]
        if between in (" ", ", ", "-") or (between == "." and text[start].isdigit()):
            return False
        end = _END.search(between)
        if end and not (end[0] == "." and (word in self.abbreviations or len(word) == 1)):
            return True
        return "\n" in between and last - text.rfind("\n", 0, last) < _WRAPPED


_NONE: dict[str, list[_Phrase]] = {}


class PhraseIndex:
    """Lists of phrases by name, to be looked up all at once."""

    def __init__(self, lists: Mapping[str, Iterable[str]], language: Language, groups: Groups | None = None) -> None:
        self._language, self._groups = language, groups or {}
        self._alone: dict[str, list[_Phrase]] = {}
        self._by_two: dict[str, dict[str, list[_Phrase]]] = {}
        self._by_rarest: dict[str, list[tuple[_Phrase, list[frozenset[str]]]]] = {}
        every = [ready for name, phrases in lists.items() for phrase in phrases for ready in self._made(name, phrase)]
        count = Counter(word for phrase in every for words in phrase.sure for word in words)
        for phrase in every:
            self._keep(phrase, count)

    def _keep(self, phrase: _Phrase, count: Mapping[str, int]) -> None:
        """Keep a phrase by its first word, by its first two, or by the place whose words are in the fewest phrases."""
        first = phrase.parts[0].words
        if phrase.second:
            for word, second in itertools.product(first, phrase.second):
                self._by_two.setdefault(word, {}).setdefault(second, []).append(phrase)
        elif len(phrase.sure) == 1:
            for word in first:
                self._alone.setdefault(word, []).append(phrase)
        else:
            rarest, *others = sorted(phrase.sure, key=lambda words: max(count[word] for word in words))
            for word in rarest:
                self._by_rarest.setdefault(word, []).append((phrase, others))

    def _made(self, name: str, phrase: str) -> Iterator[_Phrase]:
        """A phrase made ready, once for each choice between one word and several."""
        begins, *rest = phrase.split()
        written = rest if begins == "^" else [begins, *rest]
        for chosen in itertools.product(*map(self._choices, written)):
            yield _Phrase(name, begins == "^", tuple(itertools.chain(*chosen)))

    def _choices(self, part: str) -> list[tuple[_Part, ...]]:
        if part in _GAPS:
            return [(_Part(skip=_GAPS[part], careful=part == "~"),)]
        if part == "$":
            return [(_Part(last=True),)]
        optional = part.endswith("?")
        ways = [way for choice in part.removesuffix("?").split("/") for way in self._ways(choice)]
        single = frozenset(itertools.chain(*(way[0] for way in ways if len(way) == 1)))
        several = [tuple(map(_Part, way)) for way in ways if len(way) > 1]
        if single:
            return [(_Part(single, optional),), *several]
        return [(), *several] if optional else several

    def _ways(self, choice: str) -> list[tuple[frozenset[str], ...]]:
        """What is to be found for a choice, word for word; "don't" is two words, and a group may hold such."""
        if choice.startswith("+") and "_" not in choice:
            return [way for each in self._groups[choice[1:]] for way in self._ways(each)]
        return [tuple(itertools.chain(*map(self._fitting, choice.split("_"))))]

    def _fitting(self, word: str) -> tuple[frozenset[str], ...]:
        if word.startswith("+"):
            return (frozenset(self._groups[word[1:]]),)
        return tuple(frozenset((each,)) for each in self._language.words_of(word))

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Match]]:
        """Every phrase found, by the name of its list, in the order of the text."""
        found: dict[str, list[Match]] = {}
        words = [token.word for token in tokens]
        begin, near = 0, dict[str, list[_Phrase]]()
        for number, stop in enumerate(_sentence_ends(tokens)):
            if number == begin:
                near = self._possible(frozenset(words[number:stop]))
            for phrase in self._at(words, number, stop, near):
                if phrase.begins and number > begin:
                    continue
                more = len(phrase.parts) > 1
                end = self._end(words, number + 1, stop, phrase.parts, 1) if more else number + 1
                if end:
                    found.setdefault(phrase.name, []).append(Match(number, end))
            begin = stop if number + 1 == stop else begin
        return found

    def _possible(self, here: frozenset[str]) -> dict[str, list[_Phrase]]:
        """By their first word, the phrases with a gap that the words of a sentence leave possible."""
        possible = {
            id(phrase): phrase
            for word in here
            for phrase, others in self._by_rarest.get(word, ())
            if not any(map(here.isdisjoint, others))
        }
        by_first: dict[str, list[_Phrase]] = {}
        for phrase in possible.values():
            for word in phrase.parts[0].words & here:
                by_first.setdefault(word, []).append(phrase)
        return by_first

    def _at(
        self, words: Sequence[str], number: int, stop: int, near: Mapping[str, Sequence[_Phrase]]
    ) -> Iterable[_Phrase]:
        """The phrases that may begin at a word, by the word behind it and by the words of its sentence."""
        word = words[number]
        by_two = self._by_two.get(word, _NONE) if number + 1 < stop else _NONE
        behind = by_two.get(words[number + 1], ()) if by_two else ()
        return itertools.chain(self._alone.get(word, ()), near.get(word, ()), behind)

    def _end(self, words: Sequence[str], at: int, stop: int, parts: Sequence[_Part], part: int) -> int:
        """Where the rest of a phrase ends that goes on at a word, before the end of the sentence; 0 if it does not."""
        for number in range(part, len(parts)):
            wanted = parts[number]
            if wanted.skip:
                return self._end_after_some(words, at, stop, parts, number)
            if at < stop and words[at] in wanted.words:
                at += 1
            elif not wanted.optional and not (wanted.last and at == stop):
                return 0
        return at

    def _end_after_some(self, words: Sequence[str], at: int, stop: int, parts: Sequence[_Part], part: int) -> int:
        skipping, following = parts[part], parts[part + 1]
        if following.last:
            return stop if stop - at <= skipping.skip else 0
        fitting, stops, last = following.words, self._language.stops if skipping.careful else (), at + skipping.skip
        for passed in range(at, stop if stop <= last else last + 1):
            word = words[passed]
            if word in fitting:
                end = self._end(words, passed + 1, stop, parts, part + 2)
                if end:
                    return end
            if word in stops:
                return 0
        return 0


def _sentence_ends(tokens: Sequence[Token]) -> list[int]:
    """For each token the number of the first token after its sentence."""
    ends = [len(tokens)] * len(tokens)
    for number in range(len(tokens) - 2, -1, -1):
        same = tokens[number].sentence == tokens[number + 1].sentence
        ends[number] = ends[number + 1] if same else number + 1
    return ends


@dataclass(frozen=True)
class Reading:
    """A text, its words, and the phrases found in it."""

    text: str
    tokens: list[Token]
    found: dict[str, list[Match]]

    def span(self, match: Match) -> Span:
        """Where the words of a match stand."""
        return self.tokens[match.first].start, self.tokens[match.end - 1].end

    def inside(self, start: int, end: int) -> list[Token]:
        """The tokens between two characters."""
        first = bisect_left(self.tokens, start, key=operator.attrgetter("start"))
        return self.tokens[first : max(first, bisect_right(self.tokens, end, key=operator.attrgetter("end")))]

    def sentence_at(self, span: Span) -> Span:
        """From where to where the sentences go that a span touches."""
        first = bisect_right(self.tokens, span[0], key=operator.attrgetter("end"))
        last = bisect_left(self.tokens, span[1], key=operator.attrgetter("start")) - 1
        if last < first:
            return span
        number = operator.attrgetter("sentence")
        begin = bisect_left(self.tokens, self.tokens[first].sentence, key=number)
        end = bisect_right(self.tokens, self.tokens[last].sentence, key=number)
        return self.tokens[begin].start, self.tokens[end - 1].end

    def matches(self, name: str, start: int = 0, end: int | None = None) -> list[Match]:
        """The phrases of a list that stand between two characters, in the order of the text."""
        every, stop = self.found.get(name, []), len(self.text) if end is None else end
        if not start and end is None:
            return every
        return [match for match in every if start <= self.span(match)[0] and self.span(match)[1] <= stop]

    def clear(self, name: str) -> list[Match]:
        """The phrases of a list, but for those that meet one of the list `not_...`."""
        others = {number for match in self.found.get(f"not_{name}", ()) for number in range(*match)}
        return [match for match in self.found.get(name, []) if others.isdisjoint(range(*match))]

    def at(self, name: str, place: int, end: int | None = None) -> Match | None:
        """The longest phrase of a list that stands right at a character."""
        here = [match for match in self.matches(name, place, end) if self._begins(match.first, place)]
        return max(here, key=lambda match: match.end, default=None)

    def _begins(self, number: int, place: int) -> bool:
        """Whether a written word begins there with this token: "am" does not begin the word "I'm"."""
        return self.tokens[number].start == place and not (number and self.tokens[number - 1].start == place)
