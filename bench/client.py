"""A visitor's browser tab without a browser: a websocket that speaks as Streamlit's front end does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from bench.frontend import FrontEnd, Mark, Run

LIMIT = 60
"""Seconds after which a run that has not ended counts as failed."""

# In the place of the second stands the token against forged requests, of a visitor who has none.
SUBPROTOCOLS = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")]


@dataclass
class Awaited:
    """A run that was asked for: whether it has begun, and when it ended."""

    run: Run
    end: "asyncio.Future[float]"
    begun: bool = False

    def answered_by(self, run: Run) -> bool:
        """Whether a run is for what was asked: one of the whole page runs its fragments too."""
        return not run or (bool(self.run) and set(self.run) <= set(run))


class Tab:
    """A tab that is open: what it shows, and the ways to make the page run again."""

    def __init__(self, connection: ClientConnection, front: FrontEnd) -> None:
        self.front = front
        self._connection = connection
        self._awaited: Awaited | None = None
        self._beats: list[asyncio.Task[None]] = []

    @classmethod
    @asynccontextmanager
    async def opened(cls, address: str, page: str = "", cookie: str = "") -> AsyncIterator[Self]:
        """A tab on the page of this name, once it has been drawn."""
        url, headers = f"http://{address}/", {"Cookie": cookie} if cookie else {}
        async with connect(
            f"ws://{address}/_stcore/stream",
            origin=Origin(url.rstrip("/")),
            subprotocols=SUBPROTOCOLS,
            additional_headers=headers,
            max_size=None,
            open_timeout=LIMIT,
            ping_interval=None,
        ) as connection:
            tab = cls(connection, FrontEnd(url + page))
            listening = asyncio.create_task(tab._listen())
            try:
                await tab._run(tab.front.first_message(page))
                yield tab
            finally:
                tab._stop_beats()
                listening.cancel()

    async def rerun(self) -> float:
        """Run the whole page again; seconds until it was done."""
        return await self._run(self.front.rerun())

    async def go(self, page: str) -> float:
        """Change to another page; seconds until it was drawn. Meanwhile nothing runs by itself, as in a browser."""
        self._stop_beats()
        return await self._run(self.front.change_page(page))

    async def type(self, widget_id: str, text: str) -> float:
        """Put a text into a field and leave it; seconds until the page was drawn anew."""
        widget = self.front.widgets[widget_id]
        widget.state.string_value = text
        return await self._changed(widget.fragment)

    async def tick(self, widget_id: str) -> float:
        """Tick a box, or take its tick away; seconds until the page was drawn anew."""
        widget = self.front.widgets[widget_id]
        widget.state.bool_value = not widget.state.bool_value
        return await self._changed(widget.fragment)

    async def _changed(self, fragment: str) -> float:
        return await self._run(self.front.rerun(fragment), (fragment,) if fragment else ())

    async def _run(self, message: bytes, run: Run = ()) -> float:
        awaited = self._awaited = Awaited(run, asyncio.get_running_loop().create_future())
        begun = perf_counter()
        await self._connection.send(message)
        try:
            async with asyncio.timeout(LIMIT):
                return await awaited.end - begun
        except TimeoutError as error:
            part = f"fragment {run[0]}" if run else "whole page"
            raise TimeoutError(f"no end of a run in {LIMIT} s: {self.front.url}, {part}") from error

    async def _listen(self) -> None:
        try:
            async for payload in self._connection:
                assert isinstance(payload, bytes)
                mark = self.front.receive(payload)
                if mark:
                    self._beat_anew(mark)
                    self._note(mark)
        except ConnectionClosed:
            pass
        if self._awaited and not self._awaited.end.done():
            self._awaited.end.set_exception(ConnectionError("The server closed the connection."))

    def _note(self, mark: Mark) -> None:
        """What was asked for has ended when it had begun and a run ends, whichever: others may follow it at once."""
        awaited = self._awaited
        if awaited is None or awaited.end.done():
            return
        if (mark.begun or not mark.ended) and awaited.answered_by(mark.run):
            awaited.begun = True
        if mark.ended and awaited.begun:
            awaited.end.set_result(perf_counter())

    def _beat_anew(self, mark: Mark) -> None:
        """A fragment with `run_every` is run by the browser's clock, which a run of the whole page sets anew."""
        if mark.run:
            return
        self._stop_beats()
        if mark.ended:
            self._beats = [asyncio.create_task(self._beat(*each)) for each in self.front.beats.items()]

    async def _beat(self, fragment: str, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._connection.send(self.front.rerun(fragment, by_itself=True))

    def _stop_beats(self) -> None:
        for beat in self._beats:
            beat.cancel()
