"""What one running server knows: how much each address may still do, whose sockets are open, and if it is stopping."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress

from workshop.settings import Settings
from workshop.web.limits import Allowance

Closer = Callable[[], Awaitable[None]]


class Running:
    """One of these a process; it holds nothing that another process would need."""

    def __init__(self, asked: Settings) -> None:
        self.codes = Allowance(asked.codes_per_hour)
        self.new_plans = Allowance(asked.new_plans_per_hour)
        self.new_classes = Allowance(asked.new_classes_per_hour)
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
