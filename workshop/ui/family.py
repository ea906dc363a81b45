"""Help for a family on a screen: for one step, for handing over a contact, for practice, and the agreement."""

import html
import re
from functools import partial

import streamlit as st

from workshop.content import Content, fill
from workshop.content.family_words import Advice
from workshop.dates import day
from workshop.exports.agreement import agreed_on, all_ticked, sides
from workshop.messages import mailto
from workshop.ui.blocks import folded
from workshop.ui.book import Book
from workshop.ui.components import copy_button
from workshop.ui.fields import bind
from workshop.ui.text import plain
from workshop.vocabulary import AGREED_ON, StepId

HERE = "agree_here"
_BLANK = re.compile(r"\[(.+?)\]")


def about(content: Content, text: str, name: str) -> str:
    """A sentence of ours about a student, with their name if it is known."""
    said = fill(text, {"name": plain(name) or content.family.page.your_student})
    return said[:1].upper() + said[1:]


def draw_help(content: Content, step: StepId) -> None:
    """What a parent may do in a step and what the student does, what to say, and a way to begin to talk."""
    st.html(help_html(content, step))


def help_html(content: Content, step: StepId) -> str:
    """The card of a step."""
    words, each = content.family.labels, content.family.steps[step]
    roles = _said("may", words.may, each.may) + _said("does", words.student, each.student)
    talk = _quoted("yes", words.say, each.say) + _quoted("no", words.not_say, each.not_say)
    return f'<div class="fam">{roles}{talk}{_quoted("starter", words.starter, each.starter)}</div>'


def _said(kind: str, title: str, text: str) -> str:
    return f'<section class="fam_{kind}"><h3>{html.escape(title)}</h3><p>{html.escape(text)}</p></section>'


def _quoted(kind: str, title: str, text: str) -> str:
    return f'<section class="fam_{kind}"><h3>{html.escape(title)}</h3><p><q>{html.escape(text)}</q></p></section>'


def draw_more(content: Content) -> None:
    """What helps at any step, each behind its title."""
    words = content.family
    folded(words.handover.title, "handover", partial(_handover, content), icon=":material/forward_to_inbox:")
    folded(words.practice.title, "practice", partial(_advice, words.practice), icon=":material/theater_comedy:")
    folded(words.after_no.title, "after_no", partial(_advice, words.after_no), icon=":material/sentiment_neutral:")


def _handover(content: Content) -> None:
    words, page = content.family.handover, content.family.page
    st.markdown(words.text)
    st.html(f'<div class="fam_note"><h4>{html.escape(words.note_title)}</h4><p>{_marked(words.note)}</p></div>')
    st.caption(page.blanks)
    with st.container(horizontal=True, vertical_alignment="center", key="send_note"):
        copy_button(page.copy_note, content.words.copied, words.note, key="copy_note")
        st.link_button(content.words.open_mail, mailto("", words.subject, words.note), icon=":material/outgoing_mail:")
    st.markdown("\n".join(f"- {line}" for line in words.after))


def _marked(note: str) -> str:
    """The note, with each blank marked."""
    return _BLANK.sub(r"<mark>[\1]</mark>", html.escape(note))


def _advice(advice: Advice) -> None:
    st.markdown("\n".join(f"- {line}" for line in advice.lines))


def draw_agreement(current: Book) -> None:
    """The agreement behind its title: to tick where the student's plan is, and to read elsewhere."""
    title = current.content.family.agreement.title
    folded(title, "agreement", partial(_agreement, current), icon=":material/handshake:")


def _agreement(current: Book) -> None:
    words = current.content.family.agreement
    ours = bool(current.saved.revision) or not current.editable or st.session_state.get(HERE, False)
    st.markdown(words.text if ours else words.elsewhere)
    for place, (title, lines) in zip(st.columns(2), sides(words), strict=True):
        with place.container(border=True, key=f"card_{lines[0].id}"):
            st.markdown(f"**{title}**")
            for line in lines:
                if ours:
                    bind(st.checkbox, f"checks.{line.id}", line.text, to_widget=bool)
                else:
                    st.markdown(f"- {line.text}")
    if not ours:
        st.button(words.here, key="agree_on_this", type="tertiary", on_click=_tick_here)
        return
    _note_the_day(current)
    on = agreed_on(current.content, current.plan)
    if on:
        st.success(fill(words.both, {"day": day(on)}), icon=":material/handshake:")


def _tick_here() -> None:
    st.session_state[HERE] = True


def _note_the_day(current: Book) -> None:
    """Keep the day on which the last line was ticked, as long as all are."""
    done = all_ticked(current.content, current.plan)
    if current.editable and done != bool(current.plan.words(AGREED_ON)):
        current.set(f"answers.{AGREED_ON}", current.today.isoformat() if done else "")
        current.tell_trouble()
