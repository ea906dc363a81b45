"""What one running server knows: how much each address may still do, whose sockets are open, and if it is stopping."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from workshop.settings import Settings
from workshop.web.limits import Allowance
from workshop.web.line import Line

Closer = Callable[[], Awaitable[None]]
Done = TypeVar("Done")

# Requests with texts of one visitor that may be here at once. A page that is left sends one for each box that is not
# saved yet, once and never again, and the members of a team are one visitor.
DRAFTS_AT_ONCE = 30
_DRAFT_THREADS = 10


class Threads:
    """Some threads for one kind of work, which then takes up none that other work needs."""

    def __init__(self, most: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(most, name)

    async def run(self, work: Callable[..., Done], *what: object) -> Done:
        """What the work gives, done in one of the threads as soon as one is free."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *what)


class Running:
    """One of these a process; it holds nothing that another process would need."""

    def __init__(self, asked: Settings) -> None:
        self.codes = Allowance(asked.codes_per_hour)
        self.new_plans = Allowance(asked.new_plans_per_hour)
        self.new_classes = Allowance(asked.new_classes_per_hour)
        self.drafts, self.draft_threads = Line(DRAFTS_AT_ONCE), Threads(_DRAFT_THREADS, "drafts")
        self.asking = Threads(1, "asking")
        self.stopping = False
        self._sockets: defaultdict[str, list[Closer]] = defaultdict(list)

    def opened(self, owner: str, close: Closer) -> None:
        """Note an open socket, and how to close it."""
        self._sockets[owner].append(close)

    def closed(self, owner: str, close: Closer) -> None:
        """Forget a socket."""
        self._sockets[owner].remove(close)
        if not self._sockets[owner]:
            del self._sockets[owner]

    async def close_all_of(self, owner: str) -> None:
        """Close every socket of an owner: each page then comes back with the cookie its browser has by now."""
        for close in list(self._sockets.get(owner, ())):
            with suppress(RuntimeError):  # it closed by itself at the same time
                await close()
