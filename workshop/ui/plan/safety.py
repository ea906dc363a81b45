"""The card that says how to stay safe, at the head of the steps in which a student writes to someone and meets them."""

from collections.abc import Callable, Iterable, Iterator

import streamlit as st

from workshop.content import Content, fill
from workshop.content.words.safety import SafetyCard
from workshop.plan.messages import one_line
from workshop.plan.model import Interview, Person
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.text import escape_markdown, paragraphs
from workshop.ui.plan.people import choose
from workshop.vocabulary import OTHER_ADULT


def choose_for_contact() -> Person | None:
    """The person to write to, and how to stay safe before that."""
    return _with_card(choose(), plan_session().content.safety.contact, ())


def choose_for_conduct() -> Person | None:
    """The person to meet, and how to stay safe then."""
    current = plan_session()
    return _with_card(choose(), current.content.safety.conduct, _to_call(current))


def _to_call(current: PlanSession) -> Iterator[str]:
    """The other adult whom the family chose, if they did."""
    adult = one_line(current.plan.words(OTHER_ADULT))
    if adult:
        yield fill(current.content.safety.other_adult, {"adult": escape_markdown(adult)})


def tell_if_unsafe(judge: Callable[[Content, Person, Interview], str], person: Person) -> None:
    """Say what makes the meeting with this person unsafe, if anything does."""
    current = plan_session()
    said = judge(current.content, person, current.plan.interview(person.id))
    if said:
        st.warning(said, icon=":material/shield:")


def _with_card(person: Person | None, card: SafetyCard, more: Iterable[str]) -> Person | None:
    """Draw the card: folded for someone the student says they know, open for everyone else and while nobody is chosen.

    A practice does not fold it: it may be with someone whom nobody called known.
    """
    lines = [f":green[:material/check_circle:] {line}" for line in (*card.lines, *more)]
    if person and person.is_known:
        with st.expander(card.title, icon=":material/shield:"):
            paragraphs(lines)
    else:
        with st.container(border=True, key="card_safety"):
            paragraphs([f"### :material/shield: {card.title}", *lines])
    return person
