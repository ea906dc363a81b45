"""What I decide: all conversations side by side, what stands out, and the decision."""

from functools import partial

import streamlit as st

from workshop.content.models import Section
from workshop.plan.comparison import next_people
from workshop.plan.model import Person
from workshop.ui.core.fragments import fragment
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import next_page, section
from workshop.ui.core.text import escape_markdown
from workshop.ui.plan.comparison import draw_facts, draw_guesses, draw_noticed

PICK, MOST = "pick_next_person", 12


def page() -> None:
    """Draw the page."""
    current = plan_session()
    words = current.content.together
    st.title(words.title, anchor=False)
    st.markdown(words.text)
    fragment("together", lambda: everything(plan_session()))
    for part in current.content.closing:
        fragment(part.id, partial(section, part, None, names_at_hand if part.id == "look_into" else None))
    next_page(current.content.words.my_plan, "my_plan")


def everything(current: PlanSession) -> None:
    """What stands out, the people side by side, and the guesses."""
    draw_noticed(current)
    draw_facts(current)
    draw_guesses(current)


def names_at_hand(_: Section, __: Person | None) -> None:
    """Names to pick for the next conversation; the one that is picked goes into the box above."""
    current = plan_session()
    people = {person.id: person for person in next_people(current.plan)[:MOST]}
    if people and current.editable:
        st.pills(
            current.content.together.pick,
            list(people),
            format_func=lambda each: escape_markdown(people[each].name),
            key=PICK,
            on_change=_pick,
            args=(current, {each: person.name for each, person in people.items()}),
        )


def _pick(current: PlanSession, names: dict[str, str]) -> None:
    picked = st.session_state[PICK]
    st.session_state[PICK] = None
    if picked in names:
        current.set("answers.next_person", names[picked])
