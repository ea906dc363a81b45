"""The plan as a Word document, with real headings, tables and properties, to go on working in."""

import io
from collections.abc import Iterable
from functools import singledispatch

from docx import Document as new_document
from docx.document import Document as Page
from docx.enum.text import WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from workshop.content import Content
from workshop.exports import blocks
from workshop.exports.blocks import MARKS, Document
from workshop.exports.budget import fitted
from workshop.exports.inline import starts_right_to_left
from workshop.exports.options import Options
from workshop.exports.outline import outline
from workshop.exports.turn import one_at_a_time
from workshop.exports.word_style import (
    LABEL,
    OWN,
    QUIET,
    SYMBOLS,
    in_black,
    prepare,
    repeat_at_page_top,
    right_to_left,
    same_every_time,
    shade,
)
from workshop.plan.model import Plan, clean

TITLE_KEY, ICON, EXTENSION = "word", "edit_document", "docx"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# The sign Word itself uses for a ticked box; ☑ is drawn as a coloured emoji on many machines.
BOXES = {True: "☒", False: "☐"}
WRITING_LINE = "_" * 60
LINE_BY_HAND = Mm(9)


@one_at_a_time
def build(content: Content, plan: Plan, options: Options) -> bytes:
    """The Word document of the plan and its checklist."""
    return draw(content, fitted(outline(content, plan, options), content.export.shortened), options)


@one_at_a_time
def draw(_: Content, document: Document, options: Options) -> bytes:
    """The Word document of any document."""
    page = new_document()
    prepare(page, document, options)
    if document.cover:
        _cover(page, document.cover)
    for block in document.blocks:
        put(block, page)
    if document.ink == "black":
        in_black(page)
    file = io.BytesIO()
    page.save(file)
    return same_every_time(file.getvalue(), options)


def _add(page: Page | _Cell, text: str, style: str | None = None) -> Paragraph:
    """A paragraph with the text as it is; right to left if the text begins so."""
    paragraph = page.add_paragraph()
    if style:
        # By its id: looking a style up by name is the slowest part of a long document.
        paragraph._p.style = style.replace(" ", "")
    paragraph.add_run(clean(text))
    if starts_right_to_left(text):
        right_to_left(paragraph)
    return paragraph


def _cover(page: Page, cover: blocks.Cover) -> None:
    _add(page, cover.workshop, LABEL)
    _add(page, cover.title, "Title")
    for text in filter(None, (cover.name, cover.school)):
        _add(page, text, "Subtitle")
    if cover.goal:
        put(cover.goal, page)
    _add(page, cover.overview, LABEL)
    for step in cover.steps:
        _add(page, f"{MARKS[step.state]}  {step.title}: {step.words}")
    _add(page, cover.what, QUIET)
    _add(page, cover.date, QUIET)


@singledispatch
def put(block: blocks.Block, page: Page) -> None:
    """Add one block to the page."""
    raise TypeError(f"no way to print {type(block).__name__}")


@put.register
def _heading(block: blocks.Heading, page: Page) -> None:
    eyebrow = f"{block.eyebrow}: " if block.eyebrow else ""
    paragraph = _add(page, eyebrow + block.text, f"Heading {block.level}")
    paragraph.paragraph_format.page_break_before = block.new_page


@put.register
def _paragraph(block: blocks.Paragraph, page: Page) -> None:
    _add(page, block.text, QUIET if block.quiet else None).paragraph_format.keep_with_next = not block.quiet


@put.register
def _goal(block: blocks.Goal, page: Page) -> None:
    _add(page, block.label, LABEL)
    _add(page, block.text, "Intense Quote")


@put.register
def _answers(block: blocks.Answers, page: Page) -> None:
    for answer in (answer for row in block.rows for answer in row if answer):
        _add(page, answer.label, LABEL)
        _add(page, answer.text, OWN)


@put.register
def _blanks(block: blocks.Blanks, page: Page) -> None:
    for item in block.items:
        if item.label:
            _add(page, item.label, LABEL)
        if item.hint:
            _add(page, item.hint, QUIET).paragraph_format.keep_with_next = True
        for choice in item.choices:
            _boxed(page, choice, ticked=False)
        for _ in range(0 if item.choices else item.lines):
            _line_by_hand(page)


def _line_by_hand(page: Page) -> None:
    """A line across the page, high enough to write on."""
    form = _add(page, "\t").paragraph_format
    form.tab_stops.add_tab_stop(page._block_width, leader=WD_TAB_LEADER.LINES)
    form.space_before = form.space_after = Pt(3)


@put.register
def _facts(block: blocks.Facts, page: Page) -> None:
    for label, value in block.rows:
        paragraph = _add(page, "", "List Bullet")
        paragraph.add_run(f"{clean(label)}: ").bold = True
        paragraph.add_run(clean(value))


@put.register
def _bullets(block: blocks.Bullets, page: Page) -> None:
    for item in block.items:
        _add(page, item, "List Bullet")


@put.register
def _ticks(block: blocks.Ticks, page: Page) -> None:
    for item in block.items:
        _boxed(page, item.text, ticked=item.done)


def _boxed(page: Page | _Cell, text: str, *, ticked: bool) -> None:
    """A line behind a box."""
    paragraph = _add(page, BOXES[ticked])
    paragraph.runs[0].font.name = SYMBOLS
    paragraph.add_run(f"\t{clean(text)}")
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(7), Mm(-7)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(7))


@put.register
def _questions(block: blocks.Questions, page: Page) -> None:
    for number, item in enumerate(block.items, 1):
        room = f"\n{WRITING_LINE}" * block.room
        paragraph = _add(page, f"{number}.\t{'★ ' if item.starred else ''}{item.text}{room}")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(9), Mm(-9)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(9))


@put.register
def _table(block: blocks.Table, page: Page) -> None:
    table = page.add_table(1, len(block.heads), style="Table Grid")
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = page._block_width * share // sum(block.widths)
    repeat_at_page_top(table.rows[0])
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        shade(cell)
        _fill(cell, [head]).runs[0].bold = True
    for row in block.rows:
        added = table.add_row()
        if block.room:
            added.height = LINE_BY_HAND * block.room
        for cell, lines in zip(added.cells, row, strict=True):
            _fill(cell, lines)
    page.add_paragraph()


def _fill(cell: _Cell, lines: Iterable[str]) -> Paragraph:
    """The lines as paragraphs of the cell; a new cell has one empty paragraph, which must not stay on top."""
    empty = cell.paragraphs[0]
    added = [_add(cell, line) for line in lines]
    if added:
        empty._p.getparent().remove(empty._p)
    for paragraph in added:
        paragraph.paragraph_format.space_after = Pt(2)
        for run in paragraph.runs:
            run.font.size = Pt(9.5)
    return (added or [empty])[0]


@put.register
def _columns(block: blocks.Columns, page: Page) -> None:
    for part in block.parts:
        for inner in part:
            put(inner, page)


@put.register
def _card(block: blocks.Card, page: Page) -> None:
    put(blocks.Heading(block.level, block.title, block.eyebrow, new_page=True), page)
    for inner in block.blocks:
        put(inner, page)
