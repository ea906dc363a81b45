"""Read one content file into its model, and say in one line each what is wrong with it. Nothing else reads YAML."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from workshop.content import models
from workshop.content.text import fill
from workshop.content.words import (
    class_table,
    classroom,
    coach,
    coach_mix,
    comparison,
    doors,
    family,
    live,
    safety,
    teach,
    team,
)
from workshop.content.words.exports import ExportWords
from workshop.content.words.interface import InterfaceWords

AnyModel = TypeVar("AnyModel", bound=BaseModel)


class ContentError(Exception):
    """What is wrong with the content: one line a problem, each with file, place and remedy."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Reader:
    """Reads files one after the other and collects what is wrong with them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[str] = []
        self.school: dict[str, str] = {}

    def label(self, file: str) -> str:
        """What a message calls the file."""
        return f"{self.directory.name}/{file}"

    def read(self, file: str, model: type[AnyModel]) -> AnyModel | None:
        """The file as a model, or None with the problems noted."""
        try:
            text = (self.directory / file).read_text(encoding="utf-8")
            found = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a SafeLoader that refuses more)
            if found is None:
                self.problems.append(f"{self.label(file)}: the file is empty. Put its content back.")
                return None
            self.problems += [f"{self.label(file)}, {problem}" for problem in _wrong_blanks(found, model, self.school)]
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
    return wanted.get(nearest(place[-1], wanted))


def nearest(name: Any, known: Iterable[str]) -> str:
    """The known name that looks most like `name`; an empty string if none does."""
    return next(iter(difflib.get_close_matches(str(name), list(known), 1)), "")


def _explain(details: Any, meant: tuple[Any, ...] | None) -> str:
    *where, last = details["loc"] or ("the file",)
    place, found = _place([*where, last]), details["input"]
    match details["type"]:
        case "missing":
            return f'{_place(where)}: "{last}" is missing. Add a line "{last}: ...".'
        case "extra_forbidden":
            near = meant[-1] if meant else nearest(last, _ALL_KEYS)
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


_WORDS = (
    models,
    class_table,
    doors,
    coach,
    coach_mix,
    live,
    team,
    teach,
    comparison,
    classroom,
    family,
    safety,
)
_ALL_KEYS = sorted(
    set().union(
        *(
            _keys_of(model)
            for module in _WORDS
            for model in vars(module).values()
            if isinstance(model, type) and issubclass(model, BaseModel)
        )
    )
    | _keys_of(InterfaceWords)
    | _keys_of(ExportWords)
)


def _wrong_blanks(node: Any, model: type[BaseModel], school: Collection[str]) -> Iterator[str]:
    """What stands in braces in a file and is no blank that its place may hold."""
    for path, text, allowed in _texts(node, model):
        for name in sorted(set(_BRACES.findall(text)) - allowed.union(school)):
            near = nearest(name, [*allowed, *school])
            hint = f'Did you mean "{{{near}}}"? ' if near else ""
            yield f'{_place(path)}: "{{{name}}}" refers to nothing. {hint}{_may_hold(allowed, school)}'
        if lone := re.search("[{}｛｝]", _BRACES.sub("", text)):
            yield f'{_place(path)}: a "{lone[0]}" stands alone. {_may_hold(allowed, school)}'


_BRACES = re.compile(r"\{([^{}]*)\}")


def _may_hold(allowed: Iterable[str], school: Iterable[str]) -> str:
    own, everywhere = (", ".join(f"{{{name}}}" for name in sorted(names)) for names in (allowed, school))
    also = f"{' and' if own else ' only'} the words of the school, {everywhere}" if everywhere else ""
    return f"This text may hold{f' {own}' if own else ''}{also}." if own or also else "No text here may hold braces."


def _texts(
    node: Any, shape: Any, allowed: frozenset[str] = frozenset(), path: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], str, frozenset[str]]]:
    """Every text with its place and the blanks it may hold; `shape` is the model or the type that says so.

    What has another shape is passed over: it is refused as a whole.
    """
    if isinstance(node, str) and shape:
        yield path, node, allowed
    elif isinstance(node, dict):
        for key, part in node.items():
            inner, more = _field(shape, key)
            yield from _texts(part, inner, allowed | more, (*path, key))
    elif isinstance(node, list):
        for number, part in enumerate(node):
            yield from _texts(part, _held(shape), allowed, (*path, number))


def _field(shape: Any, key: str) -> tuple[Any, frozenset[str]]:
    """The type of what stands under a key, and the blanks that it may hold besides those of the whole."""
    if not (isinstance(shape, type) and issubclass(shape, BaseModel)):
        return _held(shape), frozenset()
    field = shape.model_fields.get(key)
    return (field.annotation, models.blanks_of(shape, key)) if field else (None, frozenset())


def _held(shape: Any) -> Any:
    """The type of the entries of a list, or of a group of lines."""
    return next((each for each in reversed(get_args(shape)) if each is not Ellipsis), None)


def _spliced(node: Any, words: dict[str, str]) -> Any:
    if isinstance(node, str):
        return fill(node, words)
    if isinstance(node, dict):
        return {key: _spliced(part, words) for key, part in node.items()}
    return [_spliced(part, words) for part in node] if isinstance(node, list) else node
