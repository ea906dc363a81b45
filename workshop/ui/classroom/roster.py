"""Who is where: students by step, drawn anew every few seconds; and one student in detail."""

import html
from collections.abc import Container
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from workshop.classroom.roster import Cell, Row, Totals, minutes_since, names, rows, totals
from workshop.content import Content, fill
from workshop.exports import class_table
from workshop.plan.dates import clock_time
from workshop.services import classes
from workshop.store import Member, StoreError
from workshop.streamlit_patches.run_lock import in_turn
from workshop.ui.classroom.teacher_session import LOOK_EVERY, Desk, desk, note_trouble, open_desk
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import folded
from workshop.ui.core.text import escape_markdown, own_words, paragraphs
from workshop.vocabulary import STEPS, StepId

_SEEN, _WHO, _TAKEN_OUT = "desk_seen", "class_student", "class_taken_out"
_INSIDE = {"": "home", "live": "conduct"}  # pages that count as another one


def draw_grid(current: PlanSession, here: Desk) -> None:
    """The grid, which looks for news by itself, and its download."""
    words = current.content.teach.grid
    st.header(words.title, anchor=False)
    st.session_state[_SEEN] = here.glance
    _watch()
    if here.members:
        st.download_button(
            words.csv,
            partial(_table, current.content, current.zone, here),
            f"{words.csv_file}-{current.today.isoformat()}.csv",
            class_table.MIME,
            key="class_csv",
            on_click="ignore",
            icon=":material/table_view:",
        )


def _table(content: Content, zone: ZoneInfo, here: Desk) -> bytes:
    """The class as a table, as it is when the button is pressed; no session can be asked then."""
    members = classes().members(here.found, here.members)
    return class_table.build(content, rows(members.values(), here.board, here.now), zone)


@st.fragment(run_every=LOOK_EVERY)
def _watch() -> None:
    """Look for news. What is shown around the grid, too, has the whole page drawn anew."""
    if plan_session().run.full_run:
        _draw(plan_session().content, desk())
        return
    with in_turn():
        try:
            newest = open_desk()
        except StoreError:
            return
        if newest is None or newest.glance != st.session_state.get(_SEEN):
            st.rerun()
        _draw(plan_session().content, newest)


def _draw(content: Content, here: Desk) -> None:
    if here.trouble:
        st.warning(content.teach.grid.trouble)
    if here.members:
        found = rows(here.members.values(), here.board, here.now)
        st.html(table(content, found, here.now))
    else:
        st.info(content.teach.grid.nobody, icon=":material/hourglass_empty:")


def table(content: Content, found: list[Row], now: datetime) -> str:
    """The grid as HTML. What students chose themselves is escaped."""
    words, counts = content.teach.grid, totals(found)
    heads = "".join(_step_head(content, number, step) for number, step in enumerate(STEPS, 1))
    body = "".join(_row(content, row, now) for row in found)
    sums = "".join(f"<td>{counts.done[step]}</td>" for step in STEPS)
    return (
        f'<p class="class_sum">{_escaped(_summary(content, counts))}</p><table class="class_grid">'
        f'<caption>{_escaped(words.caption)}</caption><thead><tr><th scope="col">{_escaped(words.name)}</th>'
        f'<th scope="col">{_escaped(words.where)}</th>{heads}<th scope="col">{_escaped(words.changed)}</th></tr>'
        f'</thead><tbody>{body}</tbody><tfoot><tr><th scope="row">{_escaped(words.total)}</th><td></td>{sums}<td></td>'
        f'</tr></tfoot></table><p class="class_legend">{_escaped(words.legend)}</p>'
    )


def _summary(content: Content, counts: Totals) -> str:
    words = content.teach.grid
    parts = [fill(words.summary, {"here": str(counts.here), "members": str(counts.members)})]
    parts += [fill(words.helps, {"count": str(counts.help)})] * bool(counts.help)
    parts += [fill(words.quiets, {"count": str(counts.quiet)})] * bool(counts.quiet)
    return " · ".join(parts)


def _step_head(content: Content, number: int, step: StepId) -> str:
    return f'<th scope="col">{number} <span>{_escaped(content.steps[step].short)}</span></th>'


def _row(content: Content, row: Row, now: datetime) -> str:
    page = _INSIDE.get(row.page, row.page)
    cells = "".join(_cell(content, row.cells[step], here=row.here and page == step) for step in STEPS)
    changed = _ago(content, row, now)
    where = _where(content, page) if row.here else ""
    return (
        f'<tr class="{row.sign}"><th scope="row">{_escaped(row.name)}{_sign(content, row)}</th>'
        f"<td>{_escaped(where)}</td>{cells}<td>{_escaped(changed)}</td></tr>"
    )


