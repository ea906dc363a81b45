"""What the blanks of a plan are called, for someone who does not know their addresses."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from workshop.content import Content, fill
from workshop.content.models import Field
from workshop.exports.inline import LONGEST_NAME, brief
from workshop.exports.pack import observed
from workshop.plan.dates import as_day, day, moment
from workshop.plan.live import STARTED, of_the_talk, question_of
from workshop.plan.model import Plan, read
from workshop.plan.team import member_name
from workshop.ui.core.text import escape_markdown
from workshop.vocabulary import AGREED_ON, OTHER_ADULT

_NAMES_A_MEMBER = re.compile(r"team\.point|questions\.[^.]+\.asker|interviews\.[^.]+\.roles\.[^.]+")


def blank_name(content: Content, plan: Plan, path: str, *others: Plan) -> str:
    """What the blank or the record at an address is called on its page, in Markdown."""
    kind, *rest = path.split(".")
    if kind in ("people", "interviews") and rest:
        person = next((found for found in (each.person(rest[0]) for each in (plan, *others)) if found), None)
        name = _short(person.name if person else "") or content.words.unnamed
        label = (
            _of_a_team(content, rest, (plan, *others))
            or _talk(content, rest, (plan, *others))
            or (_label(content, rest[1:]) if len(rest) > 1 else "")
        )
        return fill(content.words.of_person, {"name": name, "label": label}) if label else name
    if kind == "team" and rest:
        return _team(content, rest, (plan, *others))
    if kind == "questions":
        return _question(content, rest, (plan, *others))
    if kind == "checks":
        return escape_markdown(_ticks(content).get(rest[0], "")) or content.words.checklist
    return _label(content, rest) or content.words.my_plan


def _team(content: Content, names: list[str], plans: Sequence[Plan]) -> str:
    words = content.team
    if names == ["point"]:
        return words.point.pick
    *_, name = names[1:] or [""]
    member = _member(content, plans, names[1]) if names[1:] else words.card.members
    labels = {"name": words.card.name, "email": words.card.email, "removed": words.card.take_off}
    return fill(content.words.of_person, {"name": member, "label": labels[name]}) if name in labels else member


def _member(content: Content, plans: Sequence[Plan], member_id: str) -> str:
    """What a member is called, in Markdown, in the first of the plans that knows them."""
    known = (each for each in plans if read(each, f"team.members.{member_id}"))
    return escape_markdown(member_name(content, next(known, plans[0]), member_id))


def _talk(content: Content, names: list[str], plans: Sequence[Plan]) -> str:
    """What an answer of the conversation itself is called: the question, or what the clock is set to."""
    if names[1:2] != ["answers"] or not of_the_talk(names[-1]):
        return ""
    words = content.live
    if names[-1].startswith("live_"):
        return words.started_at if names[-1] == STARTED else words.longer
    answers = {name: value for each in plans for name, value in each.interview(names[0]).answers.items()}
    return _short(question_of(content, plans, answers, names[-1])) or words.off_the_list


def _of_a_team(content: Content, names: list[str], plans: Sequence[Plan]) -> str:
    """What the notes of a member, or a role in a talk, are called."""
    if names[1:2] == ["team_notes"]:
        return fill(content.team.notes.of, {"name": _member(content, plans, names[-1])})
    roles = {role: words.title for role, words in content.team.roles.items()}
    return roles.get(names[-1], "") if names[1:2] == ["roles"] else ""  # type: ignore[call-overload]


def _question(content: Content, names: list[str], plans: Sequence[Plan]) -> str:
    words = content.words
    text = next(filter(None, (read(each, f"questions.{names[0]}.text") for each in plans)), "") if names else ""
    if not text or names[1:] == ["text"]:
        return words.my_questions
    labels = {"starred": words.star, "asker": content.team.who_asks}
    label = {"name": _short(text), "label": labels.get(names[-1], "")}
    return fill(words.of_person, label) if names[-1] in labels else f"{words.my_questions}: {_short(text)}"


def _short(text: str) -> str:
    return escape_markdown(brief(text, LONGEST_NAME))


def _label(content: Content, names: list[str]) -> str:
    name = names[-1] if names else ""
    columns = {column.id: column.label for column in content.people.columns}
    if names[:1] == ["drafts"]:
        template = content.templates.get(name.removesuffix("_subject"))
        return template.title if template else content.words.message
    if names[:1] == ["checks"]:
        return escape_markdown(_ticks(content).get(name, "")) or content.words.checklist
    if len(names) == 1 and name in (fixed := _fixed(content)):
        return fixed[name]
    field = content.fields.get(name) or next((each for each in _notes(content) if each.id == name), None)
    return field.label if field else columns.get(name, "")


def _fixed(content: Content) -> dict[str, str]:
    """The labels of what is no field: about a conversation, and about a person's place on the list."""
    words = content.words
    return {
        "status": words.where_things_stand,
        "sent": words.history,
        "when": words.when,
        "zone": words.zone,
        "minutes": words.length,
        "medium": words.medium,
        "where": words.where,
        "removed": words.removed_people,
        AGREED_ON: content.family.agreement.title,
        OTHER_ADULT: content.family.agreement.other_adult,
    }


def _notes(content: Content) -> Sequence[Field]:
    return content.classroom.observer.notes


def _ticks(content: Content) -> dict[str, str]:
    lists = [step.checklist for step in content.steps.values()] + [kind.checklist for kind in content.meeting.kinds]
    lists += observed(content)
    texts = {item.id: item.text for items in lists for item in items}
    return texts | {line.id: line.text for line in content.family.agreement.lines}


def words_of(content: Content, plan: Plan, path: str, value: Any) -> str:
    """A value as a reader knows it: labels for what was chosen, yes and no for a tick, days and times in words.

    `plan` is the one of now, which knows everyone who was ever in the team.
    """
    if value and _NAMES_A_MEMBER.fullmatch(path):
        return member_name(content, plan, value)
    if isinstance(value, list):
        return ", ".join(words_of(content, plan, path, each) for each in value)
    if isinstance(value, dict):  # a message that was sent
        template = content.templates.get(value["template"])
        title = template.title if template else value["template"]
        return fill(content.words.sent_line, {"title": title, "day": day(date.fromisoformat(value["on"]))})
    if isinstance(value, bool):
        return content.words.yes if value else content.words.no
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return _text_of(content, path, value)


def _text_of(content: Content, path: str, text: str) -> str:
    name = path.rsplit(".", 1)[-1]
    field = content.fields.get(name)
    if path.startswith("interviews.") and path.count(".") == 2:
        if name == "when":
            return moment(datetime.fromisoformat(text))
        media: dict[str, str] = {kind.id: kind.title for kind in content.meeting.kinds}
        labels: dict[str, Mapping[Any, str]] = {"status": content.people.statuses, "medium": media}
        return labels.get(name, {}).get(text, text)
    if path.startswith("people."):
        columns: dict[str, Mapping[Any, str]] = {"closeness": content.people.closeness, "stage": content.people.stages}
        return columns.get(name, {}).get(text, text)
    on = as_day(text) if name == AGREED_ON or (field and field.kind == "date") else None
    if on:
        return day(on)
    return next((option.label for option in field.options if option.id == text), text) if field else text
