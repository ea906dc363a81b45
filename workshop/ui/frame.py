"""The script Streamlit runs: navigation, the page asked for, and the frame around it."""

import logging
from base64 import b64encode
from functools import cache

import streamlit as st

from workshop import services
from workshop.plan.file import PlanError
from workshop.plan.model import read
from workshop.plan.team import has_team
from workshop.store import PlanGoneError, StoreError
from workshop.streamlit_patches.run_lock import in_turn
from workshop.ui.classroom.class_bar import class_bar, joined_again
from workshop.ui.core.components import behave
from workshop.ui.core.device import ask_whose_device, finish_here
from workshop.ui.core.fragments import opened_anew, shared_state_changed
from workshop.ui.core.gone import draw_gone
from workshop.ui.core.menu import draw_menu
from workshop.ui.core.report_sync import tell_class
from workshop.ui.core.session import PlanSession, open_session, plan_session
from workshop.ui.core.step_page import STATIC, example_banner, undo_offer
from workshop.ui.core.styles import use_style
from workshop.ui.plan.shared_view import may_read
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
        current = open_session()
    except PlanGoneError as error:
        draw_gone(services.content(), error)
        return
    except (StoreError, PlanError) as error:
        _cannot_open(error)
        return
    st.set_page_config(page_title=current.content.workshop.title, page_icon=_mark())
    st.logo(_mark(), size="large")
    use_style()
    page = draw_menu(current, reads=may_read())
    example_banner(current)
    class_bar(current)
    current.run.full_run, current.run.refresh_pending, current.widgets.texts, current.widgets.rows = True, False, {}, []
    try:
        _draw(current, page)
        _foot(current, page.url_path)
    finally:
        current.run.full_run = False
    tell_class(current, page.url_path)
    if current.run.rerun_needed:
        current.run.rerun_needed = False
        st.rerun()
    shared_state_changed(current)


def _draw(current: PlanSession, page: st.Page) -> None:
    try:
        page.run()
    except Exception:
        _log.exception("page %s failed", page.url_path)
        st.error(current.content.words.page_trouble)


def _cannot_open(error: Exception) -> None:
    words = services.content().words
    _log.exception("a plan could not be opened")
    st.error(words.plan_unreadable if isinstance(error, PlanError) else words.not_saved)


def _foot(current: PlanSession, page: str) -> None:
    """At the foot of the screen: what went wrong, what can be taken back, and what is saved."""
    words = current.content.words
    with st.bottom:
        if current.save_error:
            st.error(current.save_error)
        if current.editable:
            current.save_error = ""
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
                behave(page, current.save_status, said, read=lesson_read)
                current.refused = False
                _finish(current, page)
        else:
            _finish(current, page)
    if current.editable:
        every = TEAM_HEARTBEAT if has_team(current.plan) else HEARTBEAT
        st.fragment(_heartbeat, run_every=every)()


def _finish(current: PlanSession, page: str) -> None:
    """The way to finish here; not on the projector, which would be covered when nobody touches it."""
    if page != "projector":
        finish_here(current)


def _heartbeat() -> None:
    """Look for what others changed. Because of this part a browser also sends its boxes again after a break."""
    current = plan_session()
    revision = current.saved.revision
    if current.run.full_run:
        return
    if (
        opened_anew(current)
        or current.saved.revision != revision
        or current.run.refresh_pending
        or joined_again(current)
    ):
        st.rerun()


with in_turn():
    _run()
