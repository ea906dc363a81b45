"""The key cookie and the headers, as a browser gets them."""

import asyncio
from typing import Any

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from workshop.keys import COOKIE, HOST, is_key, locator, new_key
from workshop.web import Visitor


def answer(page: Any, *headers: tuple[str, str], scheme: str = "http") -> list[tuple[str, str]]:
    """The headers of the answer to one request."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "scheme": scheme,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    asyncio.run(Visitor(page)(scope, receive, send))
    return [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]


def cookies(headers: list[tuple[str, str]]) -> list[str]:
    return [value for name, value in headers if name == "set-cookie"]


@pytest.mark.parametrize("cookie", [None, "", "other=1", f"{COOKIE}=short", f"{COOKIE}={'é' * 43}", "=;=", f"{COOKIE}"])
def test_a_visitor_without_a_key_gets_a_fresh_one_that_scripts_cannot_read(cookie: str | None) -> None:
    page = HTMLResponse("hello")
    keys = []
    for _ in range(2):
        (made,) = cookies(answer(page, *([] if cookie is None else [("cookie", cookie)])))
        key, *rules = made.split("; ")
        assert set(rules) == {"Path=/", "HttpOnly", "SameSite=Lax"}
        keys.append(key.removeprefix(f"{COOKIE}="))
    assert all(map(is_key, keys))
    assert keys[0] != keys[1]


def test_a_visitor_with_a_key_keeps_it() -> None:
    assert cookies(answer(HTMLResponse("hello"), ("cookie", f"a=b; {COOKIE}={new_key()}"))) == []


@pytest.mark.parametrize("other", ['prefs={"a":1}', "a[b]=1", "x=a b", "flag", "é=1"])
def test_a_strange_cookie_of_another_program_costs_nobody_their_plan(other: str) -> None:
    assert cookies(answer(HTMLResponse("hello"), ("cookie", f"{other}; {COOKIE}={new_key()}"))) == []


def test_a_browser_that_has_the_page_but_no_key_gets_the_page_anew() -> None:
    async def page(scope: Any, receive: Any, send: Any) -> None:
        asked = {name for name, _ in scope["headers"]}
        fresh = HTMLResponse("hello") if b"if-none-match" not in asked else Response(status_code=304)
        await fresh(scope, receive, send)

    known = ("if-none-match", '"the page"')
    assert len(cookies(answer(page, known))) == 1
    assert cookies(answer(page, known, ("cookie", f"{COOKIE}={new_key()}"))) == []
    assert dict(answer(page))["cache-control"] == "no-store"


def test_only_a_page_brings_a_key() -> None:
    assert cookies(answer(PlainTextResponse("hello"))) == []


def test_the_cookie_travels_only_encrypted_where_the_page_did() -> None:
    (made,) = cookies(answer(HTMLResponse("hello"), scheme="https"))
    assert "Secure" in made.split("; ")
    assert made.startswith(HOST)


def test_a_page_may_fetch_from_nowhere_else() -> None:
    headers = dict(answer(HTMLResponse("hello")))
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["connect-src"] == policy["default-src"] == "'self'"
    assert set(policy["img-src"].split()) == {"'self'", "data:", "blob:"}
    assert "'unsafe-inline'" not in policy["script-src"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def connect(*headers: tuple[str, str], scheme: str = "ws") -> tuple[list[tuple[bytes, bytes]], list[Any]]:
    """The headers Streamlit sees of a websocket, and what was sent to its browser."""
    seen: list[tuple[bytes, bytes]] = []
    sent: list[Any] = []

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        seen.extend(scope["headers"])

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    encoded = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": "websocket", "path": "/_stcore/stream", "scheme": scheme, "headers": encoded}
    asyncio.run(Visitor(streamlit)(scope, receive, send))
    return seen, sent


def test_a_websocket_says_whose_it_is_whatever_the_client_says() -> None:
    key = new_key()
    forged = (("x-plan-owner", locator(new_key())), ("x-plan-owner", "none"))
    for cookie, owner in ((f"{COOKIE}={key}", locator(key)), ("a=b", "none"), (f"{COOKIE}=short", "none")):
        seen, _ = connect(*forged, ("cookie", cookie))
        assert [value.decode() for name, value in seen if name == b"x-plan-owner"] == [owner]
    seen, _ = connect(("cookie", f"{COOKIE}={key}"), scheme="wss")
    assert (b"x-plan-owner", b"none") in seen


@pytest.mark.parametrize("origin", ["https://elsewhere.test", "http://localhost:9", "http://127.0.0.1", "null", ""])
def test_a_websocket_is_opened_by_our_own_pages_only(origin: str) -> None:
    seen, sent = connect(("host", "workshop.test"), ("origin", origin))
    assert seen == []
    assert sent == [{"type": "websocket.close", "code": 1008}]
    seen, sent = connect(("host", "workshop.test"), ("origin", "http://workshop.test"))
    assert (seen != [], sent) == (True, [])
