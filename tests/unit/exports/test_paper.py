"""What is printed without a plan: whole, in black, on the pages it is meant for."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pypdf
import pytest
from test_outline import texts
from test_pdf import bare

from workshop.content import Content
from workshop.content.models import Field
from workshop.exports import DRAWN, Options
from workshop.exports.answers import strip_bold
from workshop.exports.blocks import Blanks, Card, Document
from workshop.exports.family import family
from workshop.exports.pack import pack, page_title
from workshop.exports.worksheets import worksheets
from workshop.vocabulary import COMPARED, STEPS

PAPERS: dict[str, Callable[[Content], Document]] = {"blank": worksheets, "pack": pack, "family": family}
SIZES = ("letter", "a4")


@pytest.fixture(scope="module")
def read(content: Content, options: Options) -> Callable[..., pypdf.PdfReader]:
    """A function that prints a document as PDF and opens it."""

    def act(document: Document, paper: str = "letter") -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(DRAWN["pdf"](content, document, replace(options, paper=paper))))

    return act


def words_of(reader: pypdf.PdfReader) -> str:
    return bare("".join(page.extract_text() for page in reader.pages))


def words_of_word(content: Content, document: Document, options: Options) -> str:
    file = docx.Document(io.BytesIO(DRAWN["docx"](content, document, options)))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return bare("".join([*(paragraph.text for paragraph in file.paragraphs), *cells]))


def asked(field: Field) -> list[str]:
    """All that a field prints: its label, its hint, its choices."""
    return [field.label, strip_bold(field.hint), field.example, *(option.label for option in field.options)]


def all_asked(content: Content) -> list[str]:
    """Everything there is to fill in or to tick on the pages."""
    words, people = content.words, content.people
    found = [text for field in content.fields.values() for text in asked(field)]
    found += [column.label for column in people.columns]
    found += [*people.closeness.values(), *people.stages.values()]
    found += [words.when, words.zone, words.length, words.medium, words.where, words.suggested_name]
    team = content.team
    found += [team.card.name, team.card.email, team.point.pick, team.who_asks, team.notes.heading]
    found += [text for role in team.roles.values() for text in (role.title, role.text)]
    checks = [item for step in content.steps.values() for item in step.checklist]
    checks += [item for kind in content.meeting.kinds for item in kind.checklist]
    found += [strip_bold(item.text) for item in checks]
    found += [section.title for step in content.steps.values() for section in step.sections]
    return found + [template.title for template in content.templates.values()]


@pytest.mark.parametrize("paper", SIZES)
def test_every_field_of_every_page_is_in_the_blank_packet(
    content: Content, read: Callable[..., pypdf.PdfReader], paper: str
) -> None:
    shown = footless(read(worksheets(content), paper))
    assert len(content.fields) > 50
    assert [text for text in all_asked(content) if bare(text) not in shown] == []


def footless(reader: pypdf.PdfReader) -> str:
    """The words of the pages without the title and the number at the foot of each."""
    title = str(reader.metadata.title) if reader.metadata else ""
    return bare("".join(re.sub(rf"{re.escape(title)}\s*\d+\s*$", "", page.extract_text()) for page in reader.pages))


def test_every_field_of_every_page_is_in_the_blank_word_document(content: Content, options: Options) -> None:
    shown = words_of_word(content, worksheets(content), options)
    assert [text for text in all_asked(content) if bare(text) not in shown] == []


def test_each_field_has_room_to_write_or_boxes_to_tick(content: Content) -> None:
    found = [item for block in worksheets(content).blocks if isinstance(block, Blanks) for item in block.items]
    for field in content.fields.values():
        label = "" if field.kind == "check" else field.label
        choices = (field.label,) if field.kind == "check" else tuple(option.label for option in field.options)
        (blank, *_) = [item for item in found if item.label == label and item.choices == choices]
        assert blank.choices or blank.lines >= (3 if field.kind == "text" else 1)


@pytest.mark.parametrize("step", STEPS)
def test_a_worksheet_of_one_step_holds_that_step_only(content: Content, step: Any) -> None:
    shown = set(texts(worksheets(content, step)))
    mine = {field.label for part in content.steps[step].sections for field in part.fields}
    compared = {content.fields[name].label for name in COMPARED}  # side by side again on the closing page
    others = {field.label for field in content.fields.values()} - mine - compared
    assert mine <= shown
    assert not others & shown


def test_the_packet_says_how_long_each_step_takes_in_each_lesson(content: Content) -> None:
    shown = list(texts(worksheets(content)))
    lessons = [sheet.parts[0] for sheet in content.classroom.run_sheets if len(sheet.parts) == 1]
    assert len(lessons) == 3
    for part in lessons:
        minutes = sum(each.minutes for each in part.activities if each.page == "research")
        assert any(f"{part.minutes}: {minutes} min" in text for text in shown)


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("paper", SIZES)
def test_papers_are_black_and_white(
    content: Content, read: Callable[..., pypdf.PdfReader], name: str, paper: str
) -> None:
    reader = read(PAPERS[name](content), paper)
    assert [color for page in reader.pages for color in colors(page) if len(set(color)) > 1] == []
    assert not [image for page in reader.pages for image in page.images]


def colors(page: pypdf.PageObject) -> list[tuple[float, ...]]:
    """Every color that a page, or a picture on it, draws with; a gray has one number or three that are the same."""
    pictures = [form.get_object() for form in page["/Resources"].get("/XObject", {}).values()]
    streams = [page.get_contents(), *(pypdf.generic.ContentStream(form, page.pdf) for form in pictures)]
    names = {b"rg", b"RG", b"sc", b"SC", b"scn", b"SCN", b"k", b"K"}
    found = [
        (numbers, name)
        for stream in streams
        if stream is not None
        for numbers, name in stream.operations
        if name in names
    ]
    return [tuple(float(number) for number in numbers) for numbers, _ in found]


def test_a_plan_is_not_black_and_white(content: Content, read: Callable[..., pypdf.PdfReader]) -> None:
    """The test of colors sees one where there is one."""
    reader = read(replace(worksheets(content), ink="color"))
    assert any(len(set(color)) > 1 for page in reader.pages for color in colors(page))


@pytest.mark.parametrize("name", PAPERS)
def test_papers_hold_no_color_in_word(content: Content, options: Options, name: str) -> None:
    file = docx.Document(io.BytesIO(DRAWN["docx"](content, PAPERS[name](content), options)))
    xml = file.element.xml + file.styles.element.xml
    found = set(re.findall(r'w:(?:val|fill|color)="([0-9A-Fa-f]{6})"', xml))
    assert found
    assert {color for color in found if len({color[:2], color[2:4], color[4:]}) > 1} == set()


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_is_too_long_for_its_place(content: Content, name: str) -> None:
    """In four columns about nineteen letters stand beside each other."""
    for block in PAPERS[name](content).blocks:
        if isinstance(block, Blanks):
            longest = max((len(word) for text in texts(block) for word in re.split(r"[\s@.-]", text)), default=0)
            assert longest <= 76 // block.columns


@pytest.mark.parametrize("name", PAPERS)
def test_everything_on_a_paper_is_printed(
    content: Content, options: Options, read: Callable[..., pypdf.PdfReader], name: str
) -> None:
    document = PAPERS[name](content)
    wanted = {bare(text) for block in document.blocks for text in texts(block)}
    in_pdf, in_word = footless(read(document)), words_of_word(content, document, options)
    # a text that runs over a page is broken by the foot of that page in one, and cells stand apart in the other
    assert {text for text in wanted if text not in in_pdf and len(text) < 200} == set()
    assert {text for text in wanted if text not in in_word} == set()


@pytest.mark.parametrize("paper", SIZES)
def test_the_family_sheet_has_two_pages(content: Content, read: Callable[..., pypdf.PdfReader], paper: str) -> None:
    assert len(read(family(content), paper).pages) == 2


def test_the_family_sheet_helps_with_every_step(content: Content) -> None:
    shown = set(texts(family(content)))
    for step in STEPS:
        each = content.family.steps[step]
        assert {each.may, each.student, each.say, each.not_say, each.starter} <= shown


def test_run_sheets_add_up_and_name_pages_that_exist(content: Content) -> None:
    sheets = {sheet.id: sheet for sheet in content.classroom.run_sheets}
    assert [sheets[name].parts[0].minutes for name in ("fifty", "seventy_five", "ninety")] == [50, 75, 90]
    for sheet in sheets.values():
        for part in sheet.parts:
            assert sum(activity.minutes for activity in part.activities) == part.minutes
        assert all(page_title(content, activity.page) for activity in sheet.activities)
        assert any(activity.catch_up for activity in sheet.activities)
        assert any(activity.late for activity in sheet.activities)
    assert len(sheets["three_weeks"].parts) == 5


def test_what_a_run_sheet_quotes_from_a_page_is_on_that_page(content: Content) -> None:
    for activity in (each for sheet in content.classroom.run_sheets for each in sheet.activities):
        steps = content.steps.values() if activity.page not in STEPS else [content.steps[activity.page]]
        parts = [part for step in steps for part in step.sections]
        shown = [part.title for part in parts] + [field.label for part in parts for field in part.fields]
        quoted = re.findall("“(.+?)”", activity.do)
        assert [text for text in quoted if not any(each.startswith(text) for each in shown)] == []


@pytest.mark.parametrize("paper", SIZES)
def test_each_lesson_has_one_page(content: Content, read: Callable[..., pypdf.PdfReader], paper: str) -> None:
    pages = [page.extract_text() for page in read(pack(content), paper).pages]
    for sheet in content.classroom.run_sheets:
        (page,) = [page for page in pages if sheet.title in page]
        last = list(sheet.activities)[-1]
        assert len(sheet.parts) > 1 or bare(last.do) in bare(page)


@pytest.mark.parametrize("paper", SIZES)
def test_all_cards_are_printed_each_on_one_page(
    content: Content, read: Callable[..., pypdf.PdfReader], paper: str
) -> None:
    pages = [bare(page.extract_text()) for page in read(pack(content), paper).pages]
    cards = [block for block in pack(content).blocks if isinstance(block, Card)]
    assert len(cards) == 2 + len(content.classroom.personas)
    for card in cards:
        title = bare(f"{card.eyebrow}{card.title}")
        (page,) = [page for page in pages if page.startswith(title)]
        assert [text for text in texts(card.blocks) if bare(text) not in page] == []


def test_the_ten_personas_differ_in_field_and_path(content: Content) -> None:
    personas = content.classroom.personas
    assert len(personas) == 10
    assert len({persona.field for persona in personas}) >= 8
    assert len({persona.route for persona in personas}) >= 5
    degrees = [persona for persona in personas if persona.route in ("two_year", "four_year")]
    assert 2 <= len(degrees) <= 5
    assert all(len({fact.topic for fact in persona.facts}) >= 4 for persona in personas)


def test_the_observer_ticks_every_rule_of_conduct(content: Content) -> None:
    (sheet,) = [
        block
        for block in pack(content).blocks
        if isinstance(block, Card) and block.title == content.classroom.observer.title
    ]
    found = {
        int(number)
        for text in texts(sheet)
        for group in re.findall(r"rule ([\d, ]+)\)", text)
        for number in group.split(",")
    }
    assert found == set(range(61, 75))
