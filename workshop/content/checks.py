"""What no single content file can know: ids that stand twice, references to nothing, ids that code reads by name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from workshop.content import models
from workshop.content.content import Content
from workshop.content.reading import nearest
from workshop.content.words.classroom import Route
from workshop.vocabulary import (
    ABOUT_FIELDS,
    AGREED,
    AGREED_ON,
    CONDITIONS,
    FAMILY_NOTE,
    FIELDS_READ_BY_NAME,
    OPTIONAL_LINES,
    OPTIONAL_PLACEHOLDERS,
    OTHER_ADULT,
    PARTS,
    PERSON_COLUMNS,
    PLACEHOLDERS,
    REHEARSAL_ROLES,
    ROLES,
    SECTIONS_READ_BY_NAME,
    STEPS,
    STEPS_WITH_A_PERSON,
    TALK_ANSWERS,
    TEMPLATES_READ_BY_NAME,
    Closeness,
    Medium,
    Stage,
    Status,
)


def cross_checks(content: Content, base: str, retired: models.Retired) -> Iterator[tuple[str, str]]:
    """Problems between files, each as (file, rest of the message)."""
    checks = (_unique_ids, _field_references, _step_files, _ids_that_code_reads, _fixed_lists, _agreement_ids)
    for check in (*checks, _optional_lines, _names_of_talk_answers):
        yield from ((base + file, text) for file, text in check(content))
    ids = _all_ids(content)
    yield from (("retired.yaml", f", ids: {difference}") for difference in _differences(ids, retired.ids))
    for kind, entries in ids.items():
        for name, file in entries:
            if name in retired.ids.get(kind, ()):
                yield base + file, f', {kind} "{name}": this id is retired (retired.yaml lists it). Choose a new id.'


def _fields(content: Content) -> Iterator[tuple[str, models.Field]]:
    for step in content.steps.values():
        yield from ((f"steps/{step.id}.yaml", field) for part in step.sections for field in part.fields)
    yield from (("classroom.yaml", field) for field in content.classroom.observer.notes)


def _unique_ids(content: Content) -> Iterator[tuple[str, str]]:
    for title, entries in _all_ids(content).items():
        counts = Counter(entry for entry, _ in entries)
        for entry in sorted(name for name, count in counts.items() if count > 1):
            files = [file for name, file in entries if name == entry]
            also = f" (the other: {files[0]})" if files[0] != files[-1] else ""
            yield files[-1], f': the {title} id "{entry}" stands twice{also}. Each id must be unique: rename one.'


def _all_ids(content: Content) -> dict[str, list[tuple[str, str]]]:
    """By kind, every id with its file; an option is told from those of other fields by its field."""
    steps = [(f"steps/{step.id}.yaml", step) for step in content.steps.values()]
    checks = [(item.id, file) for file, step in steps for item in step.checklist]
    checks += [(item.id, "meeting.yaml") for kind in content.meeting.kinds for item in kind.checklist]
    checks += [(line.id, "family.yaml") for line in content.family.agreement.lines]
    options = [(f"{field.id}.{option.id}", file) for file, field in _fields(content) for option in field.options]
    return {
        "field": [(field.id, file) for file, field in _fields(content)],
        "option": options,
        "section": [(part.id, file) for file, step in steps for part in step.sections],
        "checklist item": checks,
        "topic": [(topic.id, "questions.yaml") for topic in content.bank.topics],
        "question": [(question.id, "questions.yaml") for question in content.bank.questions],
        "message": [(template.id, "messages.yaml") for template in content.messages.templates],
        "source": [(source.id, "sources.yaml") for source in content.sources.sources],
        "meeting kind": [(kind.id, "meeting.yaml") for kind in content.meeting.kinds],
        "column": [(column.id, "people.yaml") for column in content.people.columns],
        "run sheet": [(sheet.id, "classroom.yaml") for sheet in content.classroom.run_sheets],
        "activity": [
            (each.id, "classroom.yaml") for sheet in content.classroom.run_sheets for each in sheet.activities
        ],
        "persona": [(persona.id, "classroom.yaml") for persona in content.classroom.personas],
        "curveball": [(each.id, "live.yaml") for each in content.live.curveballs],
    }


def _field_references(content: Content) -> Iterator[tuple[str, str]]:
    for file, field in _fields(content):
        if field.recall and field.recall not in content.fields:
            near = nearest(field.recall, content.fields)
            remedy = f'Did you mean "{near}"?' if near else "Name an existing field."
            yield file, f', field "{field.id}": "recall: {field.recall}" refers to nothing. {remedy}'
        if field.place == "interview" and not file.endswith(tuple(f"{step}.yaml" for step in STEPS_WITH_A_PERSON)):
            steps = ", ".join(STEPS_WITH_A_PERSON)
            yield file, f', field "{field.id}": "place: interview" is only for the steps with a person: {steps}.'
        if field.place == "about" and field.id not in ABOUT_FIELDS:
            yield file, f', field "{field.id}": a field with "place: about" must be one of {", ".join(ABOUT_FIELDS)}.'


def _names_of_talk_answers(content: Content) -> Iterator[tuple[str, str]]:
    begins = ", ".join(TALK_ANSWERS)
    for file, field in _fields(content):
        if field.id.startswith(TALK_ANSWERS):
            rule = f"the live mode keeps what begins with {begins}"
            yield file, f', field "{field.id}": {rule}. Choose a new id.'


def _step_files(content: Content) -> Iterator[tuple[str, str]]:
    if sorted(content.workshop.steps) != sorted(STEPS):
        yield "workshop.yaml", f", steps: must name each of {', '.join(STEPS)} once."
    for name, step in content.steps.items():
        if step.id != name:
            yield f"steps/{name}.yaml", f', id: must be "{name}", like the file; found "{step.id}".'
        for difference in _differences(CONDITIONS[name], step.missing):
            yield f"steps/{name}.yaml", f", missing: {difference}"


def _agreement_ids(content: Content) -> Iterator[tuple[str, str]]:
    """A view link tells the ticks of the agreement from all others by how their ids begin."""
    lines = {line.id for line in content.family.agreement.lines}
    for item, file in _all_ids(content)["checklist item"]:
        if (item in lines) != item.startswith(AGREED):
            rule = f'the ids of the agreement, and no others, begin with "{AGREED}"'
            yield file, f', "{item}": {rule}. Rename it.'
    for name in (AGREED_ON, OTHER_ADULT, FAMILY_NOTE):
        if name in content.fields:
            yield "steps/", f': the field "{name}" has the name of an answer of the family. Rename it.'


def _optional_lines(content: Content) -> Iterator[tuple[str, str]]:
    """What a student may leave out stands on a line of its own, so that no half sentence is left without it."""
    texts = [("messages.yaml", f', "{each.id}"', f"{each.subject}\n{each.body}") for each in content.messages.templates]
    card = content.meeting.card
    texts += [("meeting.yaml", ", card", item.text) for item in (*card.opening, *card.during, *card.closing)]
    for file, place, text in texts:
        for name in OPTIONAL_LINES:
            blank = f"{{{name}}}"
            if any(blank in line and line.strip() != blank for line in text.split("\n")):
                yield file, f'{place}: "{blank}" may be empty. Put it on a line of its own.'


def _differences(wanted: Iterable[str], present: Iterable[str]) -> Iterator[str]:
    """What a list of fixed names has too much, and what it lacks; a misspelt name is one problem."""
    lacking = sorted(set(wanted) - set(present))
    for name in sorted(set(present) - set(wanted)):
        near = nearest(name, lacking)
        lacking = [other for other in lacking if other != near]
        yield f'"{name}" refers to nothing. ' + (f'Did you mean "{near}"?' if near else "Remove it.")
    yield from (f'"{name}" is missing. Add it.' for name in lacking)


def _ids_that_code_reads(content: Content) -> Iterator[tuple[str, str]]:
    sections = {part.id for step in content.steps.values() for part in step.sections}
    for file, title, wanted, present in (
        ("steps/", "field", FIELDS_READ_BY_NAME, content.fields.keys()),
        ("steps/", "section", SECTIONS_READ_BY_NAME, sections),
        ("messages.yaml", "message", TEMPLATES_READ_BY_NAME, content.templates.keys()),
    ):
        for name in (name for name in wanted if name not in present):
            near = nearest(name, present - set(wanted))
            remedy = f'Is it the one now called "{near}"? Give that its name back.' if near else "Put it back."
            yield file, f': the {title} "{name}" is missing, and the workshop reads it. {remedy}'


def _fixed_lists(content: Content) -> Iterator[tuple[str, str]]:
    lists: list[tuple[str, str, Iterable[str], Iterable[str]]] = [
        ("people.yaml", "columns", PERSON_COLUMNS, [column.id for column in content.people.columns]),
        ("messages.yaml", "gaps", PLACEHOLDERS - OPTIONAL_PLACEHOLDERS, content.messages.gaps),
        ("questions.yaml", "topics", _choices(models.Topic), [topic.id for topic in content.bank.topics]),
        ("questions.yaml", "moments", _choices(models.Moment), content.bank.moments),
        ("questions.yaml", "audiences", _choices(models.Audience), content.bank.audiences),
        ("meeting.yaml", "kinds", _choices(Medium), [kind.id for kind in content.meeting.kinds]),
        ("people.yaml", "closeness", _choices(Closeness), content.people.closeness),
        ("people.yaml", "stages", _choices(Stage), content.people.stages),
        ("people.yaml", "statuses", _choices(Status), content.people.statuses),
        ("classroom.yaml", "routes", _choices(Route), content.classroom.routes),
        ("classroom.yaml", "screen, roles", REHEARSAL_ROLES, content.classroom.screen.roles),
        ("team.yaml", "roles", ROLES, content.team.roles),
        ("family.yaml", "steps", STEPS, content.family.steps),
        ("doors.yaml", "parts", PARTS, content.doors.parts),
    ]
    for file, place, wanted, present in lists:
        yield from ((file, f", {place}: {difference}") for difference in _differences(wanted, present))


def _choices(literal: Any) -> tuple[str, ...]:
    return tuple(literal.__args__)
