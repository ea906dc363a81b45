"""A TCP proxy before the server, to cut connections the way a bad network does."""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Thread
from typing import Any, cast

HERE = "127.0.0.1"


class Proxy:
    """Forwards a port of its own to the server's, in a thread of its own."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.whole = True
        self.delay = 0.0
        """Seconds that everything takes longer, each way."""
        self.ends: set[End] = set()
        self.answers = bytearray()
        """Everything the server sent; not to be searched through for texts where it may be compressed."""
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._listener = self._run(self._listen())
        self.port: int = self._listener.sockets[0].getsockname()[1]
        self.url = f"http://{HERE}:{self.port}"

    def cut(self) -> None:
        """Drop every connection, and each new one at once, until `heal`."""
        self.whole = False
        self._run(self._drop())

    def heal(self) -> None:
        """Let connections through again."""
        self.whole = True

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=10)

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(lambda: End(self), HERE, 0, backlog=1000)

    async def _drop(self) -> None:
        for end in list(self.ends):
            end.transport.abort()
        await asyncio.sleep(0.05)

    async def _stop(self) -> None:
        self._listener.close()
        await self._listener.wait_closed()


class End(asyncio.Protocol):
    """One end of a connection; what comes in goes out at the other end."""

    transport: asyncio.Transport

    def __init__(self, proxy: Proxy, other: "End | None" = None) -> None:
        self.proxy, self.other = proxy, other
        self.of_the_server = other is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.proxy.ends.add(self)
        if not self.proxy.whole:
            self.transport.abort()
        elif self.other is None:
            self.transport.pause_reading()
            self._connecting = asyncio.ensure_future(self._connect())

    async def _connect(self) -> None:
        try:
            make = asyncio.get_running_loop().create_connection
            _, self.other = await make(lambda: End(self.proxy, self), HERE, self.proxy.target)
        except OSError:
            self.transport.abort()
            return
        if self.transport.is_closing():
            self.other.transport.abort()
        else:
            self.transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        if self.of_the_server:
            self.proxy.answers += data
        if self.other:
            self._after_the_delay(self.other.transport.write, data)

    def connection_lost(self, _: Exception | None) -> None:
        self.proxy.ends.discard(self)
        if self.other:
            self._after_the_delay(self.other.transport.close)

    def _after_the_delay(self, do: Callable[..., None], *given: bytes) -> None:
        if self.proxy.delay:
            asyncio.get_running_loop().call_later(self.proxy.delay, do, *given)
        else:
            do(*given)
