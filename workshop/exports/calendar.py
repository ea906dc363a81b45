"""The dates of a plan as a calendar file (iCalendar)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from workshop.coach.meetings import unsafe
from workshop.content import Content, fill
from workshop.exports.conversations import person_name
from workshop.exports.inline import inline, inline_name
from workshop.exports.options import Options
from workshop.exports.outline import due_line
from workshop.plan.dates import Due, DueKind, MeetingDates, clock_time, due, meeting_dates, was_sent
from workshop.plan.messages import one_line
from workshop.plan.model import Interview, Person, Plan

TITLE_KEY, ICON, EXTENSION, MIME = "calendar", "calendar_month", "ics", "text/calendar"

A_DAY, AN_HOUR, HALF_AN_HOUR = timedelta(days=1), timedelta(hours=1), timedelta(minutes=30)


@dataclass(frozen=True)
class Late:
    """What can no longer be done in time: what to do instead, today, by person and kind."""

    today: date
    lines: Mapping[tuple[str, DueKind], str]


def build(content: Content, plan: Plan, options: Options) -> bytes:
    """Meetings, and what is to do before and after them, with reminders; a second download updates the first."""
    calendar = Calendar()
    calendar.add("prodid", "-//Career Conversations//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _calendar_name(content, plan))
    entries = due(plan, options.now or options.midnight, options.today)
    lines = {
        (entry.person.id, entry.kind): due_line(content, entry) for entry in entries if entry.person and entry.instead
    }
    late = Late(options.today, lines)
    for event in [
        *_with_people(content, plan, late),
        *_waiting(content, entries, late),
        *_own_steps(content, plan, entries),
    ]:
        event.add("dtstamp", options.stamp)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _calendar_name(content: Content, plan: Plan) -> str:
    words, name = content.export.calendar, inline_name(plan.about.name)
    return fill(words.name_of, {"name": name}) if name else words.name


def _with_people(content: Content, plan: Plan, late: Late) -> Iterator[Event]:
    for person in plan.present:
        interview = plan.interview(person.id)
        dates = meeting_dates(interview)
        if dates and interview.status != "no":
            yield from _around(content, person, interview, dates, late)


def _around(content: Content, person: Person, interview: Interview, dates: MeetingDates, late: Late) -> Iterator[Event]:
    words, due_words = content.export.calendar, content.export.due
    name = {"name": person_name(content, person)}
    if not interview.held and not was_sent(interview, "confirm"):
        days = dates.confirm_from.date(), dates.confirm_by.date() + A_DAY
        yield _todo(late, (person.id, "confirm"), fill(due_words.confirm, name), *days, words.confirm)
    yield _interview(content, person, interview, dates)
    if interview.status != "thanked":
        begin, end = _local(interview, dates.thank_by - HALF_AN_HOUR, dates.thank_by)
        yield _todo(late, (person.id, "thanks"), fill(due_words.thanks, name), begin, end, words.thanks, A_DAY)
    if not was_sent(interview, "update"):
        begin, end = _local(interview, dates.check_in, dates.check_in + HALF_AN_HOUR)
        yield _todo(late, (person.id, "check_in"), fill(due_words.check_in, name), begin, end, words.check_in, AN_HOUR)


def _interview(content: Content, person: Person, interview: Interview, dates: MeetingDates) -> Event:
    kind = content.meeting.kind(interview.medium)
    how = {"how": kind.title if kind else content.export.conversation, "arrive": clock_time(dates.arrive)}
    begin, end = _local(interview, dates.start, dates.end)
    title = fill(content.export.due.interview, {"name": person_name(content, person)})
    facts = fill(content.export.calendar.interview, how), unsafe(content, person, interview)
    text = " ".join(filter(None, facts))
    event = _event(f"{person.id}-interview", title, begin, end, text, A_DAY, AN_HOUR)
    if interview.where.strip():
        event.add("location", interview.where.strip())
    return event


def _local(interview: Interview, *moments: datetime) -> list[datetime]:
    """The moments as they are; without time zone (the reader's own) where the plan names none."""
    return [moment if interview.zone else moment.replace(tzinfo=None) for moment in moments]


def _waiting(content: Content, entries: Sequence[Due], late: Late) -> Iterator[Event]:
    titles, texts = content.export.due, content.export.calendar
    words: dict[DueKind, tuple[str, str]] = {
        "nudge": (titles.nudge, texts.nudge),
        "move_on": (titles.move_on, texts.move_on),
    }
    for entry in entries:
        if entry.person and entry.kind in words:
            title, text = words[entry.kind]
            title = fill(title, {"name": person_name(content, entry.person)})
            yield _todo(late, (entry.person.id, entry.kind), title, entry.on, None, text)


def _own_steps(content: Content, plan: Plan, entries: Sequence[Due]) -> Iterator[Event]:
    words = content.export
    for entry in entries:
        if entry.kind == "next_step":
            title = fill(words.due.next_step, {"text": inline(one_line(entry.text))})
            key = f"{_owner(plan)}-next-{entry.number}"
            yield _event(key, title, entry.on, None, words.calendar.next_step)


def _owner(plan: Plan) -> str:
    """What keeps two students' steps apart in one calendar, without naming anyone."""
    return hashlib.sha256(f"{plan.about.name}\n{plan.about.school}".encode()).hexdigest()[:12]


def _todo(
    late: Late, key: tuple[str, DueKind], title: str, begin: date, end: date | None, text: str, *alarms: timedelta
) -> Event:
    """An entry for something to do with someone; what is late stands on today and says what to do instead."""
    if key in late.lines:
        return _event("-".join(key), title, late.today, None, late.lines[key])
    return _event("-".join(key), title, begin, end, text, *alarms)


def _event(key: str, title: str, begin: date, end: date | None, text: str, *alarms: timedelta) -> Event:
    """An entry; a whole day if it begins on a day and has no end."""
    event = Event()
    event.add("uid", f"{key}@career-conversations")
    event.add("summary", title)
    event.add("dtstart", begin)
    if end:
        event.add("dtend", end)
    event.add("description", text)
    for before in alarms:
        event.add_component(_alarm(title, before))
    return event


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm
