"""The Word document: real headings and tables, every text as typed, the same file every time."""

import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from test_outline import own_texts

from workshop.content import Content
from workshop.exports import FORMATS, Options
from workshop.plan.model import Plan, write


def opened(content: Content, plan: Plan, options: Options) -> Document:
    return docx.Document(io.BytesIO(FORMATS["word"].build(content, plan, options)))


def paragraphs(document: Document) -> Iterator[str]:
    """The text of every paragraph, also in tables."""
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (paragraph.text for row in table.rows for cell in row.cells for paragraph in cell.paragraphs)


def test_headings_are_real_and_stay_with_what_follows(content: Content, options: Options, example: Plan) -> None:
    document = opened(content, example, options)
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= used
    assert all(document.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3))


def test_no_heading_level_is_skipped(content: Content, options: Options, any_plan: Plan) -> None:
    names = [p.style.name for p in opened(content, any_plan, options).paragraphs if p.style]
    levels = [int(name[-1]) for name in names if name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_table_heads_repeat_on_each_page(content: Content, options: Options, example: Plan) -> None:
    tables = opened(content, example, options).tables
    assert tables
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)


def test_everything_the_student_typed_is_in_the_document(content: Content, options: Options, any_plan: Plan) -> None:
    shown = "\n".join(paragraphs(opened(content, any_plan, options)))
    bare = "".join(shown.split())
    missing = {text for text in own_texts(any_plan) if len(text) < 600 and "".join(text.split()) not in bare}
    assert not missing


def test_an_answer_keeps_its_lines_and_its_20000_characters(content: Content, options: Options, example: Plan) -> None:
    text = "first line\n\n" + "long text " * 2_000 + "\n<w:p>&amp;</w:p> =1 [x](y)"
    assert text in list(paragraphs(opened(content, write(example, "answers.draws_me", text), options)))


def test_the_properties_say_whose_and_from_when(content: Content, options: Options, example: Plan) -> None:
    properties = opened(content, example, options).core_properties
    assert properties.title == "Career plan: Maya Brooks"
    assert properties.author == "Maya Brooks"
    assert properties.language == content.export.language
    assert properties.created
    assert properties.created.date() == options.today
    assert properties.created == properties.modified


def test_the_text_is_marked_with_its_language(content: Content, options: Options, example: Plan) -> None:
    document = opened(content, example, options)
    mark = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert mark.get(qn("w:val")) == content.export.language


def test_boxes_are_ticked_as_in_the_plan(content: Content, options: Options, example: Plan) -> None:
    lines = [paragraph.text for paragraph in opened(content, example, options).paragraphs]
    ticked = sum(example.checks.values()) + sum(sum(each.checks.values()) for each in example.interviews)
    assert sum(line.startswith("☒\t") for line in lines) == ticked
    assert sum(line.startswith("☐\t") for line in lines) > 40


@pytest.mark.parametrize(("paper", "width"), [("a4", Mm(210)), ("letter", Mm(215.9))])
def test_the_paper_is_the_one_asked_for(
    content: Content, options: Options, empty: Plan, paper: str, width: int
) -> None:
    section = opened(content, empty, replace(options, paper=paper)).sections[0]
    assert section.page_width == pytest.approx(width, abs=Mm(0.1))


def test_text_in_arabic_runs_from_right_to_left(content: Content, options: Options, example: Plan) -> None:
    document = opened(content, write(example, "answers.draws_me", "محمد الأمين"), options)
    found = [paragraph for paragraph in document.paragraphs if paragraph.text == "محمد الأمين"]
    assert [paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in found] == [True]
    assert found[0].runs[0].font.rtl


def test_characters_no_document_can_hold_do_no_harm(content: Content, options: Options, example: Plan) -> None:
    unchecked = example.model_copy(update={"answers": {"draws_me": "a\x00b\ud800c\x0bd"}})
    assert "abc\nd" in list(paragraphs(opened(content, unchecked, options)))


def test_the_archive_does_not_know_the_time_of_day(content: Content, options: Options, example: Plan) -> None:
    archive = zipfile.ZipFile(io.BytesIO(FORMATS["word"].build(content, example, options)))
    assert {entry.date_time for entry in archive.infolist()} == {(2026, 3, 2, 0, 0, 0)}
