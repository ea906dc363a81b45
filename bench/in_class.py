"""A class at work with its teacher's grid open: how long the grid takes to show where each student is."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.client import Tab
from bench.servers import Server, cookie
from bench.student import Notes
from workshop.classroom.board import Board, Report
from workshop.content import load
from workshop.keys import CLASS_COOKIE
from workshop.store import open_classes

ASK_EVERY, LOOK_EVERY = 4.0, 0.1  # seconds; the first as class_bar.js asks
_ROW = re.compile(r"<tr class=\"\w+\"><th scope=\"row\">Student (\d+).*?</th><td>(.*?)</td>")


@dataclass
class Watch:
    """What the teacher's grid showed: the seconds from each turn of a page until the grid had it."""

    lags: list[float] = field(default_factory=list)
    missed: int = 0
    asked: list[float] = field(default_factory=list)
    _shown: dict[int, float] = field(default_factory=dict)

    def look(self, html: str, notes: Notes, now: float, short: dict[str, str]) -> None:
        """Compare one grid with where the students are."""
        for number, where in _ROW.findall(html):
            page, since = notes.places.get(int(number), ("", 0.0))
            if where == short.get(page) and self._shown.get(int(number)) != since:
                self.lags.append(now - since)
                self._shown[int(number)] = since

    def end(self, notes: Notes, now: float, longest: float) -> None:
        """Count the turns that the grid should have shown by now and has not."""
        self.missed = sum(
            now - since > longest and self._shown.get(student) != since for student, (_, since) in notes.places.items()
        )


def begin_class(database: str, keys: Sequence[str]) -> str:
    """Start a class with the students of these plans; returns its teacher's key."""
    classes = open_classes(database)
    teacher = classes.begin(Board())
    found = classes.open(teacher)
    if found is None:
        raise SystemExit("The class is not there.")
    for number, key in enumerate(keys):
        classes.join(found.code, key, Report(nickname=f"Student {number}"))
    return teacher


async def teach(server: Server, key: str, notes: Notes, watch: Watch, until: float, longest: float) -> None:
    """Look at the grid until the lesson ends."""
    short = {step: each.short for step, each in load().steps.items()}
    async with Tab.opened(server.address, "classroom", cookie(key, CLASS_COOKIE)) as tab:
        seen = ""
        while (now := time.monotonic()) < until:
            if tab.front.html is not seen:
                seen = tab.front.html
                watch.look(seen, notes, now, short)
            await asyncio.sleep(LOOK_EVERY)
        watch.end(notes, time.monotonic(), longest)


async def keep_asking(server: Server, visitor_cookie: str, watch: Watch, first: float, until: float) -> None:
    """Ask what stands on the board, as each page of a student does; the connection stays open, as a browser's does."""
    host, port = server.address.split(":")
    request = f"GET /class-now?since=1 HTTP/1.1\r\nHost: {server.address}\r\nCookie: {visitor_cookie}\r\n\r\n".encode()
    await asyncio.sleep(first)
    reader, writer = await asyncio.open_connection(host, int(port))
    while time.monotonic() < until:
        begun = time.monotonic()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(f"/class-now said {head[:20]!r}")
        await reader.readexactly(int(re.findall(rb"(?i)content-length: (\d+)", head)[0]))
        watch.asked.append(time.monotonic() - begun)
        await asyncio.sleep(ASK_EVERY)
    writer.close()
