"""Make any text safe to set: characters no font has become a square, and words too long for a line may break."""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator

from workshop.exports.fonts import coverage, printable

SQUARE = "□"
LONGEST_WORD = 30
# Scripts that break anywhere need no help: the kana, the ideographs, Hangul and their full-width forms.
_LONG_WORD = re.compile(
    rf"[^\s\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{{{LONGEST_WORD + 1},}}"
)
_AFTER_MARK = re.compile(r"(?<=[@/_.?&=-])(?=[^\W_]{2})")
_ADDRESS = re.compile(r"\S{16,}")
_PLAIN = re.compile(r"[\n\t -~\u00a1-\u024f\u2010-\u2027\u4e00-\u9fa5\uac00-\ud7a3]*")
_NOT_LATIN = re.compile(r"[^\n\t -~\u00a1-\u024f\u2010-\u2027]")
_BLANK_LINES = re.compile("\n[ \t]*(?:\n[ \t]*)+")
_NO_GLYPH_NEEDED = frozenset("\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064 \n")
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def with_squares(text: str) -> str:
    """The text with a square for each character that cannot be printed."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(SQUARE if not _can_print(cluster) else cluster for cluster in _clusters(text))


def only_plain(text: str) -> str:
    """The text with a square for everything that is not Latin: the last resort, which always prints."""
    return _NOT_LATIN.sub(SQUARE, text)


@functools.lru_cache(maxsize=4096)
def _can_print(cluster: str) -> bool:
    """Whether one font has the whole cluster, since a mark cannot be set on a letter of another font."""
    needed = {ord(character) for character in cluster if not _invisible(character)}
    if len(needed) < 2:
        return needed <= printable()
    return any(needed <= font for font in coverage())


def _invisible(character: str) -> bool:
    return character in _NO_GLYPH_NEEDED or character in _DIRECTION or _selects(character)


def _selects(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0000" <= character <= "\U000e0fff"


def _clusters(text: str) -> Iterator[str]:
    """The text in pieces that must not be torn apart: letters with their marks, joined emoji."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _belong_together(text[place - 1], text[place]):
            yield text[start:place]
            start = place


def _belong_together(before: str, after: str) -> bool:
    return (
        unicodedata.category(after).startswith("M")
        or "\u200d" in (before, after)
        or _selects(after)
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")
    )


def lines(text: str) -> list[list[str]]:
    """The text as lines, each in pieces between which it may break; blank lines do not pile up."""
    tidy = _BLANK_LINES.sub("\n\n", text.strip("\n")).replace("\t", "    ").replace("\ufeff", "")
    return [_pieces(line) for line in tidy.split("\n")]


def _pieces(line: str) -> list[str]:
    return [piece for part in _split(line, _ADDRESS, _at_marks) for piece in _split(part, _LONG_WORD, _evenly)]


def _split(line: str, words: re.Pattern[str], parts_of: Callable[[str], list[str]]) -> list[str]:
    """The line in pieces, with a place to break wherever `parts_of` cuts one of the words."""
    pieces, end = [], 0
    for word in words.finditer(line):
        first, *rest = parts_of(word[0])
        pieces += [line[end : word.start()] + first, *rest]
        end = word.end()
    return [*pieces, line[end:]] if line[end:] or not pieces else pieces


def _at_marks(word: str) -> list[str]:
    return _AFTER_MARK.split(word)


def _evenly(word: str) -> list[str]:
    clusters = list(_clusters(word))
    return ["".join(clusters[at : at + LONGEST_WORD]) for at in range(0, len(clusters), LONGEST_WORD)]
