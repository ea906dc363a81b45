"""The PDF: tagged, titled, whole, and safe from what is typed into it."""

import io
import json
import re
import time
import unicodedata
from dataclasses import replace
from typing import Any

import pypdf
import pytest
import typst
from conftest import PAYLOADS
from hypothesis import given, settings
from hypothesis import strategies as st
from test_outline import own_texts

from workshop.content import Content
from workshop.exports import FORMATS, Options, fonts, printable, typeset
from workshop.plan.model import ChosenQuestion, Plan, write
from workshop.plan.model import replace as replace_parts


def read(content: Content, plan: Plan, options: Options) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].build(content, plan, options)))


def bare(text: str) -> str:
    """Text without spaces, breaks and invisible characters, which printing may move."""
    return "".join(letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cf")


def printed(reader: pypdf.PdfReader) -> str:
    """The words of the PDF without the title and the number at the foot of each page."""
    title = str(reader.metadata.title) if reader.metadata else ""
    pages = (re.sub(rf"{re.escape(title)}\s*\d+\s*$", "", page.extract_text()) for page in reader.pages)
    return bare("".join(pages))


def test_the_pdf_is_tagged_for_screen_readers(content: Content, options: Options, any_plan: Plan) -> None:
    reader = read(content, any_plan, options)
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (a PDF object, not a bool)
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part>\s*1\s*<", xmp)


def test_the_pdf_carries_title_author_and_the_day(content: Content, options: Options, example: Plan) -> None:
    metadata = read(content, example, options).metadata
    assert metadata
    assert metadata.title == "Career plan: Maya Brooks"
    assert metadata.author == "Maya Brooks"
    assert metadata.creation_date
    assert metadata.creation_date.date() == options.today


def test_headings_lists_tables_and_boxes_are_real(content: Content, options: Options, example: Plan) -> None:
    reader = read(content, example, options)
    tags, alts = [], []
    for number in range(1, len(reader.xref[0]) + 1):
        node = reader.get_object(number)
        if isinstance(node, dict) and "/S" in node and "/P" in node:
            tags.append(node["/S"])
            alts += [node["/Alt"]] if "/Alt" in node else []
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure"} <= set(tags)
    assert {content.export.ticked, content.export.not_ticked} == set(alts)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(
    content: Content, options: Options, example: Plan, paper: str, size: tuple[int, int]
) -> None:
    page = read(content, example, replace(options, paper=paper)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_everything_the_student_typed_is_printed(content: Content, options: Options, example: Plan) -> None:
    shown = printed(read(content, example, options))
    lines = {line for text in own_texts(example) for line in text.split("\n")}
    missing = {line for line in lines if bare(line) not in shown}
    assert not missing


def test_twenty_thousand_characters_are_printed_whole(content: Content, options: Options, example: Plan) -> None:
    text = " ".join(f"word{number}" for number in range(2_400))
    assert len(text) > 20_000
    assert bare(text) in printed(read(content, write(example, "answers.draws_me", text), options))


def test_a_card_with_twelve_questions_fits_on_one_page(content: Content, options: Options, example: Plan) -> None:
    text = "What part of your work would you never want to give away to anyone else?"
    questions = tuple(ChosenQuestion(id=f"q_{number}", text=text, starred=number < 6) for number in range(12))
    reader = read(content, replace_parts(example, questions=questions), replace(options, paper="letter"))
    pages = [page.extract_text() for page in reader.pages]
    card = next(number for number, page in enumerate(pages) if content.export.card.title in page)
    assert all(title in pages[card] for title in (content.export.card.questions, content.export.card.closing))
    assert "Samuel Okafor" in pages[card + 1][:60]


def test_typst_code_in_a_text_is_printed_not_run(content: Content, options: Options, example: Plan) -> None:
    shown = printed(read(content, write(example, "answers.draws_me", '#panic("x") #import "y" $a$ @b'), options))
    assert '#panic("x")#import"y"$a$@b' in shown


def test_a_character_no_font_has_becomes_a_square_and_is_owned_up_to(
    content: Content, options: Options, example: Plan
) -> None:
    note = bare(content.export.unprintable)
    shown = printed(read(content, write(example, "answers.draws_me", "before \ue000 after"), options))
    assert "before□after" in shown
    assert note in shown
    assert note not in printed(read(content, example, options))


NAMES = ["محمد الأمين", "李小龍", "山田たろう", "김민준", "שרה כהן", "नमस्ते", "Ольга", "Ελένη", "Nguyễn Thị"]
EMOJI = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f1e8\U0001f1e6 \U0001f44d\U0001f3fd ❤\ufe0f"


@pytest.mark.parametrize("name", [*NAMES, EMOJI], ids=ascii)
def test_names_of_the_world_need_no_square(name: str) -> None:
    assert printable.with_squares(name) == name


def test_the_quick_way_is_right_about_what_can_be_printed() -> None:
    everything = (chr(point) for point in range(0x20, 0x30000))
    assert not [c for c in everything if printable._PLAIN.fullmatch(c) and c not in "\n\t" and not _has_glyph(c)]


def _has_glyph(character: str) -> bool:
    return ord(character) in fonts.printable() or printable._invisible(character)


@pytest.mark.whole
def test_every_character_either_prints_or_becomes_a_square(content: Content, options: Options, example: Plan) -> None:
    points = (chr(point) for point in range(0x20, 0x30000))
    text = " ".join(c for c in points if unicodedata.category(c) not in ("Cn", "Cs", "Cc"))
    prepared = printable.with_squares(text[:400_000])
    assert _sets(prepared)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    assert _sets(printable.with_squares(text))


MARKS = "\u200d\ufe0f\u0301\u0489\u0e49\u094d\u064b\u05b0\u20e3\u1ab0\u202e\u2067\u2069\U0001f3fd\U0001f1e8\U000e0067"
MIX = f"aك漢가नក☃□ \U0001f44d\U0001f468{MARKS}"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(MIX)))
def test_any_mix_of_scripts_and_marks_can_be_set(text: str) -> None:
    assert _sets(printable.with_squares(text))


