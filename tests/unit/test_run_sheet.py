"""A lesson as it goes on: what is on the board, how late it is, and where time can be made up."""

from datetime import UTC, datetime, timedelta

import pytest

from workshop.classroom.board import Board
from workshop.classroom.run_sheet import (
    activity_on,
    after,
    begin,
    ends_at,
    goes_on,
    longer,
    minutes_behind,
    nothing_on,
    something_else,
    to_begin_with,
    to_skip,
    with_sheet,
    with_words,
)
from workshop.content import Content
from workshop.content.words.classroom import Activity, RunSheet

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def sheet(content: Content) -> RunSheet:
    """The lesson of 50 minutes: 4, 10, 8, 10, 14, 4."""
    return next(each for each in content.classroom.run_sheets if each.id == "fifty")


@pytest.fixture
def weeks(content: Content) -> RunSheet:
    """The assignment of several lessons."""
    return next(each for each in content.classroom.run_sheets if each.id == "three_weeks")


def one(sheet: RunSheet, place: int) -> Activity:
    return list(sheet.activities)[place]


def test_an_activity_that_begins_stands_on_the_board_with_its_page_and_its_time(sheet: RunSheet) -> None:
    board = begin(Board(name="Room 12", said="Hello"), sheet, one(sheet, 1), NOW)
    assert (board.title, board.page, board.minutes, board.began) == ("One goal", "research", 10, NOW)
    assert (board.name, board.said, board.sheet) == ("Room 12", "Hello", "fifty")
    assert activity_on(sheet, board) == one(sheet, 1)
    assert ends_at(board) == later(10)


def test_a_lesson_that_goes_by_the_sheet_is_not_late(sheet: RunSheet) -> None:
    board = begin(Board(), sheet, one(sheet, 0), NOW)
    assert minutes_behind(sheet, board, later(4)) == 0
    board = begin(board, sheet, one(sheet, 1), later(4))
    assert minutes_behind(sheet, board, later(14)) == 0


def test_it_is_late_by_what_was_lost_before_and_by_what_is_over_now(sheet: RunSheet) -> None:
    board = begin(begin(Board(), sheet, one(sheet, 0), NOW), sheet, one(sheet, 1), later(7))
    assert minutes_behind(sheet, board, later(8)) == 3
    assert minutes_behind(sheet, board, later(17)) == 3
    assert minutes_behind(sheet, board, later(19.5)) == 5
    assert minutes_behind(sheet, longer(board, 2), later(8)) == 5


def test_it_is_ahead_when_an_activity_was_shorter(sheet: RunSheet) -> None:
    board = begin(begin(Board(), sheet, one(sheet, 0), NOW), sheet, one(sheet, 1), later(1))
    assert minutes_behind(sheet, board, later(2)) == -3


def test_a_lesson_that_begins_in_the_middle_is_on_time(sheet: RunSheet) -> None:
    board = begin(Board(), sheet, one(sheet, 3), NOW)
    assert minutes_behind(sheet, board, later(1)) == 0


def test_what_is_not_on_the_sheet_takes_its_time_from_the_lesson(sheet: RunSheet) -> None:
    board = begin(Board(), sheet, one(sheet, 0), NOW)
    board = something_else(board, "Contact", "contact", 10, later(4))
    assert (board.title, board.page, board.minutes, board.activity) == ("Contact", "contact", 10, None)
    assert minutes_behind(sheet, board, later(20)) == 0
    board = begin(board, sheet, one(sheet, 1), later(14))
    assert minutes_behind(sheet, board, later(14)) == 10


def test_the_next_lesson_of_an_assignment_begins_on_time(weeks: RunSheet) -> None:
    second = weeks.parts[2].activities
    board = begin(begin(Board(), weeks, one(weeks, 0), NOW), weeks, second[1], later(7 * 24 * 60))
    assert minutes_behind(weeks, board, later(7 * 24 * 60 + 1)) == 0


def test_a_lesson_that_was_only_tried_out_the_evening_before_begins_on_time(sheet: RunSheet) -> None:
    tried = begin(Board(), sheet, one(sheet, 0), later(-15 * 60))
    for place in (0, 1):
        board = begin(tried, sheet, one(sheet, place), NOW)
        assert minutes_behind(sheet, board, NOW) == 0
    assert goes_on(tried, later(-15 * 60 + 63))
    assert not goes_on(tried, later(-15 * 60 + 64))
    assert not goes_on(Board(), NOW)


def test_the_first_activity_begins_the_lesson_anew(sheet: RunSheet) -> None:
    board = begin(begin(Board(), sheet, one(sheet, 0), NOW), sheet, one(sheet, 0), later(9))
    assert minutes_behind(sheet, board, later(10)) == 0


def test_the_next_time_begins_with_the_lesson_after_the_one_that_is_done(weeks: RunSheet) -> None:
    first, second = weeks.parts[0].activities, weeks.parts[1].activities
    assert to_begin_with(weeks, None) == first[0]
    assert to_begin_with(weeks, "of_another_sheet") == first[0]
    assert to_begin_with(weeks, first[1].id) == first[0]
    assert to_begin_with(weeks, first[-1].id) == second[0]
    last = weeks.parts[-1].activities
    assert to_begin_with(weeks, last[-1].id) == last[0]


def test_the_way_on_and_back_stays_within_a_lesson(weeks: RunSheet) -> None:
    first = weeks.parts[0].activities
    assert after(weeks, first[0].id) == first[1]
    assert after(weeks, first[1].id, -1) == first[0]
    assert after(weeks, first[0].id, -1) is None
    assert after(weeks, first[-1].id) is None


def test_time_can_be_made_up_from_here_to_the_end_of_the_lesson(sheet: RunSheet, weeks: RunSheet) -> None:
    assert [each.title for each in to_skip(sheet, one(sheet, 3))] == [
        "Two sentences and three questions",
        "Rehearsal in threes",
    ]
    assert {each.id for each in to_skip(weeks, weeks.parts[0].activities[0])} == {"week_1_goal", "week_1_people"}


def test_another_sheet_and_the_end_of_a_lesson_clear_the_board_but_not_what_is_said(sheet: RunSheet) -> None:
    board = begin(Board(name="Room 12", said="Hello"), sheet, one(sheet, 1), NOW)
    assert nothing_on(board) == Board(name="Room 12", said="Hello", sheet="fifty")
    assert with_sheet(board, "ninety") == Board(name="Room 12", said="Hello", sheet="ninety")


def test_a_name_and_a_sentence_are_one_line() -> None:
    assert with_words(Board(), name=" Room \n 12 ", said="a" * 400) == Board(name="Room 12", said="a" * 300)


def test_minutes_can_be_added_up_to_ten_hours_only(sheet: RunSheet) -> None:
    board = begin(Board(), sheet, one(sheet, 0), NOW)
    assert longer(board, 2).minutes == 6
    assert longer(board, 10_000).minutes == 600
