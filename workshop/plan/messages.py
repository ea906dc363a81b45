"""Fill a message template from a plan, and say what is missing.

Student text is only ever put in, never read as a template.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from workshop.content import Content, fill, placeholders
from workshop.content.models import Option, Template
from workshop.plan.contact_details import email_in, phone_in
from workshop.plan.dates import answer_dates, day, moment, start_of
from workshop.plan.model import About, Interview, Person, Plan, Sent, write
from workshop.plan.team import copied, member_name
from workshop.vocabulary import FAMILY_NOTE, FIRST_MESSAGES, OPTIONAL_LINES, OPTIONAL_PLACEHOLDERS, STATUSES, Status

# A message the student emptied, to write it anew; no draft at all means "as in the template".
EMPTIED = "\n"

_STATUS_AFTER: dict[str, Status] = {
    "request": "asked",
    "phone": "asked",
    "nudge": "nudged",
    "thanks": "thanked",
}


@dataclass(frozen=True)
class Letter:
    """A filled message. `gaps` names what the plan could not fill, in the order of the text."""

    subject: str
    body: str
    gaps: tuple[str, ...]


def goal_sentence(content: Content, plan: Plan) -> str:
    """The student's goal in one sentence, built from its parts (rules 11, 12); empty until a job or field is named."""
    subject = _phrase(plan.words("goal_subject"))
    if not subject:
        return ""
    words = content.words
    pattern = words.goal_job if plan.answers.get("goal_kind") == "job" else words.goal_field
    advice = advice_phrase(content, plan)
    ending = fill(words.goal_advice, {"advice": advice}) if advice else ""
    return fill(pattern, {"subject": subject, "advice": ending})


def advice_phrase(content: Content, plan: Plan) -> str:
    """The advice that would help most, as a phrase: "how people get started and what the days are like"."""
    chosen = plan.answers.get("goal_advice", ())
    options: tuple[Option, ...] = content.fields["goal_advice"].options
    labels = [option.label for option in options if isinstance(chosen, tuple) and option.id in chosen]
    return in_a_row(labels, content.words.list_and)


def in_a_row(phrases: list[str], last: str) -> str:
    """Phrases as a list in a sentence: "a, b and c"."""
    return f" {last} ".join(part for part in (", ".join(phrases[:-1]), *phrases[-1:]) if part)


def values(content: Content, plan: Plan, person: Person) -> dict[str, str]:
    """What each placeholder stands for with this person; an empty string where the plan does not say."""
    about, interview = plan.about, plan.interview(person.id)
    start = start_of(interview)
    starred = [f"{number}. {question.text}" for number, question in enumerate(plan.starred, 1)]
    first = next((sent for sent in interview.sent if _kind(content, sent.template) in ("request", "phone")), None)
    found = {
        "my_name": about.name,
        "my_school": about.school,
        "my_year": about.year,
        "my_email": about.email,
        "my_phone": about.phone,
        "my_contact": _contact(about),
        "my_introduction": plan.words("intro"),
        "my_hope": plan.words("hope"),
        "dear": person.address,
        "their_name": person.name,
        "their_title": person.title,
        "connector": person.connector,
        "how_i_know": _phrase(person.how),
        "field": _phrase(plan.words("goal_subject")),
        "goal": goal_sentence(content, plan),
        "advice": advice_phrase(content, plan),
        "when": moment(start) if start else "",
        "where": interview.where,
        "starred_questions": "\n".join(starred),
        "learned": interview.words("learned"),
        "next_step": interview.words("next_step"),
        "update_note": interview.words("update_note"),
        "sent_on": day(first.on) if first else "",
    }
    known = {name: value.strip() for name, value in found.items()}
    sentences = {
        "referred": _referred(content, person),
        "got_name": _got_name(content, person),
        "copied": _copied(content, plan),
        "at_work": _at_work(content, person),
    }
    return known | {name: f" {text}" if text else "" for name, text in sentences.items()}


def _referred(content: Content, person: Person) -> str:
    """The sentence that names who connects the two; empty if nobody does."""
    connector = one_line(person.connector)
    return fill(content.words.referred, {"connector": connector}) if connector else ""


def _got_name(content: Content, person: Person) -> str:
    """The sentence of a call that says where the name is from: who gave it, or else how the student found it.

    Who is known needs none, and a student who does not say how they found a name is not made to.
    """
    connector, how = _phrase(one_line(person.connector)), _phrase(one_line(person.how))
    if connector:
        return fill(content.words.name_from, {"connector": connector})
    return fill(content.words.found_you, {"how": how}) if how and not person.is_known else ""


def _at_work(content: Content, person: Person) -> str:
    """Where the person works, as the end of a phrase; empty for someone who works for themselves."""
    organisation = _phrase(one_line(person.organisation))
    return fill(content.words.at_work, {"organisation": organisation}) if organisation else ""


def _copied(content: Content, plan: Plan) -> str:
    """The sentence that names the team (rule 84); empty without a point person."""
    names = [one_line(member_name(content, plan, each.id)) for each in copied(plan)]
    if not names:
        return ""
    pattern = content.team.copied_one if len(names) == 1 else content.team.copied_more
    count = str(len(plan.team.present))
    return fill(pattern, {"count": count, "names": in_a_row(names, content.words.list_and)})


