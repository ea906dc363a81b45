"""What all formats have in common: facts, titles, file names, and that they give the same file every time."""

import re
from datetime import date

import pytest

from workshop.content import Content
from workshop.exports import FORMATS, Options, file_name, title
from workshop.plan.model import Plan

STARTS = {
    "pdf": b"%PDF-",
    "word": b"PK",
    "markdown": b"# ",
    "people": b"\xef\xbb\xbf",
    "calendar": b"BEGIN:VCALENDAR",
    "plan": b"{",
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_has_a_title_in_the_content(content: Content, name: str) -> None:
    assert title(content, name)


def test_no_two_formats_share_an_extension_or_a_title(content: Content) -> None:
    assert len({made.EXTENSION for made in FORMATS.values()}) == len(FORMATS)
    assert len({title(content, name) for name in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_built_from_each_plan(content: Content, options: Options, any_plan: Plan, name: str) -> None:
    made = FORMATS[name].build(content, any_plan, options)
    assert made.startswith(STARTS[name])


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_plan_gives_the_same_file(content: Content, options: Options, example: Plan, name: str) -> None:
    assert FORMATS[name].build(content, example, options) == FORMATS[name].build(content, example, options)


@pytest.mark.parametrize("name", ["pdf", "word", "markdown"])
def test_the_day_of_the_export_is_printed(content: Content, example: Plan, name: str) -> None:
    days = [FORMATS[name].build(content, example, Options(today=date(2026, 3, day))) for day in (2, 3)]
    assert days[0] != days[1]


def test_a_file_is_named_after_the_student(example: Plan) -> None:
    assert file_name(example, "pdf") == "career-plan-maya-brooks.pdf"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "career-plan.pdf"),
        ("李小龍", "career-plan.pdf"),
        ("Zoë D'Árcy", "career-plan-zoe-d-arcy.pdf"),
        ("../../etc/passwd", "career-plan-etc-passwd.pdf"),
        ('CON: "a" <b>|?*', "career-plan-con-a-b.pdf"),
        ("x" * 500, f"career-plan-{'x' * 40}.pdf"),
    ],
)
def test_any_name_gives_a_file_name_every_system_accepts(name: str, expected: str) -> None:
    found = file_name(Plan.model_validate({"about": {"name": name}}), "pdf")
    assert found == expected
    assert re.fullmatch(r"[a-z0-9-]+\.[a-z]+", found)
