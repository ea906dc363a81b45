"""The teacher's page: before there is a class what to choose from, then the class, the lesson, and who is where."""

import html
from collections.abc import Callable
from functools import partial

import streamlit as st

from workshop.classroom.board import NAME_LIMIT
from workshop.classroom.run_sheet import with_words
from workshop.content import Content, fill
from workshop.content.words.classroom import RunSheet
from workshop.content.words.teach import Sheet
from workshop.exports import DRAWN, FORMATS, Options
from workshop.exports.blocks import Document
from workshop.exports.family import family
from workshop.exports.pack import pack, page_title
from workshop.exports.square import square
from workshop.exports.worksheets import worksheets
from workshop.keys import CLASS_COOKIE, key_in, spoken_join_code
from workshop.services import classes
from workshop.store import CLASS_DAYS, StoreError
from workshop.ui.classroom.lesson_panel import cockpit
from workshop.ui.classroom.roster import draw_grid, one_student
from workshop.ui.classroom.teacher_session import Desk, note_trouble, open_desk, something_failed
from workshop.ui.core.components import copy_button
from workshop.ui.core.device import ask_whose_device, how_long_kept
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import folded, way_out
from workshop.ui.core.styles import use_style
from workshop.ui.core.text import escape_markdown, paragraphs

_DELETED, _NAME = "class_deleted", "class_name"


def classroom_page() -> None:
    """Draw the page."""
    use_style("teacher")
    current = plan_session()
    try:
        opened = open_desk()
    except StoreError:
        st.title(current.content.teach.title, anchor=False)
        st.error(current.content.doors.refused.no_storage)
        return
    if opened is None:
        _cold(current)
    else:
        _with_class(current, opened)


def _cold(current: PlanSession) -> None:
    """What it is, the run sheets to start with, and what to print."""
    content, words = current.content, current.content.teach.cold
    st.title(content.teach.title, anchor=False)
    if st.session_state.get(_DELETED):
        st.success(words.deleted, icon=":material/check_circle:")
    elif key_in(st.context.cookies, CLASS_COOKIE):
        st.warning(words.gone)
    paragraphs(words.what)
    st.header(words.choose, anchor=False)
    st.caption(words.choose_text)
    ask_whose_device(current, "classroom")
    with st.grid(2, min_column_width=260):
        for sheet in content.classroom.run_sheets:
            with st.container(border=True, key=f"card_sheet_{sheet.id}"):
                _sheet(content, sheet)
    st.caption(fill(words.have_link, {"address": escape_markdown(current.address)}))
    _files(current)


def _sheet(content: Content, sheet: RunSheet) -> None:
    words = content.teach.cold
    paragraphs([f"### {sheet.title}", sheet.text])
    st.html(start_form(words.start, sheet))
    folded(words.inside, f"inside_{sheet.id}", partial(_inside, content, sheet))


def start_form(label: str, sheet: RunSheet) -> str:
    """A button that starts a class with a run sheet: a form, since only the server can give a browser its key."""
    return (
        f'<form method="post" action="/class" class="start"><input type="hidden" name="sheet" value="{sheet.id}">'
        f'<button aria-label="{html.escape(f"{label}: {sheet.title}")}">{html.escape(label)}</button></form>'
    )


def _inside(content: Content, sheet: RunSheet) -> None:
    line = content.teach.cold.inside_line
    for part in sheet.parts:
        facts = (
            {"minutes": str(each.minutes), "title": each.title, "page": page_title(content, each.page)}
            for each in part.activities
        )
        heading = [f"**{part.title}**"] if len(sheet.parts) > 1 else []
        paragraphs([*heading, *(fill(line, each) for each in facts)])


def _files(current: PlanSession) -> None:
    """What to print, as PDF and as Word."""
    words = current.content.teach.cold
    st.header(words.files_title, anchor=False)
    papers: dict[Sheet, Callable[[Content], Document]] = {"pack": pack, "blank": worksheets, "family": family}
    for name, make in papers.items():
        with st.container(horizontal=True, vertical_alignment="center", key=f"files_{name}"):
            st.markdown(words.files[name], width="stretch")
            with st.container(horizontal=True, width="content"):
                for kind, label in words.formats.items():
                    _file(current, name, make, kind, label)


