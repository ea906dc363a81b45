"""Dangers that no phrase alone shows: signs that stand together in a sentence, near each other.

A sign is a list of phrases of `content/<language>/coach.yaml`, such as someone of the student's family, or being away.
A rule names the signs that must all be there, and those of which none may be: "My parents are away" is a danger, "My
parents are away, so my aunt will drive me" is none. What meets a phrase of its `but` is no sign.
"""

import operator
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from workshop.coach.letter import Letter
from workshop.coach.phrases import Match
from workshop.coach.wordlists import sign_list
from workshop.content.words.coach import Rule

# Signs that no list of words can hold: a name or a password such as "zoe_dogs15", and a sum of money.
SHAPES = {
    "nickname": re.compile(r"(?<![\w.@/-])(?:[^\W\d_]\w*_\w+|[^\W\d_]{3,}[._]?\d{2,}\w*)(?![\w@]|\.\w)"),
    "amount": re.compile(r"[$€£]\s?\d+"),
}
Signs = Mapping[str, Sequence[Match]]


def combined(letter: Letter) -> Iterator[tuple[str, Match]]:
    """The code of each rule that is met, with the words from the first of its signs to the last, once a sentence."""
    sentences: dict[int, dict[str, list[Match]]] = {}
    shown = {name: letter.clear(sign_list(name)) for name in letter.known.signs}
    shown |= {name: list(_shaped(letter, shape)) for name, shape in SHAPES.items()}
    for name, every in shown.items():
        for sentence, matches in groupby(every, lambda match: letter.tokens[match.first].sentence):
            sentences.setdefault(sentence, {})[name] = list(matches)
    for _, signs in sorted(sentences.items()):
        for rule, needed, spoiled in letter.known.rules:
            if needed <= signs.keys() and spoiled.isdisjoint(signs) and (found := _met(rule, signs)):
                yield rule.code, found


def _shaped(letter: Letter, shape: re.Pattern[str]) -> Iterator[Match]:
    """The words of this shape, in the order of the text."""
    begins = operator.attrgetter("start")
    for found in shape.finditer(letter.text):
        first = bisect_right(letter.tokens, found.start(), key=begins) - 1
        if first >= 0:
            yield Match(first, max(first + 1, bisect_left(letter.tokens, found.end(), key=begins)))


def _met(rule: Rule, signs: Signs) -> Match | None:
    """The words that meet a rule in a sentence with its signs."""
    first, *others = rule.all
    for anchor in signs[first]:
        near = [_nearest(signs[name], anchor, in_order=rule.in_order) for name in others]
        together = [anchor, *(each for each in near if each)]
        if len(together) == len(rule.all) and _apart(together) <= rule.within:
            return Match(min(each.first for each in together), max(each.end for each in together))
    return None


def _nearest(matches: Sequence[Match], anchor: Match, *, in_order: bool) -> Match | None:
    """Of the matches of a sign, in the order of the text, the one that begins nearest to another."""
    place = bisect_left(matches, anchor)
    beside = matches[place : place + 1] if in_order else matches[max(place - 1, 0) : place + 1]
    return min(beside, key=lambda each: abs(each.first - anchor.first), default=None)


def _apart(matches: Iterable[Match]) -> int:
    """How many words lie between the beginnings of the first and the last of these."""
    begins = [match.first for match in matches]
    return max(begins) - min(begins)
