"""The plan as a tagged PDF (PDF/UA-1), set by Typst. Text reaches the template as data and is never read as code."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import typst

from workshop.content import Content
from workshop.exports.blocks import Document
from workshop.exports.budget import fitted
from workshop.exports.fonts import HEADING, families, font_set
from workshop.exports.options import Options
from workshop.exports.outline import outline
from workshop.exports.printable import lines, only_plain, with_squares
from workshop.plan import Plan

TITLE_KEY, ICON, EXTENSION, MIME = "pdf", "picture_as_pdf", "pdf", "application/pdf"
TEMPLATE = Path(__file__).with_name("plan.typ")


def build(content: Content, plan: Plan, options: Options) -> bytes:
    """The PDF of the plan and its checklist."""
    document = fitted(outline(content, plan, options), content.export.shortened)
    try:
        return _compile(content, document, options, with_squares)
    except typst.TypstError:
        # A mix of scripts that no font can set together; a plain PDF is better than none.
        return _compile(content, document, options, only_plain)


def _compile(content: Content, document: Document, options: Options, without_tofu: Callable[[str], str]) -> bytes:
    replaced = False

    def prepare(text: str) -> list[list[str]]:
        nonlocal replaced
        shown = without_tofu(text)
        replaced = replaced or shown != text
        return lines(shown)

    data = {
        "document": _data(document, prepare),
        "notes": [lines(content.export.unprintable)] if replaced else [],
        "paper": options.paper,
        "fonts": families(),
        "heading": HEADING,
    }
    pdf = typst.compile(
        TEMPLATE,
        font_paths=font_set(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=options.midnight,
    )
    return bytes(pdf)


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
