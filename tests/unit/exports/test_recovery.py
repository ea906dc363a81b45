"""The recovery sheet: one page with the code, whatever the student is called."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from workshop.content import Content
from workshop.exports import Options, recovery
from workshop.exports.recovery import Sheet
from workshop.exports.square import square

CODE = "ABCD-EFGH-JKMN-PQRS-TVWX"
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["Maya", "", "מאיה לוי", "😀 Ana\n#eval(1)", "x" * 200, "\u202eabc"])
def test_a_sheet_is_one_page_that_holds_the_code_and_the_day(content: Content, paper: str, name: str) -> None:
    sheet = Sheet(name, CODE, "https://careers.a-school-with-a-long-name.example.org", date(2027, 3, 2))
    reader = PdfReader(io.BytesIO(recovery.build(content, sheet, Options(TODAY, paper))))  # type: ignore[arg-type]
    (page,) = reader.pages
    text = " ".join(page.extract_text().split())
    assert "ABCD-EFGH-JKMN" in text
    assert "PQRS-TVWX" in text
    assert "March 2, 2027" in text
    assert "/move" in text
    assert "{" not in text


def test_a_square_can_be_read_on_a_dark_page() -> None:
    drawn = square("https://careers.example.org/move#ABCDEFGHJK")
    assert drawn.startswith("<svg")
    assert 'fill="#fff"' in drawn
    assert drawn != square("https://careers.example.org/move#ABCDEFGHJM")
