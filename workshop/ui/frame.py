"""The script Streamlit runs: navigation, the page asked for, and the frame around it."""

import logging
from base64 import b64encode
from functools import cache

import streamlit as st

from workshop import in_use
from workshop.plan import read
from workshop.plan_file import PlanError
from workshop.quicker.turn import in_turn
from workshop.store import PlanGoneError, StoreError
from workshop.team import together
from workshop.ui.blocks import STATIC, example_banner, undo_offer
from workshop.ui.book import Book, book, open_book
from workshop.ui.class_here import class_bar, joined_again
from workshop.ui.components import behave
from workshop.ui.device import ask_whose_device, finish_here
from workshop.ui.gone import draw_gone
from workshop.ui.looks import look
from workshop.ui.menu import draw_menu
from workshop.ui.parts import glance, opened_anew
from workshop.ui.reading import may_read
from workshop.ui.telling import tell_class
from workshop.vocabulary import STEPS

_ASKING = ("", *STEPS)  # the paths of the pages that ask whose device it is, once something is saved
HEARTBEAT, TEAM_HEARTBEAT = 20, 5  # seconds
_log = logging.getLogger(__name__)


@cache
def _mark() -> str:
    """Our mark, as an address that is the picture itself: no file is read for it in each run."""
    return f"data:image/svg+xml;base64,{b64encode((STATIC / 'mark.svg').read_bytes()).decode()}"


def _run() -> None:
    try:
        current = open_book()
    except PlanGoneError as error:
        draw_gone(in_use.content(), error)
        return
    except (StoreError, PlanError) as error:
        _cannot_open(error)
        return
    st.set_page_config(page_title=current.content.workshop.title, page_icon=_mark())
    st.logo(_mark(), size="large")
    look()
    page = draw_menu(current, reads=may_read())
    example_banner(current)
    class_bar(current)
    current.whole, current.behind, current.texts, current.rows = True, False, {}, []
    try:
        _draw(current, page)
        _foot(current, page.url_path)
    finally:
        current.whole = False
    tell_class(current, page.url_path)
    if current.again:
        current.again = False
        st.rerun()
    glance(current)


def _draw(current: Book, page: st.Page) -> None:
    try:
        page.run()
    except Exception:
        _log.exception("page %s failed", page.url_path)
        st.error(current.content.words.page_trouble)


def _cannot_open(error: Exception) -> None:
    words = in_use.content().words
    _log.exception("a plan could not be opened")
    st.error(words.plan_unreadable if isinstance(error, PlanError) else words.not_saved)


def _foot(current: Book, page: str) -> None:
    """At the foot of the screen: what went wrong, what can be taken back, and what is saved."""
    words = current.content.words
    with st.bottom:
        if current.trouble:
            st.error(current.trouble)
        if current.editable:
            current.trouble = ""
            undo_offer(current)
            said = {
                "saved": words.saved_at,
                "saving": words.saving,
                "nothing": words.not_saved_yet,
                "offline": words.no_connection,
            }
            lesson_read = bool(read(current.plan, f"checks.{page}_lesson"))
            if current.saved.revision and page in _ASKING:
                ask_whose_device(current, page or "home")
            with st.container(horizontal=True, vertical_alignment="center", key="foot", gap="small"):
                behave(page, current.told, said, read=lesson_read)
                current.refused = False
                _finish(current, page)
        else:
            _finish(current, page)
    if current.editable:
        every = TEAM_HEARTBEAT if together(current.plan) else HEARTBEAT
        st.fragment(_heartbeat, run_every=every)()


def _finish(current: Book, page: str) -> None:
    """The way to finish here; not on the projector, which would be covered when nobody touches it."""
    if page != "projector":
        finish_here(current)


def _heartbeat() -> None:
    """Look for what others changed. Because of this part a browser also sends its boxes again after a break."""
    current = book()
    revision = current.saved.revision
    if current.whole:
        return
    if opened_anew(current) or current.saved.revision != revision or current.behind or joined_again(current):
        st.rerun()


with in_turn():
    _run()
