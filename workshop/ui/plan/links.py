"""Links that show a plan to someone: making one, what it shows, and ending it."""

from collections.abc import Callable, Collection
from functools import partial

import streamlit as st

from workshop.content import fill
from workshop.content.words.doors import DoorWords
from workshop.exports.square import square
from workshop.plan.dates import day
from workshop.plan.shared_view import Parts
from workshop.services import store
from workshop.store import LINKS_LIMIT, Link, StoreError
from workshop.ui.core.components import copy_button
from workshop.ui.core.session import PlanSession
from workshop.ui.core.step_page import folded
from workshop.vocabulary import PARTS, SHOWN_AT_FIRST

LONGEST_NAME = 80
NEW, EVERYTHING = "new", "everything"
_TROUBLE, _NAME = "keeping_trouble", "link_name"


def draw_links(current: PlanSession) -> None:
    """The links of this plan, and a way to make one more."""
    words, links = current.content.doors.keeping, store().links(current.key)
    st.subheader(words.links_title, anchor=False)
    st.markdown(words.links_text)
    for link in links:
        _link(current, link)
    if len(links) >= LINKS_LIMIT:
        st.caption(words.link_full)
        return
    st.text_input(words.link_name, key=_NAME, placeholder=words.link_example, max_chars=LONGEST_NAME)
    st.markdown(words.link_shows)
    _boxes(current, NEW, _ticked())
    st.button(words.link_make, icon=":material/link:", key="make_link", on_click=attempt, args=(_make, current))


def _link(current: PlanSession, link: Link) -> None:
    words = current.content.doors.keeping
    with st.container(border=True, gap="xsmall", key=f"link_{link.number}"):
        st.text(link.name)
        st.caption(_made(current, link))
        with st.container(horizontal=True):
            where = f"{current.address}/shared#{link.secret}"
            copy_button(words.link_copy, current.content.words.copied, where, key=f"copy_{link.number}")
            st.button(words.link_end, key=f"end_{link.number}", on_click=attempt, args=(_end, current, link.number))
        folded(words.link_change, f"change_{link.number}", partial(_change, current, link))
        folded(words.link_square, f"square_{link.number}", partial(_picture, where, words.link_square))


def _made(current: PlanSession, link: Link) -> str:
    """When a link was made, and what it shows."""
    words = current.content.doors
    on = {"day": day(link.made_at.astimezone(current.zone).date())}
    if link.parts is None:
        return fill(words.keeping.link_made_whole, on)
    parts = "".join(f", {words.parts[part].brief}" for part in PARTS if part in link.parts)
    return fill(words.keeping.link_made, on | {"parts": parts})


def _picture(where: str, title: str) -> None:
    st.image(square(where), width=200, alt=title)


def _change(current: PlanSession, link: Link) -> None:
    _boxes(current, link.number, {EVERYTHING} if link.parts is None else link.parts)


def _boxes(current: PlanSession, link: str, ticked: Collection[str]) -> None:
    """What a link shows, to tick. A box stands as `ticked` says, whatever a failed change left in it."""
    words = current.content.doors
    st.checkbox(words.always, value=True, disabled=True, key=f"shows_{link}_always")
    for part, label in _choices(words).items():
        st.session_state[_key(link, part)] = part in ticked
        off = part != EVERYTHING and EVERYTHING in ticked
        if link == NEW:
            st.checkbox(label, key=_key(link, part), disabled=off)
        else:
            given = (_set_part, current, link, part)
            st.checkbox(label, key=_key(link, part), disabled=off, on_change=attempt, args=given)


def _choices(words: DoorWords) -> dict[str, str]:
    return {**{part: words.parts[part].tick for part in PARTS}, EVERYTHING: words.everything}


def _key(link: str, part: str) -> str:
    return f"shows_{link}_{part}"


def _ticked() -> frozenset[str]:
    """What is ticked for the next link."""
    choices = (*PARTS, EVERYTHING)
    return frozenset(part for part in choices if st.session_state.get(_key(NEW, part), part in SHOWN_AT_FIRST))


def _make(current: PlanSession) -> None:
    name, ticked = st.session_state.get(_NAME, "").strip(), _ticked()
    store().share(current.key, name or current.content.doors.someone, None if EVERYTHING in ticked else ticked)
    st.session_state[_NAME] = ""


def _set_part(current: PlanSession, number: str, part: str) -> None:
    """Show one part more, or one less; what another tab ticked meanwhile stays as it is."""
    on = bool(st.session_state[_key(number, part)])

    def change(parts: Parts) -> Parts:
        if part == EVERYTHING:
            return None if on else frozenset()
        return (parts or frozenset()) | {part} if on else (parts or frozenset()) - {part}

    store().set_link_parts(current.key, number, change)


def _end(current: PlanSession, number: str) -> None:
    store().revoke(current.key, number)


def attempt(action: Callable[..., None], *given: object) -> None:
    """Do something to the keys of a plan; what goes wrong is told by `tell_failure` on the next run."""
    try:
        action(*given)
    except StoreError:
        st.session_state[_TROUBLE] = True


def tell_failure(current: PlanSession) -> None:
    """Say that the last attempt failed, once."""
    if st.session_state.pop(_TROUBLE, False):
        st.error(current.content.doors.keeping.failed)
