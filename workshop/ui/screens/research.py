"""Step 1: research."""

import streamlit as st

from workshop.content.models import Section
from workshop.plan.messages import goal_sentence
from workshop.plan.model import Person
from workshop.ui.core.session import plan_session
from workshop.ui.core.step_page import step_page
from workshop.ui.core.text import linked, own_words, paragraphs


def page() -> None:
    """Draw the page."""
    step_page("research", {"found": sources, "goal": goal})


def goal(_: Section, __: Person | None) -> None:
    """The goal in one sentence, as it grows."""
    current = plan_session()
    sentence = goal_sentence(current.content, current.plan)
    if sentence:
        own_words(sentence, caption=current.content.words.goal_title)
    else:
        st.caption(current.content.words.goal_empty)


def sources(_: Section, __: Person | None) -> None:
    """Where to look: free places to research, online and in print."""
    current = plan_session()
    words = current.content.words
    with st.expander(words.sources_title, icon=":material/travel_explore:"):
        lines = [
            f":material/{'language' if each.link else 'menu_book'}: **{linked(each.title, each.link)}** – {each.text}"
            for each in current.content.sources.sources
        ]
        paragraphs(lines)
