"""Keep an enormous plan from taking minutes and gigabytes to set: texts are cut and parts left out, and it says so."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from workshop.exports.blocks import Block, Card, Document, Paragraph

# In characters. What is within these budgets takes up to a gigabyte as a PDF, and some seconds.
BUDGET = 1_000_000
PARTS_BUDGET = 2_400_000
LEAST = 250
LINE_COST = 60
TEXT_COST = 95
CARD_SET = 3  # times a card is set, to find the size in which it fits its page


def fitted(document: Document, note: str) -> Document:
    """The document as it is if it fits; otherwise shortened, with the note before its first block and at its end.

    Cards are left out before anything else, since they repeat what stands elsewhere; then what comes last, and then the
    longest texts are cut.
    """
    kept = _within_budget(document.blocks)
    longest = _longest(list(_texts(kept)))
    cut: Document = _changed(replace(document, blocks=kept), lambda text: _cut(text, longest))
    said = Paragraph(note, quiet=True)
    return replace(cut, blocks=(said, *cut.blocks, said)) if cut != document else document


def _within_budget(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without those that do not fit in after the others; the cards come after all."""
    cards = [block for block in blocks if isinstance(block, Card)]
    others = [block for block in blocks if not isinstance(block, Card)]
    left, kept = PARTS_BUDGET, set[int]()
    for block in (*others, *cards):
        cost = _least_cost(block)
        if cost <= left:
            left -= cost
            kept.add(id(block))
    return tuple(block for block in blocks if id(block) in kept)


def _least_cost(block: Block) -> int:
    """What a block costs however much its texts are cut."""
    cost = sum(min(_cost(text), LEAST) + TEXT_COST for text in _texts(block))
    return cost * CARD_SET if isinstance(block, Card) else cost


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
