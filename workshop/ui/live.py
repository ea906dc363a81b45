"""The live mode: one thing at a time on the screen while two people talk, and afterwards what was noted."""

import html
from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from workshop.coach.question_list import check_questions
from workshop.content import fill
from workshop.content.models import Field
from workshop.exports.inline import brief
from workshop.live import (
    Card,
    cards,
    clock,
    finish,
    length,
    noted,
    remember,
    remembered,
    said_name,
    start,
    stay,
)
from workshop.messages import card_line
from workshop.plan import ChosenQuestion, Person
from workshop.ui.blocks import bullets, page_file
from workshop.ui.book import Book, book
from workshop.ui.clock import draw_clock
from workshop.ui.fields import draw
from workshop.ui.parts import alone
from workshop.ui.people import choose, display_name, go_on_with
from workshop.ui.text import paragraphs, plain

LONG_QUESTION = 100  # characters from which a question is set smaller
LISTED = 200  # characters of a question in the list
_ALL, _WHAT_IF, _JUMP = "all", "what_if", "live_jump"
_PERSON, _CARD, _VIEW = "person", "card", "view"  # in the address: a page that is loaded anew shows the same


def live_page() -> None:
    """Draw the page: the clock above, one card, and the way on at the thumb."""
    current = book()
    if not current.plan.present:
        st.title(current.content.live.start_live, anchor=False)
    person = current.plan.person(st.query_params.get(_PERSON, ""))
    person = person if person and not person.removed else choose()
    if person is None:
        return
    deck = cards(current.content, current.plan)
    _keep_questions(current, person, deck)
    names = [card.name for card in deck]
    here = st.query_params.get(_CARD, "")
    place, view = names.index(here) if here in names else 0, st.query_params.get(_VIEW, "")
    _top(current, person)
    if view == _ALL:
        _all(current, person, deck, place)
    elif view == _WHAT_IF:
        _what_if(current)
    else:
        _card(current, person, deck, place)
    with st.bottom:
        _bar(current, person, deck, place, view)


def _go(person: Person, card: str, view: str = "") -> None:
    """Turn to a card, or to a list that leads back to it."""
    places = {_PERSON: person.id, _CARD: card, _VIEW: view}
    st.query_params.from_dict({name: value for name, value in places.items() if value})


def _keep_questions(current: Book, person: Person, deck: Sequence[Card]) -> None:
    """Keep the words of the questions that have keywords by now."""
    interview = current.plan.interview(person.id)
    for question in (card.question for card in deck):
        if question and not remembered(interview, question):
            current.change(partial(remember, person_id=person.id, question=question))


def _top(current: Book, person: Person) -> None:
    """The way out and the clock; they stay in sight."""
    words, interview = current.content.live, current.plan.interview(person.id)
    with st.container(horizontal=True, vertical_alignment="center", key="live_top", gap="small"):
        if st.button(words.leave, icon=":material/close:", type="tertiary", key="live_leave"):
            go_on_with(person)
            st.switch_page(page_file("conduct"))
        draw_clock(clock(interview, current.now), length(interview), words.clock, current.now)


def _card(current: Book, person: Person, deck: Sequence[Card], place: int) -> None:
    card = deck[place]
    if card.question:
        _ask(current, person, deck, card.question)
    elif card.kind == "before":
        _before(current, person)
    elif card.kind == "open":
        _open(current, person)
    else:
        _close(current, person)


def _before(current: Book, person: Person) -> None:
    """What to do before the talk begins."""
    words, minutes = current.content.live, str(length(current.plan.interview(person.id)))
    st.title(words.before_title, anchor=False)
    with st.container(key="live_before"):
        paragraphs([f"**{fill(words.with_person, {'name': display_name(person), 'minutes': minutes})}**"])
        bullets(words.before, ":material/check_small:")
    if current.editable and not any(question.text.strip() for question in current.plan.questions):
        st.info(words.no_questions, icon=":material/lightbulb:")
        if st.button(words.choose_questions, icon=":material/arrow_back:", key="live_choose"):
            st.switch_page(page_file("prepare"))
    if current.editable and clock(current.plan.interview(person.id), current.now):
        st.button(
            words.start_again, icon=":material/replay:", key="live_again", on_click=_start, args=(current, person)
        )
        st.caption(words.running)


def _open(current: Book, person: Person) -> None:
    """The first lines."""
    words, lines = current.content.live, current.content.meeting.card.opening
    st.title(words.opening_title, anchor=False)
    filled = (card_line(current.content, current.plan, person, line.text) for line in lines)
    _say([*filled, words.opening_phone.text])


def _say(lines: Iterable[str]) -> None:
    """Lines to say, in large type."""
    st.html(f'<div class="say">{"".join(f"<p>{_escaped(line)}</p>" for line in lines)}</div>')


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _ask(current: Book, person: Person, deck: Sequence[Card], question: ChosenQuestion) -> None:
    """One question, and the box for its keywords right under it."""
    words, asked = current.content.live, [card.question for card in deck if card.question]
    number = asked.index(question) + 1
    facts = fill(words.place, {"number": str(number), "count": str(len(asked))})
    with st.container(key="live_long" if len(question.text) > LONG_QUESTION else "live_question", gap="xsmall"):
        st.caption(f"{facts} · {_marks(current, person, asked)[question.id]}")
        st.title(plain(question.text), anchor=False)
    alone("keywords", partial(_keywords, person, question))


