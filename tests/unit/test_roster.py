"""A class at a glance: who needs help, who is quiet, who is away, and in which order."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from workshop.classroom.board import Board, HandedIn, Report
from workshop.classroom.roster import AWAY_AFTER, QUIET_AFTER, Cell, names, rows, sign, totals
from workshop.vocabulary import STEPS, PageId

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
AN_HOUR_AGO = NOW - 60 * MINUTE


@dataclass(frozen=True)
class Student:
    """A student as the store would give one."""

    report: Report
    number: str = "1"
    joined_at: datetime = AN_HOUR_AGO
    seen_at: datetime = NOW


def student(nickname: str = "Otter", **report: object) -> Student:
    """Someone who is here and changed something just now."""
    return Student(Report.model_validate({"nickname": nickname, "active_at": NOW, **report}))


def on(page: PageId | None, minutes_ago: int = 60) -> Board:
    return Board(page=page, title="x", minutes=10, began=NOW - minutes_ago * MINUTE)


def test_a_student_whose_pages_are_all_closed_is_away() -> None:
    gone = replace(student(), seen_at=NOW - AWAY_AFTER)
    assert sign(gone, on("research"), NOW) == "fine"
    assert sign(replace(gone, seen_at=NOW - AWAY_AFTER - MINUTE / 60), on("research"), NOW) == "away"


def test_a_raised_hand_counts_even_if_the_student_is_away_by_now() -> None:
    asks = student(help=True, active_at=AN_HOUR_AGO)
    assert sign(asks, on("research"), NOW) == "help"
    assert sign(replace(asks, seen_at=AN_HOUR_AGO), on("research"), NOW) == "help"


def test_quiet_is_who_changed_nothing_for_five_minutes() -> None:
    still = student(active_at=NOW - QUIET_AFTER)
    assert sign(still, on("research"), NOW) == "quiet"
    assert sign(still, on("research"), NOW - MINUTE / 60) == "fine"


@pytest.mark.parametrize("page", ["home", "conduct", "my_plan"])
def test_nobody_is_quiet_while_the_class_talks_or_reads(page: PageId) -> None:
    assert sign(student(active_at=AN_HOUR_AGO), on(page), NOW) == "fine"


def test_nobody_is_quiet_who_is_done_with_what_the_class_does() -> None:
    still = student(active_at=AN_HOUR_AGO, done=["research"])
    assert sign(still, on("research"), NOW) == "fine"
    assert sign(still, on("identify"), NOW) == "quiet"
    assert sign(student(active_at=AN_HOUR_AGO, done=STEPS), on(None), NOW) == "fine"


def test_a_new_activity_and_a_new_student_have_five_minutes_to_begin() -> None:
    still = student(active_at=AN_HOUR_AGO)
    assert sign(still, on("research", minutes_ago=4), NOW) == "fine"
    assert sign(still, on("research", minutes_ago=5), NOW) == "quiet"
    never = student(active_at=None)
    assert sign(replace(never, joined_at=NOW - 4 * MINUTE), Board(), NOW) == "fine"
    assert sign(never, Board(), NOW) == "quiet"


def test_first_come_those_who_need_help_then_the_quiet_then_all_by_name() -> None:
    members = [
        student("Zoe"),
        student("Bo", active_at=AN_HOUR_AGO),
        student("ada"),
        student("Yan", help=True),
        replace(student("Cleo"), seen_at=AN_HOUR_AGO),
    ]
    assert [row.name for row in rows(members, on("research"), NOW)] == ["Yan", "Bo", "ada", "Cleo", "Zoe"]


def test_the_same_nickname_is_numbered_in_the_order_they_came() -> None:
    assert names(student(each) for each in ("Sam", "Ida", "sam", "Sam")) == ["Sam", "Ida", "sam (2)", "Sam (3)"]


def test_a_row_says_how_far_someone_is_and_when_they_changed_something() -> None:
    report = {"page": "identify", "begun": ["research", "identify"], "done": ["research"], "left": {"identify": 2}}
    handed = {"goal": HandedIn(text="x", at=NOW)}
    one = student(**report, ticked=["a", "b"], handed=handed, active_at=NOW - 3.5 * MINUTE)
    (row,) = rows([one], Board(), NOW)
    assert [row.cells[step] for step in STEPS[:3]] == [Cell("done"), Cell("begun", 2), Cell("not_begun")]
    assert (row.page, row.here, row.quiet, row.ticked, row.handed) == ("identify", True, 3, 2, 1)


def test_a_clock_that_is_a_little_ahead_makes_no_time_below_zero() -> None:
    (row,) = rows([student(active_at=NOW + MINUTE)], Board(), NOW)
    assert (row.quiet, row.sign) == (0, "fine")


def test_a_plan_from_last_week_counts_as_quiet_only_since_the_student_came() -> None:
    last_week = NOW - timedelta(days=7)
    (row,) = rows([student(active_at=last_week)], on("research", minutes_ago=7), NOW)
    assert (row.sign, row.quiet, row.active, row.changed_at) == ("quiet", 7, False, last_week)


def test_the_totals_count_who_is_here_and_each_step_that_is_done() -> None:
    members = [
        student("A", done=["research", "identify"], help=True),
        student("B", done=["research"], active_at=AN_HOUR_AGO),
        replace(student("C"), seen_at=AN_HOUR_AGO),
    ]
    found = totals(rows(members, on("identify"), NOW))
    assert (found.members, found.here, found.help, found.quiet) == (3, 2, 1, 1)
    assert (found.done["research"], found.done["identify"], found.done["prepare"]) == (2, 1, 0)
