"""Read everything under `content/`, check it, and hand it over frozen. Nothing else reads YAML."""

import difflib
import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from workshop.content import models
from workshop.content.export_words import ExportWords
from workshop.content.text import fill, placeholders
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

    def read(
        self, file: str, model: type[AnyModel], blanks: frozenset[str] | None = frozenset()
    ) -> AnyModel | None:
        """The file as a model, or None with the problems noted. `blanks` are the placeholders its texts may hold."""
        try:
            text = (self.directory / file).read_text(encoding="utf-8")
            found = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a SafeLoader that refuses more)
            problems = [] if blanks is None else list(_unknown_blanks(found, blanks | self.school.keys()))
            self.problems += [f"{self.label(file)}, {problem}" for problem in problems]
            return model.model_validate(_spliced(found, self.school))
        except OSError:
            self.problems.append(f"{self.label(file)}: the file is missing or cannot be read. Put it back.")
        except UnicodeDecodeError as error:
            self.problems.append(f"{self.label(file)}, byte {error.start}: not UTF-8 text. Save the file as UTF-8.")
        except yaml.YAMLError as error:
            self.problems.append(self.label(file) + _explain_yaml(error))
        except ValidationError as error:
            self.problems += [f"{self.label(file)}, {_explain(details)}" for details in error.errors()]
        return None


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML without aliases (they can multiply without end) and without a key that stands twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.MarkedYAMLError(problem="an alias (*) is not allowed here. Write the text out", problem_mark=mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key, _ in node.value if keys.count(key.value) > 1), None)
        if twice:
            problem = f'the key "{twice.value}" stands twice. Remove one of the two'
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=twice.start_mark)
        return super().construct_mapping(node, deep)


def _explain_yaml(error: yaml.YAMLError) -> str:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return f": not valid YAML ({error}). Mend it."
    place = f", line {error.problem_mark.line + 1}: "
    if r"\t" in str(error.problem):
        return place + "a tab is used for indentation. Use spaces instead."
    hint = "" if "." in str(error.problem) else ". Check the indentation, the colons and the quotes around this line"
    return f"{place}{error.problem}{hint}."


def _explain(details: Any) -> str:
    *where, last = details["loc"] or ("the file",)
    place = _place([*where, last])
    match details["type"]:
        case "missing":
            return f'{_place(where)}: "{last}" is missing. Add a line "{last}: ...".'
        case "extra_forbidden":
            near = difflib.get_close_matches(str(last), _ALL_KEYS, 1)
            remedy = f'Did you mean "{near[0]}"?' if near else "Remove it, or check its spelling."
            return f'{_place(where)}: "{last}" is not a key that belongs here. {remedy}'
        case "literal_error":
            expected = details["ctx"]["expected"].replace("'", "")
            return f'{_place(where)}: "{last}" must be one of {expected}; found "{details["input"]}".'
        case "value_error":
            return f"{place}: {details['ctx']['error']}."
        case kind if str(kind).endswith("_type"):
            return f"{place}: {details['msg']}; found {details['input']!r:.60}. Check the indentation around it."
        case _:
            return f"{place}: {details['msg']}; found {details['input']!r:.60}. Change it."


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
        for name in sorted(placeholders(text) - allowed):
            near = difflib.get_close_matches(name, allowed, 1)
            hint = f' Did you mean "{{{near[0]}}}"?' if near else f" Known here: {', '.join(sorted(allowed)) or 'none'}."
            yield f'{_place(path)}: "{{{name}}}" refers to nothing.{hint}'


def _spliced(node: Any, words: dict[str, str]) -> Any:
    if isinstance(node, str):
        return fill(node, words)
    if isinstance(node, dict):
        return {key: _spliced(part, words) for key, part in node.items()}
    return [_spliced(part, words) for part in node] if isinstance(node, list) else node


