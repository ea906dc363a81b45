"""Step 4: contact."""

import streamlit as st

from workshop.content import fill
from workshop.content.models import Section
from workshop.plan.messages import suggested
from workshop.plan.model import Person
from workshop.ui.classroom.class_bar import same_person
from workshop.ui.core.fields import bind
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import step_page
from workshop.ui.plan.messages import history, letter
from workshop.ui.plan.people import display_name
from workshop.ui.plan.safety import choose_for_contact
from workshop.ui.team.notes import who_writes


def page() -> None:
    """Draw the page."""
    step_page("contact", {"team_point": who_writes, "contact_people": contact_people}, choose_for_contact)


def contact_people(_: Section, person: Person | None) -> None:
    """Where things stand with one person, and the right message for that."""
    if person is None:
        return
    current = plan_session()
    same_person([person])
    status(current, person)
    message(current, person)
    history(current, person)


def status(current: PlanSession, person: Person) -> None:
    """Where things stand; a no gets a kind word."""
    labels, words = current.content.people.statuses, current.content.words
    now = bind(
        st.pills,
        f"interviews.{person.id}.status",
        words.where_things_stand,
        options=list(labels),
        format_func=labels.__getitem__,
        required=True,
        default="default",
    )
    if now == "no":
        title = fill(words.said_no_title, {"name": display_name(person)})
        st.info(words.said_no, title=title, icon=":material/sentiment_calm:")


def message(current: PlanSession, person: Person) -> None:
    """The message: which one, what is missing, the text to edit, and the ways to send it."""
    words, templates = current.content.words, current.content.templates
    fitting = suggested(current.content, person, current.plan.interview(person.id), current.today)
    chosen = st.selectbox(
        words.message_kind,
        list(templates),
        index=list(templates).index(fitting),
        format_func=lambda each: templates[each].title,
        key=f"message_{person.id}_{fitting}",
    )
    letter(current, person, templates[chosen])
