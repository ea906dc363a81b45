"""Step 3: prepare."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import streamlit as st

from workshop.content import fill
from workshop.content.models import Question, Section
from workshop.plan.model import ChosenQuestion, Person, Plan, clean, move, new_id, replace
from workshop.plan.progress import ENOUGH_QUESTIONS
from workshop.ui.core.fields import bind
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import folded, numbered, step_page
from workshop.ui.core.text import paragraphs
from workshop.ui.plan.question_list import Review, add, draw_list, draw_row, headings, review
from workshop.ui.team.notes import who_asks

PAGE_SIZE = 8
_OWN = "own_question"
Choice = TypeVar("Choice", bound=str)


def page() -> None:
    """Draw the page."""
    step_page("prepare", {"questions": questions, "team_questions": who_asks})


def questions(_: Section, __: Person | None) -> None:
    """The student's list, then the bank to pick from; it is folded for one who comes with enough of them."""
    current = plan_session()
    own_list(current)
    if current.editable:
        own_question(current)
        st.session_state.setdefault("bank", len(current.plan.questions) < ENOUGH_QUESTIONS)
        folded(
            current.content.words.bank_title, "bank", partial(bank, current), icon=":material/format_list_bulleted_add:"
        )


def own_list(current: PlanSession) -> None:
    """The chosen questions in order, with star, up, down and off."""
    words, chosen = current.content.words, current.plan.questions
    counts = (
        fill(words.count_chosen, {"count": str(len(chosen))}),
        fill(words.count_starred, {"count": str(len(current.plan.starred))}),
    )
    paragraphs([f"**{words.my_questions}**", f":small[:gray[{' '.join(counts) if chosen else words.no_questions}]]"])
    if not chosen:
        return
    found = review(current)
    if current.editable:
        own_rows(current, found)
    else:
        numbered(chosen)
    draw_list(current, found)


def own_rows(current: PlanSession, found: Review) -> None:
    """The questions to change, each with what could be better about it, in the parts of the talk."""
    questions, begin, looked = current.plan.questions, headings(current.content, found), found.looked
    for place, question in enumerate(questions):
        if question.id in begin:
            st.markdown(f":small[**{begin[question.id]}**]")
        own_list_row(current, question, first=place == 0, last=place == len(questions) - 1)
        draw_row(current, question, looked.get(question.id))


def own_list_row(current: PlanSession, question: ChosenQuestion, *, first: bool, last: bool) -> None:
    """One chosen question: its words, a star, and a menu with what else can be done with it."""
    words = current.content.words
    with st.container(horizontal=True, vertical_alignment="center", key=f"row_{question.id}", gap="xsmall"):
        bind(
            st.text_area,
            f"questions.{question.id}.text",
            words.my_questions,
            to_plan=clean,
            label_visibility="collapsed",
            height="content",
        )
        st.button(
            ":orange[★]" if question.starred else "☆",
            key=f"star_{question.id}",
            help=words.unstar if question.starred else words.star,
            type="tertiary",
            on_click=current.change,
            args=(lambda plan: _star(plan, question.id),),
        )
        doings = {
            **({} if first else {words.move_first: _moved(question, -len(current.plan.questions))}),
            **({} if first else {words.move_up: _moved(question, -1)}),
            **({} if last else {words.move_down: _moved(question, 1)}),
            words.take_off: lambda plan: _take_off(plan, question.id),
        }
        key = f"more_{question.id}"
        st.menu_button(
            ":material/more_vert:",
            list(doings),
            key=key,
            help=words.question_menu,
            type="tertiary",
            on_click=lambda: _do(current, doings, st.session_state[key]),
        )


def _do(current: PlanSession, doings: Mapping[str, Callable[[Plan], Plan]], chosen: str) -> None:
    words = current.content.words
    current.change(doings[chosen], words.done_take_off if chosen == words.take_off else "")


def _moved(question: ChosenQuestion, by: int) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, questions=move(plan.questions, question.id, by))


def _star(plan: Plan, question_id: str) -> Plan:
    changed = [q.model_copy(update={"starred": not q.starred}) if q.id == question_id else q for q in plan.questions]
    return replace(plan, questions=tuple(changed))


def _take_off(plan: Plan, question_id: str) -> Plan:
    return replace(plan, questions=tuple(q for q in plan.questions if q.id != question_id))


def own_question(current: PlanSession) -> None:
    """A question of the student's own; the box empties once the question is saved."""
    words = current.content.words
    with st.form(_OWN, border=False):
        st.text_input(words.own_question, placeholder=words.own_example, key="own_text")
        st.form_submit_button(words.add_own, icon=":material/add:", on_click=_add_own, args=(current,))
    current.show_save_error(_OWN)


def _add_own(current: PlanSession) -> None:
    text = clean(st.session_state["own_text"]).strip()
    if text:
        current.change(lambda plan: add(plan, ChosenQuestion(id=new_id("own"), text=text)), at=_OWN)
        if not current.save_error:
            st.session_state["own_text"] = ""


def bank(current: PlanSession) -> None:
    """The question bank with its filters; a chosen question leaves it."""
    words, source = current.content.words, current.content.bank
    topics = {topic.id: topic.title for topic in source.topics}
    topic = st.pills(words.topic_filter, list(topics), format_func=topics.__getitem__, key="bank_topic")
    with st.grid(2):
        moment = narrow(words.moment_filter, source.moments, words.any, "bank_moment")
        audience = narrow(words.audience_filter, source.audiences, words.any, "bank_audience")
    search = st.text_input(words.search_questions, placeholder=words.search_example, key="bank_search", live=True)
    taken = {question.id for question in current.plan.questions}
    found = [q for q in source.questions if q.id not in taken and fits(q, topic, moment, audience, search)]
    if topic:
        st.caption(next(each.text for each in source.topics if each.id == topic))
    st.caption(fill(words.found_questions, {"count": str(len(found))}))
    shown = st.session_state.setdefault("bank_shown", PAGE_SIZE)
    for question in found[:shown]:
        bank_row(current, question, topics[question.topic])
    if len(found) > shown and st.button(words.more_questions, icon=":material/expand_more:"):
        st.session_state["bank_shown"] = shown + PAGE_SIZE
        st.rerun()


def narrow(label: str, labels: Mapping[Choice, str], anything: str, key: str) -> Choice | None:
    """A filter of the bank; None lets everything through."""
    return st.selectbox(label, list(labels), index=None, placeholder=anything, key=key, format_func=labels.__getitem__)


def fits(question: Question, topic: str | None, moment: str | None, audience: str | None, search: str) -> bool:
    """Whether a question passes the filters; every word searched for must be in the question or in its reason."""
    text = f"{question.text} {question.why}".casefold()
    return (
        topic in (None, question.topic)
        and moment in (None, question.moment)
        and (audience is None or audience in question.audiences)
        and all(word in text for word in search.casefold().split())
    )


def bank_row(current: PlanSession, question: Question, topic: str) -> None:
    """One question of the bank, and why to ask it: all of it is the button that adds it."""
    minutes = fill(current.content.words.minutes_each, {"minutes": str(question.minutes)})
    key = f"add_{question.id}"
    st.button(
        f"**{question.text}** :small[{question.why} · {topic} · {minutes}]",
        icon=":material/add:",
        key=key,
        width="stretch",
        wrap=True,
        on_click=current.change,
        args=(lambda plan: add(plan, ChosenQuestion(id=question.id, text=question.text)), "", key),
    )
    current.show_save_error(key)
