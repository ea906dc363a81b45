"""A student at a tab, who writes into the text areas of a page, saves, and turns to other pages."""

import asyncio
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from bench.client import Tab

SAVE_EVERY, TURN_EVERY = 5.0, 30.0
PROSE = "I wrote down what I heard, and what I want to ask next time about the work and the way to it. " * 4


@dataclass
class Notes:
    """What a class's students wrote down: when each save began and the seconds it took, turns of the page, texts,
    and on which page each is, since when."""

    saves: list[tuple[float, float]] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    texts: dict[tuple[int, str], str] = field(default_factory=dict)
    places: dict[int, tuple[str, float]] = field(default_factory=dict)
    seated: int = 0


class Student:
    """One student at one tab, who writes into the text areas of a page and turns to other pages."""

    def __init__(self, name: int, address: str, cookie: str = "", pages: Sequence[str] = ("",)) -> None:
        self.name, self.address, self.cookie, self.pages = name, address, cookie, pages
        self.chance = random.Random(name)
        self.page = self.chance.choice(pages)
        self.field: str | None = None
        self.written = 0

    async def attend(self, notes: Notes, lesson: "asyncio.Future[float]") -> None:
        """Open a page, wait for the lesson, whose value is when it ends, and work until then."""
        try:
            async with Tab.opened(self.address, self.page, self.cookie) as tab:
                notes.seated += 1
                await self._work(tab, notes, await lesson)
        except (OSError, InvalidHandshake, ConnectionClosed) as error:
            notes.errors.append(f"student {self.name}: {error!r}")

    async def _work(self, tab: Tab, notes: Notes, end: float) -> None:
        save_at = time.monotonic() + self.chance.uniform(0, SAVE_EVERY)
        turn_at = time.monotonic() + self.chance.uniform(0, TURN_EVERY) if len(self.pages) > 1 else math.inf
        while (next_at := min(save_at, turn_at)) < end:
            await asyncio.sleep(next_at - time.monotonic())
            if turn_at < save_at:
                notes.turns.append(await self._turn(tab))
                notes.places[self.name] = (self.page, time.monotonic())
                turn_at = max(time.monotonic(), turn_at + self._about(TURN_EVERY))
            else:
                begun = time.monotonic()
                notes.saves.append((begun, await self._save(tab, notes)))
                save_at = max(time.monotonic(), save_at + self._about(SAVE_EVERY))

    def _about(self, seconds: float) -> float:
        return seconds * self.chance.uniform(0.8, 1.2)

    async def _turn(self, tab: Tab) -> float:
        self.page = self.chance.choice([page for page in self.pages if page != self.page])
        return await tab.go(self.page)

    async def _save(self, tab: Tab, notes: Notes) -> float:
        widgets = tab.front.widgets
        if self.field not in widgets:
            self.field = self.chance.choice(writable(tab) or [""])
        if not self.field:
            raise ConnectionError(f"there is nothing to write in on {self.page}")
        self.written += 1
        text = f"Student {self.name}, text {self.written}: {PROSE[: self.chance.randrange(20, len(PROSE))]}"
        # The same blank may stand on two pages: the id's last part names it on both.
        notes.texts[self.name, self.field.split("-", 2)[2]] = text
        return await tab.type(self.field, text)


def writable(tab: Tab) -> list[str]:
    """The text areas of the page that can be typed in."""
    return [each for each in tab.front.of_kind("text_area") if tab.front.widgets[each].can_be_typed_in]
