"""What the blanks of a plan are called, for someone who does not know their addresses."""

from typing import Any

from workshop.content import Content, fill
from workshop.plan import Plan, read
from workshop.ui.text import plain


def name_of(content: Content, plan: Plan, path: str, *others: Plan) -> str:
    """What the blank or the record at an address is called on its page, in Markdown."""
    kind, *rest = path.split(".")
    if kind in ("people", "interviews") and rest:
        person = next((found for found in (each.person(rest[0]) for each in (plan, *others)) if found), None)
        name = plain(person.name) if person and person.name else content.words.unnamed
        label = _label(content, rest[1:]) if len(rest) > 1 else ""
        return fill(content.words.of_person, {"name": name, "label": label}) if label else name
    if kind == "questions":
        text = next((text for text in (read(each, f"{path}.text") for each in (plan, *others)) if text), "")
        return f"{content.words.my_questions}: {plain(text)}" if len(rest) == 1 and text else content.words.my_questions
    if kind == "checks":
        return plain(_ticks(content).get(rest[0], "")) or content.words.checklist
    return _label(content, rest) or content.words.my_plan


def _label(content: Content, names: list[str]) -> str:
    name = names[-1] if names else ""
    columns = {column.id: column.label for column in content.people.columns}
    if names[:1] == ["drafts"]:
        template = content.templates.get(name.removesuffix("_subject"))
        return template.title if template else content.words.message
    if names[:1] in (["status"], ["sent"]):
        return content.words.where_things_stand
    if names[:1] == ["when"]:
        return content.words.when
    field = content.fields.get(name)
    return field.label if field else columns.get(name, "")


def _ticks(content: Content) -> dict[str, str]:
    return {item.id: item.text for step in content.steps.values() for item in step.checklist}


def words_of(content: Content, path: str, value: Any) -> str:
    """A value as a reader knows it: the labels of chosen options, yes and no for a tick."""
    if isinstance(value, bool):
        return content.words.yes if value else content.words.no
    field = content.fields.get(path.rsplit(".", 1)[-1])
    labels: dict[str, str] = {option.id: option.label for option in field.options} if field else {}
    for codes in (content.people.statuses, content.people.closeness, content.people.stages):
        labels |= {str(code): label for code, label in codes.items()}
    coded = field is not None or path.endswith((".status", ".closeness", ".stage"))
    texts = [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
    return ", ".join(labels.get(text, text) if coded else text for text in texts)