def _cross_checks(content: Content, base: str, retired: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Problems between files, each as (file, rest of the message)."""
    for check in (_unique_ids, _field_references, _step_files, _ids_that_code_reads, _fixed_lists):
        yield from ((base + file, text) for file, text in check(content))
    for field in sorted(content.fields.keys() & set(retired)):
        yield "retired.yaml", f': the field id "{field}" was retired but is used again. Choose a new id.'


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
    return {
        "field": [(field.id, file) for file, step in steps for part in step.sections for field in part.fields],
        "section": [(part.id, file) for file, step in steps for part in step.sections],
        "checklist item": checks,
        "question": [(question.id, "questions.yaml") for question in content.bank.questions],
        "message": [(template.id, "messages.yaml") for template in content.messages.templates],
        "source": [(source.id, "sources.yaml") for source in content.sources.sources],
        "meeting kind": [(kind.id, "meeting.yaml") for kind in content.meeting.kinds],
        "column": [(column.id, "people.yaml") for column in content.people.columns],
    }


def _field_references(content: Content) -> Iterator[tuple[str, str]]:
    for step in content.steps.values():
        for field in (field for part in step.sections for field in part.fields):
            file = f"steps/{step.id}.yaml"
            if field.recall and field.recall not in content.fields:
                yield file, f', field "{field.id}": "recall: {field.recall}" refers to nothing. Name an existing field.'
            if field.place == "about" and field.id not in ABOUT_FIELDS:
                yield file, f', field "{field.id}": a field with "place: about" must be one of {", ".join(ABOUT_FIELDS)}.'


def _step_files(content: Content) -> Iterator[tuple[str, str]]:
    if sorted(content.workshop.steps) != sorted(STEPS):
        yield "workshop.yaml", f', steps: must name each of {", ".join(STEPS)} once.'
    for name, step in content.steps.items():
        if step.id != name:
            yield f"steps/{name}.yaml", f', id: must be "{name}", like the file; found "{step.id}".'
        for key in sorted(set(CONDITIONS[name]) ^ set(step.missing)):
            what = "is missing. Add it" if key in CONDITIONS[name] else "refers to nothing. Remove it"
            yield f"steps/{name}.yaml", f', missing: the entry "{key}" {what}.'


def _ids_that_code_reads(content: Content) -> Iterator[tuple[str, str]]:
    sections = {part.id for step in content.steps.values() for part in step.sections}
    for title, wanted, present in (
        ("field", FIELDS_READ_BY_NAME, content.fields.keys()),
        ("section", SECTIONS_READ_BY_NAME, sections),
    ):
        for name in (name for name in wanted if name not in present):
            yield "steps/", f': the {title} "{name}" is missing, and the workshop reads it. Put it back.'


def _fixed_lists(content: Content) -> Iterator[tuple[str, str]]:
    lists: list[tuple[str, str, Iterable[str], Iterable[str]]] = [
        ("people.yaml", "columns", PERSON_COLUMNS, [column.id for column in content.people.columns]),
        ("messages.yaml", "gaps", PLACEHOLDERS, content.messages.gaps),
        ("questions.yaml", "topics", _choices(models.Topic), [topic.id for topic in content.bank.topics]),
        ("questions.yaml", "moments", _choices(models.Moment), content.bank.moments),
        ("questions.yaml", "audiences", _choices(models.Audience), content.bank.audiences),
        ("meeting.yaml", "kinds", _choices(models.Medium), [kind.id for kind in content.meeting.kinds]),
        ("people.yaml", "closeness", _choices(models.Closeness), content.people.closeness),
        ("people.yaml", "stages", _choices(models.Stage), content.people.stages),
        ("people.yaml", "statuses", _choices(models.Status), content.people.statuses),
    ]
    for file, place, wanted, present in lists:
        for name in sorted(set(wanted) - set(present)):
            yield file, f', {place}: "{name}" is missing. Add it.'
        for name in sorted(set(present) - set(wanted)):
            yield file, f', {place}: "{name}" refers to nothing. Remove it.'


def _choices(literal: Any) -> tuple[str, ...]:
    return tuple(literal.__args__)
