"""Read everything under `content/`, check it, and hand it over frozen. Nothing else reads YAML."""

import difflib
import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from workshop.content import models
from workshop.content.export_words import ExportWords
from workshop.content.text import fill
from workshop.content.words import InterfaceWords
from workshop.vocabulary import (
    ABOUT_FIELDS,
    CONDITIONS,
    FIELDS_READ_BY_NAME,
    PERSON_COLUMNS,
    PLACEHOLDERS,
    SCHOOL_WORDS,
    SECTIONS_READ_BY_NAME,
    STEPS,
    STEPS_WITH_A_PERSON,
    TEMPLATES_READ_BY_NAME,
    Closeness,
    Medium,
    Stage,
    Status,
    StepId,
)

DIRECTORY = Path(__file__).parents[2] / "content"
AnyModel = TypeVar("AnyModel", bound=BaseModel)


class ContentError(Exception):
    """What is wrong with the content: one line a problem, each with file, place and remedy."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Content:
    """All content of one language, for one school."""

    workshop: models.Workshop
    steps: dict[StepId, models.Step]
    people: models.People
    bank: models.QuestionBank
    messages: models.Messages
    meeting: models.Meeting
    sources: models.Sources
    school: models.School
    words: InterfaceWords
    export: ExportWords

    @functools.cached_property
    def fields(self) -> dict[str, models.Field]:
        """Every field of every worksheet by id."""
        return {field.id: field for step in self.steps.values() for part in step.sections for field in part.fields}

    @functools.cached_property
    def questions(self) -> dict[str, models.Question]:
        """The question bank by id."""
        return {question.id: question for question in self.bank.questions}

    @functools.cached_property
    def templates(self) -> dict[str, models.Template]:
        """The message templates by id."""
        return {template.id: template for template in self.messages.templates}

    def section(self, section_id: str) -> models.Section:
        """A section of a worksheet by id."""
        return next(part for step in self.steps.values() for part in step.sections if part.id == section_id)

    def cited(self) -> Iterator[tuple[int, str, models.Cited]]:
        """Every citation: rule number, the step it stands under (`frame` for the home page), the item."""
        parts: list[tuple[str, BaseModel]] = [("frame", self.workshop), ("identify", self.people)]
        parts += list(self.steps.items())
        parts += [("prepare", self.bank), ("conduct", self.meeting), ("research", self.sources)]
        parts += [(template.step, template) for template in self.messages.templates]
        for step, part in parts:
            for item in _cited_in(part):
                yield from ((rule, step, item) for rule in item.rules)


def _cited_in(node: Any) -> Iterator[models.Cited]:
    if isinstance(node, models.Cited):
        yield node
    if isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _cited_in(getattr(node, name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _cited_in(part)


def load(directory: Path = DIRECTORY, language: str = "en", school: str = "default") -> Content:
    """The content of a language, for a school; read and checked once. Raises `ContentError`."""
    return _load(Path(directory), language, school)


@functools.cache
def _load(directory: Path, language: str, school_id: str) -> Content:
    reader = _Reader(directory)
    school = reader.read(f"schools/{school_id}.yaml", models.School)
    retired = reader.read("retired.yaml", models.Retired)
    reader.read("rules.yaml", models.Rules)
    if school:
        reader.school = {word: getattr(school, word) for word in SCHOOL_WORDS}
    base = language + "/"
    parts = {
        "workshop": reader.read(base + "workshop.yaml", models.Workshop),
        "people": reader.read(base + "people.yaml", models.People),
        "bank": reader.read(base + "questions.yaml", models.QuestionBank),
        "messages": reader.read(base + "messages.yaml", models.Messages, PLACEHOLDERS),
        "meeting": reader.read(base + "meeting.yaml", models.Meeting, PLACEHOLDERS),
        "sources": reader.read(base + "sources.yaml", models.Sources),
        "words": reader.read(base + "words.yaml", InterfaceWords, None),
        "export": reader.read(base + "export.yaml", ExportWords, None),
    }
    steps = {step: reader.read(f"{base}steps/{step}.yaml", models.Step) for step in STEPS}
    if reader.problems or school is None or retired is None:
        raise ContentError(reader.problems)
    content = Content(steps=steps, school=school, **parts)  # type: ignore[arg-type]
    problems = [reader.label(file) + problem for file, problem in _cross_checks(content, base, retired.fields)]
    if problems:
        raise ContentError(problems)
    return content


def read_rules(directory: Path = DIRECTORY) -> tuple[models.Rule, ...]:
    """The rules of the sources. Raises `ContentError`."""
    reader = _Reader(Path(directory))
    rules = reader.read("rules.yaml", models.Rules)
    if rules is None:
        raise ContentError(reader.problems)
    return rules.rules


class _Reader:
    """Reads files one after the other and collects what is wrong with them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[str] = []
        self.school: dict[str, str] = {}

    def label(self, file: str) -> str:
        return f"{self.directory.name}/{file}"

    def read(self, file: str, model: type[AnyModel], blanks: frozenset[str] | None = frozenset()) -> AnyModel | None:
        """The file as a model, or None with the problems noted. `blanks` are the placeholders its texts may hold."""
        try:
            text = (self.directory / file).read_text(encoding="utf-8")
            found = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a SafeLoader that refuses more)
            if found is None:
                self.problems.append(f"{self.label(file)}: the file is empty. Put its content back.")
                return None
            problems = [] if blanks is None else _unknown_blanks(found, blanks.union(SCHOOL_WORDS))
            self.problems += [f"{self.label(file)}, {problem}" for problem in problems]
            return model.model_validate(_spliced(found, self.school))
        except OSError:
            self.problems.append(f"{self.label(file)}: the file is missing or cannot be read. Put it back.")
        except UnicodeDecodeError as error:
            self.problems.append(f"{self.label(file)}, byte {error.start}: not UTF-8 text. Save the file as UTF-8.")
        except yaml.YAMLError as error:
            self.problems.append(self.label(file) + _explain_yaml(error))
        except ValidationError as error:
            self.problems += [f"{self.label(file)}, {problem}" for problem in _explain_all(error.errors())]
        return None


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML without aliases (they can multiply without end), and where a key is a text that stands once."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="an alias (*) is not allowed here. Write the text out", problem_mark=mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if not key.tag.endswith(":str"):
                problem = f'the key "{key.value}" is not read as a text. Put quotes around it'
            elif keys.count(key.value) > 1:
                problem = f'the key "{key.value}" stands twice. Remove one of the two'
            else:
                continue
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
        return super().construct_mapping(node, deep)


