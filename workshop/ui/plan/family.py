"""Help for a family on a screen: for one step, for handing over a contact, for practice, and the agreement."""

import html
from functools import partial

import streamlit as st

from workshop.content import Content, fill
from workshop.content.words.family import Advice
from workshop.exports.agreement import all_ticked, both_agree, sides
from workshop.plan.messages import handover_note, mail_to
from workshop.plan.model import Plan, clean, write
from workshop.ui.core.components import Boxed, send_buttons
from workshop.ui.core.fields import bind, bind_draft
from workshop.ui.core.session import PlanSession
from workshop.ui.core.step_page import folded
from workshop.ui.core.text import escape_markdown
from workshop.vocabulary import AGREED_ON, FAMILY_NOTE, OTHER_ADULT, StepId

HERE = "agree_here"


def about(content: Content, text: str, name: str) -> str:
    """A sentence of ours about a student, with their name if it is known."""
    said = fill(text, {"name": escape_markdown(name) or content.family.page.your_student})
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
    folded(words.practice.title, "practice", partial(_advice, words.practice), icon=":material/theater_comedy:")
    folded(words.after_no.title, "after_no", partial(_advice, words.after_no), icon=":material/sentiment_neutral:")


def has_own_plan(current: PlanSession) -> bool:
    """Whether the plan of this browser holds more than a parent's note."""
    return not current.editable or write(current.plan, f"answers.{FAMILY_NOTE}", "") != Plan()


def draw_handover(current: PlanSession, plan: Plan) -> None:
    """How to introduce the student of a plan to someone, behind its title."""
    title = current.content.family.handover.title
    folded(title, "handover", partial(_handover, current, plan), icon=":material/forward_to_inbox:")


def _handover(current: PlanSession, plan: Plan) -> None:
    words, page, path = current.content.family.handover, current.content.family.page, f"answers.{FAMILY_NOTE}"
    st.markdown(words.text)
    note = bind_draft(st.text_area, path, words.note_title, handover_note(current.content, plan), height="content")
    st.caption(page.blanks)
    box = Boxed(note, current.widget(path))
    send_buttons("send_note", box, Boxed(words.subject), mail_to(""), copy=page.copy_note)
    st.markdown("\n".join(f"- {line}" for line in words.after))


def _advice(advice: Advice) -> None:
    st.markdown("\n".join(f"- {line}" for line in advice.lines))


def draw_agreement(current: PlanSession) -> None:
    """The agreement behind its title: to tick where the student's plan is, and to read elsewhere."""
    title = current.content.family.agreement.title
    folded(title, "agreement", partial(_agreement, current), icon=":material/handshake:")


def _agreement(current: PlanSession) -> None:
    words = current.content.family.agreement
    ours = has_own_plan(current) or st.session_state.get(HERE, False)
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
    bind(st.text_input, f"answers.{OTHER_ADULT}", words.other_adult, to_widget=_words, to_plan=clean)
    _note_the_day(current)
    if all_ticked(current.content, current.plan):
        st.success(both_agree(current.content, current.plan), icon=":material/handshake:")


def _words(answer: object) -> str:
    return answer if isinstance(answer, str) else ""


def _tick_here() -> None:
    st.session_state[HERE] = True


def _note_the_day(current: PlanSession) -> None:
    """Keep the day on which the last line is ticked here, as long as all are; who only looks changes nothing."""
    done, key = all_ticked(current.content, current.plan), current.widget("agreed")
    before = st.session_state.get(key, done)
    st.session_state[key] = done
    if current.editable and done not in (before, bool(current.plan.words(AGREED_ON))):
        path = f"answers.{AGREED_ON}"
        current.set(path, current.today.isoformat() if done else "")
        current.show_save_error(path)