def _contact(about: About) -> str:
    """The one way to reach the student: the phone if there is a number, the e-mail address if not."""
    if phone_in(about.phone) or not email_in(about.email):
        return about.phone.strip() or about.email
    return about.email


def _phrase(text: str) -> str:
    """The text fit for the middle of a sentence."""
    return text.strip().rstrip(".")


def _kind(content: Content, template_id: str) -> str:
    template = content.templates.get(template_id)
    return template.kind if template else ""


def fill_template(content: Content, plan: Plan, person: Person, template: Template) -> Letter:
    """The message for this person, with `[what is missing]` where the plan has a gap."""
    known = values(content, plan, person)
    text = template.subject + template.body
    gaps = dict.fromkeys(content.messages.gaps[name] for name in _needed(text) if not known[name])
    return Letter(
        subject=one_line(_with_gaps(content, known, template.subject)),
        body=_with_gaps(content, known, template.body),
        gaps=tuple(gaps),
    )


def card_line(content: Content, plan: Plan, person: Person, line: str) -> str:
    """A line of the conversation card, filled like a message."""
    return _with_gaps(content, values(content, plan, person), line)


def _with_gaps(content: Content, known: Mapping[str, str], text: str) -> str:
    kept = "\n".join(line for line in text.split("\n") if not _is_left_out(line, known))
    waiting = {name: f"[{content.messages.gaps[name]}]" for name in _needed(kept) if not known[name]}
    return fill(kept, {name: known[name] for name in placeholders(kept)} | waiting)


def _is_left_out(line: str, known: Mapping[str, str]) -> bool:
    """Whether a line of a template has only what may be left out, and the plan does not say it."""
    return any(name in OPTIONAL_LINES and not known[name] for name in placeholders(line))


def _needed(text: str) -> list[str]:
    return [name for name in placeholders(text) if name not in OPTIONAL_PLACEHOLDERS]


def suggested(content: Content, person: Person, interview: Interview, today: date) -> str:
    """The id of the template that fits where things stand with this person."""
    match interview.status:
        case "asked" if (waiting := answer_dates(interview)) and today < waiting.nudge:
            return first_message(person)
        case "asked" | "nudged":
            return "nudge"
        case "yes":
            return "confirm"
        case "met":
            return "thank_you"
        case "thanked":
            return "update"
        case "no":
            return "thanks_anyway"
        case _:
            return first_message(person)


def first_message(person: Person) -> str:
    """The first message that fits how the student knows this person."""
    return FIRST_MESSAGES[person.closeness or "stranger"]


def mark_sent(plan: Plan, person: Person, template: Template, on: date) -> Plan:
    """The plan once this message has gone out on a day; where things stand never steps back."""
    interview = plan.interview(person.id)
    after = _STATUS_AFTER.get(template.kind, interview.status)
    if after == "thanked" and not interview.held:  # thanks for an answer, not for a conversation
        after = interview.status
    status = max(interview.status, after, key=STATUSES.index)
    mark = Sent(template=template.id, on=on)
    if mark not in interview.sent:
        plan = write(plan, f"interviews.{person.id}.sent", (*interview.sent, mark))
    return write(plan, f"interviews.{person.id}.status", status)


def take_back(plan: Plan, person: Person, mark: Sent) -> Plan:
    """The plan without one mark of what was sent, if it still stands; the status is for the student to correct."""
    sent = list(plan.interview(person.id).sent)
    if mark in sent:
        sent.remove(mark)
    return write(plan, f"interviews.{person.id}.sent", tuple(sent))


def forget_draft(plan: Plan, person: Person, template: Template) -> Plan:
    """The plan without the student's changes to a message: the template shows again."""
    for name in (template.id, f"{template.id}_subject"):
        plan = write(plan, f"interviews.{person.id}.drafts.{name}", "")
    return plan


def handover_note(content: Content, plan: Plan) -> str:
    """The note with which a parent introduces their student to someone, with `[what is missing]` like a message."""
    words = content.family.handover
    name = one_line(plan.about.name).split(" ")[0]
    known = {"student": name, "field": _phrase(plan.words("goal_subject"))}
    gaps = {"student": words.student_gap, "field": words.field_gap}
    return fill(words.note, {blank: known[blank] or f"[{gaps[blank]}]" for blank in known})


def is_draft(address: str) -> bool:
    """Whether the text at an address starts as a template; emptied, it is `EMPTIED`."""
    return ".drafts." in address or address == f"answers.{FAMILY_NOTE}"


def one_line(text: str) -> str:
    """The text without line breaks: a subject line has none."""
    return " ".join(text.split())


def mail_to(address: str, copies: Sequence[str] = ()) -> str:
    """The beginning of a link that opens a mail: to whom, and who gets a copy; what is in it follows."""
    to, *others = (quote(one_line(each), safe="@") for each in (address, *copies))
    cc = f"cc={','.join(others)}&" if others else ""
    return f"mailto:{to}?{cc}"


def mailto(address: str, subject: str, body: str) -> str:
    """A link that opens the message in the reader's own mail program."""
    lines = body.replace("\n", "\r\n")  # as RFC 6068 asks
    return f"{mail_to(address)}subject={quote(subject)}&body={quote(lines)}"
