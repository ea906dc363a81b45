"""A rehearsal in threes on the screen: choose a role and a professional, and hold that card in the hand."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from workshop.classroom.rehearsal import FEEDBACK, TALK, deck, next_role, partner
from workshop.content import fill
from workshop.content.words.classroom import Persona
from workshop.plan.live import Card
from workshop.plan.messages import card_line
from workshop.ui.conversation.live import question_title, say
from workshop.ui.conversation.observer import observer
from workshop.ui.core.clock import draw_round
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.styles import use_style
from workshop.ui.core.text import escape_markdown, paragraphs
from workshop.vocabulary import REHEARSAL_ROLES, RehearsalRole

ICONS: dict[RehearsalRole, str] = {"student": "record_voice_over", "professional": "badge", "observer": "visibility"}
# In the address, so that a page that is loaded anew shows the same.
_ROLE, _PERSONA, _CARD, _TOLD, _BEGAN = "role", "persona", "card", "told", "began"
_LAST_MOMENT = 10**10  # seconds since 1970


def rehearsal_page() -> None:
    """Draw the card of the role that the address names; without one, the choice of a role."""
    current = plan_session()
    role = next((each for each in REHEARSAL_ROLES if each == st.query_params.get(_ROLE)), None)
    if role is None:
        _choose_role(current)
        return
    persona = {each.id: each for each in current.content.classroom.personas}.get(st.query_params.get(_PERSONA, ""))
    use_style("live")
    _top(current)
    if role == "observer":
        observer(current)
    elif persona is None:
        _choose_persona(current, role)
        return
    elif role == "professional":
        _professional(current, persona)
    else:
        _student(current, persona)
    with st.bottom:
        if role == "student" and persona:
            _turn(current)
        _round(current, role)


def _go(**places: str) -> None:
    """Show something else of the rehearsal; what is not named is as at the beginning."""
    st.query_params.from_dict(places)


def _put(name: str, value: str) -> None:
    st.query_params[name] = value


def _began() -> datetime | None:
    text = st.query_params.get(_BEGAN, "")
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _LAST_MOMENT else None


def _choose_role(current: PlanSession) -> None:
    words = current.content.classroom
    st.title(words.rehearsal_title, anchor=False)
    paragraphs([words.screen.text, f"**{words.screen.choose_role}**"])
    with st.container(key="roles", gap="small"):
        for role, each in words.screen.roles.items():
            st.button(
                f"**{each.title}** :small[{each.text}]",
                icon=f":material/{ICONS[role]}:",
                key=f"role_{role}",
                width="stretch",
                on_click=_go,
                kwargs={_ROLE: role},
            )
    st.header(words.screen.how, anchor=False)
    paragraphs(f"{number}\\. {line}" for number, line in enumerate(words.rehearsal, 1))


def _choose_persona(current: PlanSession, role: RehearsalRole) -> None:
    words, personas = current.content.classroom.screen, current.content.classroom.personas
    plays = role == "professional"
    st.title(words.choose_persona if plays else words.choose_partner, anchor=False)
    if plays:
        chosen = random.choice(personas)  # noqa: S311 (nothing secret)
        looks: dict[str, Any] = {"type": "primary", "icon": ":material/casino:", "key": "surprise", "width": "stretch"}
        st.button(words.surprise, on_click=_go, kwargs={_ROLE: role, _PERSONA: chosen.id}, **looks)
    else:
        st.markdown(words.choose_partner_text)
    with st.container(key="live_list", gap="xsmall"):
        for each in personas:
            st.button(
                f"**{each.name}** :small[{each.job}, {each.place}]",
                key=f"persona_{each.id}",
                width="stretch",
                wrap=True,
                on_click=_go,
                kwargs={_ROLE: role, _PERSONA: each.id},
            )


def _top(current: PlanSession) -> None:
    """The way out and the clock of the round; they stay in sight."""
    words = current.content.classroom.screen
    with st.container(horizontal=True, key="live_top", gap="small"):
        st.button(words.leave, icon=":material/close:", type="tertiary", key="rehearsal_leave", on_click=_go)
        parts = ((words.talk, TALK), (words.feedback, FEEDBACK))
        draw_round(parts, _began(), words.over, current.now)


def _round(current: PlanSession, role: RehearsalRole) -> None:
    """At the thumb: the clock, and on to the next round."""
    words, began = current.content.classroom.screen, _began()
    with st.container(horizontal=True, key="live_tabs", gap="small"):
        st.button(
            words.start_again if began else words.start_clock,
            icon=":material/timer:",
            type="tertiary" if began else "secondary",
            key="round_clock",
            width="stretch",
            on_click=_put,
            args=(_BEGAN, str(round(current.now.timestamp()))),
        )
        st.button(
            words.next_round,
            icon=":material/redo:",
            type="tertiary",
            key="round_next",
            width="stretch",
            help=words.next_round_hint,
            on_click=_go,
            kwargs={_ROLE: next_role(role)},
        )


def _professional(current: PlanSession, persona: Persona) -> None:
    """Who you are, what you tell when you are asked well, and what you try out on the student."""
    words = current.content.classroom.labels
    st.title(persona.name, anchor=False)
    sound = fill(words.pronounced, {"sound": persona.pronounced})
    paragraphs([f"{sound}", f"**{persona.job}**, {persona.place}"])
    say([persona.intro])
    paragraphs([f"**{words.route}: {current.content.classroom.routes[persona.route]}**", persona.path])
    st.subheader(words.facts, anchor=False)
    st.caption(current.content.classroom.screen.tell_hint)
    _to_tell(current, [(each.asked, each.text) for each in persona.facts], first=0)
    st.subheader(words.curveballs, anchor=False)
    paragraphs(f":material/bolt: {escape_markdown(each)}" for each in persona.curveballs)
    st.subheader(words.hidden, anchor=False)
    _to_tell(current, [(persona.hidden.asked, persona.hidden.text)], first=len(persona.facts))


def _to_tell(current: PlanSession, facts: Sequence[tuple[str, str]], first: int) -> None:
    """What there is to tell, a line each under the question that opens it; a tap marks it as told."""
    words, told = current.content.classroom.screen, st.query_params.get(_TOLD, "").split("-")
    with st.container(key=f"facts_{first}", gap="xsmall"):
        for number, (asked, text) in enumerate(facts, first):
            name = str(number)
            done = name in told
            mark = f":material/check: {words.told} · " if done else ""
            left = [each for each in told if each not in (name, "")] if done else [*filter(None, told), name]
            st.button(
                f":small[{mark}{escape_markdown(asked)}] **{escape_markdown(text)}**",
                key=f"tell_{name}",
                type="tertiary" if done else "secondary",
                width="stretch",
                wrap=True,
                on_click=_put,
                args=(_TOLD, "-".join(left)),
            )


def _student(current: PlanSession, persona: Persona) -> None:
    """The lines and questions of the student's own plan, one at a time; of the professional only who it is."""
    words, cards = current.content.live, deck(current.content, current.plan)
    card, person = cards[_place(cards)], partner(persona)
    who = f"{persona.name} · {persona.job}, {persona.place}"
    if card.question:
        asked = [each for each in cards if each.question]
        place = fill(words.place, {"number": str(asked.index(card) + 1), "count": str(len(asked))})
        question_title(card.question.text, place + " :orange[★]" * card.question.starred)
        st.caption(words.follow.text)
        return
    opening, lines = card.kind == "open", current.content.meeting.card
    st.caption(escape_markdown(who))
    st.title(words.opening_title if opening else words.closing_title, anchor=False)
    chosen = lines.opening if opening else lines.closing
    say(card_line(current.content, current.plan, person, line.text) for line in chosen)
    if opening:
        advice = current.content.classroom.student_card
        paragraphs([advice.text, *(f":material/lightbulb: {each}" for each in advice.rounds)])


def _place(cards: Sequence[Card]) -> int:
    names, here = [card.name for card in cards], st.query_params.get(_CARD, "")
    return names.index(here) if here in names else 0


def _turn(current: PlanSession) -> None:
    """From card to card."""
    words, cards = current.content.live, deck(current.content, current.plan)
    place = _place(cards)
    back: dict[str, Any] = {"icon": ":material/arrow_back:", "key": "live_back"}
    onward: dict[str, Any] = {"icon": ":material/arrow_forward:", "key": "live_next", "type": "primary"}
    ways = ((words.back, place - 1, back), (words.next, place + 1, onward))
    with st.container(horizontal=True, key="live_way", gap="small"):
        for label, to, looks in ways:
            if 0 <= to < len(cards):
                st.button(label, width="stretch", on_click=_put, args=(_CARD, cards[to].name), **looks)
