"""Step 2: identify."""

import streamlit as st

from workshop.content.models import Section
from workshop.plan.model import Person
from workshop.ui.classroom.class_bar import same_person
from workshop.ui.core.session import plan_session
from workshop.ui.core.step_page import step_page
from workshop.ui.plan.mix import draw_mix
from workshop.ui.plan.people import add_button, choose, form, removed, table


def page() -> None:
    """Draw the page."""
    step_page("identify", {"people": people})


def people(_: Section, __: Person | None) -> None:
    """The people table, or one person at a time, and the mix of them, which follows each change of a cell."""
    current = plan_session()
    words = current.content.words
    views = {"table": words.table_view, "one": words.one_view}
    view = st.segmented_control(
        words.people_table,
        list(views),
        default="one" if current.on_a_phone else "table",
        required=True,
        format_func=views.__getitem__,
        key="people_view",
        label_visibility="collapsed",
    )
    if view == "table":
        table()
        if current.editable:
            st.caption(words.table_hint)
        add_button()
    else:
        one_by_one()
    removed()
    same_person(current.plan.present)
    draw_mix()


def one_by_one() -> None:
    """A card for the chosen person."""
    current = plan_session()
    words = current.content.words
    if current.plan.present:
        person = choose()
        if person:
            form(person)
        if person and current.editable:
            st.button(
                words.remove_person,
                icon=":material/delete:",
                type="tertiary",
                on_click=current.set,
                args=(f"people.{person.id}.removed", True, words.done_remove_person),
            )
    add_button()