def _explain_yaml(error: yaml.YAMLError) -> str:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return f": not valid YAML ({error}). Mend it."
    place = f", line {error.problem_mark.line + 1}: "
    if r"\t" in str(error.problem):
        return place + "a tab is used for indentation. Use spaces instead."
    hint = "" if "." in str(error.problem) else ". Check the indentation, the colons and the quotes around this line"
    return f"{place}{error.problem}{hint}."


def _explain_all(errors: Collection[Any]) -> Iterator[str]:
    """A line a mistake; a key that does not belong and a missing one much like it are one mistake."""
    missing = [details["loc"] for details in errors if details["type"] == "missing"]
    extra = [details["loc"] for details in errors if details["type"] == "extra_forbidden"]
    meant = {place: _misspelt(place, missing) for place in extra}
    for details in errors:
        if details["loc"] not in meant.values():
            yield _explain(details, meant.get(details["loc"]))


def _misspelt(place: tuple[Any, ...], missing: Iterable[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    wanted = {other[-1]: other for other in missing if other[:-1] == place[:-1]}
    return wanted.get(_nearest(place[-1], wanted))


def _nearest(name: Any, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(str(name), list(known), 1)), "")


def _explain(details: Any, meant: tuple[Any, ...] | None) -> str:
    *where, last = details["loc"] or ("the file",)
    place, found = _place([*where, last]), details["input"]
    match details["type"]:
        case "missing":
            return f'{_place(where)}: "{last}" is missing. Add a line "{last}: ...".'
        case "extra_forbidden":
            near = meant[-1] if meant else _nearest(last, _ALL_KEYS)
            remedy = f'Did you mean "{near}"?' if near else "Remove it, or check its spelling."
            return f'{_place(where)}: "{last}" is not a key that belongs here. {remedy}'
        case "literal_error":
            expected = details["ctx"]["expected"].replace("'", "")
            return f'{_place(where)}: "{last}" must be one of {expected}; found "{found}".'
        case "value_error":
            return f"{place}: {details['ctx']['error']}."
        case kind if kind in _EXPECTED:
            remedy = "Put quotes around it" if kind == "string_type" and found else "Check the indentation around it"
            return f"{place}: must be {_EXPECTED[kind]}; found {_found(found)}. {remedy}."
        case _:
            return f"{place}: {details['msg']}; found {_found(found)}. Change it."


_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "tuple_type": 'a list, each entry behind "- "',
    "dict_type": 'a group of lines such as "key: value"',
    "model_type": 'a group of lines such as "key: value"',
}


