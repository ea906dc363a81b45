"""Write a database as this version of the workshop leaves it: python -m tests.databases.make NAME.

Done once for each revision of the tables; what was written is never changed again, since later versions must open it.
"""

import json
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.databases import FOLDER
from workshop.classroom.board import Board, Report
from workshop.keys import new_key
from workshop.paths import ROOT
from workshop.plan.file import load
from workshop.plan.model import write
from workshop.store import Classes, Store


def main(name: str) -> None:
    """Save a plan with a history, links and codes, and a class with the student of that plan in it."""
    written = (ROOT / "content" / "en" / "example-plan.json").read_bytes()
    example = load(written)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plans.sqlite3"
        store = Store(f"sqlite:///{file}")
        classes, key = Classes(store), new_key()
        store.edit(key, lambda _: example)
        store.edit(key, lambda plan: write(plan, "about.name", "Ana"))
        teacher = classes.begin(Board(name="Period 3"))
        found = classes.open(teacher)
        assert found
        classes.join(found.code, key, Report(nickname="Otter"))
        classes.tell(key, lambda _: Report(nickname="Otter"), frozenset({"a" * 64}))
        secrets = {"plan": key, "link": store.share(key, "Mum").secret, "class": teacher}
        secrets |= {"recovery": store.recovery_code(key), "team": store.new_team_code(key)}
        with closing(sqlite3.connect(file)) as connection:
            dump = "\n".join(connection.iterdump())
    (FOLDER / f"{name}.json").write_bytes(written)  # the plan of the student called Ana, under another name
    (FOLDER / f"{name}.sql").write_text(f"-- {json.dumps(secrets)}\n{dump}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
