"""The plan as a tagged PDF (PDF/UA-1), set by Typst. Text reaches the template as data and is never read as code."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

from workshop.content import Content
from workshop.exports.blocks import Document
from workshop.exports.budget import fitted
from workshop.exports.options import Options
from workshop.exports.outline import outline
from workshop.exports.printable import lines
from workshop.exports.turn import one_at_a_time
from workshop.exports.typeset import typeset
from workshop.plan.model import Plan

TITLE_KEY, ICON, EXTENSION, MIME = "pdf", "picture_as_pdf", "pdf", "application/pdf"
TEMPLATE = Path(__file__).with_name("plan.typ")


@one_at_a_time
def build(content: Content, plan: Plan, options: Options) -> bytes:
    """The PDF of the plan and its checklist."""
    return draw(content, fitted(outline(content, plan, options), content.export.shortened), options)


@one_at_a_time
def draw(content: Content, document: Document, options: Options) -> bytes:
    """The PDF of any document."""
    return typeset(TEMPLATE, partial(_prepared, content, document), options)


def _prepared(content: Content, document: Document, without_tofu: Callable[[str], str]) -> dict[str, Any]:
    replaced = False

    def prepare(text: str) -> list[list[str]]:
        nonlocal replaced
        shown = without_tofu(text)
        replaced = replaced or shown != text
        return lines(shown)

    data = _data(document, prepare)
    notes = [lines(content.export.unprintable)] if replaced else []
    return {"document": data, "notes": notes, "ink": document.ink}


def _data(part: Any, prepare: Callable[[str], Any]) -> Any:
    """A part of the document as plain data, with each text prepared."""
    if isinstance(part, str):
        return prepare(part)
    if isinstance(part, tuple):
        return [_data(item, prepare) for item in part]
    if is_dataclass(part):
        values = {field.name: _data(getattr(part, field.name), prepare) for field in fields(part)}
        return {"kind": type(part).__name__, **values}
    return part
