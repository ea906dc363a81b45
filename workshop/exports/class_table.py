"""How far a class is, as a spreadsheet file (CSV)."""

import csv
import io
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from workshop.classroom.roster import Cell, Row
from workshop.content import Content, fill
from workshop.exports.people import harmless
from workshop.vocabulary import STEPS

MIME = "text/csv"


def build(content: Content, rows: Iterable[Row], zone: ZoneInfo) -> bytes:
    """A line a student, UTF-8 with a byte order mark so that Excel reads every alphabet."""
    words = content.teach.grid
    boxes = sum(len(step.checklist) for step in content.steps.values())
    steps = (content.steps[step].title for step in STEPS)
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([words.name, *steps, fill(words.csv_ticked, {"boxes": str(boxes)}), words.csv_changed])
    for row in rows:
        changed = f"{row.changed_at.astimezone(zone):%Y-%m-%d %H:%M}" if row.changed_at else ""
        states = (_state(content, row.cells[step]) for step in STEPS)
        lines.writerow([harmless(row.name), *states, row.ticked, changed])
    return out.getvalue().encode("utf-8-sig")


def _state(content: Content, cell: Cell) -> str:
    words = content.teach.grid
    return {
        "done": words.done,
        "begun": fill(words.left, {"count": str(cell.left)}),
        "not_begun": words.not_begun,
    }[cell.state]
