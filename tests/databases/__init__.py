"""Databases as versions of the workshop left them, as SQL, each with the keys that open it in its first line."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent


def lay(name: str, file: Path) -> dict[str, str]:
    """Make the SQLite file of a version; the keys of what is in it."""
    sql = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(sql)
    found: dict[str, str] = json.loads(sql.splitlines()[0].removeprefix("-- "))
    return found
