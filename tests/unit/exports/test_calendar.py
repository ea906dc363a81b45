"""The calendar: right times with their zone, reminders, entries that a second download updates."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from workshop.content import Content
from workshop.exports import FORMATS, Options
from workshop.plan.dates import meeting_dates
from workshop.plan.model import Plan, write

CHICAGO = ZoneInfo("America/Chicago")


def events(content: Content, plan: Plan, options: Options) -> dict[str, Any]:
    parsed = icalendar.Calendar.from_ical(FORMATS["calendar"].build(content, plan, options))
    return {str(event["uid"]).split("@")[0]: event for event in parsed.walk("VEVENT")}


def test_two_parsers_read_it_and_agree(content: Content, options: Options, any_plan: Plan) -> None:
    made = FORMATS["calendar"].build(content, any_plan, options)
    found = vobject.readOne(made.decode())
    second = {event.uid.value.split("@")[0]: event for event in getattr(found, "vevent_list", [])}
    first = events(content, any_plan, options)
    assert second.keys() == first.keys()
    for key, event in first.items():
        assert second[key].summary.value == str(event["summary"])


def test_an_empty_plan_gives_a_calendar_without_events(content: Content, options: Options, empty: Plan) -> None:
    assert events(content, empty, options) == {}


def test_the_meeting_has_its_time_place_and_reminders(content: Content, options: Options, example: Plan) -> None:
    event = events(content, example, options)["p_rosa-interview"]
    assert event["dtstart"].dt == datetime(2026, 3, 10, 16, 0, tzinfo=CHICAGO)
    assert event["dtstart"].params["TZID"] == "America/Chicago"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=25)
    assert event["location"] == "Elm Street Bread, 41 Elm Street, side door"
    assert "3:45 PM" in event["description"]
    alarms = {alarm["trigger"].dt for alarm in event.walk("VALARM")}
    assert alarms == {timedelta(days=-1), timedelta(hours=-1)}


def test_the_time_zone_is_described_in_the_file(content: Content, options: Options, example: Plan) -> None:
    made = FORMATS["calendar"].build(content, example, options).decode()
    assert made.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:America/Chicago" in made


def test_what_surrounds_a_meeting_is_there(content: Content, options: Options, example: Plan) -> None:
    found = events(content, example, options)
    dates = meeting_dates(example.interview("p_rosa"))
    assert dates
    assert found["p_rosa-confirm"]["dtstart"].dt == date(2026, 3, 6)
    assert found["p_rosa-confirm"]["dtend"].dt == date(2026, 3, 7)
    assert found["p_rosa-thanks"]["dtend"].dt == dates.thank_by
    assert [alarm["trigger"].dt for alarm in found["p_rosa-thanks"].walk("VALARM")] == [timedelta(days=-1)]
    assert found["p_rosa-check_in"]["dtstart"].dt == dates.check_in
    assert "p_okafor-confirm" not in found


def own_step(found: dict[str, Any]) -> Any:
    """The entry of the student's first next step."""
    return next(event for key, event in found.items() if "-next-1" in key)


def test_own_steps_are_whole_days(content: Content, options: Options, example: Plan) -> None:
    step = own_step(events(content, example, options))
    assert step["summary"] == "Ask the bakery on Elm Street for one morning to watch"
    assert step["dtstart"].dt == date(2026, 3, 21)
    assert "dtend" not in step


@pytest.mark.parametrize("by", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_time_does_no_harm(content: Content, options: Options, example: Plan, by: str) -> None:
    found = events(content, write(example, "answers.next_1_by", by), options)
    assert own_step(found)["dtstart"].dt == date.fromisoformat(by)


def test_two_students_steps_stand_side_by_side_in_one_calendar(
    content: Content, options: Options, example: Plan
) -> None:
    other = write(example, "about.name", "Someone Else")
    keys = [{key for key in events(content, plan, options) if "-next-" in key} for plan in (example, other)]
    assert keys[0]
    assert not keys[0] & keys[1]


def test_a_meeting_without_zone_stands_at_the_readers_own_time(
    content: Content, options: Options, example: Plan
) -> None:
    event = events(content, write(example, "interviews.p_rosa.zone", None), options)["p_rosa-interview"]
    assert event["dtstart"].dt == datetime(2026, 3, 10, 16, 0)


def test_a_meeting_that_was_turned_down_is_not_there(content: Content, options: Options, example: Plan) -> None:
    found = events(content, write(example, "interviews.p_rosa.status", "no"), options)
    assert not [key for key in found if key.startswith("p_rosa")]


def test_a_reminder_to_nudge_comes_a_week_after_asking(content: Content, options: Options, example: Plan) -> None:
    asked = write(write(example, "interviews.p_rosa.status", "asked"), "interviews.p_rosa.when", None)
    assert events(content, asked, options)["p_rosa-nudge"]["dtstart"].dt == date(2026, 3, 3)


def test_entries_carry_no_personal_data_in_their_ids(content: Content, options: Options, hostile: Plan) -> None:
    keys = events(content, hostile, options)
    assert keys
    assert all(re.fullmatch(r"(p_\d|next_\d)-[a-z_]+", key) for key in keys)


def test_entries_keep_their_ids_when_the_plan_changes(content: Content, options: Options, example: Plan) -> None:
    renamed = write(example, "people.p_rosa.name", "Rosa D.")
    changed = write(renamed, "interviews.p_rosa.when", datetime(2026, 3, 12, 10))
    assert events(content, changed, options).keys() == events(content, example, options).keys()


def test_entries_are_stamped_with_the_moment_of_the_export(content: Content, options: Options, example: Plan) -> None:
    stamps = {event["dtstamp"].dt for event in events(content, example, options).values()}
    assert stamps == {datetime(2026, 3, 2, 15, 4, 5, tzinfo=UTC)}


def test_lines_are_folded_and_end_as_the_standard_wants(content: Content, options: Options, hostile: Plan) -> None:
    made = FORMATS["calendar"].build(content, hostile, options)
    assert made.endswith(b"\r\n")
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_what_is_late_stands_on_today_and_says_what_to_do_instead(content: Content, example: Plan) -> None:
    late = Options(today=date(2026, 3, 9), now=datetime(2026, 3, 9, 18, tzinfo=UTC))
    event = events(content, example, late)["p_rosa-confirm"]
    assert "today" in event["description"]
    assert event["dtstart"].dt == date(2026, 3, 9)
    assert event["summary"] == events(content, example, Options(today=date(2026, 3, 1)))["p_rosa-confirm"]["summary"]


def test_after_a_reminder_the_day_to_ask_someone_else_is_there(
    content: Content, options: Options, example: Plan
) -> None:
    nudged = write(write(example, "interviews.p_rosa.status", "nudged"), "interviews.p_rosa.when", None)
    found = events(content, nudged, options)
    assert found["p_rosa-move_on"]["dtstart"].dt == date(2026, 3, 10)
    assert "p_rosa-nudge" not in found
