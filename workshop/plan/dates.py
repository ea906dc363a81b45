"""Dates that follow from a meeting or a message. Everything here is pure; the caller says what time it is."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from workshop.plan.model import Interview, Person, Plan
from workshop.vocabulary import THREE

NUDGE_AFTER, MOVE_ON_AFTER = 5, 10  # working days
CHECK_IN_AFTER = timedelta(weeks=4)
ARRIVE_EARLY = {"in_person": timedelta(minutes=15), "video": timedelta(minutes=5), "phone": timedelta()}
TRAVEL = timedelta(minutes=30)  # the way to a place, where nobody said how long it takes
SETTLE = timedelta(minutes=15)  # to find a quiet place for a call, and to try the camera and the sound
SATURDAY = 5
ASKED_MINUTES = 20
REMINDER = "nudge"  # the message that reminds someone once

DueKind = Literal["nudge", "move_on", "confirm", "interview", "thanks", "check_in", "next_step"]
Instead = Literal[
    "nudge_late", "confirm_now", "confirm_short", "on_the_way", "was_it", "thanks_late", "check_in_late", "step_late"
]


@dataclass(frozen=True)
class MeetingDates:
    """What follows from one meeting; all times carry the meeting's time zone.

    Confirm between `confirm_from` and `confirm_by`, on working days (rule 57), cancel no later than `cancel_by` (60),
    set out or sit down at `leave`, be there at `arrive` (62), thank by `thank_by`, better by `thank_aim` (78), report
    back at `check_in` (79, 80).
    """

    start: datetime
    end: datetime
    confirm_from: datetime
    confirm_by: datetime
    cancel_by: datetime
    leave: datetime
    arrive: datetime
    thank_aim: datetime
    thank_by: datetime
    check_in: datetime


@dataclass(frozen=True)
class AnswerDates:
    """While the student waits for an answer: remind once on `nudge`, ask someone else on `move_on`."""

    nudge: date
    move_on: date


@dataclass(frozen=True)
class Due:
    """One thing to do: what, until when (local time of the meeting, or a whole day), with whom.

    A next step of the student's own has its `text` and its `number`, 1 to 3. `instead` names what to do once the time
    for it has passed.
    """

    kind: DueKind
    on: date
    at: datetime | None = None
    person: Person | None = None
    text: str = ""
    number: int = 0
    instead: Instead | None = None


def start_of(interview: Interview, here: tzinfo = UTC) -> datetime | None:
    """The start of the meeting in its time zone (`here` if it names none), or None if it has no date.

    As in calendar files, an hour that is left out in spring is read as the one after it, and of an hour that comes
    twice in autumn the first is meant.
    """
    if interview.when is None:
        return None
    zone = ZoneInfo(interview.zone) if interview.zone else here
    return _later(interview.when.replace(tzinfo=zone), timedelta())


def next_minutes(plan: Plan, now: datetime) -> int:
    """How long the next meeting is to take; while none has a date, as long as a first message asks for (rule 50)."""
    talks = (plan.interview(person.id) for person in plan.present)
    coming = [(start, talk.minutes) for talk in talks if (start := start_of(talk, now.tzinfo or UTC)) and start > now]
    return min(coming)[1] if coming else ASKED_MINUTES


def meeting_dates(interview: Interview, travel: timedelta = TRAVEL, here: tzinfo = UTC) -> MeetingDates | None:
    """The dates that follow from a meeting, or None if it has no date yet.

    `travel` is how long the way to it takes, `here` the time zone of a meeting that names none.
    """
    start = start_of(interview, here)
    if start is None:
        return None
    end = _later(start, timedelta(minutes=interview.minutes))
    confirm_from, confirm_by = _days_to_confirm(start.date())
    arrive = _later(start, -ARRIVE_EARLY[interview.medium or "phone"])
    return MeetingDates(
        start=start,
        end=end,
        confirm_from=_at(confirm_from, time(9), start),
        confirm_by=_at(confirm_by, time(17), start),
        cancel_by=_later(start, timedelta(hours=-24)),
        leave=_later(arrive, -travel) if interview.medium == "in_person" else _later(start, -SETTLE),
        arrive=arrive,
        thank_aim=_later(end, timedelta(hours=24)),
        thank_by=_later(end, timedelta(hours=48)),
        check_in=_at(start.date() + CHECK_IN_AFTER, time(16), start),
    )


def _days_to_confirm(meeting: date) -> tuple[date, date]:
    """The third and the second day before a meeting, or the working days closest to them, never later than two days."""
    first, last = meeting - timedelta(days=3), meeting - timedelta(days=2)
    while last.weekday() >= SATURDAY:
        last -= timedelta(days=1)
    while first.weekday() >= SATURDAY:
        first += timedelta(days=1)
    return min(first, last), last


def _later(moment: datetime, by: timedelta) -> datetime:
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _at(on: date, at: time, like: datetime) -> datetime:
    return datetime.combine(on, at, like.tzinfo)


def answer_dates(interview: Interview) -> AnswerDates | None:
    """When to remind and when to move on, or None if nothing was sent; a reminder gets its five working days too."""
    reminded = [sent.on for sent in interview.sent if sent.template == REMINDER]
    asked = [sent.on for sent in interview.sent if sent.template != REMINDER] or reminded
    if not asked:
        return None
    patience = [
        working_days_after(max(asked), MOVE_ON_AFTER),
        *(working_days_after(on, NUDGE_AFTER) for on in reminded),
    ]
    return AnswerDates(working_days_after(max(asked), NUDGE_AFTER), max(patience))


def working_days_after(on: date, count: int) -> date:
    """The working day that is `count` working days after a day, Monday to Friday; holidays are not known."""
    for _ in range(count):
        on += timedelta(days=1)
        while on.weekday() >= SATURDAY:
            on += timedelta(days=1)
    return on


@dataclass(frozen=True)
class _Clock:
    """What time it is for the reader; without `now` and `today` nothing has passed."""

    now: datetime | None
    today: date | None

    @property
    def here(self) -> tzinfo:
        return (self.now and self.now.tzinfo) or UTC

    def past(self, at: datetime) -> bool:
        return self.now is not None and self.now.timestamp() > at.timestamp()

    def reached(self, on: date) -> bool:
        return self.today is not None and self.today >= on


def due(plan: Plan, now: datetime | None = None, today: date | None = None) -> list[Due]:
    """Everything with a date that is still to do, earliest first.

    With `now` (in the reader's time zone), what can no longer be done in time says what to do instead. `today` is the
    reader's day where their time zone is not known.
    """
    clock_time = _Clock(now, today or (now.date() if now else None))
    found = [entry for person in plan.present for entry in _due_with(person, plan.interview(person.id), clock_time)]
    return sorted([*found, *_own_steps(plan, clock_time)], key=_order)


def _order(entry: Due) -> tuple[date, float]:
    return entry.on, entry.at.timestamp() if entry.at else 0


def _due_with(person: Person, interview: Interview, clock_time: _Clock) -> Iterator[Due]:
    answer, dates = answer_dates(interview), meeting_dates(interview, here=clock_time.here)
    if answer:
        yield from _waiting(person, interview, answer, clock_time)
    if dates and interview.status == "yes":
        yield from _before(person, interview, dates, clock_time)
    if dates and interview.held:
        yield from _after(person, interview, dates, clock_time)


def _waiting(person: Person, interview: Interview, answer: AnswerDates, clock_time: _Clock) -> Iterator[Due]:
    reminded = was_sent(interview, REMINDER)
    if interview.status == "asked" and not reminded:
        late = clock_time.reached(answer.move_on)
        yield Due("nudge", answer.nudge, person=person, instead="nudge_late" if late else None)
    elif interview.status in ("asked", "nudged"):
        yield Due("move_on", answer.move_on, person=person)


def _before(person: Person, interview: Interview, dates: MeetingDates, clock_time: _Clock) -> Iterator[Due]:
    if not was_sent(interview, "confirm") and not clock_time.past(dates.start):
        by = dates.confirm_by
        yield Due("confirm", by.date(), by, person, instead=_instead_of_confirming(dates, clock_time))
    yield Due("interview", dates.start.date(), dates.start, person, instead=_instead_of_meeting(dates, clock_time))


def _instead_of_confirming(dates: MeetingDates, clock_time: _Clock) -> Instead | None:
    if clock_time.past(dates.cancel_by):
        return "confirm_short"
    return "confirm_now" if clock_time.past(dates.confirm_by) else None


def _instead_of_meeting(dates: MeetingDates, clock_time: _Clock) -> Instead | None:
    if clock_time.past(dates.end):
        return "was_it"
    return "on_the_way" if clock_time.past(dates.arrive) and not clock_time.past(dates.start) else None


def _after(person: Person, interview: Interview, dates: MeetingDates, clock_time: _Clock) -> Iterator[Due]:
    by, back = dates.thank_by, dates.check_in
    if interview.status == "met":
        late: Instead | None = "thanks_late" if clock_time.past(by) else None
        yield Due("thanks", by.date(), by, person, instead=late)
    if not was_sent(interview, "update"):
        late = "check_in_late" if clock_time.past(_later(back, timedelta(days=1))) else None
        yield Due("check_in", back.date(), back, person, instead=late)


def was_sent(interview: Interview, template: str) -> bool:
    """Whether a message made from a template went out."""
    return any(sent.template == template for sent in interview.sent)


def _own_steps(plan: Plan, clock_time: _Clock) -> Iterator[Due]:
    for number in THREE:
        step, by = plan.words(f"next_{number}").strip(), as_day(plan.words(f"next_{number}_by"))
        if step and by:
            late = clock_time.today is not None and clock_time.today > by
            yield Due("next_step", by, text=step, number=number, instead="step_late" if late else None)


def as_day(text: str) -> date | None:
    """The day an answer of kind date holds, or None if it holds none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day(on: date) -> str:
    """A day in words: "Tuesday, March 3"."""
    return f"{on:%A, %B} {on.day}"


def clock_time(at: datetime) -> str:
    """A time of day in words: "4:05 PM"."""
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def moment(at: datetime) -> str:
    """A day and a time in words: "Tuesday, March 3 at 4:00 PM"."""
    return f"{day(at)} at {clock_time(at)}"


@functools.cache
def zone_names() -> tuple[str, ...]:
    """The names of the time zones people live in, such as "America/Chicago"."""
    regions = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return (*sorted(name for name in available_timezones() if name.startswith(regions)), "UTC")