def _file(current: PlanSession, name: str, make: Callable[[Content], Document], kind: str, label: str) -> None:
    """A button for a document; it is drawn when the button is pressed."""
    content, made, options = current.content, FORMATS[kind], Options(current.today, "letter")
    st.download_button(
        label,
        lambda: DRAWN[made.EXTENSION](content, make(content), options),
        f"{name}.{made.EXTENSION}",
        made.MIME,
        key=f"file_{name}_{made.EXTENSION}",
        on_click="ignore",
        icon=":material/download:",
    )


def _with_class(current: PlanSession, desk: Desk) -> None:
    use_style("wide")
    st.session_state[_DELETED] = False
    if something_failed():
        st.error(current.content.doors.keeping.failed)
    st.title(escape_markdown(desk.board.name) or current.content.teach.cockpit.title, anchor=False)
    _head(current, desk)
    cockpit(current, desk)
    draw_grid(current, desk)
    one_student(current, desk)
    folded(current.content.teach.end.title, "class_end", partial(_end, current, desk), icon=":material/door_open:")


def _head(current: PlanSession, desk: Desk) -> None:
    """The code to say and to show, the way to the projector, and, folded away, the square and the private link."""
    words = current.content.teach.cockpit
    with st.container(horizontal=True, vertical_alignment="center", key="class_head"):
        st.html(f'<p class="join">{html.escape(join_line(words.join, current))} <b>{spoken_code(desk)}</b></p>')
        st.link_button(words.projector, "/projector", icon=":material/cast:", type="primary")
    ask_whose_device(current, "classroom")
    began = desk.board.began is not None
    key = "join_again" if began else "join_first"
    folded(words.join_title, key, partial(_join, current, desk), icon=":material/qr_code_2:", expanded=not began)


def join_line(pattern: str, current: PlanSession) -> str:
    """A line that says where to go, without what nobody has to type."""
    return fill(pattern, {"address": f"{current.address.partition('://')[2]}/join"})


def spoken_code(desk: Desk) -> str:
    """The code in two groups, to say and to type."""
    return spoken_join_code(desk.found.code)


def _join(current: PlanSession, desk: Desk) -> None:
    words = current.content.teach.cockpit
    with st.grid(2, min_column_width=260):
        with st.container():
            st.image(square(f"{current.address}/join#{desk.found.code}"), width=190, alt=words.square)
            st.caption(words.join_text)
        with st.container():
            _name(desk, words.name, words.name_example)
            st.markdown(f"**{words.teacher_link}**")
            st.caption(f"{words.teacher_text} {how_long_kept(current, words.kept, CLASS_DAYS)}")
            label, copied = current.content.teach.link.copy_link, current.content.words.copied
            copy_button(label, copied, f"{current.address}/class#{desk.key}", key="copy_teacher_link")


def _name(desk: Desk, label: str, example: str) -> None:
    if st.session_state.get(_NAME) != desk.board.name:
        st.session_state[_NAME] = desk.board.name

    def rename() -> None:
        desk.change(partial(with_words, name=st.session_state[_NAME]))

    st.text_input(label, key=_NAME, placeholder=example, max_chars=NAME_LIMIT, on_change=rename)


def _end(current: PlanSession, desk: Desk) -> None:
    """Close the class on this device, or delete it for good."""
    words = current.content.teach.end
    st.markdown(f"{how_long_kept(current, current.content.teach.cockpit.kept, CLASS_DAYS)} {words.text}")
    way_out({"/class": words.close})
    sure = st.popover(words.delete, icon=":material/delete:", key="delete_class", on_change="rerun")
    if sure.open:
        sure.markdown(words.sure)
        sure.button(words.delete, key="delete_class_yes", on_click=_delete_now, args=(desk,))


def _delete_now(desk: Desk) -> None:
    with note_trouble():
        classes().end(desk.key)
        st.session_state[_DELETED] = True
