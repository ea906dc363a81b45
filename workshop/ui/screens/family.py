"""For families: how to help without taking over."""

from functools import partial

import streamlit as st

from workshop.exports import DRAWN, Options
from workshop.exports.family import family
from workshop.plan.model import About, Plan
from workshop.plan.progress import next_step
from workshop.plan.shared_view import Shown
from workshop.ui.core.fragments import fragment
from workshop.ui.core.menu import page_link
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import folded, paper_choice
from workshop.ui.core.text import paragraphs
from workshop.ui.plan.family import about, draw_agreement, draw_handover, draw_help, draw_more, has_own_plan
from workshop.ui.plan.links import draw_links, tell_failure
from workshop.ui.plan.shared_view import shown_here, states_of
from workshop.vocabulary import StepId


def page() -> None:
    """Draw the page."""
    current = plan_session()
    st.title(current.content.family.title, anchor=False)
    st.markdown(current.content.family.what)
    shown_plan(current)
    fragment("family_step", lambda: step_help(plan_session()))
    fragment("handover", lambda: handover(plan_session()))
    draw_more(current.content)
    fragment("agreement", lambda: draw_agreement(plan_session()))
    fragment("give_link", lambda: give_link(plan_session()))
    two_pages(current)


def shown_instead(current: PlanSession) -> Shown | None:
    """The plan that someone shows in this browser, where it has none of its own."""
    return None if has_own_plan(current) else shown_here()


def standing_at(current: PlanSession) -> tuple[StepId | None, str]:
    """The step of the plan in this browser, or of one shown in it, and whose it is; the last once all are done."""
    last, shown = current.content.workshop.steps[-1], shown_instead(current)
    if shown:
        return next_step(states_of(current.content, shown)) or last, shown.plan.about.name
    if has_own_plan(current):
        return next_step(current.progress.values()) or last, current.plan.about.name
    return None, ""


def handover(current: PlanSession) -> None:
    """The note that introduces the student to someone; of a plan that is shown it takes no more than the name."""
    shown = shown_instead(current)
    draw_handover(current, Plan(about=About(name=shown.plan.about.name)) if shown else current.plan)


def step_help(current: PlanSession) -> None:
    """A choice of the step, and its card."""
    content, words = current.content, current.content.family.page
    order = content.workshop.steps
    at, name = standing_at(current)
    asked = st.query_params.get("step")
    step = st.pills(
        words.which,
        order,
        default=asked if asked in order else at or order[0],
        required=True,
        format_func=lambda each: f"{order.index(each) + 1} {content.steps[each].short}",
        key="family_step",
        wrap=True,
    )
    chosen = content.steps[step or order[0]]
    with st.container(border=True, key="card_step_help"):
        here = [f":small[:material/location_on: {about(content, words.at, name)}]"] if at == chosen.id else []
        paragraphs([f"### {order.index(chosen.id) + 1}\\. {chosen.title}", *here])
        draw_help(content, chosen.id)


def shown_plan(current: PlanSession) -> None:
    """The way to a plan that someone shows in this browser."""
    shown = shown_here()
    if shown:
        label = about(current.content, current.content.family.page.see, shown.plan.about.name)
        page_link("shared", label)


def give_link(current: PlanSession) -> None:
    """For the student: a link that shows a parent what the student ticks."""
    words = current.content.family.page
    tell_failure(current)
    folded(words.give_link, "give_link", partial(links, current), icon=":material/link:")


def links(current: PlanSession) -> None:
    """The links, once there is something to show."""
    if current.editable and current.saved.revision:
        draw_links(current)
    else:
        st.markdown(current.content.family.page.no_plan_yet)


def two_pages(current: PlanSession) -> None:
    """All of it on paper; the file is made when its button is pressed."""
    words = current.content.family.page
    with st.container(border=True, key="card_two_pages"):
        paragraphs([f"### {words.two_pages}", words.two_pages_text])
        options = Options(today=current.today, paper=paper_choice(current))
        st.download_button(
            words.download,
            lambda: DRAWN["pdf"](current.content, family(current.content), options),
            "family.pdf",
            "application/pdf",
            key="download_family",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
