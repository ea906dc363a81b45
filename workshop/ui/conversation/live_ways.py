"""The ways of the live mode: in, out, from card to card, and the clock that is started and stopped on the way."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from workshop.plan.live import Card, finish, length, live_clock, start
from workshop.plan.model import Person
from workshop.ui.core.clock import draw_clock
from workshop.ui.core.menu import go_to
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.plan.people import choose, go_on_with

ALL, WHAT_IF = "all", "what_if"
_PERSON, _CARD, _VIEW = "person", "card", "view"  # in the address: a page that is loaded anew shows the same


def start_button(person: Person) -> None:
    """The way into the live mode."""
    current = plan_session()
    looks: Any = "secondary" if current.plan.interview(person.id).held else "primary"
    label, icon = current.content.live.start_live, ":material/play_circle:"
    if st.button(label, icon=icon, type=looks, key="start_live", width="stretch"):
        go_to("live", **{_PERSON: person.id})


def person_here() -> Person | None:
    """The person the address names; without one, the person chosen on the page."""
    person = plan_session().plan.person(st.query_params.get(_PERSON, ""))
    return person if person and not person.removed else choose()


def place_in(deck: Sequence[Card]) -> tuple[int, str]:
    """The place of the card that the address names, and which list stands before it, if any."""
    names, here = [card.name for card in deck], st.query_params.get(_CARD, "")
    return names.index(here) if here in names else 0, st.query_params.get(_VIEW, "")


def go(person: Person, card: str, view: str = "") -> None:
    """Turn to a card, or to a list that leads back to it."""
    places = {_PERSON: person.id, _CARD: card, _VIEW: view}
    st.query_params.from_dict({name: value for name, value in places.items() if value})


def way(person: Person, label: str, card: str, **looks: Any) -> None:
    """A button that turns to a card."""
    looks = {"key": f"live_to_{card}"} | looks
    st.button(label, width="stretch", on_click=go, args=(person, card), **looks)


def top(current: PlanSession, person: Person, here: str) -> None:
    """The way out and the clock; they stay in sight."""
    words, interview = current.content.live, current.plan.interview(person.id)
    with st.container(horizontal=True, key="live_top", gap="small"):
        if st.button(words.leave, icon=":material/close:", type="tertiary", key="live_leave"):
            go_on_with(person)
            go_to("conduct")
        draw_clock(live_clock(interview, current.now), length(interview), words.clock, current.now, here)


def bar(current: PlanSession, person: Person, deck: Sequence[Card], place: int, view: str) -> None:
    """At the thumb: back and on; and from everywhere to all questions, to what to say, and to the end."""
    words, here = current.content.live, deck[place].name
    with st.container(horizontal=True, key="live_way", gap="small"):
        if view in (ALL, WHAT_IF):
            way(person, words.return_to_talk, here, type="primary", key="live_return")
        else:
            if place:
                way(person, words.back, deck[place - 1].name, key="live_back", icon=":material/arrow_back:")
            _onward(current, person, deck, place)
    with st.container(horizontal=True, key="live_tabs", gap="small"):
        for label, icon, card, turn_to in (
            (words.all, "list", here, ALL),
            (words.what_if, "help", here, WHAT_IF),
            (words.close, "flag", deck[-1].name, ""),
        ):
            st.button(
                label,
                icon=f":material/{icon}:",
                type="secondary" if (view, here) == (turn_to, card) else "tertiary",
                key=f"live_tab_{icon}",
                width="stretch",
                on_click=go,
                args=(person, card, turn_to),
            )


def _onward(current: PlanSession, person: Person, deck: Sequence[Card], place: int) -> None:
    """The one main button: start, next, or done."""
    words, card = current.content.live, deck[place]
    running = live_clock(current.plan.interview(person.id), current.now)
    if card.kind == "before" and current.editable and not running:
        st.button(
            words.start,
            icon=":material/play_arrow:",
            type="primary",
            key="live_start",
            width="stretch",
            on_click=begin,
            args=(current, person),
        )
    elif card.kind == "close":
        if st.button(words.done, icon=":material/check:", type="primary", key="live_done", width="stretch"):
            _finish(current, person)
    else:
        label = words.return_to_talk if running and card.kind == "before" else words.next
        looks = {"key": "live_next", "type": "primary", "icon": ":material/arrow_forward:", "icon_position": "right"}
        way(person, label, deck[place + 1].name, **looks)


def begin(current: PlanSession, person: Person) -> None:
    """Start the clock, and show the first lines."""
    current.change(partial(start, person_id=person.id, now=current.now))
    if not current.save_error:
        go(person, "open")


def _finish(current: PlanSession, person: Person) -> None:
    """The talk has taken place: on to the thank-you."""
    current.change(partial(finish, person_id=person.id))
    if not current.save_error:
        go_on_with(person)
        go_to("follow_up")
