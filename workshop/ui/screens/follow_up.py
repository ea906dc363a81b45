"""Step 6: follow up."""

from functools import partial

import streamlit as st

from workshop.content import fill
from workshop.content.models import Section
from workshop.plan.dates import day, meeting_dates, moment
from workshop.plan.live import noted
from workshop.plan.model import Person, Plan, Suggestion, clean, new_id, write
from workshop.ui.conversation.live import noted_list
from workshop.ui.core.fragments import fragment
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import folded, step_page
from workshop.ui.core.text import escape_markdown, own_words
from workshop.ui.plan.comparison import all_together, folded_facts
from workshop.ui.plan.messages import history, letter
from workshop.ui.plan.people import add, choose, display_name

_NOTE = "note_name"


def page() -> None:
    """Draw the page."""
    special = {
        "in_short": in_short,
        "thanks": thanks,
        "suggested": suggested,
        "keep_in_touch": keep_in_touch,
    }
    step_page("follow_up", special, person_met)


def person_met() -> Person | None:
    """The person to follow up with; a remark if the conversation has not taken place yet."""
    person, current = choose(), plan_session()
    if person and not current.plan.interview(person.id).held:
        name = display_name(person)
        st.info(fill(current.content.words.not_met_yet, {"name": name}), icon=":material/hourglass_empty:")
    if person and noted(current.content, current.plan, current.plan.interview(person.id)):
        fragment("noted", partial(said, person))
    return person


def said(person: Person) -> None:
    """The keywords from the conversation, open until there is an outline made of them."""
    current = plan_session()
    outlined = bool(current.plan.interview(person.id).words("outline"))
    list_of_words = partial(noted_list, current, person)
    title, icon = current.content.live.noted_title, ":material/edit_note:"
    folded(title, f"noted_{person.id}", list_of_words, expanded=not outlined, icon=icon)


def in_short(_: Section, __: Person | None) -> None:
    """The people side by side once there are two, behind a title under the lines that say what each of them said."""
    current = plan_session()
    if all_together(current).comparable:
        folded_facts(current)
    else:
        st.caption(current.content.together.too_few)


def thanks(_: Section, person: Person | None) -> None:
    """When the thank-you is due, and the note itself."""
    if person is None:
        return
    current = plan_session()
    due(current, person)
    folded_letter(current, person, "thank_you", current.content.words.write_thanks, ":material/favorite:")


def folded_letter(current: PlanSession, person: Person, template: str, title: str, icon: str) -> None:
    """A message behind its title; it is drawn once that is open."""
    draw = partial(letter, current, person, current.content.templates[template])
    folded(title, f"letter_{template}", draw, icon=icon)


def due(current: PlanSession, person: Person) -> None:
    """The thank-you's deadline, in words that fit the hour."""
    words, interview = current.content.words, current.plan.interview(person.id)
    sent = next((sent for sent in interview.sent if sent.template == "thank_you"), None)
    dates = meeting_dates(interview, here=current.zone)
    if interview.held and not sent and dates is None:
        st.markdown(f":material/schedule: {words.thanks_now}")
    if sent:
        st.success(fill(words.thanks_sent, {"day": day(sent.on)}), icon=":material/check_circle:")
    elif dates and interview.held:
        late = current.now > dates.thank_by
        words_for = {"by": moment(dates.thank_by), "aim": moment(dates.thank_aim)}
        st.markdown(f":material/schedule: {fill(words.thanks_late if late else words.thanks_due, words_for)}")


def suggested(_: Section, person: Person | None) -> None:
    """The people they named: one click adds each to the people table."""
    if person is None:
        return
    current = plan_session()
    words = current.content.words
    for suggestion in current.plan.interview(person.id).suggested:
        suggestion_row(current, person, suggestion)
    if current.editable:
        with st.form(f"suggest_{person.id}", border=False):
            st.text_input(words.suggested_name, key="suggested_name")
            st.text_input(words.suggested_how, key="suggested_how")
            st.form_submit_button(
                words.suggested_add, icon=":material/add:", on_click=_note_name, args=(current, person)
            )
        current.show_save_error(_NOTE)


def _note_name(current: PlanSession, person: Person) -> None:
    name, how = (clean(st.session_state[key]).strip() for key in ("suggested_name", "suggested_how"))
    if name:
        current.change(lambda plan: _with_name(plan, person, name, how), at=_NOTE)
        if not current.save_error:
            st.session_state["suggested_name"] = st.session_state["suggested_how"] = ""


def _with_name(plan: Plan, person: Person, name: str, how: str) -> Plan:
    new = Suggestion(id=new_id("p"), name=name, how=how)
    return write(plan, f"interviews.{person.id}.suggested", (*plan.interview(person.id).suggested, new))


def suggestion_row(current: PlanSession, person: Person, suggestion: Suggestion) -> None:
    """One name, and the button that adds it to the people."""
    words, known = current.content.words, current.plan.person(suggestion.id)
    with st.container(gap="xsmall", key=f"suggestion_{suggestion.id}"):
        own_words(suggestion.name, caption=escape_markdown(suggestion.how))
        if known and not known.removed:
            st.badge(words.suggested_added, icon=":material/check:", color="green")
        elif current.editable:
            new = Person(
                id=suggestion.id,
                name=suggestion.name,
                how=suggestion.how,
                closeness="introduced",
                connector=person.name,
            )
            key = f"add_{suggestion.id}"
            st.button(
                words.suggested_to_people,
                icon=":material/person_add:",
                key=key,
                on_click=current.change,
                args=(add(new), "", key),
            )
            current.show_save_error(key)


def keep_in_touch(_: Section, person: Person | None) -> None:
    """A later update, and all that went out to this person."""
    if person is None:
        return
    current = plan_session()
    folded_letter(current, person, "update", current.content.words.write_update, ":material/outgoing_mail:")
    history(current, person)
