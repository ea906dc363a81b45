"""A message taken apart: its subject, its greeting, its words, its signature, and the phrases found in it."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workshop.coach.phrases import Match, Reading, Token, straighten_quotes
from workshop.coach.reaching import SITE, reaches, wrong_parts
from workshop.coach.remarks import WHOLE, Span
from workshop.coach.wordlists import Lists
from workshop.plan.blanks import blanks_in

_LINE = re.compile(r"[^\n]+")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]")
_SUBJECT = re.compile(r"\s*(\w+)\s{0,9}[:：][ \t]*([^\n]*)")
_AFTERTHOUGHT = re.compile(r"\s*P\.?\s?P?\.?S\b", re.I)
_GLUE_BEFORE, _GLUE_AFTER = re.compile(r"[@./&]"), re.compile(r"[@/&)]|\.\w")
_NAME_ENDS = re.compile(r"[,:!?;\n]| [-–—] ")
_CALLED_WORDS, _NAME_WORDS, _SIGNED_LINES, _LONGEST_LINE, _WRAPPED = 3, 6, 5, 200, 100
_UNDER_LINES = 8


@dataclass(frozen=True)
class Letter(Reading):
    """A message and its parts, as characters (`Span`) of the text and numbers of tokens (`Match`)."""

    known: Lists
    subject: Span
    body: int
    greeting: Span = WHOLE
    name: Span = WHOLE
    signed: Span = WHOLE
    end: int = 0
    lists: tuple[Span, ...] = ()

    def words(self, name: str) -> frozenset[str]:
        """A list of single words."""
        return self.known.sets[name]

    def in_body(self, name: str) -> list[Match]:
        """The same behind the subject."""
        return [match for match in self.clear(name) if self.tokens[match.first].start >= self.body]

    def is_glued(self, span: Span) -> bool:
        """Whether a word is part of an address, an abbreviation or a number of a list: "lol.zoe@", "i.e.", "i)"."""
        before, after = self.text[max(span[0] - 1, 0) : span[0]], self.text[span[1] : span[1] + 2]
        return bool(_GLUE_BEFORE.match(before) or _GLUE_AFTER.match(after))

    @functools.cached_property
    def gaps(self) -> list[Span]:
        """Where something still waits to be filled in; what touches is one."""
        spans = list(blanks_in(self.text))
        spans += [self.span(match) for match in self.matches("placeholder")]
        joined: list[Span] = []
        for start, end in sorted(spans):
            if joined and not self.text[joined[-1][1] : start].strip():
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        return [(start, start + len(self.text[start:end].rstrip())) for start, end in joined]

    @functools.cached_property
    def under(self) -> int:
        """Where the lines under a message begin, behind the closing words or the name; its end if there are none."""
        for start, line in reversed(list(_lines(self.text, self.body))[-_UNDER_LINES:]):
            if line.strip(" ,.!-") and _closing(line, self.known):
                return start + len(line)
        return self.signed[1] or len(self.text)

    def negated(self, match: Match) -> bool:
        """Whether "not" or the like stands before or in a match, in the same part of the sentence."""
        sentence = self.tokens[match.first].sentence
        for number in range(match.end - 1, max(match.first - 14, -1), -1):
            token = self.tokens[number]
            if token.sentence != sentence or (number < match.first and self._turns(number, match)):
                return False
            if token.word in self.words("negators"):
                after = self.tokens[number + 1].word if number + 1 < len(self.tokens) else ""
                return after not in self.words("not_negations")
        return False

    def _turns(self, number: int, match: Match) -> bool:
        """Whether a new thought begins at a word, so that "not" before it says nothing about what follows."""
        token = self.tokens[number]
        if token.word in self.words("negation_ends"):
            return True
        comma = "," in self.text[self.tokens[number - 1].end : token.start] if number else False
        return comma and token.word in ("i", "we", "could", "can", "do", "would", "are", "is")


def read(ready: Lists, text: str) -> Letter:
    """Take a message apart."""
    straight = straighten_quotes(text)
    subject, body = _subject(straight, ready)
    tokens = ready.language.tokens(straight)
    greeting, name = _greeting(straight, body, ready)
    signed, end = _signature(straight, body, ready)
    items = tuple(match.span() for match in _LINE.finditer(straight, body) if _LIST_ITEM.match(match[0]))
    return Letter(
        straight, tokens, ready.messages.find(tokens), ready, subject, body, greeting, name, signed, end, items
    )


def _subject(text: str, ready: Lists) -> tuple[Span, int]:
    """The subject (empty if it says nothing, `WHOLE` if there is none), and where the body begins."""
    line = _SUBJECT.match(text)
    if not line or line[1].casefold() not in ready.sets["subject"]:
        return WHOLE, 0
    return (line.start(2), line.start(2) + len(line[2].rstrip())), line.end()


def _lines(text: str, start: int) -> Iterable[tuple[int, str]]:
    return ((match.start(), match[0]) for match in _LINE.finditer(text, start) if match[0].strip())


def _greeting(text: str, body: int, ready: Lists) -> tuple[Span, Span]:
    """The greeting and the name in it; each `WHOLE` if there is none."""
    start, line = next(iter(_lines(text, body)), (0, ""))
    start, line = start + len(line) - len(line.lstrip()), line.strip()
    end = start + len(line)
    tokens = ready.language.tokens(line[:_LONGEST_LINE])
    greets = _greets(tokens, ready)
    if not greets:
        alone = line.endswith((",", ":")) and len(tokens) <= _NAME_WORDS
        return ((start, end), (start, end - 1)) if alone and tokens else _called(line, start, tokens, ready)
    after = tokens[greets - 1].end
    if line[after : after + 1] == "," and line.endswith(",") and len(tokens) <= _NAME_WORDS:
        after += 1  # "Good day, Mr. Hill,"
    stop = _NAME_ENDS.search(line, after)
    name_end = stop.start() if stop else len(line)
    named = [token for token in tokens[greets:] if token.end <= name_end and token.sentence == tokens[0].sentence]
    if len(named) > _NAME_WORDS:
        named = _capitalised(line, named)
    if not named:
        return (start, start + after), WHOLE
    return (start, start + named[-1].end), (start + named[0].start, start + named[-1].end)


def _called(line: str, start: int, tokens: list[Token], ready: Lists) -> tuple[Span, Span]:
    """A name alone that a letter begins with: "Ms. Ito, my teacher ..." or a short line without a comma."""
    comma = line.find(",")
    alone = tokens if len(line) <= _LONGEST_LINE and not line.endswith((".", "?")) else []
    before = [token for token in tokens if token.end <= comma] or alone
    named = bool(before) and before[-1].sentence == tokens[0].sentence and len(before) <= _CALLED_WORDS
    if not named or _capitalised(line, before) != before or before[0].word in ready.sets["closing_words"]:
        return WHOLE, WHOLE
    span = start + before[0].start, start + before[-1].end
    return span, span


def _greets(tokens: list[Token], ready: Lists) -> int:
    """How many words a greeting begins with: "good morning" has two."""
    if not tokens or tokens[0].word not in ready.sets["greetings"]:
        return 0
    if " ".join(token.word for token in tokens[:2]) in ready.sets["greetings_of_two"]:
        return 2
    return 0 if tokens[0].word in ("good", "to") else 1


def _capitalised(line: str, tokens: list[Token]) -> list[Token]:
    kept = []
    for token in tokens[:3]:
        if not line[token.start].isupper():
            break
        kept.append(token)
    return kept


def _signature(text: str, body: int, ready: Lists) -> tuple[Span, int]:
    """The line with the student's name, `WHOLE` if none, and where the body before the closing words ends."""
    lines = [(start, line) for start, line in list(_lines(text, body))[1:] if line.strip(" ,.!")][-_SIGNED_LINES:]
    for number in range(len(lines) - 1, -1, -1):
        start, line = lines[number]
        if _beside_a_name(line, ready):
            continue
        named = _signed(line, ready)
        if named:
            first = number - 1 if number and _closing(lines[number - 1][1], ready) else number
            return (start + named[0], start + named[1]), lines[first][0]
        if line.rstrip().endswith((".", "?", "!")) or len(line) > _WRAPPED:
            return WHOLE, len(text)
    return WHOLE, len(text)


def _beside_a_name(line: str, ready: Lists) -> bool:
    """Whether a line is what stands near a signature: how to reach the student, or an afterthought."""
    to_reach = reaches(line) or any(wrong_parts(line, ready))
    return bool(to_reach or SITE.search(line) or _AFTERTHOUGHT.match(line))


def _signed(line: str, ready: Lists) -> Span | None:
    """Where in a line a name stands, if it is a line such as "Maya Thapa" or "Thanks, Maya"."""
    tokens = ready.language.tokens(line[:_LONGEST_LINE])
    name = [token for token in tokens if token.word not in ready.sets["closing_words"]]
    short = 0 < len(name) <= _NAME_WORDS and len(tokens) <= _NAME_WORDS + 2
    ends = line.rstrip().endswith((".", "?", "!", ":", ",", "]", "}")) and _capitalised(line, name) != name
    if not short or ends or line.rstrip().endswith(("]", "}", "?")) or _LIST_ITEM.match(line):
        return None
    return name[0].start, name[-1].end


def _closing(line: str, ready: Lists) -> bool:
    tokens = ready.language.tokens(line[:_LONGEST_LINE])
    return all(token.word in ready.sets["closing_words"] for token in tokens)