def _marks(current: Book, person: Person, asked: Sequence[ChosenQuestion]) -> dict[str, str]:
    """For each question, whether to ask it first, if there is time, or at the end."""

    def work_out() -> dict[str, str]:
        minutes, words = length(current.plan.interview(person.id)), current.content.live.marks
        cut = check_questions(current.content, [question.text for question in asked], minutes)
        parts = {
            words.first: cut.first,
            words.if_time: cut.if_time,
            words.closing: cut.closing,
            words.leave_out: cut.leave_out,
        }
        return {asked[place].id: mark for mark, places in parts.items() for place in places}

    return current.once(f"live_marks_{person.id}", work_out)


def _keywords(person: Person, question: ChosenQuestion) -> None:
    words = book().content.live
    box = Field(
        id=said_name(question.id), kind="text", label=words.keywords, example=words.keywords_hint, place="interview"
    )
    with st.container(key="live_keywords", gap="xsmall"):
        draw(box, person)
        st.caption(words.follow.text)


def _close(current: Book, person: Person) -> None:
    """The last lines, the names they give, and some minutes more if these are offered."""
    words, lines = current.content.live, current.content.meeting.card.closing
    st.title(words.closing_title, anchor=False)
    _say(card_line(current.content, current.plan, person, line.text) for line in lines)
    alone("notes", lambda: draw(current.content.fields["notes"], person))
    if current.editable and clock(current.plan.interview(person.id), current.now):
        with st.container(horizontal=True, vertical_alignment="center", key="live_stay"):
            st.markdown(words.stay.text)
            st.button(
                words.stay_button,
                icon=":material/more_time:",
                key="live_longer",
                on_click=current.change,
                args=(partial(stay, person_id=person.id),),
            )


def _all(current: Book, person: Person, deck: Sequence[Card], place: int) -> None:
    """Every card to jump to."""
    words, here = current.content.live, deck[place]
    asked = [card.question for card in deck if card.question]
    marks, answers = _marks(current, person, asked), current.plan.interview(person.id)
    labels, captions = {}, []
    for card in deck[1:]:
        question, remarks = card.question, [words.now_here] if card is here else []
        labels[card.name] = words.opening_title if card.kind == "open" else words.closing_title
        if question:
            labels[card.name] = plain(brief(question.text, LISTED))
            has_words = answers.words(said_name(question.id)).strip()
            remarks = [marks[question.id], *([words.noted] if has_words else []), *remarks]
        captions.append(" · ".join(remarks))
    st.title(words.all_title, anchor=False)
    st.radio(
        words.all_title,
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        captions=captions,
        key=_JUMP,
        label_visibility="collapsed",
        on_change=lambda: _go(person, st.session_state[_JUMP]),
    )


def _what_if(current: Book) -> None:
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


def _bar(current: Book, person: Person, deck: Sequence[Card], place: int, view: str) -> None:
    """At the thumb: back and on; and from everywhere to all questions, to what to say, and to the end."""
    words = current.content.live
    with st.container(horizontal=True, key="live_way", gap="small"):
        if view in (_ALL, _WHAT_IF):
            _way(person, words.return_to_talk, deck[place].name, type="primary")
        else:
            if place:
                _way(person, words.back, deck[place - 1].name, icon=":material/arrow_back:")
            _onward(current, person, deck, place)
    with st.container(horizontal=True, key="live_tabs", gap="small"):
        here = deck[place].name
        for label, icon, card, turn_to in (
            (words.all, "list", here, _ALL),
            (words.what_if, "help", here, _WHAT_IF),
            (words.close, "flag", deck[-1].name, ""),
        ):
            st.button(
                label,
                icon=f":material/{icon}:",
                type="secondary" if (view, here) == (turn_to, card) else "tertiary",
                key=f"live_tab_{icon}",
                width="stretch",
                on_click=_go,
                args=(person, card, turn_to),
            )


def _way(person: Person, label: str, card: str, **looks: str) -> None:
    st.button(label, key=f"live_to_{card}", width="stretch", on_click=_go, args=(person, card), **looks)  # type: ignore[arg-type]


def _onward(current: Book, person: Person, deck: Sequence[Card], place: int) -> None:
    """The one main button: start, next, or done."""
    words = current.content.live
    running = clock(current.plan.interview(person.id), current.now)
    if deck[place].kind == "before" and current.editable and not running:
        args = (current, person)
        icon = ":material/play_arrow:"
        st.button(words.start, icon=icon, type="primary", key="live_start", width="stretch", on_click=_start, args=args)
    elif deck[place].kind == "close":
        if st.button(words.done, icon=":material/check:", type="primary", key="live_done", width="stretch"):
            _finish(current, person)
    else:
        label = words.go_on if deck[place].kind == "before" and current.editable else words.next
        _way(
            person, label, deck[place + 1].name, type="primary", icon=":material/arrow_forward:", icon_position="right"
        )


def _start(current: Book, person: Person) -> None:
    current.change(partial(start, person_id=person.id, now=current.now))
    if not current.trouble:
        _go(person, "open")


def _finish(current: Book, person: Person) -> None:
    """The talk has taken place: on to the thank-you."""
    current.change(partial(finish, person_id=person.id))
    if not current.trouble:
        go_on_with(person)
        st.switch_page(page_file("follow_up"))


def start_button(person: Person) -> None:
    """The way into the live mode."""
    words = book().content.live
    if st.button(words.start_live, icon=":material/play_circle:", type="primary", key="start_live", width="stretch"):
        st.switch_page(page_file("live"), query_params={_PERSON: person.id})


def noted_list(current: Book, person: Person) -> None:
    """What was noted for each question while they talked, if anything was."""
    words = current.content.live
    found = noted(current.content, current.plan, current.plan.interview(person.id))
    if found:
        rows = (
            f"<dt>{_escaped(each.question or words.off_the_list)}</dt><dd>{_escaped(each.keywords)}</dd>"
            for each in found
        )
        st.html(f'<dl class="noted">{"".join(rows)}</dl>')