def _sign(content: Content, row: Row) -> str:
    words = content.teach.grid
    says = {"help": words.help, "quiet": fill(words.quiet, {"minutes": str(row.quiet)}), "away": words.away}
    said = f" <em>{_escaped(says[row.sign])}</em>" if row.sign in says else ""
    return said + (f" <small>{_escaped(words.handed)}</small>" if row.handed else "")


def _cell(content: Content, cell: Cell, *, here: bool) -> str:
    words = content.teach.grid
    mark, told = {
        "done": ("✓", words.done),
        "begun": (str(cell.left), fill(words.left, {"count": str(cell.left)})),
        "not_begun": ("–", words.not_begun),
    }[cell.state]
    told += f", {words.here}" if here else ""
    return f'<td class="{cell.state}{" now" if here else ""}" aria-label="{_escaped(told)}">{mark}</td>'


def _ago(content: Content, row: Row, now: datetime) -> str:
    """How long ago a student changed something in this class: in minutes, hours or days."""
    words = content.teach.grid
    if row.changed_at is None or not row.active:
        return words.never
    minutes = minutes_since(row.changed_at, now)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return words.yesterday if days == 1 else fill(words.days, {"days": str(days)})
    if hours:
        return fill(words.hours, {"hours": str(hours)})
    return fill(words.minutes, {"minutes": str(minutes)}) if minutes else words.now


def _where(content: Content, page: str) -> str:
    if page in content.steps:
        return content.steps[page].short
    known = {"home": content.words.home, "closing": content.together.title, "my_plan": content.words.my_plan}
    return known.get(page, content.teach.grid.elsewhere)


def _escaped(text: str) -> str:
    return html.escape(text)


def one_student(current: PlanSession, here: Desk) -> None:
    """One student in detail, folded away: the boxes they ticked, what they handed in, and the way out of the class."""
    if name := st.session_state.pop(_TAKEN_OUT, ""):
        st.success(fill(current.content.teach.student.taken_out, {"name": escape_markdown(name)}))
    if here.members:
        title = current.content.teach.student.title
        folded(title, "class_one", partial(_one, current, here), icon=":material/person_search:")


def _one(current: PlanSession, here: Desk) -> None:
    words, called = current.content.teach.student, dict(zip(here.members, names(here.members.values()), strict=True))
    order = sorted(called, key=lambda number: called[number].casefold())
    if st.session_state.get(_WHO) not in called:
        st.session_state[_WHO] = None
    number = st.selectbox(words.choose, order, key=_WHO, format_func=called.__getitem__, index=None)
    if number is None:
        return
    _ticked(current, here.members[number])
    _handed(current, here.members[number], called[number])
    sure = st.popover(words.take_out, icon=":material/person_remove:", key="take_out", on_change="rerun")
    if sure.open:
        sure.markdown(fill(words.take_out_sure, {"name": escape_markdown(called[number])}))
        sure.button(words.take_out, key="take_out_yes", on_click=_take_out, args=(here, number, called[number]))


def _ticked(current: PlanSession, member: Member) -> None:
    """The boxes of all checklists, ticked or not."""
    content, ticked = current.content, member.report.ticked
    boxes = sum(len(step.checklist) for step in content.steps.values())
    title = fill(content.teach.student.boxes, {"ticked": str(len(ticked)), "boxes": str(boxes)})
    folded(title, "teach_boxes", partial(_boxes, content, set(ticked)), icon=":material/checklist:")


def _boxes(content: Content, ticked: Container[str]) -> None:
    icons = {True: ":green[:material/check_box:]", False: ":material/check_box_outline_blank:"}
    for step in STEPS:
        lines = (f"{icons[box.id in ticked]} {box.text}" for box in content.steps[step].checklist)
        paragraphs([f"**{content.steps[step].title}**", *lines])


def _handed(current: PlanSession, member: Member, name: str) -> None:
    """What was handed in on purpose."""
    words, handed = current.content.teach.student, member.report.handed
    if not handed:
        st.caption(words.nothing_handed)
        return
    folded(words.handed_title, "class_handed", partial(_texts, current, member, name), icon=":material/inbox:")


def _texts(current: PlanSession, member: Member, name: str) -> None:
    words = current.content.teach.student
    st.caption(fill(words.handed_text, {"name": escape_markdown(name)}))
    for piece, title in words.pieces.items():
        if handed := member.report.handed.get(piece):
            at = clock_time(handed.at.astimezone(current.zone))
            own_words(handed.text, fill(words.handed_at, {"title": title, "time": at}))


def _take_out(here: Desk, number: str, name: str) -> None:
    with note_trouble():
        classes().remove(here.found, number)
        st.session_state[_TAKEN_OUT] = name
