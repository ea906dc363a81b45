"""What code reads of a model, by the types that mypy finds: `x.title` uses the title of what `x` is, and no other."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mypy import build
from mypy.modulefinder import BuildSource
from mypy.nodes import CallExpr, Expression, MemberExpr, NameExpr
from mypy.options import Options
from mypy.types import Instance, Type, UnionType, get_proper_type

FOLLOWED = ("pydantic", "pydantic_core", "annotated_types")  # the types of other libraries say nothing of our models


@dataclass(frozen=True)
class Uses:
    """What is read, as (full name of the class that declares it, name).

    Some classes are read by a name in a variable (`by_name`) or handed to JavaScript as a whole (`handed_over`): of
    these the names in quotes, and those that a script reads of its `words`, stand in `quoted` and `scripted`.
    """

    fields: frozenset[tuple[str, str]]
    by_name: frozenset[str]
    handed_over: frozenset[str]
    quoted: frozenset[str]
    scripted: frozenset[str]


def uses_in(folder: Path) -> Uses:
    """What the Python and JavaScript of a package reads."""
    sources = sorted(folder.rglob("*.py"))
    found = _types([BuildSource(str(path), _module(path.relative_to(folder.parent))) for path in sources])
    scripts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.js")]
    return Uses(
        fields=frozenset(
            (holder.fullname, node.name)
            for node in found
            if isinstance(node, MemberExpr)
            for each in _classes(found.get(node.expr))
            if (holder := each.type.get_containing_type_info(node.name))
        ),
        by_name=frozenset(_read_as_a_whole(found, _by_a_name)),
        handed_over=frozenset(_read_as_a_whole(found, _dumped)),
        quoted=frozenset(name for path in sources for name in _quoted(path.read_text(encoding="utf-8"))),
        scripted=frozenset(name for script in scripts for name in re.findall(r"\bwords\.(\w+)", script)),
    )


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _types(sources: list[BuildSource]) -> dict[Expression, Type]:
    """The type of every expression."""
    options = Options()
    options.export_types = options.preserve_asts = True
    options.incremental = False
    options.ignore_missing_imports, options.follow_imports = True, "skip"
    options.per_module_options = {f"{each}.*": {"follow_imports": "silent"} for each in FOLLOWED}
    options.python_version = sys.version_info[:2]
    return build.build(sources, options).types


def _classes(found: Type | None) -> list[Instance]:
    kind = get_proper_type(found)
    if isinstance(kind, UnionType):
        return [each for item in kind.items for each in _classes(item)]
    return [kind] if isinstance(kind, Instance) else []


def _read_as_a_whole(found: dict[Expression, Type], what: Callable[[CallExpr], Expression | None]) -> Iterator[str]:
    for node in found:
        if isinstance(node, CallExpr) and (read := what(node)):
            yield from (each.type.fullname for each in _classes(found.get(read)))


def _by_a_name(call: CallExpr) -> Expression | None:
    called = isinstance(call.callee, NameExpr) and call.callee.name in ("getattr", "vars")
    return call.args[0] if called else None


def _dumped(call: CallExpr) -> Expression | None:
    called = isinstance(call.callee, MemberExpr) and call.callee.name == "model_dump"
    return call.callee.expr if called and isinstance(call.callee, MemberExpr) else None


def _quoted(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
