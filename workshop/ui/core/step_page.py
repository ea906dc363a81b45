"""What several pages share: the head of a step, the lesson, the checklist, the way on."""

import html
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import streamlit as st

from workshop.content import fill
from workshop.content.models import Aside, CheckItem, Item, Section, Step
from workshop.exports import Paper
from workshop.exports.outline import due_line
from workshop.paths import PACKAGE
from workshop.plan.dates import day, due, moment
from workshop.plan.model import Person, read
from workshop.plan.progress import Progress, clear, shows
from workshop.ui.core.fields import bind, draw, fills_a_cell
from workshop.ui.core.fragments import fragment
from workshop.ui.core.menu import go_to, page_link
from workshop.ui.core.session import PlanSession, plan_session, show_example
from workshop.ui.core.text import escape_markdown, paragraphs
from workshop.vocabulary import StepId

NARROWEST = 170  # pixels a blank needs beside another
STATIC = PACKAGE / "ui" / "static"
Special = Mapping[str, Callable[[Section, Person | None], None]]


def undo_offer(current: PlanSession) -> None:
    """What the last change did, with a way to take it back."""
    if current.undo:
        revision, done = current.undo
        with st.container(horizontal=True, vertical_alignment="center", key="undo"):
            st.markdown(f":material/check: {done}")
            st.button(current.content.words.undo, icon=":material/undo:", on_click=current.take_back, args=(revision,))


def example_banner(current: PlanSession) -> None:
    """While the example is open, say so and offer the way back."""
    if st.session_state.get("example"):
        words = current.content.words
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="example_banner"):
            name = escape_markdown(current.plan.about.name)
            st.markdown(f":material/visibility: {fill(words.example_banner, {'name': name})}")
            st.button(words.back_to_mine, icon=":material/arrow_back:", on_click=show_example, args=(False,))


def step_page(step_id: StepId, special: Special, chooser: Callable[[], Person | None] | None = None) -> None:
    """A whole step page: head, lesson, worksheet, checklist, what is missing, the way on.

    `special` draws the sections that are more than fields, by section id. On a page that goes person by person,
    `chooser` draws the choice; the sections about a person appear once one is chosen.
    """
    current = plan_session()
    step = current.content.steps[step_id]
    head(step)
    fragment("lesson", partial(lesson, step))
    asides(step.asides)
    st.header(current.content.words.worksheet, anchor="worksheet")
    person = chooser() if chooser else None
    for part in step.sections:
        if part.closing or not shows(current.plan, part):
            continue
        if person or not (chooser and _about_a_person(part)):
            fragment(part.id, partial(section, part, person, special.get(part.id)))
    fragment("checklist", partial(checklist, step))


def checklist(step: Step) -> None:
    """The boxes to tick, and the way on."""
    with st.container(border=True, key="card_checklist"):
        tick_boxes(step.checklist, "checks", plan_session().content.words.checklist)
    way_on(step, plan_session().progress[step.id])
    clear_button(step)


def clear_button(step: Step) -> None:
    """The button that empties a step; it asks first."""
    current = plan_session()
    words = current.content.words
    if not current.editable:
        return
    sure = st.popover(words.clear_step, type="tertiary", icon=":material/ink_eraser:", key="clear", on_change="rerun")
    if sure.open:
        sure.markdown(words.clear_step_sure)
        sure.button(
            words.clear_step,
            key=f"clear_{step.id}",
            on_click=then_close,
            args=("clear", current.change, lambda plan: clear(current.content, plan, step.id), words.done_clear_step),
        )


def then_close(popover: str, act: Callable[..., object], *args: Any) -> None:
    """Do what the visitor is sure of, and close the popover of this key, which asked."""
    act(*args)
    st.session_state[popover] = False


def _about_a_person(part: Section) -> bool:
    return part.personal or not part.fields


