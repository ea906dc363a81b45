"""A message to one person: filled from the plan, edited by the student, copied, opened, marked as sent."""

from datetime import date
from functools import partial

import streamlit as st

from workshop.coach.message import Kind, check_message
from workshop.coach.remarks import Span
from workshop.content import fill
from workshop.content.models import MessageKind, Template
from workshop.dates import day
from workshop.messages import Letter, fill_template, forget_draft, mail_to, mark_sent, take_back
from workshop.plan import Person
from workshop.team import addresses
from workshop.ui.blocks import bullets, folded
from workshop.ui.book import Book
from workshop.ui.components import Boxed, send_buttons
from workshop.ui.fields import bind_draft
from workshop.ui.remarks import draw_remarks
from workshop.ui.text import plain

KINDS: dict[MessageKind, Kind] = {"request": "request", "thanks": "thank-you", "confirm": "confirm"}


def letter(current: Book, person: Person, template: Template) -> None:
    """One message, filled and editable."""
    words = current.content.words
    filled = fill_template(current.content, current.plan, person, template)
    st.caption(template.when)
    gaps = open_gaps(current, person, template, filled)
    if gaps:
        st.warning("\n".join(f"- {gap}" for gap in gaps), title=words.gaps_left, icon=":material/edit_off:")
    subject = draft(person, f"{template.id}_subject", words.subject, filled.subject) if template.subject else ""
    body = draft(person, template.id, words.message if template.channel == "email" else words.script, filled.body)
    check(current, person, template, Letter(subject, body, filled.gaps))
    with st.expander(words.tips, icon=":material/fact_check:", expanded=False):
        bullets(template.tips, ":material/check_small:")
    send(current, person, template, subject, body)


def open_gaps(current: Book, person: Person, template: Template, filled: Letter) -> list[str]:
    """The gaps that still stand in the message as it is now, the student's own changes included."""
    drafts = current.plan.interview(person.id).drafts
    text = drafts.get(template.id, filled.body) + drafts.get(f"{template.id}_subject", filled.subject)
    return [gap for gap in filled.gaps if f"[{gap}]" in text]


def check(current: Book, person: Person, template: Template, letter: Letter) -> None:
    """What the coach says of a message as it stands, without the gaps that are named above it already."""
    kind = KINDS.get(template.kind)
    if kind is None:
        return
    label = f"{current.content.coach.messages.words.subject[0]}: "
    head = f"{label}{letter.subject}\n\n" if template.subject else ""
    text = head + letter.body
    remarks = check_message(current.content, text, kind, plan=current.plan, person=person)
    remarks = tuple(each for each in remarks if each.code != "placeholder" or _is_new(text[slice(*each.span)], letter))
    path = f"interviews.{person.id}.drafts.{template.id}"

    def place(span: Span) -> tuple[str, int]:
        in_body = span[0] >= len(head)
        return (path, span[0] - len(head)) if in_body else (f"{path}_subject", max(span[0] - len(label), 0))

    draw_remarks(current.content.words, remarks, text, place)


def _is_new(words: str, letter: Letter) -> bool:
    """Whether there is more among these words than the gaps of the letter."""
    for gap in letter.gaps:
        words = words.replace(f"[{gap}]", "")
    return bool(words.strip())


def draft(person: Person, name: str, label: str, filled: str) -> str:
    """A text that starts as the filled template; only what the student changes is kept."""
    path = f"interviews.{person.id}.drafts.{name}"
    if name.endswith("_subject"):
        return bind_draft(st.text_input, path, label, filled)
    return bind_draft(st.text_area, path, label, filled, height="content")


def send(current: Book, person: Person, template: Template, subject: str, body: str) -> None:
    """Copy, open in the mail program, start over, mark as sent."""
    words = current.content.words
    address = person.email if template.kind != "introduction" else ""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"send_{template.id}"):
        path = f"interviews.{person.id}.drafts.{template.id}"
        send_buttons(
            f"copy_{person.id}_{template.id}",
            Boxed(body, current.widget(path)),
            Boxed(subject, current.widget(f"{path}_subject")),
            mail_to(address, addresses(current.plan)) if template.channel == "email" else "",
        )
        if current.editable:
            with st.popover(words.start_over, icon=":material/restart_alt:", type="tertiary"):
                st.markdown(words.start_over_sure)
                st.button(
                    words.start_over_yes,
                    key=f"over_{person.id}_{template.id}",
                    on_click=current.change,
                    args=(lambda plan: forget_draft(plan, person, template), words.done_start_over),
                )
    if address and "@" not in address:
        st.caption(words.odd_address)
    if current.editable:
        mark(current, person, template)


def mark(current: Book, person: Person, template: Template) -> None:
    """The date, and the button that says the message went out."""
    words, key = current.content.words, f"{person.id}_{template.id}"
    spoken = template.channel == "spoken"
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"mark_{template.id}"):
        on = st.date_input(
            words.spoke_on if spoken else words.sent_on,
            value=current.today,
            key=f"on_{key}",
            min_value=date(2000, 1, 1),
            width=180,
        )
        st.button(
            words.mark_called if spoken else words.mark_sent,
            type="primary",
            icon=":material/done_all:",
            key=f"sent_{key}",
            disabled=not on,
            on_click=current.change,
            args=(lambda plan: mark_sent(plan, person, template, on or current.today),),
        )
    sent = [each for each in current.plan.interview(person.id).sent if each.template == template.id]
    if sent:
        st.success(
            fill(words.sent_line, {"title": template.title, "day": day(sent[-1].on)}), icon=":material/done_all:"
        )


def history(current: Book, person: Person) -> None:
    """What went out to this person, each with a way to take the mark back."""
    words, interview = current.content.words, current.plan.interview(person.id)
    if interview.sent:
        count = f"{words.history} ({len(interview.sent)})"
        folded(count, "letters_sent", partial(_history, current, person), icon=":material/done_all:")


def _history(current: Book, person: Person) -> None:
    words = current.content.words
    for place, sent in enumerate(current.plan.interview(person.id).sent):
        template = current.content.templates.get(sent.template)
        title = template.title if template else plain(sent.template)
        with st.container(horizontal=True, vertical_alignment="center", key=f"history_{place}"):
            st.markdown(f"{fill(words.sent_line, {'title': title, 'day': day(sent.on)})}")
            if current.editable:
                st.button(
                    words.not_sent,
                    type="tertiary",
                    key=f"unsent_{person.id}_{place}",
                    on_click=current.change,
                    args=(lambda plan, sent=sent: take_back(plan, person, sent),),
                )
