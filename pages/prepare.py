"""Step 3: prepare."""

from collections.abc import Callable, Mapping

import streamlit as st

from workshop.content import fill
from workshop.content.models import Question, Section
from workshop.plan import ChosenQuestion, Person, Plan, clean, move, new_id, replace
from workshop.ui.blocks import numbered, step_page
from workshop.ui.book import Book, book
from workshop.ui.fields import bind

PAGE_SIZE = 8


def questions(_: Section, __: Person | None) -> None:
    """The student's list, then the bank to pick from."""
    current = book()
    own_list(current)
    if current.editable:
        own_question(current)
        bank(current)


def own_list(current: Book) -> None:
    """The chosen questions in order, with star, up, down and off."""
    words, chosen = current.content.words, current.plan.questions
    st.markdown(f"**{words.my_questions}**")
    if not chosen:
        st.caption(words.no_questions)
        return
    bank_minutes = (current.content.questions[q.id].minutes if q.id in current.content.questions else 2 for q in chosen)
    counts = (
        fill(words.count_chosen, {"count": str(len(chosen))}),
        fill(words.count_starred, {"count": str(len(current.plan.starred))}),
        fill(words.count_minutes, {"minutes": str(sum(bank_minutes))}),
    )
    st.caption(" ".join(counts))
    if not current.editable:
        numbered(chosen)
        return
    for place, question in enumerate(chosen):
        own_list_row(current, question, first=place == 0, last=place == len(chosen) - 1)


def own_list_row(current: Book, question: ChosenQuestion, *, first: bool, last: bool) -> None:
    """One chosen question."""
    words, path = current.content.words, f"questions.{question.id}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"row_{question.id}", gap="xsmall"):
        bind(
            st.text_area,
            f"{path}.text",
            words.my_questions,
            to_plan=clean,
            label_visibility="collapsed",
            height="content",
        )
        sign, label = (":orange[★]", words.unstar) if question.starred else ("☆", words.star)
        up, down = ":material/arrow_upward:", ":material/arrow_downward:"
        row_button(current, question, "star", sign, label, lambda plan: _star(plan, question.id))
        row_button(current, question, "up", up, words.move_up, lambda plan: _move(plan, question.id, -1), off=first)
        row_button(current, question, "down", down, words.move_down, lambda plan: _move(plan, question.id, 1), off=last)
        take_off_button(current, question)


def row_button(
    current: Book,
    question: ChosenQuestion,
    name: str,
    sign: str,
    label: str,
    change: Callable[[Plan], Plan],
    *,
    off: bool = False,
    done: str = "",
) -> None:
    """A small button of a question's row."""
    key = f"{name}_{question.id}"
    st.button(sign, key=key, help=label, type="tertiary", on_click=current.change, args=(change, done), disabled=off)


def take_off_button(current: Book, question: ChosenQuestion) -> None:
    """The button that takes a question off the list; it asks first where the words are the student's own."""
    words, in_bank = current.content.words, current.content.questions.get(question.id)
    if in_bank and in_bank.text == question.text:
        row_button(
            current,
            question,
            "close",
            ":material/close:",
            words.take_off,
            lambda plan: _take_off(plan, question.id),
            done=words.done_take_off,
        )
        return
    with st.popover(":material/close:", type="tertiary", help=words.take_off, key=f"sure_{question.id}"):
        st.markdown(words.take_off_sure)
        st.button(
            words.take_off,
            key=f"close_{question.id}",
            on_click=current.change,
            args=(lambda plan: _take_off(plan, question.id), words.done_take_off),
        )


def _star(plan: Plan, question_id: str) -> Plan:
    changed = [q.model_copy(update={"starred": not q.starred}) if q.id == question_id else q for q in plan.questions]
    return replace(plan, questions=tuple(changed))


def _move(plan: Plan, question_id: str, by: int) -> Plan:
    return replace(plan, questions=move(plan.questions, question_id, by))


def _take_off(plan: Plan, question_id: str) -> Plan:
    return replace(plan, questions=tuple(q for q in plan.questions if q.id != question_id))


def _add(plan: Plan, question: ChosenQuestion) -> Plan:
    if any(q.id == question.id for q in plan.questions):
        return plan
    return replace(plan, questions=(*plan.questions, question))


def own_question(current: Book) -> None:
    """A question of the student's own; the box empties once the question is saved."""
    words = current.content.words
    with st.form("own_question", border=False):
        st.text_input(words.own_question, placeholder=words.own_example, key="own_text")
        st.form_submit_button(words.add_own, icon=":material/add:", on_click=_add_own, args=(current,))


def _add_own(current: Book) -> None:
    text = clean(st.session_state["own_text"]).strip()
    if text:
        current.change(lambda plan: _add(plan, ChosenQuestion(id=new_id("own"), text=text)))
        if not current.trouble:
            st.session_state["own_text"] = ""


def bank(current: Book) -> None:
    """The question bank with its filters; a chosen question leaves it."""
    words, source = current.content.words, current.content.bank
    st.markdown(f"**{words.bank_title}**")
    topics = {topic.id: topic.title for topic in source.topics}
    topic = st.pills(words.topic_filter, list(topics), format_func=topics.__getitem__, key="bank_topic")
    left, right = st.columns(2)
    with left:
        moment = narrow(words.moment_filter, dict(source.moments), words.any, "bank_moment")
    with right:
        audience = narrow(words.audience_filter, dict(source.audiences), words.any, "bank_audience")
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


def narrow(label: str, labels: Mapping[str, str], anything: str, key: str) -> str | None:
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


def bank_row(current: Book, question: Question, topic: str) -> None:
    """One question of the bank: the question, why to ask it, and the button that adds it."""
    words = current.content.words
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"bank_{question.id}"):
        minutes = fill(words.minutes_each, {"minutes": str(question.minutes)})
        st.markdown(f"**{question.text}**\n\n:small[:gray[{question.why} · {topic} · {minutes}]]", width="stretch")
        st.button(
            words.add_question,
            icon=":material/add:",
            key=f"add_{question.id}",
            on_click=current.change,
            args=(lambda plan: _add(plan, ChosenQuestion(id=question.id, text=question.text)),),
        )


step_page("prepare", {"questions": questions})
