"""The plan file itself: everything the student entered, to keep and to open again."""

from workshop.content import Content
from workshop.exports.options import Options
from workshop.plan.file import dump
from workshop.plan.model import Plan

TITLE_KEY, ICON, EXTENSION, MIME = "plan", "save", "json", "application/json"


def build(content: Content, plan: Plan, options: Options) -> bytes:
    """The plan file; `workshop.plan.file.load` gives the same plan back."""
    return dump(plan).encode("utf-8")
