"""A team at work on one plan: who one is, who writes, who asks what, who does what, and everyone's notes."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from workshop.content import fill
from workshop.content.models import Section
from workshop.exports.inline import brief
from workshop.keys import member_in
from workshop.plan.contact_details import email_in
from workshop.plan.messages import in_a_row
from workshop.plan.model import Person, Plan, Teammate, replace
from workshop.plan.team import copied, member_name, note_writers, open_questions, point, share_out
from workshop.ui.core.fields import bind, tell_if_wrong
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.text import escape_markdown, own_words
from workshop.vocabulary import ROLES

_ME, _CHOICE = "team_me", "team_me_choice"
_QUESTION = 160  # characters of a question where it is only named
_NARROWEST = 200  # pixels a part needs beside another


def me(current: PlanSession) -> Teammate | None:
    """The member who uses this browser: as chosen in this session, or as the browser remembers."""
    chosen = st.session_state.get(_ME) or member_in(st.context.cookies)
    return current.plan.team.member(chosen)


def names(current: PlanSession) -> dict[str, str]:
    """What the members of now are called, by id, in Markdown."""
    return {
        each.id: escape_markdown(member_name(current.content, current.plan, each.id))
        for each in current.plan.team.present
    }


def ask_who(current: PlanSession) -> None:
    """Let the visitor say which member they are, if nobody knows."""
    known = names(current)
    if current.editable and me(current) is None:
        st.pills(
            current.content.team.i_am, list(known), format_func=known.__getitem__, key=_CHOICE, on_change=_note_who
        )


def _note_who() -> None:
    st.session_state[_ME] = st.session_state[_CHOICE]


def pick_member(path: str, label: str, known: Mapping[str, str], **looks: Any) -> None:
    """A choice of one member, kept at an address in the plan."""
    bind(
        st.pills,
        path,
        label,
        to_widget=lambda value: value if value in known else None,
        options=list(known),
        format_func=known.__getitem__,
        default="default",
        **looks,
    )


def pick_point(current: PlanSession) -> None:
    """The choice of the member who writes to people."""
    pick_member("team.point", current.content.team.point.pick, names(current))


def who_writes(_: Section, __: Person | None) -> None:
    """On Contact: who writes, whose e-mail address is missing, and whose name the messages carry."""
    current = plan_session()
    words, writer, known = current.content.team.point, point(current.plan), names(current)
    ask_who(current)
    pick_point(current)
    if writer is None:
        st.caption(words.none)
        return
    others = in_a_row([known[each.id] for each in copied(current.plan)], current.content.words.list_and)
    if writer == me(current):
        st.markdown(f":material/edit: {fill(words.you, {'others': others})}")
    else:
        st.markdown(f":material/volunteer_activism: {fill(words.other, {'name': known[writer.id]})}")
    _addresses(current, known)
    _signature(current, writer)


def _addresses(current: PlanSession, known: Mapping[str, str]) -> None:
    """The boxes for the e-mail addresses that are missing; one that is being written stays until it is whole."""
    words = current.content.team
    missing = [known[each.id] for each in copied(current.plan) if not email_in(each.email)]
    if missing:
        whose = in_a_row(missing, current.content.words.list_and)
        st.caption(fill(words.point.no_email, {"names": whose}))
    for each in copied(current.plan):
        path = f"team.members.{each.id}.email"
        if not email_in(each.email) or current.writes(path):
            label = {"name": known[each.id], "label": words.card.email}
            written = bind(st.text_input, path, fill(current.content.words.of_person, label))
            tell_if_wrong("email", written)


def _signature(current: PlanSession, writer: Teammate) -> None:
    """Whose name stands under the messages, if it is not that of the one who writes."""
    words, signed = current.content.team.point, current.plan.about.name
    if not signed.strip() or signed.split() == writer.name.split():
        return
    st.caption(fill(words.signed, {"name": escape_markdown(signed)}))
    if current.editable and writer.name.strip():
        st.button(
            fill(words.sign, {"name": escape_markdown(writer.name)}),
            key="sign_as_writer",
            icon=":material/signature:",
            on_click=current.change,
            args=(lambda plan: _signed(plan, writer), words.done_sign),
        )


def _signed(plan: Plan, writer: Teammate) -> Plan:
    about = {"name": writer.name, "email": writer.email, "phone": ""}
    return replace(plan, about=plan.about.model_copy(update=about))


def who_asks(_: Section, __: Person | None) -> None:
    """On Prepare: for each question who asks it, and a button that shares out those that are open."""
    current = plan_session()
    words, questions, known = current.content.team, current.plan.questions, names(current)
    if not questions:
        st.caption(words.nobody)
        return
    counts = {each: sum(question.asker == each for question in questions) for each in known}
    lines = (fill(words.counts, {"name": known[each], "count": str(count)}) for each, count in counts.items())
    st.caption(" · ".join(lines))
    if current.editable and open_questions(current.plan):
        done = words.done_share_out
        st.button(words.share_out, icon=":material/groups:", on_click=current.change, args=(share_out, done))
    with st.container(key="who_asks", gap="small"):
        for number, question in enumerate(questions, 1):
            label = f"{number}\\. {escape_markdown(brief(question.text, _QUESTION))}"
            pick_member(f"questions.{question.id}.asker", label, known)


def who_does_what(_: Section, person: Person | None) -> None:
    """On Conduct: who leads, who watches the time, and who takes notes."""
    if person is None:
        return
    current = plan_session()
    known = names(current)
    with st.grid(len(ROLES), min_column_width=_NARROWEST) as places:
        for role in ROLES:
            words = current.content.team.roles[role]
            with places.cell(), st.container(gap="xsmall"):
                st.markdown(f"**{words.title}**  \n:small[{words.text}]")
                pick_member(f"interviews.{person.id}.roles.{role}", words.title, known, label_visibility="collapsed")


def everyones_notes(_: Section, person: Person | None) -> None:
    """On Conduct: the visitor's own box, and beside it what the others have noted."""
    if person is None:
        return
    current = plan_session()
    ask_who(current)
    mine, notes = me(current), current.plan.interview(person.id).team_notes
    gone = [
        each for each in note_writers(current.plan, current.plan.interview(person.id)) if each not in names(current)
    ]
    with st.grid(2, min_column_width=_NARROWEST) as places:
        if mine and current.editable:
            with places.cell():
                own_notes(current, person, mine)
        for each in (each for each in [*names(current), *gone] if not (mine and current.editable and each == mine.id)):
            with places.cell(), st.container(gap="xsmall", key=f"notes_of_{each}"):
                st.caption(escape_markdown(member_name(current.content, current.plan, each)))
                _noted(current, notes.get(each, ""))


def _noted(current: PlanSession, text: str) -> None:
    """What someone else noted, or that there is nothing yet."""
    if text.strip():
        own_words(text)
    else:
        with st.container(border=True):
            st.caption(current.content.team.notes.nothing)


def own_notes(current: PlanSession, person: Person, mine: Teammate) -> None:
    """The box for the visitor's own notes of a talk."""
    words = current.content.team.notes
    label = fill(words.mine, {"name": escape_markdown(member_name(current.content, current.plan, mine.id))})
    path = f"interviews.{person.id}.team_notes.{mine.id}"
    bind(st.text_area, path, label, to_widget=_text, placeholder=words.mine_hint, height="content")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