def head(step: Step) -> None:
    """Where we are among the six steps, the title, and why it matters."""
    current = plan_session()
    words, order = current.content.words, current.content.workshop.steps
    with st.container(horizontal=True, gap="xxsmall", key="stepper"):
        for number, other in enumerate(order, 1):
            _stepper_link(current, number, current.content.steps[other], here=other == step.id)
    st.title(step.title, anchor=False)
    number = order.index(step.id) + 1
    facts = fill(words.step_of, {"number": str(number), "total": str(len(order))})
    minutes = fill(words.minutes, {"minutes": str(step.minutes)})
    way = f"[{words.to_the_worksheet}](#worksheet)"
    paragraphs([f"**{step.promise}**", f":small[:gray[{facts} · {minutes}]]", *(item.text for item in step.why), way])


def _stepper_link(current: PlanSession, number: int, step: Step, *, here: bool) -> None:
    done = current.progress[step.id].done
    mark = ":material/check:" if done else str(number)
    label = f"{mark} {step.short}" if here else mark
    title = f"{number}. {step.title}"
    if st.button(label, type="primary" if here else "secondary", key=f"go_{step.id}", help=title):
        go_to(step.id)


def lesson(step: Step) -> None:
    """The lesson in three tabs; it folds away once the reader says it was read."""
    words, path = plan_session().content.words, f"checks.{step.id}_lesson"
    was_read = bool(read(plan_session().plan, path))
    title = words.lesson_again if was_read else words.read_lesson
    key = f"lesson_{step.id}_{'again' if was_read else 'new'}"

    def inside() -> None:
        lesson_tabs(step)
        bind(st.checkbox, path, words.lesson_read, to_widget=bool)

    folded(title, key, inside, expanded=not was_read, icon=":material/menu_book:")


def folded(title: str, key: str, draw: Callable[[], None], **options: Any) -> None:
    """Something behind its title; it is drawn only while that is open."""
    folder = st.expander(title, key=key, on_change="rerun", **options)
    if folder.open:
        with folder:
            draw()


def lesson_tabs(step: Step) -> None:
    """What is good, what goes wrong, and an example."""
    words, shown = plan_session().content.words, step.lesson.example
    good, mistakes, example = st.tabs([words.good, words.mistakes, words.worked_example])
    with good:
        bullets(step.lesson.good, ":green[:material/check_circle:]")
    with mistakes:
        bullets(step.lesson.mistakes, ":orange[:material/do_not_disturb_on:]")
    with example:
        st.markdown(f"**{shown.title}**")
        with st.container(border=True):
            st.markdown(shown.text)
        st.markdown(f"**{words.why_it_works}.** {shown.why}")


def asides(items: Sequence[Aside]) -> None:
    """Short remarks for a team and for a parent."""
    content = plan_session().content
    words = content.words
    looks = {"team": (words.in_a_team, "groups"), "parent": (words.for_a_parent, "family_restroom")}
    audiences = [each for each in looks if any(item.audience == each for item in items)]
    places = st.grid(len(audiences)) if audiences else st
    for audience in audiences:
        title, icon = looks[audience]
        with places.expander(title, icon=f":material/{icon}:"):
            paragraphs(item.text for item in items if item.audience == audience)
            if audience == "parent":
                page_link("family", content.family.page.more)
            elif not plan_session().plan.team.members:
                page_link("my_plan", content.team.card.title, "groups")


def section(
    part: Section, person: Person | None, special: Callable[[Section, Person | None], None] | None = None
) -> None:
    """One card of the worksheet; `special` draws what is more than fields."""
    with st.container(border=True, key=f"section_{part.id}"):
        paragraphs([f"### {part.title}", part.text])
        fields(part, person)
        if special:
            special(part, person)


def fields(part: Section, person: Person | None) -> None:
    """The blanks of a section, side by side where the section asks for it."""
    if part.columns == 1:
        for field in part.fields:
            draw(field, person)
        return
    places, others = st.grid(part.columns, min_column_width=NARROWEST), plan_session().plan.others
    for field in part.fields:
        with places.cell() if fills_a_cell(others, field, person) else places:
            draw(field, person)


