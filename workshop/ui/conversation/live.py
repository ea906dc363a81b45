"""The live mode: one thing at a time on the screen while two people talk, and afterwards what was noted."""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import streamlit as st

from workshop.coach.meetings import unsafe
from workshop.content import fill
from workshop.content.models import Field
from workshop.exports.inline import brief
from workshop.plan.live import Card, cards, length, live_clock, noted, remember, remembered, said_name, stay
from workshop.plan.messages import card_line
from workshop.plan.model import ChosenQuestion, Person
from workshop.plan.team import asker, has_team, member_name, roles
from workshop.ui.conversation.live_ways import ALL, WHAT_IF, bar, begin, person_here, place_in, top, way
from workshop.ui.core.fields import draw
from workshop.ui.core.fragments import fragment
from workshop.ui.core.menu import go_to
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import bullets
from workshop.ui.core.styles import use_style
from workshop.ui.core.text import escape_markdown, paragraphs
from workshop.ui.plan.people import display_name
from workshop.ui.plan.question_list import planned_for
from workshop.ui.plan.safety import tell_if_unsafe
from workshop.ui.team.notes import me, own_notes

LONG_QUESTION = 100  # characters from which a question is set smaller
LISTED = 200  # characters of a question in the list


def live_page() -> None:
    """Draw the page: the clock above, one card, and the way on at the thumb."""
    current = plan_session()
    if not current.plan.present:
        st.title(current.content.live.start_live, anchor=False)
    person = person_here()
    if person is None:
        return
    deck = cards(current.content, current.plan)
    _keep_questions(current, person, deck)
    place, view = place_in(deck)
    use_style("live")
    top(current, person, f"{deck[place].name} {view}")
    if view == ALL:
        _all(current, person, deck, place)
    elif view == WHAT_IF:
        _what_if(current)
    else:
        _card(current, person, deck, place)
    with st.bottom:
        bar(current, person, deck, place, view)


def _keep_questions(current: PlanSession, person: Person, deck: Sequence[Card]) -> None:
    """Keep the words of the questions that have keywords by now."""
    interview = current.plan.interview(person.id)
    for question in (card.question for card in deck):
        if question and not remembered(interview, question):
            current.change(partial(remember, person_id=person.id, question=question))


def _card(current: PlanSession, person: Person, deck: Sequence[Card], place: int) -> None:
    card = deck[place]
    if card.question:
        _ask(current, person, deck, card.question)
    elif card.kind == "before":
        _before(current, person)
    elif card.kind == "open":
        _open(current, person)
    else:
        _close(current, person)


def _before(current: PlanSession, person: Person) -> None:
    """What to do before the talk begins."""
    words, interview = current.content.live, current.plan.interview(person.id)
    facts = {"name": display_name(person), "minutes": str(length(interview))}
    st.title(words.before_title, anchor=False)
    paragraphs([f"**{fill(words.with_person, facts)}**"])
    tell_if_unsafe(unsafe, person)
    if not any(question.text.strip() for question in current.plan.questions):
        st.info(words.no_questions, icon=":material/lightbulb:")
        if st.button(words.choose_questions, icon=":material/arrow_back:", key="live_choose"):
            go_to("prepare")
    with st.container(key="live_before"):
        bullets(words.before, ":material/check_small:")
    if current.editable and live_clock(interview, current.now):
        st.button(
            words.start_again,
            icon=":material/replay:",
            key="live_again",
            help=words.start_again_hint,
            on_click=begin,
            args=(current, person),
        )


def _open(current: PlanSession, person: Person) -> None:
    """The first lines."""
    words, lines = current.content.live, current.content.meeting.card.opening
    st.title(words.opening_title, anchor=False)
    filled = (card_line(current.content, current.plan, person, line.text) for line in lines)
    say([*filled, words.opening_phone.text])


def say(lines: Iterable[str]) -> None:
    """Lines to say, in large type."""
    st.html(f'<div class="say">{"".join(f"<p>{_escaped(line)}</p>" for line in lines)}</div>')


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _ask(current: PlanSession, person: Person, deck: Sequence[Card], question: ChosenQuestion) -> None:
    """One question, and the box for its keywords right under it."""
    words, asked = current.content.live, [card.question for card in deck if card.question]
    place = {"number": str(asked.index(question) + 1), "count": str(len(asked))}
    question_title(
        question.text,
        f"{fill(words.place, place)} · {_marks(current, person, asked)[question.id]}",
        partial(_who_asks, current, question),
    )
    fragment("keywords", partial(_keywords, person, question))


def question_title(text: str, caption: str, between: Callable[[], None] = lambda: None) -> None:
    """A question in large type, under a caption and what `between` draws."""
    with st.container(key="live_long" if len(text) > LONG_QUESTION else "live_question", gap="xsmall"):
        st.caption(caption)
        between()
        st.title(escape_markdown(text), anchor=False)