SOURCE = b"""#set document(title: "t")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#text(sys.inputs.text)
"""


def _sets(text: str) -> bool:
    inputs = {"text": text, "fonts": json.dumps(fonts.families())}
    typst.compile(SOURCE, font_paths=fonts.font_set(), sys_inputs=inputs, pdf_standards="ua-1")
    return True


def test_what_no_font_can_set_after_all_still_gives_a_pdf(
    content: Content, options: Options, example: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "with_squares", lambda text: text)
    shown = printed(read(content, write(example, "answers.draws_me", "before \ue000 after"), options))
    assert "before□after" in shown


@given(st.text(max_size=200))
def test_breaking_long_words_loses_nothing(text: str) -> None:
    found = "\n".join("".join(pieces) for pieces in printable.lines(text))
    assert bare(found) == bare(text)


def test_a_word_without_end_may_break() -> None:
    assert max(len(piece) for piece in printable.lines("x" * 500)[0]) == printable.LONGEST_WORD
    assert printable.lines("rosa@elmstreetbread.example") == [["rosa@", "elmstreetbread.", "example"]]


def test_only_our_fonts_are_used(content: Content, options: Options, hostile: Plan) -> None:
    families = {family.replace(" ", "") for family in (*fonts.families(), fonts.HEADING)}
    found = set()
    for page in read(content, hostile, options).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            found.add(re.sub(r"^.*\+", "", font.get_object()["/BaseFont"]).split("-")[0])
    assert found
    assert found <= families


def test_a_plan_fifty_times_the_example_is_built_in_seconds(content: Content, options: Options, example: Plan) -> None:
    data = example.model_dump(mode="json")
    plan = Plan.model_validate(
        {
            **data,
            "answers": {k: " ".join([v] * 50) if k == "draws_me" else v for k, v in data["answers"].items()},
            "people": [_again(each, "id", n) for n in range(50) for each in data["people"]],
            "interviews": [_again(each, "person", n) for n in range(50) for each in data["interviews"]],
        }
    )
    began = time.perf_counter()
    reader = read(content, plan, options)
    assert time.perf_counter() - began < 20
    assert len(reader.pages) > 200


def _again(record: dict[str, Any], key: str, number: int) -> dict[str, Any]:
    return {**record, key: f"{record[key]}_{number}"}


def test_every_payload_is_visible_in_the_pdf(content: Content, options: Options, hostile: Plan) -> None:
    shown = printed(read(content, hostile, options))
    latin = [text for text in PAYLOADS if text.isascii() and text.isprintable()]
    assert latin
    assert not [text for text in latin if bare(text) not in shown]