def tick_boxes(items: Sequence[CheckItem], prefix: str, title: str = "") -> None:
    """Boxes to tick, under a title; `prefix` is where in the plan the ticks live."""
    current = plan_session()
    ticks = read(current.plan, prefix) or {}
    words = current.content.words
    ticked = sum(ticks.get(item.id, False) for item in items)
    count = fill(words.ticked, {"ticked": str(ticked), "boxes": str(len(items))})
    paragraphs([*([f"### {title}"] if title else []), f":small[:gray[{count}]]"])
    for item in items:
        bind(st.checkbox, f"{prefix}.{item.id}", item.text, to_widget=bool)


def due_list(current: PlanSession, limit: int | None = None) -> None:
    """What is next, with dates; what is past its day is marked. `limit` shows only the first entries, or nothing."""
    words, entries = current.content.words, due(current.plan, current.now)
    if limit is not None and not entries:
        return
    st.header(words.due_title, anchor=False)
    if not entries:
        st.caption(words.due_none)
        return
    lines = []
    for entry in entries[:limit]:
        when = moment(entry.at) if entry.at else day(entry.on)
        when += f", {entry.on.year}" if entry.on.year != current.today.year else ""
        late = f" :red-badge[{words.due_late}]" if entry.on < current.today else ""
        lines.append(f":material/event: **{when}** – {escape_markdown(due_line(current.content, entry))}{late}")
    paragraphs(lines)


def paper_choice(current: PlanSession) -> Paper:
    """A choice of the paper that documents are made for."""
    words = current.content.words
    papers: dict[Paper, str] = {"letter": words.paper_letter, "a4": words.paper_a4}
    return st.segmented_control(
        words.paper, list(papers), default="letter", required=True, key="paper", format_func=papers.__getitem__
    )


def way_out(doors: Mapping[str, str]) -> None:
    """Links to the small pages outside of Streamlit, by path."""
    links = (f'<a href="{path}" target="_self">{html.escape(label)}</a>' for path, label in doors.items())
    st.html(f'<p class="doors">{" ".join(links)}</p>')


class Numbered(Protocol):
    """A question to show in a list."""

    @property
    def text(self) -> str:
        """The question."""

    @property
    def starred(self) -> bool:
        """Whether it is one to send ahead."""


def numbered(questions: Sequence[Numbered]) -> None:
    """The questions in order, the starred ones marked."""
    lines = (
        f"{n}\\. {escape_markdown(each.text)}{' :orange[★]' * each.starred}" for n, each in enumerate(questions, 1)
    )
    paragraphs(lines)


def bullets(items: Sequence[Item], mark: str) -> None:
    """Short remarks, each behind a mark."""
    paragraphs(f"{mark} {item.text}" for item in items)


def way_on(step: Step, state: Progress) -> None:
    """What is missing in this step, and the one main way on."""
    current = plan_session()
    words, order = current.content.words, current.content.workshop.steps
    if state.done:
        left = fill(words.boxes_left, {"count": str(state.boxes - state.ticked)}) if state.ticked < state.boxes else ""
        st.success(f"{words.step_complete} {left}", icon=":material/check_circle:")
    else:
        with st.container(border=True, key="missing"):
            missing = (f":material/radio_button_unchecked: {text}" for text in state.missing)
            paragraphs([f"**{words.still_missing}**", *missing])
            st.caption(f"{words.done_when} {step.done_when}")
    place = order.index(step.id) + 1
    after = current.content.steps[order[place]] if place < len(order) else None
    next_page(after.title if after else current.content.together.title, after.id if after else "closing")


def next_page(title: str, name: str) -> None:
    """The one main button of a page, to the page after it."""
    label = fill(plan_session().content.words.next_page, {"page": title})
    if st.button(label, type="primary", icon=":material/arrow_forward:", icon_position="right", key="next_page"):
        go_to(name)
