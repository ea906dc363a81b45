"""The projector: what goes on, in large type, for a whole room. Nothing on it comes from a student."""

import html

import streamlit as st

from workshop.classroom.roster import is_here
from workshop.classroom.run_sheet import activity_on
from workshop.content import fill
from workshop.exports.pack import page_title
from workshop.exports.square import square
from workshop.store import StoreError
from workshop.streamlit_patches.run_lock import in_turn
from workshop.ui.classroom.page import join_line, spoken_code
from workshop.ui.classroom.teacher_session import LOOK_EVERY, Desk, open_desk
from workshop.ui.classroom.timers import draw_countdown, draw_stopwatch
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.styles import use_style
from workshop.ui.core.text import escape_markdown
from workshop.vocabulary import STEPS

LONG_SENTENCE = 90  # characters from which a sentence is set smaller


def projector_page() -> None:
    """Draw the page; what the teacher changes follows by itself."""
    use_style("projector")
    with st.container(key="projector"):
        _follow()
    with st.bottom, st.container(key="projector_watch"), st.expander(plan_session().content.teach.stopwatch.title):
        draw_stopwatch(plan_session().content.teach.stopwatch)


@st.fragment(run_every=LOOK_EVERY)
def _follow() -> None:
    if plan_session().run.full_run:
        _show(plan_session())
    else:
        with in_turn():
            _show(plan_session())


def _show(current: PlanSession) -> None:
    try:
        here = open_desk()
    except StoreError:
        here = None
    if here is None:
        st.title(current.content.teach.projector.title, anchor=False)
        st.info(current.content.teach.projector.no_class)
    elif here.board.began:
        _now(current, here)
    else:
        _welcome(current, here)


def _welcome(current: PlanSession, here: Desk) -> None:
    """Before the first activity: how to join, as large as can be."""
    words = current.content.teach.projector
    count = sum(is_here(each, here.now) for each in here.members.values())
    counted = words.here_one if count == 1 else fill(words.here, {"count": str(count)})
    st.title(escape_markdown(here.board.name) or words.home, anchor=False)
    _said(here)
    with st.container(horizontal=True, vertical_alignment="center", key="projector_join"):
        st.html(
            f'<div class="go_to"><p>{html.escape(words.go_to)}</p><p class="where">{_address(current)}</p>'
            f'<p>{html.escape(words.code)}</p><p class="join_code">{spoken_code(here)}</p>'
            f"<p>{html.escape(counted)}</p></div>",
            width="content",
        )
        st.image(square(f"{current.address}/join#{here.found.code}"), width=340, alt=words.square)


def _now(current: PlanSession, here: Desk) -> None:
    """The activity that goes on: what to do, on which page, and for how long; the code stays in a corner."""
    content, board = current.content, here.board
    words, activity = content.teach.projector, activity_on(here.sheet, here.board)
    st.title(board.title, anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="projector_time"):
        if board.page:
            title = page_title(content, board.page)
            number = f"{STEPS.index(board.page) + 1} " if board.page in STEPS else ""
            st.html(f'<p class="on_page">{html.escape(fill(words.on_page, {"page": number + title}))}</p>')
        draw_countdown(board, content.teach, here.now, "projector_countdown")
    if activity:
        st.html(f'<p class="do">{html.escape(activity.do)}</p>')
    _said(here)
    with st.container(horizontal=True, vertical_alignment="center", key="projector_corner"):
        join = html.escape(join_line(words.join_small, current))
        st.html(f"<p>{join} <b>{spoken_code(here)}</b></p>", width="content")
        st.image(square(f"{current.address}/join#{here.found.code}"), width=96, alt=words.square)


def _said(here: Desk) -> None:
    if here.board.said:
        looks = "said long" if len(here.board.said) > LONG_SENTENCE else "said"
        st.html(f'<p class="{looks}">{html.escape(here.board.said)}</p>')


def _address(current: PlanSession) -> str:
    return html.escape(join_line("{address}", current))
