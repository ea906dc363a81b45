"""The recovery sheet as a PDF: one page with the code that opens a plan again, and how to keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from workshop.content import Content, fill
from workshop.exports.options import Options
from workshop.exports.outline import full_day
from workshop.exports.printable import lines
from workshop.exports.square import square
from workshop.exports.typeset import typeset

FILE_NAME, MIME = "recovery-sheet.pdf", "application/pdf"
TEMPLATE = Path(__file__).with_name("sheet.typ")
_IN_A_ROW = 14


@dataclass(frozen=True)
class Sheet:
    """What one sheet says: whose plan it opens, the code in groups, where to type it, until when the plan is kept."""

    name: str
    code: str
    address: str
    until: date


def build(content: Content, sheet: Sheet, options: Options) -> bytes:
    """The PDF of a recovery sheet."""
    return typeset(TEMPLATE, partial(_prepared, content, sheet), options)


def _prepared(content: Content, sheet: Sheet, without_tofu: Callable[[str], str]) -> dict[str, Any]:
    return {
        "words": _words(content, sheet, lambda text: lines(without_tofu(text))),
        "code": _rows(sheet.code),
        "square": square(f"{sheet.address}/move#{sheet.code.replace('-', '')}"),
        "language": content.export.language,
    }


def _words(content: Content, sheet: Sheet, set_in: Callable[[str], Any]) -> dict[str, Any]:
    words = content.doors.sheet
    name = " ".join(sheet.name.split()) or content.doors.someone
    facts = {"name": name, "address": sheet.address, "day": full_day(content, sheet.until)}
    texts = {"title": words.title, "what": words.what, "code": words.code, "until": words.until, "square": words.square}
    texts |= {"how_title": words.how_title, "care_title": words.care_title, "workshop": content.workshop.title}
    lists = {"how": words.how, "care": words.care}
    return {key: set_in(fill(text, facts)) for key, text in texts.items()} | {
        key: [set_in(fill(text, facts)) for text in several] for key, several in lists.items()
    }


def _rows(code: str) -> list[str]:
    """The groups of a code, as many in a row as fit beside the square."""
    rows: list[str] = []
    for group in code.split("-"):
        if rows and len(rows[-1]) + len(group) < _IN_A_ROW:
            rows[-1] += f"-{group}"
        else:
            rows.append(group)
    return rows
