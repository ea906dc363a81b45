"""On My plan: opening the plan elsewhere, a way back to it, who may read it, and ending it."""

import html
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import streamlit as st

from workshop.content import fill
from workshop.dates import clock, day
from workshop.exports import Options, recovery
from workshop.exports.outline import full_day
from workshop.exports.recovery import Sheet
from workshop.exports.square import square
from workshop.in_use import store
from workshop.keys import spoken
from workshop.settings import settings
from workshop.store import LINKS_LIMIT, Link, StoreError
from workshop.ui.blocks import folded, way_out
from workshop.ui.book import Book
from workshop.ui.components import copy_button
from workshop.ui.text import plain
from workshop.ui.where import address as _address

LONGEST_NAME = 80
_CODE, _TROUBLE, _NAME = "move_code", "keeping_trouble", "link_name"


def keeping(current: Book) -> None:
    """Draw the panel: everything that opens this plan, and how to end it."""
    words = current.content.doors.keeping
    if st.session_state.pop(_TROUBLE, False):
        st.error(words.failed)
    if not current.editable or not current.saved.revision:
        st.caption(words.empty)
    else:
        st.caption(fill(words.until, {"day": full_day(current.content, _kept_until(current))}))
        folded(words.title, "keeping", partial(_cards, current), icon=":material/key:")
    _doors(current)


def _cards(current: Book) -> None:
    for column, parts in zip(st.columns(2), ((_code, _links), (_sheet, _lock)), strict=True):
        for draw in parts:
            with column.container(border=True, key=f"card{draw.__name__}"):
                draw(current)


def _code(current: Book) -> None:
    words, address = current.content.doors.keeping, _address()
    st.subheader(words.code_title, anchor=False)
    st.markdown(fill(words.code_text, {"address": plain(address)}))
    st.button(words.code_make, icon=":material/pin:", key="make_code", on_click=_try, args=(_make_code, current))
    if _CODE not in st.session_state:
        return
    code, until = st.session_state[_CODE]
    if until <= datetime.now(UTC):
        st.warning(words.code_over)
        return
    st.html(f'<p class="code">{html.escape(spoken(code))}</p>')
    st.image(square(f"{address}/move#{code}"), width=200, alt=words.code_square)
    st.caption(fill(words.code_lives, {"time": clock(until.astimezone(current.zone))}))


def _make_code(current: Book) -> None:
    st.session_state[_CODE] = store().new_code(current.key)


def _sheet(current: Book) -> None:
    words = current.content.doors.keeping
    st.subheader(words.sheet_title, anchor=False)
    st.markdown(words.sheet_text)
    address, until = _address(), _kept_until(current)
    options = Options(current.today, st.session_state.get("paper", "letter"))

    def make() -> bytes:
        code = spoken(store().recovery_code(current.key))
        sheet = Sheet(current.plan.about.name, code, address, until)
        return recovery.build(current.content, sheet, options)

    st.download_button(
        words.sheet_make,
        make,
        recovery.FILE_NAME,
        recovery.MIME,
        key="recovery",
        on_click="ignore",
        icon=":material/key:",
    )


def _links(current: Book) -> None:
    words, links = current.content.doors.keeping, store().links(current.key)
    st.subheader(words.links_title, anchor=False)
    st.markdown(words.links_text)
    for link in links:
        _link(current, link)
    if len(links) >= LINKS_LIMIT:
        st.caption(words.link_full)
        return
    st.text_input(words.link_name, key=_NAME, placeholder=words.link_example, max_chars=LONGEST_NAME)
    st.button(words.link_make, icon=":material/link:", key="make_link", on_click=_try, args=(_make_link, current))


def _link(current: Book, link: Link) -> None:
    words = current.content.doors.keeping
    with st.container(border=True, gap="xsmall", key=f"link_{link.number}"):
        st.text(link.name)
        st.caption(fill(words.link_made, {"day": day(link.made_at.astimezone(current.zone).date())}))
        with st.container(horizontal=True):
            address = f"{_address()}/shared#{link.secret}"
            copy_button(words.link_copy, current.content.words.copied, address, key=f"copy_{link.number}")
            st.button(words.link_end, key=f"end_{link.number}", on_click=_try, args=(_end_link, current, link.number))


def _make_link(current: Book) -> None:
    name = st.session_state.get(_NAME, "").strip() or current.content.doors.someone
    store().share(current.key, name)
    st.session_state[_NAME] = ""


def _end_link(current: Book, number: str) -> None:
    store().revoke(current.key, number)


def _lock(current: Book) -> None:
    words = current.content.doors
    st.subheader(words.keeping.lock_title, anchor=False)
    st.markdown(words.keeping.lock_text)
    way_out({"/relock": words.lock_link})


def _doors(current: Book) -> None:
    words = current.content.doors
    doors = {
        "/move": words.keeping.move_link,
        "/keep": words.keep_link,
        "/finish": words.finish_link,
        "/delete": words.delete_link,
        "/privacy": words.keeping.privacy_link,
    }
    way_out(doors)


def _try(action: Callable[..., None], *given: object) -> None:
    try:
        action(*given)
    except StoreError:
        st.session_state[_TROUBLE] = True


def _kept_until(current: Book) -> date:
    return current.today + timedelta(days=settings().keep_days)
