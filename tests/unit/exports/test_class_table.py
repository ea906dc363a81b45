"""A class as a table."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from workshop.classroom.roster import Cell, Row
from workshop.content import Content
from workshop.exports import class_table
from workshop.vocabulary import STEPS

ZONE = ZoneInfo("America/Chicago")


def row(name: str, changed_at: datetime | None = None) -> Row:
    """Someone who has done the first step and begun the second."""
    cells = dict.fromkeys(STEPS, Cell("not_begun")) | {"research": Cell("done"), "identify": Cell("begun", 2)}
    return Row("1", name, "identify", cells, "fine", True, 0, changed_at, True, 7, 1)


def table(content: Content, *rows: Row) -> list[list[str]]:
    made = class_table.build(content, rows, ZONE)
    assert made.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))


def test_each_student_has_a_line_with_steps_boxes_and_the_last_change(content: Content) -> None:
    heads, line = table(content, row("Ana, Otter", datetime(2026, 11, 26, 15, 5, tzinfo=UTC)))
    assert heads == ["Nickname", *(content.steps[step].title for step in STEPS), heads[7], "Last change"]
    assert line == ["Ana, Otter", "done", "2 left", *["not begun"] * 4, "7", "2026-11-26 09:05"]


def test_a_nickname_is_never_a_formula(content: Content) -> None:
    lines = table(content, row('=HYPERLINK("http://h")'), row("@SUM(1)"), row("－1"))
    assert [line[0] for line in lines[1:]] == ['\'=HYPERLINK("http://h")', "'@SUM(1)", "'－1"]


def test_who_never_changed_anything_has_no_time(content: Content) -> None:
    assert table(content, row("Fox"))[1][-1] == ""
