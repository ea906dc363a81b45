"""The people table as a spreadsheet file (CSV)."""

import re

import pandas as pd

from workshop.content import Content
from workshop.exports.options import Options
from workshop.plan.model import Person, Plan

TITLE_KEY, ICON, EXTENSION, MIME = "people", "table_view", "csv", "text/csv"

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# Spreadsheets read the full-width signs as formulas too.
_FORMULA = re.compile(rf"[\s{_INVISIBLE}]*[=+\-@＝＋－＠]|[\t\r]")


def build(content: Content, plan: Plan, options: Options) -> bytes:
    """The people on the table, UTF-8 with a byte order mark so that Excel reads every alphabet."""
    columns = content.people.columns
    heads = [*(column.label for column in columns), content.export.facts.status]
    rows = [
        [*(harmless(_cell(content, person, column.id)) for column in columns), _status(content, plan, person)]
        for person in plan.present
    ]
    frame = pd.DataFrame(rows, columns=pd.Index(heads), dtype=str)
    text: str = frame.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _cell(content: Content, person: Person, column: str) -> str:
    if column == "practice":
        return content.export.yes if person.practice else ""
    if column == "closeness":
        return content.people.closeness[person.closeness] if person.closeness else ""
    if column == "stage":
        return content.people.stages[person.stage] if person.stage else ""
    return str(getattr(person, column))


def _status(content: Content, plan: Plan, person: Person) -> str:
    return content.people.statuses[plan.interview(person.id).status]


def harmless(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would read a formula.

    A phone number such as "+1 555 0100" gets one too: the program then shows it as it was typed.
    """
    return f"'{text}" if _FORMULA.match(text) else text
