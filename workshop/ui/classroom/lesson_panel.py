"""The lesson on the teacher's page: the run sheet, what goes on, how much time is left, and a sentence to the class."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from workshop.classroom.board import SAID_LIMIT, Board
from workshop.classroom.run_sheet import (
    activity_on,
    after,
    begin,
    longer,
    minutes_behind,
    nothing_on,
    part_of,
    something_else,
    to_begin_with,
    to_skip,
    with_sheet,
    with_words,
)
from workshop.content import fill
from workshop.content.words.classroom import Activity, RunSheet
from workshop.exports.pack import page_title
from workshop.store import CLASS_DAYS
from workshop.ui.classroom.teacher_session import Desk
from workshop.ui.classroom.timers import draw_countdown
from workshop.ui.core.device import how_long_kept
from workshop.ui.core.session import PlanSession
from workshop.ui.core.step_page import folded
from workshop.ui.core.text import escape_markdown, paragraphs
from workshop.vocabulary import STEPS, PageId

_VIEWED, _SHEET, _PART, _SAID = "class_viewed", "class_sheet", "class_part", "teach_said"
MORE = 2  # minutes
LATE_FROM = 2  # minutes behind from which the page says what to skip
PLACES: tuple[PageId, ...] = (*STEPS, "closing", "my_plan", "home")


def cockpit(current: PlanSession, desk: Desk) -> None:
    """The activity in front; beside it the run sheet, and what to tell the class."""
    viewed = _viewed(desk)
    panel, listed = st.columns([5, 3], gap="medium")
    with panel.container(border=True, key="card_activity"):
        _activity(current, desk, viewed)
    with listed.container(key="run_sheet", gap="xsmall"):
        _run_sheet(current, desk, viewed)
        _said(current, desk)
        folded(current.content.teach.say.title, "class_tell", partial(_tell, current, desk), icon=":material/campaign:")


def _viewed(desk: Desk) -> Activity:
    """The activity that is shown: the one that goes on, unless the teacher looks at another one since."""
    on = activity_on(desk.sheet, desk.board)
    first = to_begin_with(desk.sheet, desk.found.board.activity)
    place = (desk.sheet.id, desk.board.activity)
    seen, chosen = st.session_state.get(_VIEWED, (None, ""))
    found = next((each for each in desk.sheet.activities if each.id == chosen), None)
    return found if found and seen == place else on or first


def _view(desk: Desk, activity: str) -> None:
    st.session_state[_VIEWED] = ((desk.sheet.id, desk.board.activity), activity)


def _change(desk: Desk, change: Callable[[Board], Board]) -> None:
    """Change the board, and show what goes on then."""
    st.session_state.pop(_VIEWED, None)
    desk.change(change)


def _ends(desk: Desk, label: str, **looks: object) -> None:
    """A button after which nothing goes on any more."""
    st.button(label, key="stop", on_click=_change, args=(desk, nothing_on), **looks)  # type: ignore[arg-type]


def _activity(current: PlanSession, desk: Desk, activity: Activity) -> None:
    words, labels = current.content.teach.cockpit, current.content.classroom.labels
    on = desk.board.activity == activity.id
    if desk.board.began and not on:
        _what_else_is_on(current, desk)
    facts = f"{fill(words.minutes, {'minutes': str(activity.minutes)})} · {_on_page(current, activity.page)}"
    with st.container(horizontal=True, vertical_alignment="center", key="activity_head"):
        st.markdown(f"### {activity.title}\n\n:small[:gray[{facts}]]", width="stretch")
        if on:
            draw_countdown(desk.board, current.content.teach, desk.now, "activity_time")
    if on:
        _behind(current, desk, activity)
    extra = ((":material/flag:", labels.catch_up, activity.catch_up), (":material/timer:", labels.late, activity.late))
    notes = (f"{icon} {fill(label, {'text': text})}" for icon, label, text in extra if text)
    paragraphs([f"**{labels.say}:** {activity.say}", f"**{labels.do}:** {activity.do}", *notes])
    _buttons(current, desk, activity, on=on)


def _what_else_is_on(current: PlanSession, desk: Desk) -> None:
    """While the teacher looks at another activity than the one that goes on, or that is not on the sheet."""
    words = current.content.teach
    pattern = words.cockpit.other if activity_on(desk.sheet, desk.board) else words.say.off_sheet
    with st.container(horizontal=True, vertical_alignment="center", key="what_is_on"):
        st.markdown(fill(pattern, {"title": escape_markdown(desk.board.title)}), width="stretch")
        draw_countdown(desk.board, words, desk.now, "other_time")
        if activity_on(desk.sheet, desk.board):
            st.button(words.cockpit.to_current, key="to_current", on_click=st.session_state.pop, args=(_VIEWED, None))
        else:
            _ends(desk, words.cockpit.stop)


def _on_page(current: PlanSession, page: PageId) -> str:
    return fill(current.content.teach.cockpit.on_page, {"page": page_title(current.content, page)})


def _behind(current: PlanSession, desk: Desk, activity: Activity) -> None:
    """How late the lesson is, and where time can be made up."""
    words, late = current.content.teach.cockpit, minutes_behind(desk.sheet, desk.board, desk.now)
    facts = {"minutes": str(abs(late))}
    if late < LATE_FROM:
        if late:
            st.caption(words.behind_one if late == 1 else fill(words.ahead, facts))
        return
    shorter = [f"- {each.title}: {each.late}" for each in to_skip(desk.sheet, activity)]
    skip = [words.skip, "\n".join(shorter)] if shorter else []
    st.warning("\n\n".join([f"**{fill(words.behind, facts)}.**", *skip]), icon=":material/timer:")


def _buttons(current: PlanSession, desk: Desk, activity: Activity, *, on: bool) -> None:
    words, sheet = current.content.teach.cockpit, desk.sheet
    with st.container(horizontal=True, key="activity_ways"):
        if not on:
            _starts(desk, sheet, activity, words.start, type="primary", icon=":material/play_arrow:", key="start")
            return
        following = after(sheet, activity.id)
        if following:
            label = fill(words.next, {"title": following.title})
            looks = {"icon": ":material/arrow_forward:", "icon_position": "right", "key": "next_activity"}
            _starts(desk, sheet, following, label, type="primary", **looks)
        else:
            _ends(desk, words.end_lesson, type="primary", icon=":material/flag:")
        st.button(words.longer, key="longer", on_click=_change, args=(desk, partial(longer, minutes=MORE)))
        before = after(sheet, activity.id, -1)
        if before:
            _starts(desk, sheet, before, words.back, icon=":material/arrow_back:", key="back")
        _starts(desk, sheet, activity, words.restart, icon=":material/replay:", key="restart", type="tertiary")
        if following:
            _ends(desk, words.stop, type="tertiary", icon=":material/stop:")
    if not following:
        st.caption(f"{words.lesson_over} {how_long_kept(current, words.kept, CLASS_DAYS)}")


def _starts(desk: Desk, sheet: RunSheet, activity: Activity, label: str, **looks: object) -> None:
    """A button that begins an activity."""

    def start() -> None:
        _change(desk, lambda board: begin(board, sheet, activity, desk.now))

    st.button(label, on_click=start, **looks)  # type: ignore[arg-type]


def _run_sheet(current: PlanSession, desk: Desk, viewed: Activity) -> None:
    """The run sheet to choose, and its activities to look at."""
    words, sheets = current.content.teach.cockpit, current.content.classroom.run_sheets
    titles = {each.id: each.title for each in sheets}
    st.session_state[_SHEET] = desk.sheet.id

    def choose() -> None:
        chosen = st.session_state[_SHEET]
        _change(desk, lambda board: with_sheet(board, chosen))

    st.selectbox(words.sheet, list(titles), key=_SHEET, format_func=titles.__getitem__, on_change=choose)
    _part(desk, viewed)
    part = part_of(desk.sheet, viewed.id)
    on = activity_on(desk.sheet, desk.board)
    here = [each.id for each in part.activities].index(on.id) if on in part.activities else -1
    for place, activity in enumerate(part.activities):
        mark = ":material/check:" if place < here else ":material/play_arrow:" if place == here else None
        minutes = fill(words.minutes, {"minutes": str(activity.minutes)})
        st.button(
            f"{minutes} · {activity.title}",
            icon=mark,
            type="secondary" if activity.id == viewed.id else "tertiary",
            key=f"view_{activity.id}",
            width="stretch",
            on_click=_view,
            args=(desk, activity.id),
        )
    if desk.sheet.before and not desk.board.began:
        with st.expander(words.before):
            paragraphs(f":material/check_small: {each}" for each in desk.sheet.before)


def _part(desk: Desk, viewed: Activity) -> None:
    """Where the sheet has several lessons: which one."""
    if len(desk.sheet.parts) == 1:
        return
    parts = desk.sheet.parts
    st.session_state[_PART] = parts.index(part_of(desk.sheet, viewed.id))

    def choose() -> None:
        _view(desk, parts[st.session_state[_PART]].activities[0].id)

    st.selectbox(
        parts[0].title,
        range(len(parts)),
        key=_PART,
        format_func=lambda place: parts[place].title,
        on_change=choose,
        label_visibility="collapsed",
    )


def _said(current: PlanSession, desk: Desk) -> None:
    """The sentence that everyone sees now, and the way to take it down."""
    if desk.board.said:
        words = current.content.teach.say
        st.markdown(f"{words.sees} **{escape_markdown(desk.board.said)}**")
        st.button(words.take_down, key="take_down", on_click=_say, args=(desk, ""))


def _tell(current: PlanSession, desk: Desk) -> None:
    """A sentence to everyone, and "now everyone on step 3, ten minutes"."""
    words = current.content.teach.say
    form = st.form("class_say", border=False, clear_on_submit=True)
    with form.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            words.text, key=_SAID, placeholder=words.example, max_chars=SAID_LIMIT, label_visibility="collapsed"
        )
        st.form_submit_button(words.send, on_click=_say_typed, args=(desk,))
    page = st.selectbox(words.step, PLACES, key="class_page", format_func=partial(_place, current))
    with st.container(horizontal=True, vertical_alignment="bottom", key="everyone_on"):
        minutes = st.number_input(words.minutes, 1, 180, 10, key="class_minutes", width=130)
        st.button(words.go, key="class_go", on_click=_go, args=(current, desk, page, int(minutes)))


def _place(current: PlanSession, page: PageId) -> str:
    title = page_title(current.content, page)
    return f"{STEPS.index(page) + 1} {title}" if page in STEPS else title


def _say_typed(desk: Desk) -> None:
    _say(desk, st.session_state[_SAID])


def _say(desk: Desk, text: str) -> None:
    desk.change(partial(with_words, said=text))


def _go(current: PlanSession, desk: Desk, page: PageId, minutes: int) -> None:
    """Send everyone to a page that is not on the run sheet now; what comes next on the sheet is shown to go on with."""
    title, now, on = page_title(current.content, page), desk.now, activity_on(desk.sheet, desk.board)
    _change(desk, lambda board: something_else(board, title, page, minutes, now))
    if on:
        _view(desk, (after(desk.sheet, on.id) or on).id)
