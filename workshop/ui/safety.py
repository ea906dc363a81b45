"""The card that says how to stay safe, at the head of the steps in which a student writes to someone and meets them."""

import streamlit as st

from workshop.content.safety_words import SafetyCard
from workshop.plan import Person
from workshop.ui.book import book
from workshop.ui.people import choose
from workshop.ui.text import paragraphs


def choose_for_contact() -> Person | None:
    """The person to write to, and how to stay safe before that."""
    return _with_card(choose(), book().content.safety.contact)


def choose_for_conduct() -> Person | None:
    """The person to meet, and how to stay safe then."""
    return _with_card(choose(), book().content.safety.conduct)


def _with_card(person: Person | None, card: SafetyCard) -> Person | None:
    """Draw the card: folded for someone the student says they know, open for everyone else and while nobody is chosen.

    A practice does not fold it: it may be with someone whom nobody called known.
    """
    lines = [f":green[:material/check_circle:] {line}" for line in card.lines]
    if person and person.closeness == "known":
        with st.expander(card.title, icon=":material/shield:"):
            paragraphs(lines)
    else:
        with st.container(border=True, key="card_safety"):
            paragraphs([f"### :material/shield: {card.title}", *lines])
    return person
