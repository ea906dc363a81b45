"""The log holds events and never a word that someone typed."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import pytest

from workshop.page_registry import PAGES, Page
from workshop.web import logs
from workshop.web.logs import JsonLines

MARKER = "ZEBRA-7731"


def line(record: logging.LogRecord) -> dict[str, Any]:
    written = JsonLines().format(record)
    assert "\n" not in written
    found: dict[str, Any] = json.loads(written)
    return found


def failing(text: str) -> Any:
    try:
        try:
            raise ValueError(f"inner {text}")
        except ValueError as error:
            raise RuntimeError(f"outer {text}") from error
    except RuntimeError:
        return sys.exc_info()


@pytest.mark.parametrize("name", ["workshop.ui.frame", "streamlit.runtime", "uvicorn.error", "root"])
def test_an_exception_is_told_by_kind_and_place_and_not_by_its_words(name: str) -> None:
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, "page %s failed", (MARKER,), failing(MARKER))
    found = line(record)
    assert MARKER not in json.dumps(found)
    assert found["exception"] == ["RuntimeError", "ValueError"]
    assert found["stack"][-1].endswith(" failing")
    assert found["stack"][-1].startswith("tests/unit/web/test_logs.py:")
    assert found["level"] == "error"


@pytest.mark.parametrize("file", ["workshop/installed/pages/home.py", "workshop/web/logs.py"])
def test_a_place_is_short_wherever_a_wheel_was_put(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    monkeypatch.setattr(logs, "PACKAGE", Path("/opt/here/workshop"))
    monkeypatch.setattr(logs, "ROOT", Path("/opt/here/workshop/installed"))
    record = logging.LogRecord("library", logging.WARNING, f"/opt/here/{file}", 7, "", (), None)
    assert line(record)["place"] == f"{file.removeprefix('workshop/installed/')}:7"


def test_what_a_library_says_is_told_by_its_place_only() -> None:
    record = logging.LogRecord("library", logging.WARNING, "/x/site-packages/lib/a.py", 7, f"read {MARKER}", (), None)
    assert line(record) == line(record) | {"event": "library", "logger": "library", "place": "lib/a.py:7"}
    assert MARKER not in JsonLines().format(record)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "/"),
        ("/research", "/research"),
        ("/move", "/move"),
        (f"/{MARKER}", "other"),
        (f"/research/{MARKER}", "other"),
        (f"/_stcore/upload_file/{MARKER}/1", "/_stcore/upload_file/*"),
        (f"/media/{MARKER}", "/media/*"),
    ],
)
def test_a_path_is_told_by_its_route(path: str, told: str) -> None:
    assert logs.pattern(path) == told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_each_page_is_told_as_itself(page: Page) -> None:
    assert logs.pattern(page.address) == page.address


def test_a_method_nobody_knows_is_not_repeated() -> None:
    assert (logs.method("GET"), logs.method(MARKER)) == ("GET", "other")
