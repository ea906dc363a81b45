"""A message to one person: filled from the plan, edited by the student, copied, opened, marked as sent."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from workshop.coach.message import Kind, check_message
from workshop.coach.remarks import Remark, Span
from workshop.content import fill
from workshop.content.models import MessageKind, Template
from workshop.plan.contact_details import email_in, is_wrong
from workshop.plan.dates import day
from workshop.plan.messages import Letter, fill_template, forget_draft, mail_to, mark_sent, take_back
from workshop.plan.model import Person
from workshop.plan.team import addresses
from workshop.ui.core.components import Boxed, send_buttons
from workshop.ui.core.fields import bind_draft
from workshop.ui.core.remarks import draw_remarks
from workshop.ui.core.session import PlanSession
from workshop.ui.core.step_page import bullets, folded, then_close
from workshop.ui.core.text import escape_markdown

SAID_ABOVE = ("placeholder", "contact_wrong")
KINDS: dict[MessageKind, Kind] = {"request": "request", "thanks": "thank-you", "confirm": "confirm"}


def letter(current: PlanSession, person: Person, template: Template) -> None:
    """One message, filled and editable."""
    words = current.content.words
    filled = fill_template(current.content, current.plan, person, template)
    st.caption(template.when)
    text = as_it_stands(current, person, template, filled)
    own = own_contacts(current, text)
    missing = [*open_gaps(filled, text), *their_contact(current, person, template), *own.values()]
    if missing:
        st.warning("\n".join(f"- {each}" for each in missing), title=words.gaps_left, icon=":material/edit_off:")
    subject = draft(person, f"{template.id}_subject", words.subject, filled.subject) if template.subject else ""
    body = draft(person, template.id, words.message if template.channel == "email" else words.script, filled.body)
    named = [*(f"[{gap}]" for gap in filled.gaps), *own]
    check(current, person, template, Letter(subject, body, filled.gaps), named, more_above=bool(missing))
    with st.expander(words.tips, icon=":material/fact_check:", expanded=False):
        bullets(template.tips, ":material/check_small:")
    send(current, person, template, subject, body)


def as_it_stands(current: PlanSession, person: Person, template: Template, filled: Letter) -> str:
    """The words of a message as it is now, the student's own changes included."""
    drafts = current.plan.interview(person.id).drafts
    return "\n".join((drafts.get(f"{template.id}_subject", filled.subject), drafts.get(template.id, filled.body)))


def open_gaps(filled: Letter, text: str) -> list[str]:
    """The gaps that still stand in the text of a message."""
    return [gap for gap in filled.gaps if f"[{gap}]" in text]


def their_contact(current: PlanSession, person: Person, template: Template) -> list[str]:
    """What is wrong with the address or the number to which a message goes."""
    words, spoken = current.content.words, template.channel == "spoken"
    blank, said = ("phone", words.wrong_their_phone) if spoken else ("email", words.wrong_their_email)
    written = getattr(person, blank)
    to_them = template.kind != "introduction"  # which goes to whoever connects the two
    return [fill(said, {"written": escape_markdown(written)})] if to_them and is_wrong(blank, written) else []


def own_contacts(current: PlanSession, text: str) -> dict[str, str]:
    """What stands in the text of a message as the student's own address or number and reaches nobody, with a remark."""
    words, about = current.content.words, current.plan.about
    blanks = (("email", about.email, words.wrong_my_email), ("phone", about.phone, words.wrong_my_phone))
    return {
        written.strip(): fill(said, {"written": escape_markdown(written)})
        for blank, written, said in blanks
        if is_wrong(blank, written) and written.strip() in text
    }


def check(
    current: PlanSession, person: Person, template: Template, letter: Letter, named: Sequence[str], *, more_above: bool
) -> None:
    """What the coach says of a message as it stands, without the words that are `named` above it already."""
    kind = KINDS.get(template.kind, "other")
    label = f"{current.content.coach.messages.words.subject[0]}: "
    head = f"{label}{letter.subject}\n\n" if template.subject else ""
    text = head + letter.body
    found = check_message(current.content, text, kind, plan=current.plan, person=person)
    remarks = [each for each in found if each.code not in SAID_ABOVE or _is_new(text[slice(*each.span)], named)]
    closing = _closing(current, person, kind, remarks, more_above=more_above or len(remarks) < len(found))
    if not remarks and not closing:
        return
    path = f"interviews.{person.id}.drafts.{template.id}"

    def place(span: Span) -> tuple[str, int]:
        in_body = span[0] >= len(head)
        return (path, span[0] - len(head)) if in_body else (f"{path}_subject", max(span[0] - len(label), 0))

    draw_remarks(current.content.words, remarks, text, place, closing=closing)


def _closing(
    current: PlanSession, person: Person, kind: Kind, remarks: Sequence[Remark], *, more_above: bool
) -> tuple[str, ...]:
    """The lines under the remarks: that none is left, and what to ask oneself before one writes to someone new.

    No line says that a message is safe: the coach knows only some words. Where it looks for dangers alone, that nothing
    was found is no news.
    """
    words = current.content.words
    done = kind != "other" and all(each.level == "good" for each in remarks)
    first = (words.check_left_above if more_above else words.check_all_good,) if done else ()
    return first if person.is_known else (*first, words.check_yourself)


def _is_new(words: str, named: Sequence[str]) -> bool:
    """Whether there is more among these words than what is named."""
    for each in named:
        words = words.replace(each, "")
    return bool(words.strip())


def draft(person: Person, name: str, label: str, filled: str) -> str:
    """A text that starts as the filled template; only what the student changes is kept."""
    path = f"interviews.{person.id}.drafts.{name}"
    if name.endswith("_subject"):
        return bind_draft(st.text_input, path, label, filled)
    return bind_draft(st.text_area, path, label, filled, height="content")


def send(current: PlanSession, person: Person, template: Template, subject: str, body: str) -> None:
    """Copy, open in the mail program, start over, mark as sent."""
    words = current.content.words
    address = email_in(person.email) if template.kind != "introduction" else ""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"send_{template.id}"):
        path = f"interviews.{person.id}.drafts.{template.id}"
        send_buttons(
            f"copy_{person.id}_{template.id}",
            Boxed(body, current.widget(path)),
            Boxed(subject, current.widget(f"{path}_subject")),
            mail_to(address, addresses(current.plan)) if template.channel == "email" else "",
        )
        if current.editable:
            asked = f"start_over_{person.id}_{template.id}"
            with st.popover(
                words.start_over, icon=":material/restart_alt:", type="tertiary", key=asked, on_change="rerun"
            ):
                st.markdown(words.start_over_sure)
                st.button(
                    words.start_over_yes,
                    key=f"over_{person.id}_{template.id}",
                    on_click=then_close,
                    args=(
                        asked,
                        current.change,
                        lambda plan: forget_draft(plan, person, template),
                        words.done_start_over,
                    ),
                )
    if current.editable:
        mark(current, person, template)


def mark(current: PlanSession, person: Person, template: Template) -> None:
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


def history(current: PlanSession, person: Person) -> None:
    """What went out to this person, each with a way to take the mark back."""
    words, interview = current.content.words, current.plan.interview(person.id)
    if interview.sent:
        count = f"{words.history} ({len(interview.sent)})"
        folded(count, "letters_sent", partial(_history, current, person), icon=":material/done_all:")


def _history(current: PlanSession, person: Person) -> None:
    words = current.content.words
    for place, sent in enumerate(current.plan.interview(person.id).sent):
        template = current.content.templates.get(sent.template)
        title = template.title if template else escape_markdown(sent.template)
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
