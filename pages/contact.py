"""Step 4: contact."""

import streamlit as st

from workshop.content import fill
from workshop.content.models import Section
from workshop.messages import suggested
from workshop.plan import Person
from workshop.ui.blocks import step_page
from workshop.ui.book import Book, book
from workshop.ui.class_here import same_person
from workshop.ui.fields import bind
from workshop.ui.letters import history, letter
from workshop.ui.people import display_name
from workshop.ui.safety import choose_for_contact
from workshop.ui.team import who_writes


def contact_people(_: Section, person: Person | None) -> None:
    """Where things stand with one person, and the right message for that."""
    if person is None:
        return
    current = book()
    same_person([person])
    status(current, person)
    message(current, person)
    history(current, person)


def status(current: Book, person: Person) -> None:
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


def message(current: Book, person: Person) -> None:
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


step_page("contact", {"team_point": who_writes, "contact_people": contact_people}, choose_for_contact)