def _found(value: Any) -> str:
    return "nothing" if value is None else f"{value!r:.60}"


def _place(path: Iterable[Any]) -> str:
    words = [f"item {part + 1}" if isinstance(part, int) else str(part) for part in path]
    return ", ".join(words) or "at the top"


def _keys_of(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


_ALL_KEYS = sorted(
    set().union(*(_keys_of(m) for m in vars(models).values() if isinstance(m, type) and issubclass(m, BaseModel)))
    | _keys_of(InterfaceWords)
    | _keys_of(ExportWords)
)


def _walk(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, part in node.items():
            yield from _walk(part, (*path, key))
    elif isinstance(node, list):
        for number, part in enumerate(node):
            yield from _walk(part, (*path, number))


def _unknown_blanks(node: Any, allowed: frozenset[str]) -> Iterator[str]:
    for path, text in _walk(node):
        for name in sorted(set(re.findall(r"\{([^{}]*)\}", text)) - allowed):
            near = _nearest(name, allowed)
            hint = f'Did you mean "{{{near}}}"?' if near else f"Known here: {', '.join(sorted(allowed))}."
            yield f'{_place(path)}: "{{{name}}}" refers to nothing. {hint}'


def _spliced(node: Any, words: dict[str, str]) -> Any:
    if isinstance(node, str):
        return fill(node, words)
    if isinstance(node, dict):
        return {key: _spliced(part, words) for key, part in node.items()}
    return [_spliced(part, words) for part in node] if isinstance(node, list) else node


def _cross_checks(content: Content, base: str, retired: Collection[str]) -> Iterator[tuple[str, str]]:
    """Problems between files, each as (file, rest of the message)."""
    for check in (_unique_ids, _field_references, _step_files, _ids_that_code_reads, _fixed_lists):
        yield from ((base + file, text) for file, text in check(content))
    for file, field in _fields(content):
        if field.id in retired:
            yield base + file, f', field "{field.id}": this id is retired (retired.yaml lists it). Choose a new id.'


def _fields(content: Content) -> Iterator[tuple[str, models.Field]]:
    for step in content.steps.values():
        yield from ((f"steps/{step.id}.yaml", field) for part in step.sections for field in part.fields)


def _unique_ids(content: Content) -> Iterator[tuple[str, str]]:
    for title, entries in _all_ids(content).items():
        counts = Counter(entry for entry, _ in entries)
        for entry in sorted(name for name, count in counts.items() if count > 1):
            files = [file for name, file in entries if name == entry]
            also = f" (the other: {files[0]})" if files[0] != files[-1] else ""
            yield files[-1], f': the {title} id "{entry}" stands twice{also}. Each id must be unique: rename one.'


def _all_ids(content: Content) -> dict[str, list[tuple[str, str]]]:
    steps = [(f"steps/{step.id}.yaml", step) for step in content.steps.values()]
    checks = [(item.id, file) for file, step in steps for item in step.checklist]
    checks += [(item.id, "meeting.yaml") for kind in content.meeting.kinds for item in kind.checklist]
    ids: dict[str, list[tuple[str, str]]] = {
        "field": [(field.id, file) for file, field in _fields(content)],
        "section": [(part.id, file) for file, step in steps for part in step.sections],
        "checklist item": checks,
        "topic": [(topic.id, "questions.yaml") for topic in content.bank.topics],
        "question": [(question.id, "questions.yaml") for question in content.bank.questions],
        "message": [(template.id, "messages.yaml") for template in content.messages.templates],
        "source": [(source.id, "sources.yaml") for source in content.sources.sources],
        "meeting kind": [(kind.id, "meeting.yaml") for kind in content.meeting.kinds],
        "column": [(column.id, "people.yaml") for column in content.people.columns],
    }
    for file, field in _fields(content):
        ids[f'"{field.id}" option'] = [(option.id, file) for option in field.options]
    return ids


def _field_references(content: Content) -> Iterator[tuple[str, str]]:
    for file, field in _fields(content):
        if field.recall and field.recall not in content.fields:
            near = _nearest(field.recall, content.fields)
            remedy = f'Did you mean "{near}"?' if near else "Name an existing field."
            yield file, f', field "{field.id}": "recall: {field.recall}" refers to nothing. {remedy}'
        if field.place == "interview" and not file.endswith(tuple(f"{step}.yaml" for step in STEPS_WITH_A_PERSON)):
            steps = ", ".join(STEPS_WITH_A_PERSON)
            yield file, f', field "{field.id}": "place: interview" is only for the steps with a person: {steps}.'
        if field.place == "about" and field.id not in ABOUT_FIELDS:
            yield file, f', field "{field.id}": a field with "place: about" must be one of {", ".join(ABOUT_FIELDS)}.'


def _step_files(content: Content) -> Iterator[tuple[str, str]]:
    if sorted(content.workshop.steps) != sorted(STEPS):
        yield "workshop.yaml", f", steps: must name each of {', '.join(STEPS)} once."
    for name, step in content.steps.items():
        if step.id != name:
            yield f"steps/{name}.yaml", f', id: must be "{name}", like the file; found "{step.id}".'
        for difference in _differences(CONDITIONS[name], step.missing):
            yield f"steps/{name}.yaml", f", missing: {difference}"


def _differences(wanted: Iterable[str], present: Iterable[str]) -> Iterator[str]:
    """What a list of fixed names has too much, and what it lacks; a misspelt name is one problem."""
    lacking = sorted(set(wanted) - set(present))
    for name in sorted(set(present) - set(wanted)):
        near = _nearest(name, lacking)
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
            near = _nearest(name, present - set(wanted))
            remedy = f'Is it the one now called "{near}"? Give that its name back.' if near else "Put it back."
            yield file, f': the {title} "{name}" is missing, and the workshop reads it. {remedy}'


def _fixed_lists(content: Content) -> Iterator[tuple[str, str]]:
    lists: list[tuple[str, str, Iterable[str], Iterable[str]]] = [
        ("people.yaml", "columns", PERSON_COLUMNS, [column.id for column in content.people.columns]),
        ("messages.yaml", "gaps", PLACEHOLDERS, content.messages.gaps),
        ("questions.yaml", "topics", _choices(models.Topic), [topic.id for topic in content.bank.topics]),
        ("questions.yaml", "moments", _choices(models.Moment), content.bank.moments),
        ("questions.yaml", "audiences", _choices(models.Audience), content.bank.audiences),
        ("meeting.yaml", "kinds", _choices(Medium), [kind.id for kind in content.meeting.kinds]),
        ("people.yaml", "closeness", _choices(Closeness), content.people.closeness),
        ("people.yaml", "stages", _choices(Stage), content.people.stages),
        ("people.yaml", "statuses", _choices(Status), content.people.statuses),
    ]
    for file, place, wanted, present in lists:
        yield from ((file, f", {place}: {difference}") for difference in _differences(wanted, present))


def _choices(literal: Any) -> tuple[str, ...]:
    return tuple(literal.__args__)
