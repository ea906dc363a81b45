"""Dates that follow from a meeting or a message. Everything here is pure; the caller says what time it is."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from workshop.plan import Interview, Person, Plan
from workshop.vocabulary import THREE

NUDGE_AFTER = timedelta(days=7)
CHECK_IN_AFTER = timedelta(weeks=4)
ARRIVE_EARLY = {"in_person": timedelta(minutes=15), "video": timedelta(minutes=5), "phone": timedelta()}

DueKind = Literal["nudge", "confirm", "interview", "thanks", "check_in", "next_step"]


@dataclass(frozen=True)
class MeetingDates:
    """What follows from one meeting; all times carry the meeting's time zone.

    Confirm between `confirm_from` and `confirm_by` (rule 57), cancel no later than `cancel_by` (60), be there at
    `arrive` (62), thank by `thank_by`, better by `thank_aim` (78), report back at `check_in` (79, 80).
    """

    start: datetime
    end: datetime
    confirm_from: datetime
    confirm_by: datetime
    cancel_by: datetime
    arrive: datetime
    thank_aim: datetime
    thank_by: datetime
    check_in: datetime


@dataclass(frozen=True)
class Due:
    """One thing to do: what, until when (local time of the meeting, or a whole day), with whom.

    A next step of the student's own has its `text` and its `number`, 1 to 3.
    """

    kind: DueKind
    on: date
    at: datetime | None = None
    person: Person | None = None
    text: str = ""
    number: int = 0


def start_of(interview: Interview) -> datetime | None:
    """The start of the meeting in its time zone, or None if it has no date."""
    return interview.when.replace(tzinfo=ZoneInfo(interview.zone or "UTC")) if interview.when else None


def meeting_dates(interview: Interview) -> MeetingDates | None:
    """The dates that follow from a meeting, or None if it has no date yet."""
    start = start_of(interview)
    if start is None:
        return None
    end = _later(start, timedelta(minutes=interview.minutes))
    return MeetingDates(
        start=start,
        end=end,
        confirm_from=_days(start, -3, time(9)),
        confirm_by=_days(start, -2, time(17)),
        cancel_by=_later(start, timedelta(hours=-24)),
        arrive=_later(start, -ARRIVE_EARLY[interview.medium or "phone"]),
        thank_aim=_later(end, timedelta(hours=24)),
        thank_by=_later(end, timedelta(hours=48)),
        check_in=_days(start, CHECK_IN_AFTER.days, time(16)),
    )


def _later(moment: datetime, by: timedelta) -> datetime:
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _days(moment: datetime, days: int, at: time) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=days), at, moment.tzinfo)


def due(plan: Plan) -> list[Due]:
    """Everything with a date that is still to do, earliest first."""
    found = [entry for person in plan.present for entry in _due_with(person, plan.interview(person.id))]
    return sorted([*found, *_own_steps(plan)], key=_order)


def _order(entry: Due) -> tuple[date, float]:
    return entry.on, entry.at.timestamp() if entry.at else 0


def _due_with(person: Person, interview: Interview) -> Iterator[Due]:
    dates = meeting_dates(interview)
    if interview.status == "asked" and interview.sent:
        yield Due("nudge", interview.sent[-1].on + NUDGE_AFTER, person=person)
    if dates is None:
        return
    if interview.status == "yes":
        if not any(sent.template == "confirm" for sent in interview.sent):
            yield Due("confirm", dates.confirm_by.date(), dates.confirm_by, person)
        yield Due("interview", dates.start.date(), dates.start, person)
    if interview.status == "met":
        yield Due("thanks", dates.thank_by.date(), dates.thank_by, person)
    if interview.held and not any(sent.template == "update" for sent in interview.sent):
        yield Due("check_in", dates.check_in.date(), dates.check_in, person)


def _own_steps(plan: Plan) -> Iterator[Due]:
    for number in THREE:
        step, by = plan.words(f"next_{number}").strip(), as_day(plan.words(f"next_{number}_by"))
        if step and by:
            yield Due("next_step", by, text=step, number=number)


def as_day(text: str) -> date | None:
    """The day an answer of kind date holds, or None if it holds none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day(on: date) -> str:
    """A day in words: "Tuesday, March 3"."""
    return f"{on:%A, %B} {on.day}"


def clock(at: datetime) -> str:
    """A time of day in words: "4:05 PM"."""
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def moment(at: datetime) -> str:
    """A day and a time in words: "Tuesday, March 3 at 4:00 PM"."""
    return f"{day(at)} at {clock(at)}"


@functools.cache
def zone_names() -> tuple[str, ...]:
    """The names of the time zones people live in, such as "America/Chicago"."""
    regions = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return (*sorted(name for name in available_timezones() if name.startswith(regions)), "UTC")
