"""Every word of the interface and of the documents is used, and none is asked for that is not there."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from pydantic import BaseModel

from tests.conftest import leaves
from workshop.content import Content
from workshop.content.words.coach import CoachWords
from workshop.content.words.comparison import NoticedWords
from workshop.plan.dates import DueKind, Instead
from workshop.settings import ROOT
from workshop.vocabulary import Listed

CODE = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("pages", "workshop")
    for pattern in ("*.py", "*.js")
    for file in sorted(Path(ROOT, folder).rglob(pattern))
    if not file.name.endswith("words.py")
)


def names(model: type[BaseModel]) -> list[str]:
    """The names of a model of words and of the models inside it."""
    inner = [field.annotation for field in model.model_fields.values()]
    groups = [each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)]
    return [*model.model_fields, *(name for group in groups for name in names(group))]


MODELS = [
    model
    for model in get_type_hints(Content).values()
    if isinstance(model, type) and model.__module__.endswith("words")
]
# Read by the kind of what was found, which the code names as a text.
BY_NAME = {
    *get_args(DueKind),
    *get_args(Instead),
    *get_args(Listed),
    *names(CoachWords),
    *NoticedWords.model_fields,
}


@pytest.mark.parametrize("name", sorted({name for model in MODELS for name in names(model)} - {"plan_title"}))
def test_each_word_is_used(name: str) -> None:
    named = {name, name.removeprefix("not_")}  # the coach knows what looks like a phrase of a list and is none
    by_name = name in BY_NAME and any(f'"{each}"' in CODE for each in named)
    assert by_name or re.search(rf"\.{name}\b", CODE)


def test_what_a_page_names_in_quotes_is_there_under_that_name(content: Content) -> None:
    pages = (content.words, content.doors, content.teach, content.of_class, content.team)
    texts = [text for page in pages for text in leaves(page.model_dump(mode="json"))]
    named = {name for text in texts for name in re.findall(r'"([^"]+)"', text)}
    assert {"Finish here", "Change the lock", "My class"} <= named
    assert named - set(texts) == set()


# "phone or computer" is well said, and so is a school's or a library's computer that is meant as one.
ONLY_A_COMPUTER = re.compile(r"\b(?:this|that|another|shared|own|any|a) computer\b", re.IGNORECASE)


def test_no_page_calls_the_device_in_ones_hand_a_computer(content: Content) -> None:
    said = [content.doors, content.teach, content.of_class, content.team, content.words, content.family]
    texts = [text for each in said for text in leaves(each.model_dump())]
    assert [text for text in texts if ONLY_A_COMPUTER.search(text)] == []