def _who_asks(current: PlanSession, question: ChosenQuestion) -> None:
    """In a team, who asks this question."""
    member = asker(current.plan, question)
    if member:
        name = escape_markdown(member_name(current.content, current.plan, member.id))
        st.markdown(f":material/record_voice_over: **{fill(current.content.team.asks, {'name': name})}**")


def _marks(current: PlanSession, person: Person, asked: Sequence[ChosenQuestion]) -> dict[str, str]:
    """For each question, whether to ask it first, if there is time, or at the end."""

    def work_out() -> dict[str, str]:
        minutes, words = length(current.plan.interview(person.id)), current.content.live.marks
        cut = planned_for(current, asked, minutes)
        parts = (
            (words.first, cut.first),
            (words.if_time, cut.if_time),
            (words.closing, cut.closing),
            (words.leave_out, cut.leave_out),
        )
        return {asked[place].id: mark for mark, places in parts for place in places}

    return current.once(f"live_marks_{person.id}", work_out)


def _keywords(person: Person, question: ChosenQuestion) -> None:
    words = plan_session().content.live
    box = Field(
        id=said_name(question.id), kind="text", label=words.keywords, example=words.keywords_hint, place="interview"
    )
    with st.container(key="live_keywords", gap="xsmall"):
        draw(box, person)
        st.caption(" · ".join([*_who_notes(plan_session(), person), words.follow.text]))


def _who_notes(current: PlanSession, person: Person) -> Iterator[str]:
    """In a team, who writes the keywords, if it is someone else."""
    member = roles(current.plan, current.plan.interview(person.id)).get("notes")
    if member and member != me(current):
        name = escape_markdown(member_name(current.content, current.plan, member.id))
        yield fill(current.content.team.takes_notes, {"name": name})


def _close(current: PlanSession, person: Person) -> None:
    """The last lines, the names they give, and some minutes more if these are offered."""
    words, lines = current.content.live, current.content.meeting.card.closing
    st.title(words.closing_title, anchor=False)
    say(card_line(current.content, current.plan, person, line.text) for line in lines)
    notes = current.content.fields["notes"].model_copy(update={"hint": "", "example": ""})
    fragment("notes", lambda: _notes(person, notes))
    if current.editable and live_clock(current.plan.interview(person.id), current.now):
        st.button(
            words.stay.text,
            icon=":material/more_time:",
            key="live_stay",
            width="stretch",
            on_click=current.change,
            args=(partial(stay, person_id=person.id),),
        )


def _notes(person: Person, shared: Field) -> None:
    """The box for notes; in a team, the visitor's own."""
    current = plan_session()
    mine = me(current)
    if mine and has_team(current.plan) and current.editable:
        own_notes(current, person, mine)
    else:
        draw(shared, person)


def _all(current: PlanSession, person: Person, deck: Sequence[Card], place: int) -> None:
    """Every card to turn to, a button each."""
    words, interview = current.content.live, current.plan.interview(person.id)
    marks = _marks(current, person, [card.question for card in deck if card.question])
    st.title(words.all_title, anchor=False)
    with st.container(key="live_list", gap="xsmall"):
        for card in deck[1:]:
            label, remarks = words.opening_title if card.kind == "open" else words.closing_title, []
            if card.question:
                label, remarks = escape_markdown(brief(card.question.text, LISTED)), [marks[card.question.id]]
                remarks += [words.noted] if interview.words(said_name(card.question.id)).strip() else []
            remarks += [words.now_here] if card is deck[place] else []
            way(person, f"**{label}** :small[{' · '.join(remarks)}]", card.name, wrap=True)


def _what_if(current: PlanSession) -> None:
    """What may happen, and what to say then; it opens without a connection too."""
    words = current.content.live
    st.title(words.what_if_title, anchor=False)
    entries = (
        f"<details><summary>{_escaped(each.title)}</summary><small>{_escaped(words.to_say)}</small>"
        f"<blockquote>{_escaped(each.say)}</blockquote><p>{_escaped(each.text)}</p></details>"
        for each in words.curveballs
    )
    st.html(f'<div class="curveballs">{"".join(entries)}</div>')
    st.markdown(f"**{current.content.words.card_during}**")
    bullets(current.content.meeting.card.during, ":material/lightbulb:")


def noted_list(current: PlanSession, person: Person) -> None:
    """What was noted for each question while they talked, if anything was."""
    words = current.content.live
    rows = (
        f"<dt>{_escaped(each.question or words.off_the_list)}</dt><dd>{_escaped(each.keywords)}</dd>"
        for each in noted(current.content, current.plan, current.plan.interview(person.id))
    )
    if drawn := "".join(rows):
        st.html(f'<dl class="noted">{drawn}</dl>')
