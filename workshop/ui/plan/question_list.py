"""The question planner: what the coach says of the student's questions, and the buttons that follow its advice."""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import streamlit as st

from workshop.coach import Planned, Remark, check_question, check_questions
from workshop.coach.question_list import Looked
from workshop.coach.questions import open_way
from workshop.coach.remarks import WHOLE, Span
from workshop.content import Content, fill
from workshop.content.models import Question
from workshop.exports.inline import brief
from workshop.plan.dates import next_minutes
from workshop.plan.model import ChosenQuestion, Plan, read, replace, write
from workshop.ui.core.remarks import remark_list
from workshop.ui.core.session import PlanSession
from workshop.ui.core.text import escape_markdown

FEW = 3  # questions, before which there is nothing to say of a list
SHORT = 60  # characters of a question where it is only named
OPEN_RULE = 30
_ENDS = " \t\r\n.,?!"
_TIME = ("too_long", "room", "time_fits")
_MISSING = {"no_names": "whom_else", "no_contact": "contact_again"}


@dataclass(frozen=True)
class Review:
    """The questions that have words, in order, what the coach says of them, and which ones of the bank to add."""

    asked: tuple[ChosenQuestion, ...]
    planned: Planned
    closers: tuple[Question, ...]

    @property
    def looked(self) -> Mapping[str, Looked]:
        """What was found, by question."""
        return {question.id: looked for question, looked in zip(self.asked, self.planned.questions, strict=True)}

    @property
    def order(self) -> list[str]:
        """The ids of the questions as the coach would ask them."""
        cut = self.planned
        return [self.asked[place].id for place in (*cut.first, *cut.if_time, *cut.closing, *cut.leave_out)]


def review(current: PlanSession) -> Review:
    """The list as the coach sees it, for the time of the next talk."""

    def look() -> Review:
        asked = tuple(question for question in current.plan.questions if question.text.strip())
        minutes = next_minutes(current.plan, current.now)
        planned = planned_for(current, asked, minutes)
        return Review(asked, planned, tuple(_closers(current.content, current.plan, planned)))

    return current.once("review", look)


def planned_for(current: PlanSession, asked: Iterable[ChosenQuestion], minutes: int) -> Planned:
    """What the coach finds in these questions for a talk of so many minutes; each wording is looked at once."""
    planned = check_questions(current.content, (question.text for question in asked), minutes, current.reviews)
    current.reviews = {each.text: each for each in planned.questions}
    return planned


def draw_row(current: PlanSession, question: ChosenQuestion, looked: Looked | None) -> None:
    """What could be better about one question, with a button where an open one can take its place."""
    remarks = [remark for remark in looked.remarks if remark.level != "good"] if looked else []
    if not remarks:
        return
    st.html(f'<div class="remarks">{_row_remarks(current.content, question, remarks)}</div>')
    instead = open_way(current.content, question.text) if remarks[0].code == "closed" else ""
    if instead:
        words = current.content.words
        st.button(
            words.use_this,
            key=f"open_{question.id}",
            icon=":material/edit:",
            help=escape_markdown(instead),
            on_click=current.change,
            args=(_reworded(question, instead), words.done_use_this),
        )


def _row_remarks(content: Content, question: ChosenQuestion, remarks: Sequence[Remark]) -> str:
    """The remarks with the words they are about, unless these are the whole question or a remark says them itself."""
    whole = question.text.strip(_ENDS)

    def place(span: Span) -> tuple[str, int] | None:
        about = question.text[slice(*span)].strip(_ENDS)
        said = about == whole or any(about in remark.say for remark in remarks)
        return None if said else (f"questions.{question.id}.text", span[0])

    return remark_list(content.words, remarks, question.text, place)


def _reworded(question: ChosenQuestion, instead: str) -> Callable[[Plan], Plan]:
    """The change of a question's words, unless it has others by now."""
    path = f"questions.{question.id}.text"
    return lambda plan: write(plan, path, instead) if read(plan, path) == question.text else plan


def headings(content: Content, found: Review) -> dict[str, str]:
    """Above which question a part of the talk begins, once the list is long enough and in the coach's order."""
    in_order = found.order == [question.id for question in found.asked]
    parts = _parts(content, found) if in_order and len(found.asked) >= FEW else {}
    return {questions[0].id: title for title, questions in parts.items()}


