"""Every word of the content is used, and none is asked for that is not there."""

import re
import typing
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from tests.conftest import leaves
from tests.typed_code import Uses, uses_in
from workshop.content import Content
from workshop.content.models import blanks_of
from workshop.content.text import placeholders
from workshop.paths import ROOT
from workshop.vocabulary import PLACEHOLDERS


def models_in(kind: Any) -> Iterator[type[BaseModel]]:
    """The models that a type is or holds, those inside them, and those they take fields from."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from (each for each in kind.__mro__ if each.__module__.startswith("workshop."))
        kind = [field.annotation for field in kind.model_fields.values()]
    for part in kind if isinstance(kind, list) else typing.get_args(kind):
        yield from models_in(part)


def full_name(model: type[BaseModel]) -> str:
    return f"{model.__module__}.{model.__qualname__}"


HINTS = typing.get_type_hints(Content)
MODELS = sorted({model for part in fields(Content) for model in models_in(HINTS[part.name])}, key=full_name)


@pytest.fixture(scope="module")
def uses() -> Uses:
    return uses_in(ROOT / "workshop")


def unused(model: type[BaseModel], uses: Uses) -> Iterator[str]:
    """The fields a model declares that no code reads; a list `not_x` is read wherever the list `x` is."""
    name = full_name(model)
    for field in vars(model).get("__annotations__", {}).keys() & model.model_fields.keys():
        base = field.removeprefix("not_")
        quoted = field in uses.quoted or (base in model.model_fields and base in uses.quoted)
        by_name = name in uses.by_name and quoted
        handed_over = name in uses.handed_over and field in uses.scripted
        if not ((name, field) in uses.fields or by_name or handed_over):
            yield f"{model.__name__}.{field}"


def test_each_word_is_used(uses: Uses) -> None:
    assert len(MODELS) > 100
    assert sorted(word for model in MODELS for word in unused(model, uses)) == []


SAMPLE = """
class Page:
    title: str
    text: str

class Sheet:
    title: str
    text: str

class Clock:
    left: str

    def model_dump(self) -> dict[str, str]: ...

def show(pages: tuple[Page, ...], sheet: Sheet | None, clock: Clock, name: str) -> object:
    used = [page.title for page in pages], sheet and sheet.text
    return used, getattr(pages[0], name), "over", clock.model_dump()
"""


def test_a_word_is_no_use_of_a_word_of_the_same_name_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "sample.py").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "sample.js").write_text("write(words.left)", encoding="utf-8")
    found = uses_in(tmp_path)
    of = tmp_path.name + ".sample"
    assert {name for name in found.fields if name[0].startswith(of)} == {
        (f"{of}.Page", "title"),
        (f"{of}.Sheet", "text"),
        (f"{of}.Clock", "model_dump"),
    }
    assert (found.by_name, found.handed_over) == ({f"{of}.Page"}, {f"{of}.Clock"})
    assert ("over" in found.quoted, found.scripted) == (True, {"left"})


def parts_under(node: Any) -> Iterator[BaseModel]:
    """A part of the content and all models in it."""
    if isinstance(node, BaseModel):
        yield node
        node = [getattr(node, name) for name in type(node).model_fields]
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ()
    for part in inner:
        yield from parts_under(part)


def test_no_word_declares_a_blank_that_it_does_not_hold(content: Content) -> None:
    """A translator may use what is declared: what the English lost, the code may no longer fill."""
    held: dict[tuple[str, str], set[str]] = {}
    for part in (part for each in fields(content) for part in parts_under(getattr(content, each.name))):
        for name in type(part).model_fields:
            texts = leaves(to_jsonable_python(getattr(part, name)))
            held.setdefault((full_name(type(part)), name), set()).update(*map(placeholders, texts))
    declared = {(full_name(model), name): blanks_of(model, name) for model in MODELS for name in model.model_fields}
    assert sum(map(bool, declared.values())) > 200
    assert {
        place: blanks - held[place]
        for place, blanks in declared.items()
        if blanks - PLACEHOLDERS and blanks - held[place]
    } == {}


def test_what_a_page_names_in_quotes_is_there_under_that_name(content: Content) -> None:
    pages = (content.words, content.doors, content.teach, content.of_class, content.team)
    texts = [text for page in pages for text in leaves(page.model_dump(mode="json"))]
    named = {name for text in texts for name in re.findall(r'"([^"]+)"', text)}
    assert {"Finish here", "Change the lock", "My class"} <= named
    assert named - set(texts) == set()


ONLY_A_COMPUTER = re.compile(r"\b(?:this|that|another|shared|own|any|a) computer\b", re.IGNORECASE)


def test_no_page_calls_the_device_in_ones_hand_a_computer(content: Content) -> None:
    said = [content.doors, content.teach, content.of_class, content.team, content.words, content.family]
    texts = [text for each in said for text in leaves(each.model_dump())]
    assert [text for text in texts if ONLY_A_COMPUTER.search(text)] == []
