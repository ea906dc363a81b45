"""One run computes at a time."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

_LONGEST_TURN = 1.0  # seconds after which the others no longer wait for a run


class Turn:
    """Whose turn it is, since when, and who comes next: those who wait are in the order they came."""

    def __init__(self) -> None:
        self._lock, self._line, self._since = threading.Lock(), deque[threading.Event](), monotonic()

    def take(self) -> bool:
        """Wait for the turn; whether it was given. It is not if someone else keeps it for too long."""
        mine = threading.Event()
        with self._lock:
            self._line.append(mine)
            if self._line[0] is mine:
                self._begin()
        while not mine.wait(_LONGEST_TURN):
            with self._lock:
                if not mine.is_set() and monotonic() - self._since > _LONGEST_TURN:
                    self._line.remove(mine)
                    return False
        return True

    def pass_on(self) -> None:
        """Let the next one have it."""
        with self._lock:
            self._line.popleft()
            if self._line:
                self._begin()

    def _begin(self) -> None:
        self._since = monotonic()
        self._line[0].set()


_turn = Turn()


@contextmanager
def in_turn() -> Iterator[None]:
    """Let one run compute at a time: together they would not be done sooner, and disturb each other.

    One that takes longer than a second holds up nobody: the others go on beside it.
    """
    mine = _turn.take()
    try:
        yield
    finally:
        if mine:
            _turn.pass_on()