def _parts(content: Content, found: Review) -> dict[str, list[ChosenQuestion]]:
    """The questions in the parts of the talk, by the title of the part."""
    words, cut = content.words, found.planned
    places = {
        words.ask_first: cut.first,
        words.ask_if_time: cut.if_time,
        words.ask_closing: cut.closing,
        words.ask_not: cut.leave_out,
    }
    return {title: [found.asked[place] for place in part] for title, part in places.items() if part}


def draw_list(current: PlanSession, found: Review) -> None:
    """What there is to say of the list as a whole, and what to ask first."""
    if len(found.asked) < FEW:
        return
    in_order = current.editable and bool(headings(current.content, found))
    cut = [] if in_order else _cut(current.content, found)
    st.html(f'<section class="remarks">{"".join([*_list_remarks(current.content, found), *cut])}</section>')
    if current.editable:
        _buttons(current, found, in_order=in_order)


def _list_remarks(content: Content, found: Review) -> Iterator[str]:
    """A line for each thing to do, one for all that is good, and one for the time."""
    words, remarks = content.words, [each for each in found.planned.remarks if each.code not in _TIME]
    fine = sum(not looked.rank for looked in found.planned.questions)
    count = fill(words.questions_fine, {"count": str(fine), "total": str(len(found.asked))})
    praise = " ".join([*[count] * bool(fine), *(remark.say for remark in remarks if remark.level == "good")])
    good = [Remark(OPEN_RULE, "good", "", WHOLE, praise)] if praise else []
    to_do = [remark for remark in remarks if remark.level != "good"]
    yield f"<h4>{html.escape(words.list_title)}</h4>{remark_list(words, [*to_do, *good], '', lambda _: None)}"
    yield from (f"<p>{html.escape(each.say)}</p>" for each in found.planned.remarks if each.code in _TIME)


def _cut(content: Content, found: Review) -> Iterator[str]:
    """The parts of the talk, each with its questions in one line."""
    for title, questions in _parts(content, found).items():
        texts = " · ".join(f"<bdi>{html.escape(brief(question.text, SHORT))}</bdi>" for question in questions)
        yield f"<p><b>{html.escape(title)}:</b> {texts}</p>"


def _buttons(current: PlanSession, found: Review, *, in_order: bool) -> None:
    """Put the list in order, and add what is missing at its end."""
    words = current.content.words
    if not in_order:
        st.button(
            words.put_in_order,
            icon=":material/sort:",
            on_click=current.change,
            args=(_in_order(found.order), words.done_put_in_order),
        )
    for question in found.closers:
        key = f"close_{question.id}"
        st.button(
            fill(words.add_question, {"question": question.text}),
            key=key,
            icon=":material/add:",
            wrap=True,
            on_click=current.change,
            args=(_with(question), words.done_add_question, key),
        )
        current.show_save_error(key)


def _closers(content: Content, plan: Plan, planned: Planned) -> Iterator[Question]:
    """Questions of the bank that close a talk as the coach misses it."""
    taken = {question.id for question in plan.questions}
    closing = [each for each in content.bank.questions if each.moment == "closing" and each.id not in taken]
    for code in (_MISSING[remark.code] for remark in planned.remarks if remark.code in _MISSING):
        found = (each for each in closing if any(said.code == code for said in check_question(content, each.text)))
        yield from islice(found, 1)


def _in_order(order: Sequence[str]) -> Callable[[Plan], Plan]:
    """The change that puts the questions in an order; those it does not name stand at the end."""
    place = {question: number for number, question in enumerate(order)}
    return lambda plan: replace(
        plan, questions=tuple(sorted(plan.questions, key=lambda question: place.get(question.id, len(place))))
    )


def add(plan: Plan, question: ChosenQuestion) -> Plan:
    """The plan with a question at the end of the list, unless it is there."""
    if any(each.id == question.id for each in plan.questions):
        return plan
    return replace(plan, questions=(*plan.questions, question))


def _with(question: Question) -> Callable[[Plan], Plan]:
    return lambda plan: add(plan, ChosenQuestion(id=question.id, text=question.text))
