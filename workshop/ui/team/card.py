"""On My plan: beginning a team, who is in it, who writes, and the link with which others come in."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from workshop.content import fill
from workshop.exports.square import square
from workshop.plan.messages import goal_sentence
from workshop.plan.model import Teammate
from workshop.plan.team import MEMBERS_LIMIT, point, take_off
from workshop.services import store
from workshop.store import StoreError
from workshop.ui.core.components import copy_button
from workshop.ui.core.fields import bind, tell_if_wrong
from workshop.ui.core.menu import go_to
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import NARROWEST, folded, then_close, way_out
from workshop.ui.core.text import escape_markdown
from workshop.ui.team.notes import me, names, pick_point

_TROUBLE = "team_trouble"


def draw_team(current: PlanSession) -> None:
    """The card of the team; as long as there is none, the way to begin one, folded away."""
    if not current.editable:
        return
    if current.plan.team.members:
        with st.container(border=True, key="card_team"):
            _card(current)
    else:
        folded(current.content.team.card.title, "team", _begin, icon=":material/groups:")


def _begin() -> None:
    words = plan_session().content.team.card
    st.markdown(f"{words.text}\n\n{words.care}")
    way_out({"/team": words.begin})


def _card(current: PlanSession) -> None:
    words, known = current.content.team.card, names(current)
    st.markdown(f"### :material/groups: {words.title}\n\n{words.care}")
    _goal(current)
    st.markdown(f"**{words.members}**")
    for member in current.plan.team.present:
        _member(current, member)
    _take_off(current, known)
    if me(current) is None:
        way_out({"/team": words.mine})
    if len(known) > 1:
        pick_point(current)
    _link(current)


def _goal(current: PlanSession) -> None:
    """The one goal of all (rule 83), or the way to it."""
    words, goal = current.content.team.card, goal_sentence(current.content, current.plan)
    if goal:
        st.markdown(fill(words.goal, {"goal": escape_markdown(goal)}))
        return
    st.caption(words.no_goal)
    if st.button(words.to_goal, key="team_goal", icon=":material/arrow_forward:", icon_position="right"):
        go_to("research")


def _member(current: PlanSession, member: Teammate) -> None:
    """One member: name and e-mail address."""
    words, path = current.content.team.card, f"team.members.{member.id}"
    marks = [words.you] * (member == me(current)) + [words.writes] * (member == point(current.plan))
    with st.grid(2, min_column_width=NARROWEST) as places:
        label = " · ".join([words.name, *(f":green[{mark}]" for mark in marks)])
        with places.cell():
            bind(st.text_input, f"{path}.name", label)
        with places.cell():
            tell_if_wrong("email", bind(st.text_input, f"{path}.email", words.email, help=words.email_hint))


def _take_off(current: PlanSession, known: Mapping[str, str]) -> None:
    """A way to take someone off, and what follows from it."""
    words = current.content.team.card
    key = "take_off"
    sure = st.popover(words.take_off, type="tertiary", icon=":material/person_remove:", key=key, on_change="rerun")
    with sure:
        st.markdown(words.take_off_sure)
        for member, name in known.items():
            st.button(
                fill(words.take_off_name, {"name": name}),
                key=f"take_off_{member}",
                on_click=then_close,
                args=(key, current.change, partial(take_off, member_id=member), words.done_take_off),
            )


def _link(current: PlanSession) -> None:
    words, code = current.content.team.card, store().team_code(current.key)
    st.markdown(f"**{words.link_title}**")
    if st.session_state.pop(_TROUBLE, False):
        st.error(current.content.doors.keeping.failed)
    if len(current.plan.team.present) >= MEMBERS_LIMIT:
        st.caption(words.full)
    if code is None:
        st.caption(words.link_ended)
        _button(current, words.link_make, "make_team_link", ":material/link:", store().new_team_code)
        return
    link = f"{current.address}/team#{code}"
    st.markdown(words.link_text)
    st.image(square(link), width=180, alt=words.link_square)
    with st.container(horizontal=True):
        copy_button(words.link_copy, current.content.words.copied, link, key="copy_team_link")
        _button(current, words.link_end, "end_team_link", ":material/link_off:", store().end_team_code)


def _button(current: PlanSession, label: str, key: str, icon: str, act: Callable[[str], object]) -> None:
    st.button(label, key=key, icon=icon, on_click=_try, args=(current, act))


def _try(current: PlanSession, act: Callable[[str], object]) -> None:
    try:
        act(current.key)
    except StoreError:
        st.session_state[_TROUBLE] = True
