"""Reading a plan that someone shows: the page's place in the menu, and what it draws, as long as it is shown."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from workshop.content import Content, fill
from workshop.exports import Options
from workshop.exports.outline import outline
from workshop.exports.shown import parts_shown
from workshop.keys import SHARED_COOKIE, key_in
from workshop.plan.file import PlanError
from workshop.plan.progress import Progress, next_step, standing
from workshop.plan.shared_view import Shown
from workshop.services import store
from workshop.store import StoreError
from workshop.ui.core.menu import page_link
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.text import escape_markdown, paragraphs
from workshop.ui.plan.document import draw_blocks, draw_document
from workshop.ui.plan.family import about, draw_help

LOOK_AGAIN = 2  # seconds after which an open page looks whether it may still show what it shows
_SIGN = "sign_of_the_link"


def may_read() -> bool:
    """Whether this browser holds the key of a plan that someone shows."""
    return _link() is not None


def shown_here() -> Shown | None:
    """What someone shows in this browser; None if nobody does, or it cannot be had."""
    link = _link()
    try:
        return store().view(link) if link else None
    except (StoreError, PlanError):
        return None


def states_of(content: Content, shown: Shown) -> list[Progress]:
    """How far a plan that is shown is in each step."""
    return standing(content, shown.met, {})


def draw_shared(current: PlanSession) -> None:
    """Draw what the link shows; of a link that was ended, nothing any more."""
    content, link = current.content, _link()
    st.session_state[_SIGN] = _sign()  # before the plan is read: what changes in between is seen at the next look
    _look_again()
    try:
        found = store().view(link) if link else None
    except (StoreError, PlanError):
        st.error(content.doors.refused.no_storage)
        return
    if found is None:
        st.title(content.doors.shared.menu, anchor=False)
        st.info(content.doors.shared.wrong)
        _more_help(content)
        return
    _draw(current, found)


def _link() -> str | None:
    return key_in(st.context.cookies, SHARED_COOKIE)


def _sign() -> Any:
    """What changes with all that the link shows; False if nobody can tell now."""
    link = _link()
    try:
        return store().view_version(link) if link else None
    except StoreError:
        return False


@st.fragment(run_every=LOOK_AGAIN)
def _look_again() -> None:
    """Draw the page anew once something changed in what it may show: above all, once it may show nothing."""
    if not plan_session().run.full_run and _sign() != st.session_state.get(_SIGN):
        st.rerun()


def _draw(current: PlanSession, shown: Shown) -> None:
    content, name = current.content, shown.plan.about.name
    words, states = content.family.page, states_of(content, shown)
    step = next_step(states)
    whose = escape_markdown(name) or words.your_student
    st.title(fill(content.doors.shared.heading, {"name": whose}), anchor=False)
    st.caption(about(content, content.doors.shared.reading if shown.parts is None else words.chosen, name))
    with st.container(border=True, key="card_next"):
        paragraphs(_next(content, states, name))
    st.header(words.tonight, anchor=False)
    draw_help(content, step or content.workshop.steps[-1])
    _more_help(content)
    st.header(about(content, words.far, name), anchor=False)
    paragraphs(_far(content, states))
    if shown.parts is None:
        st.header(content.words.whole_plan, anchor=False)
        draw_document(outline(content, shown.plan, Options(today=current.today, now=current.now)))
    for part, blocks in parts_shown(content, shown, current.now):
        with st.container(border=True, key=f"card_{part}"):
            st.subheader(content.doors.parts[part].title, anchor=False)
            draw_blocks(blocks)


def _more_help(content: Content) -> None:
    page_link("family", content.family.page.more)


def _next(content: Content, states: Sequence[Progress], name: str) -> list[str]:
    """The step a student is at, and what is missing in it."""
    words, step = content.family.page, next_step(states)
    if step is None:
        return [f"### {words.next}", about(content, words.all_done, name)]
    place = content.workshop.steps.index(step)
    facts = {"number": str(place + 1), "total": str(len(states)), "step": content.steps[step].title}
    missing = (f":material/radio_button_unchecked: {text}" for text in states[place].missing)
    return [
        f"### {words.next}",
        f"**{fill(words.next_step, facts)}**",
        f":small[:gray[{about(content, words.still, name)}]]",
        *missing,
    ]


def _far(content: Content, states: Sequence[Progress]) -> list[str]:
    """The steps, each with a mark that says whether it is done, or the one to do now."""
    here, lines = next_step(states), []
    for number, state in enumerate(states, 1):
        mark = "arrow_circle_right" if state.step == here else "radio_button_unchecked"
        title = f"{number}\\. {content.steps[state.step].title}"
        said = f"**{title}**" if state.step == here else title
        lines.append(f":green[:material/check_circle:] {title}" if state.done else f":material/{mark}: {said}")
    return lines
