"""A table of meetings and messages: weekends, both changes of the clock, three time zones, the end of the year, and
what has passed by today and yesterday."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as some

from workshop.content import Content
from workshop.exports.outline import due_line
from workshop.plan.dates import SATURDAY, TRAVEL, Due, answer_dates, due, meeting_dates, start_of, working_days_after
from workshop.plan.model import Interview, Person, Plan, write

CHICAGO, BERLIN, SYDNEY = "America/Chicago", "Europe/Berlin", "Australia/Sydney"


def meeting(when: str, zone: str = CHICAGO, **more: object) -> Interview:
    return Interview.model_validate({"person": "p", "when": when, "zone": zone, "status": "yes", **more})


def plan_of(talk: Interview, **answers: str) -> Plan:
    return Plan(people=(Person(id="p", name="Ana Silva"),), interviews=(talk,), answers=answers)


def at(text: str, zone: str = CHICAGO) -> datetime:
    """A moment of 2026 on the wall of a zone, such as "03-09 18:00"; of 2027 where the text begins with the year."""
    return datetime.fromisoformat(text if text.startswith("20") else f"2026-{text}").replace(tzinfo=ZoneInfo(zone))


# day of the meeting: the days on which to confirm
WEEK = [
    ("2026-03-16", "Monday", "Fri 13", "Fri 13"),
    ("2026-03-17", "Tuesday", "Fri 13", "Fri 13"),
    ("2026-03-18", "Wednesday", "Mon 16", "Mon 16"),
    ("2026-03-19", "Thursday", "Mon 16", "Tue 17"),
    ("2026-03-20", "Friday", "Tue 17", "Wed 18"),
    ("2026-03-21", "Saturday", "Wed 18", "Thu 19"),
    ("2026-03-22", "Sunday", "Thu 19", "Fri 20"),
]


@pytest.mark.parametrize("zone", [CHICAGO, BERLIN, SYDNEY])
@pytest.mark.parametrize(("on", "weekday", "first", "last"), WEEK)
def test_a_meeting_is_confirmed_on_working_days(zone: str, on: str, weekday: str, first: str, last: str) -> None:
    found = meeting_dates(meeting(f"{on}T16:00", zone))
    assert found
    assert f"{found.start:%A}" == weekday
    assert (f"{found.confirm_from:%a %d %H:%M}", f"{found.confirm_by:%a %d %H:%M}") == (
        f"{first} 09:00",
        f"{last} 17:00",
    )


# zone, start, medium: all that follows, as the clock on the wall tells it, with the distance to UTC.
# Clocks go forward on March 8 (Chicago), March 29 (Berlin), October 4 (Sydney), and back on November 1, October 25 and
# April 5.
WALL = [
    # weekends and an ordinary week
    (
        CHICAGO,
        "2026-02-10T16:00",
        "in_person",
        "02-06 09:00 -06",
        "02-09 16:00 -06",
        "02-10 15:15 -06",
        "02-10 15:45 -06",
    ),
    (CHICAGO, "2026-02-12T16:00", "video", "02-09 09:00 -06", "02-11 16:00 -06", "02-12 15:45 -06", "02-12 15:55 -06"),
    (CHICAGO, "2026-02-15T16:00", "phone", "02-12 09:00 -06", "02-14 16:00 -06", "02-15 15:45 -06", "02-15 16:00 -06"),
    # forward: the day has 23 hours, and the hour from 2 to 3 is not there
    (CHICAGO, "2026-03-08T12:00", "video", "03-05 09:00 -06", "03-07 11:00 -06", "03-08 11:45 -05", "03-08 11:55 -05"),
    (CHICAGO, "2026-03-08T02:30", "video", "03-05 09:00 -06", "03-07 02:30 -06", "03-08 03:15 -05", "03-08 03:25 -05"),
    (
        CHICAGO,
        "2026-03-08T03:10",
        "in_person",
        "03-05 09:00 -06",
        "03-07 02:10 -06",
        "03-08 01:25 -06",
        "03-08 01:55 -06",
    ),
    (CHICAGO, "2026-03-09T01:00", "phone", "03-06 09:00 -06", "03-08 00:00 -06", "03-09 00:45 -05", "03-09 01:00 -05"),
    (BERLIN, "2026-03-29T02:30", "video", "03-26 09:00 +01", "03-28 02:30 +01", "03-29 03:15 +02", "03-29 03:25 +02"),
    (BERLIN, "2026-03-30T01:00", "phone", "03-27 09:00 +01", "03-29 00:00 +01", "03-30 00:45 +02", "03-30 01:00 +02"),
    (SYDNEY, "2026-10-04T12:00", "video", "10-01 09:00 +10", "10-03 11:00 +10", "10-04 11:45 +11", "10-04 11:55 +11"),
    # back: the day has 25 hours, and one hour comes twice
    (CHICAGO, "2026-11-01T12:00", "video", "10-29 09:00 -05", "10-31 13:00 -05", "11-01 11:45 -06", "11-01 11:55 -06"),
    (CHICAGO, "2026-11-01T01:30", "video", "10-29 09:00 -05", "10-31 01:30 -05", "11-01 01:15 -05", "11-01 01:25 -05"),
    (
        CHICAGO,
        "2026-11-01T02:10",
        "in_person",
        "10-29 09:00 -05",
        "10-31 03:10 -05",
        "11-01 01:25 -06",
        "11-01 01:55 -06",
    ),
    (BERLIN, "2026-10-25T12:00", "video", "10-22 09:00 +02", "10-24 13:00 +02", "10-25 11:45 +01", "10-25 11:55 +01"),
    (SYDNEY, "2026-04-05T12:00", "video", "04-02 09:00 +11", "04-04 13:00 +11", "04-05 11:45 +10", "04-05 11:55 +10"),
    # over the end of the year
    (
        CHICAGO,
        "2027-01-01T00:05",
        "in_person",
        "12-29 09:00 -06",
        "12-31 00:05 -06",
        "12-31 23:20 -06",
        "12-31 23:50 -06",
    ),
    (SYDNEY, "2027-01-04T10:00", "phone", "01-01 09:00 +11", "01-03 10:00 +11", "01-04 09:45 +11", "01-04 10:00 +11"),
    (BERLIN, "2027-01-03T10:00", "video", "12-31 09:00 +01", "01-02 10:00 +01", "01-03 09:45 +01", "01-03 09:55 +01"),
]


@pytest.mark.parametrize(("zone", "start", "medium", "confirm", "cancel", "leave", "arrive"), WALL)
def test_what_comes_before_a_meeting(
    zone: str, start: str, medium: str, confirm: str, cancel: str, leave: str, arrive: str
) -> None:
    found = meeting_dates(meeting(start, zone, medium=medium))
    assert found
    told = [f"{at:%m-%d %H:%M %z}"[:-2] for at in (found.confirm_from, found.cancel_by, found.leave, found.arrive)]
    assert told == [confirm, cancel, leave, arrive]


def test_an_hour_that_is_left_out_in_spring_is_read_as_the_one_after_it() -> None:
    assert str(start_of(meeting("2026-03-08T02:30"))) == "2026-03-08 03:30:00-05:00"


def test_of_an_hour_that_comes_twice_in_autumn_the_first_is_meant() -> None:
    assert str(start_of(meeting("2026-11-01T01:30"))) == "2026-11-01 01:30:00-05:00"
    found = meeting_dates(meeting("2026-11-01T01:30", minutes=60))
    assert found
    assert str(found.end) == "2026-11-01 01:30:00-06:00"


def test_one_leaves_earlier_when_the_way_is_longer() -> None:
    talk = meeting("2026-03-10T16:00", medium="in_person")
    near, far = meeting_dates(talk), meeting_dates(talk, timedelta(minutes=75))
    assert near
    assert far
    assert near.arrive - near.leave == TRAVEL
    assert far.arrive - far.leave == timedelta(minutes=75)


# sent on: remind on, move on on
ANSWERS = [
    ("2026-03-02", "Mon 2026-03-09", "Mon 2026-03-16"),
    ("2026-03-05", "Thu 2026-03-12", "Thu 2026-03-19"),
    ("2026-03-06", "Fri 2026-03-13", "Fri 2026-03-20"),
    ("2026-03-07", "Fri 2026-03-13", "Fri 2026-03-20"),
    ("2026-03-08", "Fri 2026-03-13", "Fri 2026-03-20"),
    ("2026-10-28", "Wed 2026-11-04", "Wed 2026-11-11"),
    ("2026-12-28", "Mon 2027-01-04", "Mon 2027-01-11"),
    ("2028-02-25", "Fri 2028-03-03", "Fri 2028-03-10"),
    ("2199-12-31", "Tue 2200-01-07", "Tue 2200-01-14"),
]


@pytest.mark.parametrize(("sent", "nudge", "move_on"), ANSWERS)
def test_an_answer_gets_five_and_ten_working_days(sent: str, nudge: str, move_on: str) -> None:
    found = answer_dates(meeting("2026-03-10T16:00", sent=[{"template": "email_known", "on": sent}]))
    assert found
    assert (f"{found.nudge:%a %Y-%m-%d}", f"{found.move_on:%a %Y-%m-%d}") == (nudge, move_on)


@pytest.mark.parametrize(
    ("reminded", "move_on"), [("2026-03-09", "2026-03-16"), ("2026-03-13", "2026-03-20"), ("2026-03-30", "2026-04-06")]
)
def test_a_late_reminder_gets_its_five_working_days_too(reminded: str, move_on: str) -> None:
    sent = [{"template": "email_known", "on": "2026-03-02"}, {"template": "nudge", "on": reminded}]
    found = answer_dates(meeting("2026-03-10T16:00", sent=sent))
    assert found
    assert found.move_on == date.fromisoformat(move_on)


def test_without_a_message_nothing_is_waited_for() -> None:
    assert answer_dates(Interview(person="p", status="asked")) is None


@given(on=some.dates(date(2000, 1, 1), date(2199, 12, 31)), count=some.integers(1, 30))
def test_working_days_are_counted_one_by_one(on: date, count: int) -> None:
    found = working_days_after(on, count)
    between = [on + timedelta(days=number) for number in range(1, (found - on).days + 1)]
    assert found.weekday() < SATURDAY
    assert sum(each.weekday() < SATURDAY for each in between) == count


CONFIRMED = {"sent": [{"template": "confirm", "on": "2026-03-06"}]}
MEETING = "2026-03-10T16:00"  # a Tuesday, 25 minutes, in person: confirm on Friday the 6th by 17:00

# status, more, now: kinds, each with what to do instead
NOW = [
    ("yes", {}, "03-01 12:00", "confirm interview"),
    ("yes", {}, "03-06 17:00", "confirm interview"),
    ("yes", {}, "03-06 17:01", "confirm:confirm_now interview"),
    ("yes", {}, "03-09 15:59", "confirm:confirm_now interview"),
    ("yes", {}, "03-09 16:01", "confirm:confirm_short interview"),
    # the day of the meeting
    ("yes", {}, "03-10 08:00", "confirm:confirm_short interview"),
    ("yes", CONFIRMED, "03-10 08:00", "interview"),
    ("yes", CONFIRMED, "03-10 15:50", "interview:on_the_way"),
    ("yes", CONFIRMED, "03-10 16:10", "interview"),
    ("yes", {}, "03-10 16:10", "interview"),
    ("yes", {}, "03-10 16:26", "interview:was_it"),
    ("met", {}, "03-10 16:26", "thanks check_in"),
    # the meeting was yesterday, or longer ago
    ("yes", {}, "03-11 08:00", "interview:was_it"),
    ("met", {}, "03-11 08:00", "thanks check_in"),
    ("met", {}, "03-12 16:25", "thanks check_in"),
    ("met", {}, "03-12 16:26", "thanks:thanks_late check_in"),
    ("thanked", {}, "04-07 12:00", "check_in"),
    ("thanked", {}, "04-08 12:00", "check_in"),
    ("thanked", {}, "04-08 16:01", "check_in:check_in_late"),
    ("met", {}, "2027-01-01 00:00", "thanks:thanks_late check_in:check_in_late"),
]


def told(entries: list[Due]) -> str:
    return " ".join(f"{entry.kind}:{entry.instead}" if entry.instead else entry.kind for entry in entries)


@pytest.mark.parametrize(("status", "more", "now", "expected"), NOW)
def test_what_has_passed_says_what_to_do_instead(status: str, more: dict[str, object], now: str, expected: str) -> None:
    plan = plan_of(meeting(MEETING, status=status, minutes=25, medium="in_person", **more))
    assert told(due(plan, at(now))) == expected


@pytest.mark.parametrize("reader", [CHICAGO, BERLIN, SYDNEY])
@pytest.mark.parametrize(("status", "more", "now", "expected"), NOW)
def test_it_does_not_matter_where_the_reader_is(
    reader: str, status: str, more: dict[str, object], now: str, expected: str
) -> None:
    plan = plan_of(meeting(MEETING, status=status, minutes=25, medium="in_person", **more))
    assert told(due(plan, at(now).astimezone(ZoneInfo(reader)))) == expected


@pytest.mark.parametrize(
    ("status", "sent", "today", "expected"),
    [
        ("asked", "email_known", "2026-03-08", "nudge"),
        ("asked", "email_known", "2026-03-13", "nudge"),
        ("asked", "email_known", "2026-03-16", "nudge:nudge_late"),
        ("nudged", "email_known", "2026-03-16", "move_on"),
        ("asked", "nudge", "2026-03-03", "move_on"),
        ("no", "email_known", "2026-03-16", ""),
    ],
)
def test_waiting_for_an_answer(status: str, sent: str, today: str, expected: str) -> None:
    talk = {"person": "p", "status": status, "sent": [{"template": sent, "on": "2026-03-02"}]}
    assert told(due(plan_of(Interview.model_validate(talk)), at(f"{today} 12:00"))) == expected


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    plan = plan_of(meeting("2026-11-01T01:30", minutes=20, **CONFIRMED))
    during, after = datetime(2026, 11, 1, 6, 40, tzinfo=UTC), datetime(2026, 11, 1, 7, 0, tzinfo=UTC)
    here = ZoneInfo(CHICAGO)
    assert told(due(plan, during.astimezone(here))) == "interview"
    assert told(due(plan, after.astimezone(here))) == "interview:was_it"


def test_a_meeting_without_a_zone_is_read_at_the_readers_own_time() -> None:
    plan = plan_of(Interview.model_validate({"person": "p", "when": "2026-03-10T16:00", "status": "yes", **CONFIRMED}))
    assert told(due(plan, at("03-10 15:00"))) == "interview"
    assert told(due(plan, at("03-10 17:00"))) == "interview:was_it"


def test_a_day_of_ones_own_has_passed_when_the_readers_day_is_over() -> None:
    plan = plan_of(Interview(person="p"), next_1="visit the lab", next_1_by="2026-03-11")
    evening = at("03-11 21:00").astimezone(UTC)
    assert evening.date() == date(2026, 3, 12)
    assert told(due(plan, evening, date(2026, 3, 11))) == "next_step"
    assert told(due(plan, evening, date(2026, 3, 12))) == "next_step:step_late"


def test_without_the_time_nothing_has_passed() -> None:
    assert told(due(plan_of(meeting("2001-03-10T16:00")))) == "confirm interview"


@pytest.mark.parametrize(("status", "more", "now", "expected"), NOW)
def test_each_line_names_the_person_and_leaves_no_blank(
    content: Content, status: str, more: dict[str, object], now: str, expected: str
) -> None:
    plan = plan_of(meeting(MEETING, status=status, minutes=25, medium="in_person", **more))
    lines = [due_line(content, entry) for entry in due(plan, at(now))]
    assert len(set(lines)) == len(lines) == len(expected.split())
    assert all("Ana Silva" in line and "{" not in line for line in lines)


def test_a_step_of_ones_own_that_is_late_keeps_its_words(content: Content) -> None:
    plan = plan_of(Interview(person="p"), next_1="visit {name}", next_1_by="2026-03-11")
    (entry,) = due(plan, at("03-20 12:00"))
    assert due_line(content, entry).startswith("visit {name} (")


@how(deadline=None)
@given(
    when=some.datetimes(datetime(2000, 2, 1), datetime(2199, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    zone=some.sampled_from([CHICAGO, BERLIN, SYDNEY, "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati"]),
    medium=some.sampled_from(["in_person", "video", "phone", None]),
    ahead=some.timedeltas(timedelta(days=-400), timedelta(days=400)),
)
def test_the_order_holds_for_every_meeting_and_every_now(
    when: datetime, zone: str, medium: str | None, ahead: timedelta
) -> None:
    talk = meeting(when.isoformat(), zone, medium=medium)
    found = meeting_dates(talk)
    assert found
    steps = (found.confirm_from, found.confirm_by, found.cancel_by, found.leave, found.arrive, found.start, found.end)
    moments = [each.timestamp() for each in steps]
    assert moments == sorted(moments)
    assert found.confirm_from.weekday() < SATURDAY > found.confirm_by.weekday()
    now = found.start.astimezone(UTC) + ahead
    plan = plan_of(talk)
    assert [entry.kind for entry in due(plan, now)] == (
        ["interview"] if ahead > timedelta() else ["confirm", "interview"]
    )
    assert due(write(plan, "people.p.removed", True), now) == []
