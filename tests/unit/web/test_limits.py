"""Limits: attempts by address, bytes by request."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.web.client import Browser, exchange, server
from workshop.settings import SettingsError, settings
from workshop.web import limits
from workshop.web.limits import Allowance, address_of

Make = Callable[..., Browser]


def test_an_address_may_use_its_hour_at_once_and_gets_it_back_with_time() -> None:
    now = [0.0]
    allowance = Allowance(60, clock=lambda: now[0])
    assert [allowance.take("a") for _ in range(60)] == [0] * 60
    assert 0 < allowance.take("a") <= 61
    assert allowance.take("b") == 0
    now[0] += 61
    assert allowance.take("a") == 0
    assert allowance.take("a") > 0
    allowance.give_back("a")
    assert allowance.take("a") == 0


def test_many_threads_cannot_take_more_than_there_is() -> None:
    allowance, taken = Allowance(100, clock=lambda: 0.0), []
    threads = [threading.Thread(target=lambda: taken.extend(allowance.take("a") for _ in range(50))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.count(0) == 100


def test_a_million_addresses_take_no_more_memory_than_ten_thousand() -> None:
    allowance = Allowance(10)
    for number in range(limits.MOST_ADDRESSES + 500):
        allowance.take(str(number))
    assert len(allowance._left) == limits.MOST_ADDRESSES


@pytest.mark.parametrize(
    ("host", "counts_for"),
    [("10.0.0.7", "10.0.0.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("", "unknown"), ("me", "unknown")],
)
def test_a_home_counts_as_one_address(host: str, counts_for: str) -> None:
    assert address_of({"client": (host, 1)}) == counts_for
    assert address_of({"client": None}) == "unknown"


def test_a_whole_school_may_begin_at_once_but_not_without_end(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings().new_plans_per_hour >= 1000
    monkeypatch.setenv("WORKSHOP_NEW_PLANS_PER_HOUR", "250")
    app = server()
    pupils = [Browser(app) for _ in range(251)]
    answers = [pupil.get("/keep") for pupil in pupils]
    assert [answer.status for answer in answers] == [200] * 250 + [429]
    assert answers[-1].cookies == []
    assert int(answers[-1]["retry-after"]) > 0
    assert pupils[0].get("/keep").status == 200


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    ("path", "limit"),
    [("/move", limits.FORM_LIMIT), ("/draft", limits.DRAFT_LIMIT), ("/_stcore/upload_file/a/b", limits.UPLOAD_LIMIT)],
)
def test_a_body_that_is_too_large_is_refused_whether_its_size_is_told_or_not(
    database: str, path: str, limit: int, told: bool
) -> None:
    taken = []

    async def reads(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            more = message["more_body"]
            taken.append(len(message["body"]))
        await send({"type": "http.response.start", "status": 204, "headers": []})

    app = server()
    app.router.default = reads
    app.routes[:] = []
    headers = [(b"host", b"workshop.test"), (b"origin", b"http://workshop.test")]
    for size, status in ((limit, 204), (limit + 1, 413)):
        length = [(b"content-length", str(size).encode())] if told else []
        scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": [*headers, *length]}
        answer = asyncio.run(exchange(app, scope, b"x" * size))
        assert answer.status == status
    assert "too large" in answer.body
    assert sum(taken) <= 2 * limit


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 40, "x", "", " "])
def test_a_strange_length_is_refused(browser: Make, length: str) -> None:
    someone = browser()
    assert someone.post("/keep", ("content-length", length)).status == 413


def test_headers_that_are_too_large_are_refused(browser: Make) -> None:
    assert browser().get("/keep", ("x-long", "a" * 40_000)).status == 431


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKSHOP_KEEP_DAYS", "0"),
        ("WORKSHOP_KEEP_DAYS", "soon"),
        ("WORKSHOP_CODES_PER_HOUR", "-5"),
        ("WORKSHOP_NEW_PLANS_PER_HOUR", "1.5"),
        ("WORKSHOP_ADDRESS", "careers.school.org"),
        ("WORKSHOP_ADDRESS", "https://careers.school.org/path"),
        ("WORKSHOP_FRAME_ANCESTORS", "http://learn.school.org"),
        ("WORKSHOP_FRAME_ANCESTORS", "https://a.org; script-src *"),
        ("WORKSHOP_PROXIES", "proxy"),
    ],
)
def test_a_setting_that_cannot_be_used_gives_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{name} must be .*found .*\\.$"):
        settings()
