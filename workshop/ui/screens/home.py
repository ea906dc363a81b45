"""Home: what this is, what comes out of it, and the six steps."""

import streamlit as st

from workshop.content import fill
from workshop.plan.progress import Progress, next_step
from workshop.ui.core.device import ask_whose_device
from workshop.ui.core.menu import go_to, page_link
from workshop.ui.core.session import PlanSession, plan_session, show_example
from workshop.ui.core.step_page import STATIC, due_list, way_out
from workshop.ui.core.text import linked, paragraphs


def page() -> None:
    """Draw the page."""
    current = plan_session()
    states = list(current.progress.values())
    hero(current, states)
    due_list(current, limit=3)
    steps(current, states)
    outcomes(current)
    frame(current)
    helpers(current)


def hero(current: PlanSession, states: list[Progress]) -> None:
    """The name, three sentences, and the one way to begin."""
    workshop, words = current.content.workshop, current.content.words
    st.image(STATIC / "hero.svg", alt="")
    st.title(workshop.title, anchor=False)
    st.markdown(f"#### {workshop.tagline}")
    with st.container(horizontal=True, key="for_helpers"):
        page_link("family", current.content.family.page.link)
    paragraphs(workshop.what)
    with st.container(horizontal=True, key="begin"):
        begin(current, states)
        if current.editable:
            st.button(words.see_example, icon=":material/visibility:", on_click=show_example, args=(True,))
    if current.editable and current.in_class.member is None:
        way_out({"/join": current.content.of_class.join.link})
    if current.editable and not current.saved.revision:  # later the foot asks
        ask_whose_device(current, "home")


def begin(current: PlanSession, states: list[Progress]) -> None:
    """Start, go on, or look at the plan: whichever is next."""
    words, order = current.content.words, current.content.workshop.steps
    target = next_step(states)
    if target is None:
        label = words.all_done
    elif any(state.begun for state in states):
        step = current.content.steps[target]
        label = fill(words.go_on, {"number": str(order.index(target) + 1), "step": step.short})
    else:
        label = words.start
    if st.button(label, type="primary", icon=":material/arrow_forward:", icon_position="right"):
        go_to(target or "my_plan")


def steps(current: PlanSession, states: list[Progress]) -> None:
    """The six steps as a task list."""
    st.header(current.content.words.steps_title, anchor=False)
    with st.container(border=True, gap="small", key="card_steps"):
        for number, state in enumerate(states, 1):
            step_row(current, number, state)


def step_row(current: PlanSession, number: int, state: Progress) -> None:
    """One step: how far it is, its title as a link, what one has after it."""
    step = current.content.steps[state.step]
    icon = "check_circle" if state.done else step.icon
    label, color = standing(current, state)
    mark = ":material/check: " if state.done else ""
    title = f"**{number}. {step.title}** :{color}-badge[{mark}{label}]"
    with st.container(gap=None, key=f"step_{step.id}"):
        page_link(step.id, title, icon)
        st.caption(step.promise)


def standing(current: PlanSession, state: Progress) -> tuple[str, str]:
    """How far a step is, in words, with the color of its badge."""
    words = current.content.words
    if state.done:
        return words.step_done, "green"
    if not state.begun:
        return words.step_not_begun, "gray"
    left = len(state.missing)
    return (words.step_left_one if left == 1 else fill(words.step_left, {"count": str(left)})), "orange"


def outcomes(current: PlanSession) -> None:
    """What one has at the end."""
    st.header(current.content.words.outcomes_title, anchor=False)
    paragraphs(f":green[:material/check_circle:] {each}" for each in current.content.workshop.outcomes)


def frame(current: PlanSession) -> None:
    """What an informational interview is, in a few cards."""
    st.header(current.content.words.frame_title, anchor=False)
    with st.grid(2, border=True, key="cards"):
        for item in current.content.workshop.frame:
            st.markdown(item.text)


def helpers(current: PlanSession) -> None:
    """Who helps at this school."""
    school = current.content.school
    st.header(fill(current.content.words.help_title, {"school": school.name}), anchor=False)
    lines = (f":material/support_agent: **{linked(each.title, each.link)}** – {each.text}" for each in school.helpers)
    paragraphs(lines)
    page_link("family", current.content.family.title)
    page_link("classroom", current.content.teach.home_link)
