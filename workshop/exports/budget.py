"""Keep an enormous plan from taking minutes to set: the longest texts are cut until the whole fits, and it says so."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from workshop.exports.blocks import Document, Paragraph

BUDGET = 1_500_000
LEAST = 500
LINE_COST = 60


def fitted(document: Document, note: str) -> Document:
    """The document as it is if it fits; otherwise with its longest texts cut, and the note at its end."""
    longest = _longest(list(_texts(document)))
    cut: Document = _changed(document, lambda text: _cut(text, longest))
    return replace(cut, blocks=(*cut.blocks, Paragraph(note, quiet=True))) if cut != document else document


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _texts(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))


def _changed(part: Any, change: Callable[[str], str]) -> Any:
    if isinstance(part, str):
        return change(part)
    if isinstance(part, tuple):
        return tuple(_changed(item, change) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _changed(getattr(part, field.name), change) for field in fields(part)})
    return part


def _longest(texts: list[str]) -> int:
    """What one text may cost, so that all together stay within the budget and the short ones stay whole."""
    left, costs = BUDGET, sorted(map(_cost, texts))
    for place, cost in enumerate(costs):
        share = left // (len(costs) - place)
        if cost > share:
            return max(LEAST, share)
        left -= cost
    return sys.maxsize


def _cost(text: str) -> int:
    """Characters, and for each line as much as a full line has: both take time and paper."""
    return len(text) + LINE_COST * text.count("\n")


def _cut(text: str, longest: int) -> str:
    if _cost(text) <= longest:
        return text
    beginning = "\n".join(text.split("\n")[: max(1, longest // LINE_COST)])
    return beginning[:longest].rstrip() + " …"
