"""What a student takes along: one module a format. To add one, write its module and add its line to `FORMATS`."""

import re
import unicodedata
from collections.abc import Callable
from types import MappingProxyType
from typing import Protocol

from workshop.content import Content
from workshop.exports import calendar, markdown, pdf, people, word
from workshop.exports import plan as plan_file
from workshop.exports.blocks import Document
from workshop.exports.options import Options, Paper
from workshop.plan.model import Plan

__all__ = ["DRAWN", "FORMATS", "Format", "Options", "Paper", "file_name", "title"]

LONGEST_NAME = 40


class Format(Protocol):
    """What every format's module holds: its facts, and `build`."""

    TITLE_KEY: str
    ICON: str
    EXTENSION: str
    MIME: str

    def build(self, content: Content, plan: Plan, options: Options) -> bytes:
        """The file, made from content and plan."""


FORMATS: MappingProxyType[str, Format] = MappingProxyType(
    {
        "pdf": pdf,
        "word": word,
        "markdown": markdown,
        "people": people,
        "calendar": calendar,
        "plan": plan_file,
    }
)

# How any document is drawn, by the extension of the file.
DRAWN: MappingProxyType[str, Callable[[Content, Document, Options], bytes]] = MappingProxyType(
    {made.EXTENSION: made.draw for made in (pdf, word)}
)


def title(content: Content, name: str) -> str:
    """What a format is called on the page."""
    return content.export.titles[FORMATS[name].TITLE_KEY]


def file_name(plan: Plan, name: str) -> str:
    """A file name every system accepts, such as `career-plan-maya-brooks.pdf`."""
    letters = unicodedata.normalize("NFKD", plan.about.name).encode("ascii", "ignore").decode().lower()
    student = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_NAME].strip("-")
    return "-".join(filter(None, ["career-plan", student])) + f".{FORMATS[name].EXTENSION}"
