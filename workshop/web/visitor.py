"""The middleware around everything: keys for visitors, checks of what comes in, headers, and a line in the log."""

import secrets
import time

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop.keys import locator
from workshop.settings import settings
from workshop.web import limits, logs
from workshop.web.cookies import is_secure, only_fitting, own_key, set_cookie
from workshop.web.headers import protect
from workshop.web.origin import SAFE_METHODS, from_our_page, may_connect
from workshop.web.page import refusal
from workshop.web.reload import load_anew
from workshop.web.running import Running

OWNER = b"x-plan-owner"
_CLOSING = 1012  # "service restart": the page comes back by itself

# A browser that has the page but no key must get it anew: "304 Not Modified" would bring no cookie.
_CONDITIONS = (b"if-none-match", b"if-modified-since")


class Visitor:
    """ASGI middleware: gives a visitor without a key a fresh one, and lets in only what belongs."""

    def __init__(self, app: ASGIApp, running: Running | None = None) -> None:
        self.app, self.running = app, running or Running(settings())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or one websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = only_fitting(scope["headers"], secure=is_secure(scope))
        headers = [each for each in headers if each[0] != OWNER]
        scope = {**scope, "headers": headers, "running": self.running}
        handle = self._request if scope["type"] == "http" else self._websocket
        await handle(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        if own_key(scope) is None:
            scope["headers"] = [each for each in scope["headers"] if each[0] not in _CONDITIONS]
        answer = _Answer(scope, send, self.running)
        limit = limits.body_limit(scope["path"])
        app = self.app
        if scope["method"] not in SAFE_METHODS and not from_our_page(HTTPConnection(scope)):
            app = refusal(403)
        elif limits.announced(scope) > limit:
            app = refusal(413)
        elif limits.size_of_headers(scope) > limits.HEADERS_LIMIT:
            app = refusal(431)
        try:
            await app(scope, limits.capped(receive, limit), answer)
        finally:
            answer.log()

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not may_connect(HTTPConnection(scope)):
            await send({"type": "websocket.close", "code": 1008})
            logs.note("websocket", status=403, route=logs.pattern(scope["path"]))
            return
        key = own_key(scope)
        owner = locator(key) if key else "none"
        scope["headers"].append((OWNER, owner.encode()))
        socket = _Socket(send)
        self.running.opened(owner, socket.close)
        try:
            await self.app(scope, receive, socket)
        finally:
            self.running.closed(owner, socket.close)
            socket.log(scope)


class _Answer:
    """The sending side of one request: adds headers, and the key of a new visitor."""

    def __init__(self, scope: Scope, send: Send, running: Running) -> None:
        self._scope, self._send, self._running = scope, send, running
        self._id, self._began, self._status = secrets.token_hex(8), time.perf_counter(), 500
        self._refused = False

    async def __call__(self, message: Message) -> None:
        if self._refused:
            return
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            wait = self._welcome(headers)
            if wait:
                self._refused = True
                await refusal(429, wait)(self._scope, _nothing, self._start)
                return
            await self._start(message)
            return
        await self._send(message)

    def _welcome(self, headers: MutableHeaders) -> int:
        """Give a page a fresh key for a visitor without one; the seconds to wait if too many were given."""
        if own_key(self._scope) or not headers.get("content-type", "").startswith("text/html"):
            return 0
        if self._scope["method"] not in SAFE_METHODS:
            return 0
        wait = self._running.new_plans.take(limits.address_of(self._scope))
        if not wait:
            headers.append("Set-Cookie", set_cookie(self._scope))
        return wait

    async def _start(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            protect(headers, self._scope, message["status"])
            headers["X-Request-Id"] = self._id
            self._status = message["status"]
        await self._send(message)

    def log(self) -> None:
        """Note the request, unless it is one of the many files that each page brings along."""
        route = logs.pattern(self._scope["path"])
        if self._status >= 400 or route not in logs.QUIET:
            took = round((time.perf_counter() - self._began) * 1000)
            method = logs.method(self._scope["method"])
            logs.note("request", route=route, method=method, status=self._status, ms=took, id=self._id)


class _Socket:
    """The sending side of one websocket, which can be closed from outside."""

    def __init__(self, send: Send) -> None:
        self._send, self._began, self._shut = send, time.perf_counter(), False
        self._accepted = False

    async def __call__(self, message: Message) -> None:
        if self._shut:
            return
        self._accepted = self._accepted or message["type"] == "websocket.accept"
        self._shut = message["type"] == "websocket.close"
        await self._send(message)

    async def close(self) -> None:
        """Close it; its page loads anew, with the cookie its browser has by now."""
        if self._accepted:
            await self({"type": "websocket.send", "bytes": load_anew()})
        await self({"type": "websocket.close", "code": _CLOSING})

    def log(self, scope: Scope) -> None:
        """Note a connection that ended."""
        took = round((time.perf_counter() - self._began) * 1000)
        status = 101 if self._accepted else 403
        logs.note("websocket", route=logs.pattern(scope["path"]), status=status, ms=took)


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
