"""The script Streamlit runs: navigation, the page asked for, and the frame around it."""

import logging

import streamlit as st

from workshop import in_use
from workshop.plan import read
from workshop.plan_file import PlanError
from workshop.quicker import in_turn
from workshop.settings import ROOT
from workshop.store import PlanGoneError, StoreError
from workshop.team import together
from workshop.ui.blocks import STATIC, example_banner, page_file, undo_offer
from workshop.ui.book import Book, book, open_book
from workshop.ui.class_here import class_bar
from workshop.ui.components import behave
from workshop.ui.device import finish_here
from workshop.ui.gone import draw_gone
from workshop.ui.my_class import my_class_page
from workshop.ui.parts import glance, opened_anew
from workshop.ui.reading import reading_page
from workshop.ui.telling import tell_class

STYLE = ROOT / "workshop" / "ui" / "style.css"
HEARTBEAT, TEAM_HEARTBEAT = 20, 5  # seconds
_log = logging.getLogger(__name__)


def _pages(book: Book) -> dict[str, list[st.Page]]:
    words = book.content.words
    steps = []
    for number, progress in enumerate(book.progress.values(), 1):
        step = book.content.steps[progress.step]
        icon = "check_circle" if progress.done else step.icon
        steps.append(
            st.Page(page_file(step.id), title=f"{number} {step.short}", icon=f":material/{icon}:", help=step.promise)
        )
    home = st.Page(page_file("home"), title=words.home, icon=":material/home:", default=True)
    plan = st.Page(page_file("my_plan"), title=words.my_plan, icon=":material/folder_special:", url_path="my_plan")
    earlier = st.Page(page_file("earlier"), title=words.earlier_title, icon=":material/history:")
    live = st.Page(page_file("live"), title=book.content.live.start_live, url_path="live", visibility="hidden")
    projector = st.Page(
        page_file("projector"), title=book.content.teach.projector.title, url_path="projector", visibility="hidden"
    )
    classroom = st.Page(page_file("classroom"), title=book.content.teach.menu, icon=":material/co_present:")
    closing = st.Page(page_file("closing"), title=book.content.together.title, icon=":material/signpost:")
    rehearsal = st.Page(
        page_file("rehearsal"), title=book.content.classroom.rehearsal_title, url_path="rehearsal", visibility="hidden"
    )
    family = st.Page(page_file("family"), title=book.content.family.title, icon=":material/family_restroom:")
    return {
        "": [home, live, rehearsal, projector],
        words.steps: steps,
        words.my_plan: [closing, plan, earlier, *my_class_page(book)],
        words.helpers_menu: [*reading_page(book.content), family, classroom],
    }


def _run() -> None:
    try:
        current = open_book()
    except PlanGoneError as error:
        draw_gone(in_use.content(), error)
        return
    except (StoreError, PlanError) as error:
        _cannot_open(error)
        return
    st.set_page_config(page_title=current.content.workshop.title, page_icon=STATIC / "mark.svg")
    st.logo(STATIC / "mark.svg", size="large")
    st.html(STYLE)
    page = st.navigation(_pages(current))
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
            with st.container(horizontal=True, vertical_alignment="center", key="foot", gap="small"):
                behave(page, current.told, said, read=lesson_read)
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
    if not current.whole and (opened_anew(current) or current.saved.revision != revision or current.behind):
        st.rerun()


with in_turn():
    _run()
