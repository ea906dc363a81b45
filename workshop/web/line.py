"""Whose turn it is to have texts saved: one request of a visitor at a time, few behind it, and a rest in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

# Whoever sends without end gets a twentieth of the time, and who types notices nothing.
REST, LONGEST_REST = 19, 0.5  # times as long as the turn took; seconds


class TooManyError(Exception):
    """As many requests of a visitor are here as may be."""


@dataclass
class _Visitor:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    here: int = 0
    rested_at: float = 0.0

    def rest(self, begun: float) -> None:
        """Note until when the next turn has to wait."""
        ended = monotonic()
        self.rested_at = ended + min(LONGEST_REST, REST * (ended - begun))


class Line:
    """One line a visitor. Of a visitor who sends nothing for a moment nothing is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._visitors: dict[str, _Visitor] = {}

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """Wait until the requests of this visitor that came before are done. Raises `TooManyError` at once."""
        visitor = self._visitors.setdefault(who, _Visitor())
        if visitor.here >= self._most:
            raise TooManyError
        visitor.here += 1
        try:
            async with visitor.lock:
                await asyncio.sleep(visitor.rested_at - monotonic())
                begun = monotonic()
                try:
                    yield
                finally:
                    visitor.rest(begun)
        finally:
            visitor.here -= 1
            asyncio.get_running_loop().call_later(LONGEST_REST, self._forget, who)

    def _forget(self, who: str) -> None:
        if who in self._visitors and not self._visitors[who].here:
            del self._visitors[who]
