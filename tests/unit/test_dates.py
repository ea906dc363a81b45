"""The dates that follow from a meeting, in any time zone, over both changes of the clock and the end of the year."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as some

from workshop.plan.dates import ARRIVE_EARLY, as_day, clock_time, day, due, meeting_dates, moment, start_of, zone_names
from workshop.plan.model import Interview, Person, Plan, Sent, write

ZONES = ("America/Chicago", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")


def meeting(when: str, zone: str = "America/Chicago", **more: object) -> Interview:
    return Interview.model_validate({"person": "p", "when": when, "zone": zone, "status": "yes", **more})


# What a calendar on the wall says. Chicago: clocks go forward on March 8, 2026, and back on November 1; Berlin:
# March 29 and October 25; Kolkata never.
# zone, start, length: cancel by, there at (in person), better thanked by, thanked by
WALL = [
    ("America/Chicago", "2026-03-03T16:00", 20, "03-02 16:00", "03-03 15:45", "03-04 16:20", "03-05 16:20"),
    ("America/Chicago", "2026-03-08T10:00", 30, "03-07 09:00", "03-08 09:45", "03-09 10:30", "03-10 10:30"),
    ("America/Chicago", "2026-03-07T10:00", 30, "03-06 10:00", "03-07 09:45", "03-08 11:30", "03-09 11:30"),
    ("America/Chicago", "2026-03-08T03:05", 20, "03-07 02:05", "03-08 01:50", "03-09 03:25", "03-10 03:25"),
    ("America/Chicago", "2026-11-01T10:00", 30, "10-31 11:00", "11-01 09:45", "11-02 10:30", "11-03 10:30"),
    ("America/Chicago", "2026-10-31T10:00", 30, "10-30 10:00", "10-31 09:45", "11-01 09:30", "11-02 09:30"),
    ("Europe/Berlin", "2026-03-29T09:00", 60, "03-28 08:00", "03-29 08:45", "03-30 10:00", "03-31 10:00"),
    ("Europe/Berlin", "2026-10-25T09:00", 60, "10-24 10:00", "10-25 08:45", "10-26 10:00", "10-27 10:00"),
    ("Asia/Kolkata", "2026-12-31T23:50", 20, "12-30 23:50", "12-31 23:35", "01-02 00:10", "01-03 00:10"),
    ("America/Chicago", "2027-01-01T00:05", 15, "12-31 00:05", "12-31 23:50", "01-02 00:20", "01-03 00:20"),
    ("America/Chicago", "2028-02-29T12:00", 20, "02-28 12:00", "02-29 11:45", "03-01 12:20", "03-02 12:20"),
]


@pytest.mark.parametrize(("zone", "start", "minutes", "cancel", "arrive", "aim", "by"), WALL)
def test_hours_are_counted_as_they_pass(
    zone: str, start: str, minutes: int, cancel: str, arrive: str, aim: str, by: str
) -> None:
    found = meeting_dates(meeting(start, zone, minutes=minutes, medium="in_person"))
    assert found is not None
    told = [f"{at:%m-%d %H:%M}" for at in (found.cancel_by, found.arrive, found.thank_aim, found.thank_by)]
    assert told == [cancel, arrive, aim, by]


@pytest.mark.parametrize(
    ("zone", "start", "confirm_from", "confirm_by", "check_in"),
    [
        (
            "America/Chicago",
            "2026-03-10T16:00",
            "2026-03-06 09:00 -0600",
            "2026-03-06 17:00 -0600",
            "2026-04-07 16:00 -0500",
        ),
        (
            "America/Chicago",
            "2026-11-03T16:00",
            "2026-10-30 09:00 -0500",
            "2026-10-30 17:00 -0500",
            "2026-12-01 16:00 -0600",
        ),
        (
            "Europe/Berlin",
            "2026-03-01T16:00",
            "2026-02-26 09:00 +0100",
            "2026-02-27 17:00 +0100",
            "2026-03-29 16:00 +0200",
        ),
        (
            "Asia/Kolkata",
            "2027-01-01T08:00",
            "2026-12-29 09:00 +0530",
            "2026-12-30 17:00 +0530",
            "2027-01-29 16:00 +0530",
        ),
    ],
)
def test_days_are_counted_on_the_calendar(
    zone: str, start: str, confirm_from: str, confirm_by: str, check_in: str
) -> None:
    found = meeting_dates(meeting(start, zone))
    assert found is not None
    told = [f"{at:%Y-%m-%d %H:%M %z}" for at in (found.confirm_from, found.confirm_by, found.check_in)]
    assert told == [confirm_from, confirm_by, check_in]


@how(deadline=None)
@given(
    when=some.datetimes(datetime(2000, 2, 1), datetime(2199, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    zone=some.sampled_from(ZONES),
    minutes=some.integers(5, 240),
    medium=some.sampled_from([*ARRIVE_EARLY, None]),
)
def test_the_distances_hold_for_every_meeting(when: datetime, zone: str, minutes: int, medium: str | None) -> None:
    found = meeting_dates(meeting(when.isoformat(), zone, minutes=minutes, medium=medium))
    assert found is not None
    start, end = found.start.astimezone(UTC), found.end.astimezone(UTC)
    assert end - start == timedelta(minutes=minutes)
    assert start - found.cancel_by.astimezone(UTC) == timedelta(hours=24)
    assert found.thank_aim.astimezone(UTC) - end == timedelta(hours=24)
    assert found.thank_by.astimezone(UTC) - end == timedelta(hours=48)
    early = start - found.arrive.astimezone(UTC)
    assert early == (ARRIVE_EARLY[medium] if medium else timedelta())
    assert found.confirm_from < found.confirm_by < found.start
    assert {at.tzinfo for at in vars(found).values()} == {ZoneInfo(zone)}


def test_one_is_there_earlier_in_person_than_on_a_call() -> None:
    assert ARRIVE_EARLY["in_person"] > ARRIVE_EARLY["video"] > ARRIVE_EARLY["phone"] == timedelta()
    assert timedelta(minutes=10) <= ARRIVE_EARLY["in_person"] <= timedelta(minutes=15)


def test_a_meeting_without_a_date_has_no_dates() -> None:
    assert meeting_dates(Interview(person="p", zone="UTC")) is None
    assert start_of(Interview(person="p")) is None


def test_a_meeting_without_a_zone_is_read_in_utc() -> None:
    start = start_of(Interview.model_validate({"person": "p", "when": "2026-03-03T16:00"}))
    assert start == datetime(2026, 3, 3, 16, tzinfo=UTC)


def plan_with(*talks: Interview, **answers: str) -> Plan:
    people = tuple(Person(id=talk.person, name=talk.person.title()) for talk in talks)
    return Plan(people=people, interviews=talks, answers=answers)


def kinds(plan: Plan) -> list[str]:
    return [entry.kind for entry in due(plan)]


ASKED = {"sent": [{"template": "email_known", "on": "2026-02-20"}]}


@pytest.mark.parametrize(
    ("status", "more", "expected"),
    [
        ("to_ask", {}, []),
        ("asked", {}, []),
        ("asked", ASKED, ["nudge"]),
        ("nudged", ASKED, ["move_on"]),
        ("nudged", {}, []),
        ("no", ASKED, []),
        ("yes", {}, ["confirm", "interview"]),
        ("yes", {"sent": [{"template": "confirm", "on": "2026-03-01"}]}, ["interview"]),
        ("met", {}, ["thanks", "check_in"]),
        ("thanked", {}, ["check_in"]),
        ("thanked", {"sent": [{"template": "update", "on": "2026-04-01"}]}, []),
    ],
)
def test_what_is_due_fits_where_things_stand(status: str, more: dict[str, object], expected: list[str]) -> None:
    assert kinds(plan_with(meeting("2026-03-10T16:00", status=status, **more))) == expected


def test_a_reminder_is_due_five_working_days_after_the_last_message() -> None:
    sent = [{"template": "email_known", "on": "2026-02-20"}, {"template": "email_stranger", "on": "2026-02-25"}]
    (entry,) = due(plan_with(Interview.model_validate({"person": "p", "status": "asked", "sent": sent})))
    assert (entry.on, entry.at) == (date(2026, 3, 4), None)


def test_someone_without_a_date_has_nothing_due_but_a_reminder() -> None:
    assert kinds(plan_with(Interview(person="p", status="yes"))) == []
    assert kinds(plan_with(Interview(person="p", status="met"))) == []


def test_people_taken_off_the_table_have_nothing_due() -> None:
    plan = plan_with(meeting("2026-03-10T16:00"))
    assert due(plan)
    assert due(write(plan, "people.p.removed", True)) == []


def test_earliest_comes_first_over_people_and_own_steps() -> None:
    plan = plan_with(
        meeting("2026-03-20T09:00", person="late"),
        meeting("2026-03-10T16:00", person="soon"),
        Interview(person="asked", status="asked", sent=(Sent(template="email_known", on=date(2026, 3, 5)),)),
        next_1="visit the lab",
        next_1_by="2026-03-11",
        next_2="no day yet",
        next_3_by="2026-03-01",
    )
    entries = due(plan)
    assert [(entry.kind, entry.person.id if entry.person else entry.text) for entry in entries] == [
        ("confirm", "soon"),
        ("interview", "soon"),
        ("next_step", "visit the lab"),
        ("nudge", "asked"),
        ("confirm", "late"),
        ("interview", "late"),
    ]
    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)


def test_on_one_day_whole_days_come_before_hours_and_hours_in_order() -> None:
    plan = plan_with(
        meeting("2026-03-10T16:00", person="afternoon", sent=[{"template": "confirm", "on": "2026-03-08"}]),
        meeting("2026-03-10T09:00", person="morning", sent=[{"template": "confirm", "on": "2026-03-08"}]),
        next_1="visit the lab",
        next_1_by="2026-03-10",
    )
    assert [entry.person.id if entry.person else entry.text for entry in due(plan)] == [
        "visit the lab",
        "morning",
        "afternoon",
    ]


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "2026-13-01", "03/04/2026"])
def test_what_is_no_day_is_no_day(text: str) -> None:
    assert as_day(text) is None


def test_days_and_times_are_told_in_words() -> None:
    assert as_day("2026-03-03") == date(2026, 3, 3)
    assert day(date(2026, 3, 3)) == "Tuesday, March 3"
    assert [clock_time(datetime(2026, 3, 3, hour, 5)) for hour in (0, 9, 12, 16)] == [
        "12:05 AM",
        "9:05 AM",
        "12:05 PM",
        "4:05 PM",
    ]
    assert moment(datetime(2026, 3, 3, 16)) == "Tuesday, March 3 at 4:00 PM"


def test_every_zone_offered_is_one_a_plan_takes() -> None:
    assert set(ZONES[:3]) <= set(zone_names())
    talks = tuple(Interview(person=f"p{n}", zone=name) for n, name in enumerate(zone_names()[::7]))
    assert len(Plan(interviews=talks[:300]).interviews) == len(talks[:300])
