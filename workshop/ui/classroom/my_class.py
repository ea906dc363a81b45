"""The page about one's class: asking for help, all that the teacher sees, handing in, and leaving."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from workshop.classroom.board import HandedIn, Report
from workshop.classroom.class_report import PIECES, piece
from workshop.content import fill
from workshop.plan.dates import clock_time
from workshop.services import classes
from workshop.store import Membership, StoreError
from workshop.ui.core.report_sync import shared, tell_class
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import folded, way_out
from workshop.ui.core.text import escape_markdown, paragraphs
from workshop.vocabulary import Piece, StepId

_SAID = "class_said"


def my_class() -> None:
    """Draw the page."""
    current = plan_session()
    words = current.content.of_class
    st.title(words.page.title, anchor=False)
    said = st.session_state.pop(_SAID, "")
    if said:
        st.info(said)
    own = current.in_class.member
    if own is None:
        st.markdown(words.page.nobody)
        way_out({"/join": words.join.link})
        return
    name = escape_markdown(own.board.name) or words.bar.a_class
    st.markdown(fill(words.page.in_class, {"name": name, "nickname": escape_markdown(own.nickname)}))
    with st.container(border=True, key="card_help"):
        _help(current, own)
    with st.container(border=True, key="card_sees"):
        _seen(current, shared(current, own, current.in_class.page))
    with st.container(border=True, key="card_hand"):
        _hand_in(current, own)
    _leave(current)


def _help(current: PlanSession, own: Membership) -> None:
    words = current.content.of_class.page
    st.subheader(words.help_title, anchor=False)
    st.markdown(words.help_waits if own.help else words.help_text)
    st.button(
        words.help_off if own.help else words.help_on,
        key="help",
        icon=":material/check:" if own.help else ":material/back_hand:",
        on_click=_say,
        args=(current, lambda mine: replace(mine, help=not own.help)),
    )


def _seen(current: PlanSession, told: Report) -> None:
    """The report, line by line, as the teacher has it."""
    words, content = current.content.of_class.page, current.content
    st.subheader(words.sees_title, anchor=False)
    boxes = {item.id: item.text for step in content.steps.values() for item in step.checklist}
    facts = {"ticked": str(len(told.ticked)), "boxes": str(len(boxes))}
    lines = [f"**{escape_markdown(told.nickname)}**", words.sees_page]
    if told.active_at:
        lines.append(fill(words.sees_active, {"time": clock_time(told.active_at.astimezone(current.zone))}))
    lines.append(fill(words.sees_ticked, facts))
    lines += (f"{content.steps[step].title}: {_standing(current, told, step)}" for step in content.workshop.steps)
    st.markdown("\n".join(f"- {line}" for line in lines))
    if told.ticked:
        folded(
            words.boxes_title,
            "class_boxes",
            lambda: paragraphs(f":material/check: {boxes[each]}" for each in told.ticked),
        )
    st.caption(words.sees_not)


def _standing(current: PlanSession, told: Report, step: StepId) -> str:
    words = current.content.words
    if step in told.done:
        return words.step_done
    if step not in told.begun:
        return words.step_not_begun
    left = told.left[step]
    return words.step_left_one if left == 1 else fill(words.step_left, {"count": str(left)})


def _hand_in(current: PlanSession, own: Membership) -> None:
    words = current.content.of_class.page
    st.subheader(words.hand_title, anchor=False)
    st.markdown(words.hand_text)
    for name in PIECES:
        folded(words.pieces[name], f"hand_{name}", partial(_piece, current, own, name), icon=_mark(own, name))


def _mark(own: Membership, name: Piece) -> str:
    return f":material/{'done_all' if name in (own.handed or {}) else 'outbox'}:"


def _piece(current: PlanSession, own: Membership, name: Piece) -> None:
    words, text = current.content.of_class.page, piece(current.content, current.plan, name)
    before = (own.handed or {}).get(name)
    if before:
        pattern = words.handed if before.text == text else words.changed
        st.success(fill(pattern, {"time": clock_time(before.at.astimezone(current.zone))}), icon=":material/done_all:")
    st.text(text or words.nothing_yet)
    with st.container(horizontal=True):
        if text and (before is None or before.text != text):
            new = HandedIn(text=text, at=datetime.now(UTC))
            label = words.hand_again if before else words.hand
            st.button(label, key=f"give_{name}", on_click=_say, args=(current, _with({name: new})), type="primary")
        if before:
            st.button(words.take_back, key=f"back_{name}", on_click=_say, args=(current, _without(name)))


def _with(new: dict[str, HandedIn]) -> Callable[[Membership], Membership]:
    return lambda own: replace(own, handed={**(own.handed or {}), **new})


def _without(name: Piece) -> Callable[[Membership], Membership]:
    return lambda own: replace(own, handed={each: kept for each, kept in (own.handed or {}).items() if each != name})


def _say(current: PlanSession, change: Callable[[Membership], Membership]) -> None:
    """Tell the teacher what the student says themselves."""
    if not tell_class(current, change=change) and current.in_class.member:
        st.session_state[_SAID] = current.content.of_class.page.failed


def _leave(current: PlanSession) -> None:
    words = current.content.of_class.page
    sure = st.popover(
        words.leave_title, type="tertiary", icon=":material/logout:", key="leave_class", on_change="rerun"
    )
    if sure.open:
        sure.markdown(words.leave_text)
        sure.button(words.leave, key="leave_now", on_click=_leave_now, args=(current,))


def _leave_now(current: PlanSession) -> None:
    words = current.content.of_class.page
    try:
        classes().leave(current.key)
    except StoreError:
        st.session_state[_SAID] = words.failed
        return
    current.in_class.member = None
    st.session_state[_SAID] = words.left
