"""What goes into the log: one line of JSON an event, and never a word, key, code, cookie or address of a visitor.

A message may hold what someone typed, so no message of a library or an exception is ever written: only its kind and
the places in the code it came through.
"""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from starlette.routing import Route
from streamlit import logger as streamlit_logger

from workshop.page_registry import PAGES
from workshop.paths import PACKAGE, ROOT
from workshop.web.routes import routes

WARNING = logging.WARNING
_ours = logging.getLogger("workshop")
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"})
_PAGES = frozenset([*(page.address for page in PAGES), *(route.path for route in routes if isinstance(route, Route))])
_FOLDERS = ("/_stcore/upload_file/", "/_stcore/", "/static/", "/app/static/", "/media/", "/component/")
QUIET = frozenset({"/_stcore/*", "/static/*", "/app/static/*", "/component/*", "/health", "/ready", "/class-now"})


def pattern(path: str) -> str:
    """The route behind a path: a page by its name, everything else by its folder, since visitors type paths too."""
    if path in _PAGES:
        return path
    return next((f"{folder}*" for folder in _FOLDERS if path.startswith(folder)), "other")


def method(name: str) -> str:
    """The method of a request, if it is one."""
    return name if name in _METHODS else "other"


def note(event: str, level: int = logging.INFO, **facts: Any) -> None:
    """Write an event with its facts, which must hold nothing a visitor typed."""
    _ours.log(level, event, extra={"facts": facts})


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without anything that was put into its message."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": time, "level": record.levelname.lower()}
        if record.name.split(".")[0] == "workshop":
            line["event"] = str(record.msg)  # a constant of our code; what fills its blanks is left out
        else:
            line |= {"event": "library", "logger": record.name, "place": _place(record.pathname, record.lineno)}
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line |= _what_happened(record.exc_info[1])
        return json.dumps(line)


def _what_happened(error: BaseException) -> dict[str, Any]:
    """The kinds of an exception and of those behind it, and the places it came through."""
    kinds: list[str] = []
    at: BaseException | None = error
    while at is not None and len(kinds) < 10:
        kinds.append(type(at).__name__)
        at = at.__cause__ or at.__context__
    stack = traceback.extract_tb(error.__traceback__)[-30:]
    return {"exception": kinds, "stack": [f"{_place(each.filename, each.lineno)} {each.name}" for each in stack]}


def _place(file: str, line: int | None) -> str:
    short = file.removeprefix(f"{ROOT}/").removeprefix(f"{PACKAGE.parent}/").rpartition("site-packages/")[2]
    return f"{short}:{line}"


def set_up() -> None:
    """Send everything that is logged, by whomever, to stderr as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.raiseExceptions = False  # else a record that cannot be written is printed with all its values
    logging.captureWarnings(True)
    logging.root.handlers = [handler]
    _ours.setLevel(logging.INFO)
    streamlit_logger.setup_formatter = _leave_to_root
    for name in list(logging.root.manager.loggerDict):
        _leave_to_root(logging.getLogger(name))
    logging.getLogger("uvicorn.access").disabled = True  # it writes query strings
    _catch_the_rest()


def _leave_to_root(logger: logging.Logger) -> None:
    logger.handlers = []
    logger.propagate = True


def _catch_the_rest() -> None:
    """What Python itself would print, message and all."""
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: _uncaught(type(found.exc_value), found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)


def _uncaught(_: Any, error: BaseException | None, __: TracebackType | None) -> None:
    if error is not None and not isinstance(error, SystemExit | KeyboardInterrupt):
        _ours.error("uncaught", exc_info=(type(error), error, error.__traceback__))
