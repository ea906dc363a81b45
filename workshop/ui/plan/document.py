"""The exported document on the screen: the same blocks, in the same order, drawn with Streamlit."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import streamlit as st

from workshop.exports import blocks
from workshop.exports.blocks import Block, Document
from workshop.ui.core.step_page import folded, numbered
from workshop.ui.core.text import escape_markdown


def draw_document(document: Document) -> None:
    """Draw the document, one folded part for each heading of the first level; a part is drawn once it is open."""
    for number, (heading, rest) in enumerate(_parts(document)):
        title = (
            escape_markdown(heading.text)
            if not heading.eyebrow
            else f"{heading.eyebrow}: {escape_markdown(heading.text)}"
        )
        folded(title, f"part_{number}", partial(draw_blocks, rest))


def draw_blocks(several: Iterable[Block]) -> None:
    """Draw some blocks, one under the other."""
    for block in several:
        _draw(block)


def _parts(document: Document) -> Iterator[tuple[blocks.Heading, list[Block]]]:
    starts = [place for place, block in enumerate(document.blocks) if _begins_a_part(block)]
    for start, end in zip(starts, [*starts[1:], len(document.blocks)], strict=True):
        heading = document.blocks[start]
        assert isinstance(heading, blocks.Heading)  # noqa: S101
        yield heading, list(document.blocks[start + 1 : end])


def _begins_a_part(block: Block) -> bool:
    return isinstance(block, blocks.Heading) and block.level == 1


def _draw(block: Block) -> None:
    drawer = _DRAWERS.get(type(block))
    if drawer:
        drawer(block)


def _heading(block: blocks.Heading) -> None:
    if block.level == 2:
        st.subheader(escape_markdown(block.text), anchor=False)
    else:
        st.markdown(f"**{escape_markdown(block.text)}**")


def _paragraph(block: blocks.Paragraph) -> None:
    (st.caption if block.quiet else st.markdown)(escape_markdown(block.text))


def _goal(block: blocks.Goal) -> None:
    _labelled(block.label, block.text)


def _answers(block: blocks.Answers) -> None:
    for row in block.rows:
        for answer in row:
            if answer:
                _labelled(answer.label, answer.text)


def _labelled(label: str, text: str) -> None:
    st.caption(escape_markdown(label))
    st.text(text)


def _blanks(block: blocks.Blanks) -> None:
    st.caption(escape_markdown(block.note))


def _facts(block: blocks.Facts) -> None:
    for label, value in block.rows:
        st.markdown(f"**{escape_markdown(label)}:** {escape_markdown(value)}")


def _bullets(block: blocks.Bullets) -> None:
    for item in block.items:
        st.markdown(f"- {escape_markdown(item)}")


def _ticks(block: blocks.Ticks) -> None:
    for item in block.items:
        st.markdown(
            f":material/{'check_box' if item.done else 'check_box_outline_blank'}: {escape_markdown(item.text)}"
        )


def _questions(block: blocks.Questions) -> None:
    numbered(block.items)


def _table(block: blocks.Table) -> None:
    for row in block.rows:
        with st.container(border=True, gap="xsmall"):
            for head, lines in zip(block.heads, row, strict=True):
                if any(lines):
                    st.markdown(f"**{escape_markdown(head)}:** {escape_markdown(' · '.join(filter(None, lines)))}")


def _columns(block: blocks.Columns) -> None:
    for part in block.parts:
        draw_blocks(part)


def _card(block: blocks.Card) -> None:
    with st.container(border=True):
        st.caption(escape_markdown(block.eyebrow))
        st.subheader(escape_markdown(block.title), anchor=False)
        draw_blocks(block.blocks)


_DRAWERS: dict[type, Callable[[Any], None]] = {
    blocks.Heading: _heading,
    blocks.Paragraph: _paragraph,
    blocks.Goal: _goal,
    blocks.Answers: _answers,
    blocks.Blanks: _blanks,
    blocks.Facts: _facts,
    blocks.Bullets: _bullets,
    blocks.Ticks: _ticks,
    blocks.Questions: _questions,
    blocks.Table: _table,
    blocks.Columns: _columns,
    blocks.Card: _card,
}
