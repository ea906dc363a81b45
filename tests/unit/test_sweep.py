"""What nobody uses is deleted in time, and never because a clock is wrong."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table

from tests.behind import ran, rows
from tests.unit.web.live import Live
from workshop.classroom.board import Board
from workshop.keys import new_key
from workshop.plan.model import Plan, write
from workshop.store import CLASS_DAYS, Store, open_classes, open_store, tables
from workshop.store import rows as store_rows
from workshop.store.diary import RAN_SINCE

KEEP, START = 365, date(2026, 3, 1)
CLOCK_AHEAD = """
import sys
from datetime import datetime, timedelta

import workshop.web.lifespan

class Ahead(datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + timedelta(days=400)

sys.modules["workshop.web.lifespan"].datetime = Ahead
"""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """A function that sets the day on which plans are used."""
    return lambda day: monkeypatch.setattr(store_rows, "today", lambda: day)


def day(number: int) -> date:
    return START + timedelta(days=number)


def begin(store: Store, name: str = "Ana") -> str:
    key = new_key()
    store.edit(key, lambda plan: write(plan, "about.name", name))
    return key


def run_daily(store: Store, first: int, last: int) -> int:
    """Run the server on all these days; how many plans were deleted."""
    return sum(store.delete_unused(day(number), KEEP) for number in range(first, last + 1))


def test_a_server_that_runs_every_day_deletes_a_plan_within_fourteen_days_after_its_time(
    store: Store, clock: Callable[[date], None]
) -> None:
    clock(day(0))
    begin(store)
    assert run_daily(store, 0, KEEP) == 0
    assert run_daily(store, KEEP + 1, KEEP + RAN_SINCE) == 1


def test_a_server_that_was_off_for_years_deletes_once_it_ran_on_fourteen_days(
    store: Store, clock: Callable[[date], None]
) -> None:
    clock(day(0))
    begin(store)
    run_daily(store, 0, 5)
    assert run_daily(store, 3 * KEEP, 3 * KEEP + RAN_SINCE - 2) == 0
    assert run_daily(store, 3 * KEEP + RAN_SINCE - 1, 3 * KEEP + RAN_SINCE) == 1


@pytest.mark.parametrize("ran_before", [0, 20, 300])
@pytest.mark.parametrize("ahead", [15, 400, 4000])
def test_starts_with_one_wrong_clock_delete_nothing(
    store: Store, clock: Callable[[date], None], ahead: int, ran_before: int
) -> None:
    clock(day(0))
    begin(store)
    run_daily(store, 0, ran_before)
    clock(day(ran_before + ahead))
    begin(store, "someone who comes in meanwhile")
    assert [store.delete_unused(day(ran_before + ahead), KEEP) for _ in range(RAN_SINCE + 1)] == [0] * (RAN_SINCE + 1)
    clock(day(ran_before + 1))
    assert run_daily(store, ran_before + 1, ran_before + 20) == 0


def test_a_clock_that_was_behind_when_a_plan_was_used_does_not_make_it_old(
    store: Store, clock: Callable[[date], None]
) -> None:
    clock(day(0))
    saved_again = begin(store)
    run_daily(store, 0, 30)
    clock(day(-7000))
    assert store.delete_unused(day(-7000), KEEP) == 0
    begin(store, "new that day")
    store.edit(saved_again, lambda plan: write(plan, "about.name", "Eva"))
    assert run_daily(store, 31, 60) == 0


def used_on(database: str, table: Table = tables.plans) -> list[date]:
    return [row["used_on"] for row in rows(database, table)]


@pytest.mark.parametrize("ran_before", [1, 5, 20, 200])
def test_a_day_of_a_clock_that_was_ahead_is_put_right_within_fourteen_days(
    store: Store, database: str, clock: Callable[[date], None], ran_before: int
) -> None:
    run_daily(store, 0, ran_before - 1)
    clock(day(2200))
    store.delete_unused(day(2200), KEEP)
    begin(store, "while the clock is ahead")
    clock(day(ran_before))
    begin(store, "before the next sweep")
    open_classes(database).begin(Board())
    assert used_on(database) == [day(2200)] * 2
    assert used_on(database, tables.classes) == [day(2200)]
    last = ran_before + RAN_SINCE - 1
    assert run_daily(store, ran_before, last) == 0
    assert used_on(database) == [day(last)] * 2
    assert used_on(database, tables.classes) == [day(last)]
    assert rows(database, tables.days_before_later) == []
    clock(day(last))
    begin(store, "as always")
    assert max(used_on(database)) == day(last)
    assert run_daily(store, last + 1, last + KEEP) == 0
    assert run_daily(store, last + KEEP + 1, last + KEEP + RAN_SINCE) == 3


def test_a_use_by_a_clock_that_was_ahead_between_two_sweeps_is_put_right(
    store: Store, database: str, clock: Callable[[date], None]
) -> None:
    run_daily(store, 0, 20)
    clock(day(2200))
    begin(store)
    run_daily(store, 21, 21)
    assert used_on(database) == [day(21)]


@pytest.mark.parametrize("first", [[0], [0, 1095], list(range(31)), list(range(300)), list(range(0, 900, 30))])
@pytest.mark.parametrize("behind", [-7000, -1, 100, 290, 700])
def test_one_start_with_a_clock_that_is_behind_makes_nothing_older(
    store: Store, database: str, clock: Callable[[date], None], first: list[int], behind: int
) -> None:
    for number in first:
        store.delete_unused(day(number), KEEP)
    clock(day(first[-1]))
    begin(store)
    if behind >= first[-1]:
        return
    clock(day(behind))
    for _ in range(RAN_SINCE + 1):
        store.delete_unused(day(behind), KEEP)
    begin(store, "new that day")
    assert used_on(database) == [day(first[-1])] * 2
    assert run_daily(store, first[-1] + 1, first[-1] + KEEP) == 0


def test_starts_with_a_clock_that_is_behind_now_and_then_make_nothing_older(
    store: Store, database: str, clock: Callable[[date], None]
) -> None:
    for number in range(3 * RAN_SINCE):
        clock(day(number))
        begin(store, str(number))
        run_daily(store, number, number)
        run_daily(store, number - 5000, number - 5000)
    assert sorted(used_on(database)) == [day(number) for number in range(3 * RAN_SINCE)]


def test_wrong_days_are_forgotten_once_the_clock_is_right(store: Store, database: str) -> None:
    run_daily(store, 0, 200)
    for number in (600, 700, 800):
        store.delete_unused(day(number), KEEP)
    run_daily(store, 201, 201 + RAN_SINCE - 1)
    days = [row["day"] for row in rows(database, tables.days_it_ran)]
    assert (max(days), len(days) <= 101) == (day(201 + RAN_SINCE - 1), True)
    assert len(days) > 5 * RAN_SINCE


def test_two_copies_note_one_day_without_an_error(each_database: str) -> None:
    stores = [Store(each_database), Store(each_database)]
    assert [store.delete_unused(START, KEEP) for store in stores * 2] == [0] * 4
    assert [row["day"] for row in rows(each_database, tables.days_it_ran)] == [START]


def test_a_class_is_not_deleted_by_one_wrong_clock(database: str) -> None:
    classes = open_classes(database)
    key = classes.begin(Board())
    today = datetime.now(UTC).date()
    ran(database, 30, until=today)
    assert classes.delete_unused(today + timedelta(days=400), CLASS_DAYS) == 0
    assert classes.open(key)


def test_one_start_with_a_clock_far_ahead_deletes_no_plan(tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "sitecustomize.py").write_text(CLOCK_AHEAD)
    store = open_store(f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    ran(f"sqlite:///{tmp_path / 'plans.sqlite3'}", 30, until=datetime.now(UTC).date())
    keys = [begin(store, f"Student {number}") for number in range(8)]
    live = Live(tmp_path, PYTHONPATH=f"{tmp_path / 'code'}:{Path.cwd()}")
    live.end()
    assert '"event": "unused plans deleted", "count": 0' in live.log()
    assert [store.load(key).plan for key in keys] == [
        write(Plan(), "about.name", f"Student {number}") for number in range(8)
    ]
