"""Step 5: conduct."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import streamlit as st

from workshop.coach.meetings import about_the_hour, about_the_place
from workshop.content import fill
from workshop.content.models import Item, Section
from workshop.plan.dates import TRAVEL, MeetingDates, meeting_dates, moment, was_sent, zone_names
from workshop.plan.messages import card_line
from workshop.plan.model import Interview, Person, clean
from workshop.plan.team import with_askers
from workshop.ui.conversation.live import noted_list
from workshop.ui.conversation.live_ways import start_button
from workshop.ui.core.fields import FIRST_DAY, LAST_DAY, bind, pick_one
from workshop.ui.core.menu import page_link
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import bullets, numbered, step_page, tick_boxes
from workshop.ui.core.text import paragraphs
from workshop.ui.plan.safety import choose_for_conduct, tell_if_unsafe
from workshop.ui.team.notes import everyones_notes, who_does_what

LENGTHS = (15, 20, 30, 45, 60)


def page() -> None:
    """Draw the page."""
    special = {"meeting": meeting, "day_of": day_of, "card": card, "notes": notes}
    special |= {"team_roles": who_does_what, "team_notes": everyones_notes}
    step_page("conduct", special, choose_for_conduct)


def meeting(_: Section, person: Person | None) -> None:
    """Day, time, length, medium and place, and the dates that follow from them."""
    if person is None:
        return
    current = plan_session()
    words, path = current.content.words, f"interviews.{person.id}"
    kinds = {kind.id: f":material/{kind.icon}: {kind.title}" for kind in current.content.meeting.kinds}
    with st.grid(2):
        when = bind(
            st.datetime_input,
            f"{path}.when",
            words.when,
            help=words.when_hint,
            min_value=datetime.combine(FIRST_DAY, time()),
            max_value=datetime.combine(LAST_DAY, time(23, 59)),
        )
        if when and current.plan.interview(person.id).zone is None:
            current.set(f"{path}.zone", current.zone.key)
        if when:
            bind(pick_one, f"{path}.zone", words.zone, options=zone_names())
    tell_if_unsafe(about_the_hour, person)
    lengths = sorted({*LENGTHS, current.plan.interview(person.id).minutes})
    bind(st.segmented_control, f"{path}.minutes", words.length, options=lengths, required=True, default="default")
    bind(
        st.pills,
        f"{path}.medium",
        words.medium,
        options=list(kinds),
        format_func=kinds.__getitem__,
        default="default",
    )
    bind(
        st.text_input,
        f"{path}.where",
        words.where,
        to_plan=clean,
        help=words.where_hint,
        placeholder=words.where_example,
    )
    tell_if_unsafe(about_the_place, person)
    dates(current, person)


def dates(current: PlanSession, person: Person) -> None:
    """What follows from the date of the meeting; before it begins, what to do instead where a time has passed."""
    words, interview = current.content.words, current.plan.interview(person.id)
    found = meeting_dates(interview, here=current.zone)
    if found is None:
        return
    arrive = words.date_call if interview.medium == "phone" else words.date_arrive
    lines = {
        "mark_email_read": _confirm(current, interview, found),
        "event_busy": _cancel(current, found),
        **({"alarm": _leave(current, interview, found)} if interview.medium else {}),
        "schedule": fill(arrive, {"when": moment(found.arrive)}),
        "favorite": fill(words.date_thanks, {"when": moment(found.thank_by), "aim": moment(found.thank_aim)}),
    }
    paragraphs([f"**{words.dates_title}**", *(f":material/{icon}: {line}" for icon, line in lines.items())])


def _confirm(current: PlanSession, interview: Interview, found: MeetingDates) -> str:
    words = current.content.words
    if found.confirm_by < current.now < found.start and not was_sent(interview, "confirm"):
        return words.date_confirm_late
    return fill(words.date_confirm, {"start": moment(found.confirm_from), "end": moment(found.confirm_by)})


def _cancel(current: PlanSession, found: MeetingDates) -> str:
    words = current.content.words
    late = found.cancel_by < current.now < found.start
    return words.date_cancel_late if late else fill(words.date_cancel, {"when": moment(found.cancel_by)})


def _leave(current: PlanSession, interview: Interview, found: MeetingDates) -> str:
    words, minutes = current.content.words, str(TRAVEL // timedelta(minutes=1))
    text = words.date_leave if interview.medium == "in_person" else words.date_settle
    return fill(text, {"when": moment(found.leave), "minutes": minutes})


def day_of(_: Section, person: Person | None) -> None:
    """The checklist of the day for the way they meet."""
    current = plan_session()
    medium = current.plan.interview(person.id).medium if person else None
    kind = current.content.meeting.kind(medium)
    if kind is None or person is None:
        st.caption(current.content.words.choose_medium)
        return
    st.markdown(f":material/{kind.icon}: **{kind.title}.** {kind.arrive.text}")
    tick_boxes(kind.checklist, f"interviews.{person.id}.checks")


def card(_: Section, person: Person | None) -> None:
    """The conversation card: first lines, questions in order, last lines."""
    if person is None:
        return
    current = plan_session()
    words, lines = current.content.words, current.content.meeting.card
    start_button(person)
    rehearse = current.content.classroom.screen.way_in
    page_link("rehearsal", rehearse, "groups")
    _lines_to_say(words.card_opening, current, person, lines.opening)
    st.markdown(f"**{words.card_questions}**")
    numbered(with_askers(current.content, current.plan))
    if not current.plan.questions:
        st.caption(words.card_no_questions)
    st.markdown(f"**{words.card_during}**")
    bullets(lines.during, ":material/lightbulb:")
    _lines_to_say(words.card_closing, current, person, lines.closing)
    st.caption(words.card_hint)


def _lines_to_say(title: str, current: PlanSession, person: Person, lines: Sequence[Item]) -> None:
    st.markdown(f"**{title}**")
    st.text("\n\n".join(card_line(current.content, current.plan, person, line.text) for line in lines))


def notes(_: Section, person: Person | None) -> None:
    """What was noted in the live mode; the button that says that the conversation has taken place."""
    current = plan_session()
    if person:
        noted_list(current, person)
    if person and current.editable and not current.plan.interview(person.id).held:
        st.button(
            current.content.words.mark_met,
            icon=":material/check:",
            on_click=current.set,
            args=(f"interviews.{person.id}.status", "met"),
        )
