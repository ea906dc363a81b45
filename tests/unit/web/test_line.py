"""Nobody's requests keep those of others waiting: lines, rests, and threads of their own."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import pytest

from tests.unit.web.client import exchange, server
from workshop.keys import mark, new_key
from workshop.store import Store
from workshop.web.line import LONGEST_REST, REST, Line, TooManyError


async def worked(line: Line, who: str, work: Callable[[], Awaitable[None]]) -> None:
    async with line.turn(who):
        await work()


def test_one_request_of_a_visitor_is_at_work_at_a_time() -> None:
    at_work, most = [0], [0]

    async def work() -> None:
        at_work[0] += 1
        most[0] = max(most[0], at_work[0])
        await asyncio.sleep(0.001)
        at_work[0] -= 1

    async def all_of_them() -> None:
        line = Line(5)
        await asyncio.gather(*(worked(line, "ann", work) for _ in range(5)))

    asyncio.run(all_of_them())
    assert most == [1]


def test_a_line_takes_so_many_of_each_visitor_and_again_once_they_are_done() -> None:
    async def work() -> None:
        await asyncio.sleep(0.001)

    async def all_of_them() -> list[Any]:
        line = Line(2)
        both = ("ann", "ann", "ann", "ben")
        first = await asyncio.gather(*(worked(line, who, work) for who in both), return_exceptions=True)
        return [*first, await worked(line, "ann", work)]

    found = [type(each) for each in asyncio.run(all_of_them())]
    assert found == [type(None), type(None), TooManyError, type(None), type(None)]


def test_after_a_turn_a_visitor_rests_and_nobody_else_does() -> None:
    at = dict[str, float]()

    async def long() -> None:
        await asyncio.sleep(0.05)
        at["ended"] = monotonic()

    async def begin(name: str) -> None:
        at[name] = monotonic()

    async def all_of_them() -> None:
        line = Line(5)
        first = asyncio.create_task(worked(line, "ann", long))
        await asyncio.sleep(0)
        await worked(line, "ben", lambda: begin("ben"))
        await first
        await worked(line, "ann", lambda: begin("ann"))

    asyncio.run(all_of_them())
    assert at["ben"] < at["ended"]
    assert at["ann"] - at["ended"] >= min(LONGEST_REST, 0.05 * REST) * 0.9


def test_nothing_is_kept_of_visitors_who_send_nothing() -> None:
    async def work() -> None:
        await asyncio.sleep(0)

    async def many() -> int:
        line = Line(1)
        await asyncio.gather(*(worked(line, str(number), work) for number in range(500)))
        await asyncio.sleep(LONGEST_REST + 0.2)
        return len(line._visitors)

    assert asyncio.run(many()) == 0


def ask(path: str, key: str = "", body: bytes = b"") -> tuple[dict[str, Any], bytes]:
    """A request that a page of ours makes."""
    headers = {"host": "workshop.test", "origin": "http://workshop.test", "cookie": f"plan_key={key}"}
    scope = {"type": "http", "method": "POST" if body else "GET", "path": path, "query_string": b"", "scheme": "http"}
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    return scope | {"client": ("10.1.2.3", 5000), "headers": sent}, body


@pytest.fixture
def stuck(store: Store, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Saves that do not end until this is set."""
    let_go = threading.Event()

    def wait(*_: Any) -> Any:
        let_go.wait(30)
        return store.load(new_key())

    monkeypatch.setattr(Store, "edit", wait)
    return let_go


def test_other_requests_are_answered_while_every_draft_of_two_hundred_visitors_waits(
    stuck: threading.Event, store: Store
) -> None:
    async def meanwhile() -> list[int]:
        app, keys = server(), [new_key() for _ in range(200)]
        drafts = [json.dumps({"mark": mark(key), "texts": []}).encode() for key in keys]
        waiting = [
            asyncio.create_task(exchange(app, *ask("/draft", key, body)))
            for key, body in zip(keys, drafts, strict=True)
        ]
        try:
            async with asyncio.timeout(10):
                others = [await exchange(app, *ask(path, keys[0])) for path in ("/ready", "/plan-file")]
        finally:
            stuck.set()
        return [answer.status for answer in (*others, *await asyncio.gather(*waiting))]

    assert asyncio.run(meanwhile()) == [200, 303] + [200] * 200


def test_ready_answers_while_every_shared_thread_and_every_connection_is_taken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go, taken, load = threading.Event(), threading.Semaphore(0), store.load

    def keep_a_connection(_: Store, key: str) -> Any:
        with store._connection():
            taken.release()
            let_go.wait(30)
        return load(key)

    monkeypatch.setattr(Store, "load", keep_a_connection)

    async def meanwhile() -> int:
        app = server()
        waiting = [asyncio.create_task(exchange(app, *ask("/plan-file", new_key()))) for _ in range(60)]
        try:
            async with asyncio.timeout(8):
                for _ in range(40):
                    while not taken.acquire(blocking=False):
                        await asyncio.sleep(0.01)
                answer = await exchange(app, *ask("/ready"))
        finally:
            let_go.set()
            await asyncio.gather(*waiting)
        return answer.status

    assert asyncio.run(meanwhile()) == 200


def test_a_plan_is_changed_once_at_a_time_however_many_ask(store: Store) -> None:
    key, tried = new_key(), []

    def change(number: int) -> None:
        def add(plan: Any) -> Any:
            tried.append(number)
            threading.Event().wait(0.02)
            return plan.model_copy(update={"checks": {**plan.checks, f"c{number}": True}})

        store.edit(key, add)

    threads = [threading.Thread(target=change, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(tried) == list(range(8))
    assert len(store.load(key).plan.checks) == 8
    assert store._turns._turns == {}
