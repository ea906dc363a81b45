"""A whole school at once: 200 connections break in one moment, and 200 plans come back. No browser is needed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

import pytest

from bench.client import Tab
from tests.faults.conftest import Workshop
from workshop.keys import COOKIE, new_key

FIELD = "about.name"


async def cut_and_come_back(workshop: Workshop, texts: dict[str, str]) -> dict[str, str]:
    """Everyone writes, all connections break at once, everyone comes back at once; what each is shown, by key."""
    async with AsyncExitStack() as before, AsyncExitStack() as after:

        async def visit(key: str, stack: AsyncExitStack) -> tuple[Tab, str]:
            opening = Tab.opened(f"127.0.0.1:{workshop.proxy.port}", "research", f"{COOKIE}={key}")
            tab = await stack.enter_async_context(opening)
            return tab, next(widget for widget in tab.front.widgets if widget.endswith(f".{FIELD}"))

        async def write(key: str, text: str) -> None:
            tab, box = await visit(key, before)
            await tab.type(box, text)

        async def read(key: str) -> str:
            tab, box = await visit(key, after)
            return tab.front.widgets[box].state.string_value

        await asyncio.gather(*(write(key, text) for key, text in texts.items()))
        await asyncio.to_thread(workshop.proxy.cut)
        workshop.proxy.heal()
        return dict(zip(texts, await asyncio.gather(*map(read, texts)), strict=True))


@pytest.mark.parametrize("size", [20, pytest.param(200, marks=pytest.mark.faults)])
def test_all_plans_come_back_when_all_connections_break_at_once(workshop: Workshop, size: int) -> None:
    texts = {new_key(): f"{number} Zoë 王芳 🚲" for number in range(size)}
    with ThreadPoolExecutor(1) as thread:  # the tests in a browser hold the event loop of this one
        shown = thread.submit(asyncio.run, cut_and_come_back(workshop, texts)).result()
    lost = [text for key, text in texts.items() if shown[key] != text]
    assert not lost, f"{len(lost)} of {size} plans did not come back"
    assert {key: workshop.store.load(key).plan.about.name for key in texts} == texts
