"""Documents that may take a gigabyte are made one at a time in a process; whoever comes meanwhile waits."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec

PATIENCE = 60.0  # seconds
_turn = RLock()  # a document that is built may be drawn, and that be set, by the same thread
_Asked = ParamSpec("_Asked")


class BusyError(Exception):
    """Others have waited for their documents for too long; the page says that the file could not be made."""


def one_at_a_time(make: Callable[_Asked, bytes]) -> Callable[_Asked, bytes]:
    """Have a function that makes a document wait until no other thread makes one. It then raises `BusyError`, too."""

    @wraps(make)
    def make_in_turn(*asked: _Asked.args, **named: _Asked.kwargs) -> bytes:
        if not _turn.acquire(timeout=PATIENCE):
            raise BusyError("Too many documents are being made at once.")
        try:
            return make(*asked, **named)
        finally:
            _turn.release()

    return make_in_turn
