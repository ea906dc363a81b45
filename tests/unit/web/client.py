"""A browser without a screen: it keeps cookies, follows only a wish to be asked again, and asks the doors here."""

import asyncio
import math
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware

from workshop.keys import HOST, key_in
from workshop.services import content
from workshop.settings import settings
from workshop.web import Running, Visitor, failures, routes

COOKIES = {each.name: each.stays for part in content().doors.privacy.parts for each in part.cookies}


def server() -> Starlette:
    """The doors as the workshop serves them, without Streamlit behind them."""
    middleware = [Middleware(Visitor, running=Running(settings()))]
    return Starlette(routes=routes, middleware=middleware, exception_handlers=failures)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: str

    def __getitem__(self, name: str) -> str:
        """A header."""
        return dict(self.headers)[name]

    @property
    def cookies(self) -> list[str]:
        """The cookies it sets, whole."""
        return [value for name, value in self.headers if name == "set-cookie"]


@dataclass
class Browser:
    """One visitor."""

    app: Any
    scheme: str = "http"
    cookies: dict[str, str] = field(default_factory=dict)
    client: str = "10.1.2.3"
    answers_to_come: float = math.inf
    """How many more answers arrive before the connection breaks; what is asked after that still reaches the server."""

    @property
    def key(self) -> str:
        """The key this browser holds."""
        found = key_in(self.cookies)
        assert found
        return found

    def get(self, path: str, *headers: tuple[str, str]) -> Answer:
        """Look at a page."""
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, *headers: tuple[str, str], body: bytes | None = None, **form: str) -> Answer:
        """Send a form as a page of the workshop does."""
        sent = urlencode(form).encode() if body is None else body
        return self._ask("POST", path, sent, (*self._from_our_page, *headers))

    async def post_beside_others(self, path: str, body: bytes) -> Answer:
        """Send something from a page of the workshop, in the one event loop that a server has."""
        return await exchange(self.app, self._scope("POST", path, self._from_our_page), body)

    @property
    def _from_our_page(self) -> tuple[tuple[str, str], ...]:
        return ("origin", f"{self.scheme}://workshop.test"), ("content-type", "application/x-www-form-urlencoded")

    def _ask(self, method: str, path: str, body: bytes, headers: tuple[tuple[str, str], ...]) -> Answer:
        answer = asyncio.run(exchange(self.app, self._scope(method, path, headers), body))
        self.answers_to_come -= 1
        if self.answers_to_come < 0:
            return Answer(0, [], "")
        for cookie in answer.cookies:
            self._keep(cookie)
        return self._ask(method, answer["location"], body, headers) if answer.status == 307 else answer

    def _scope(self, method: str, path: str, headers: tuple[tuple[str, str], ...]) -> dict[str, Any]:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = [("host", "workshop.test"), *([("cookie", jar)] if jar else []), *headers]
        path, _, query = path.partition("?")
        return {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "scheme": self.scheme,
            "client": (self.client, 5000),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in dict(sent).items()],
        }

    def _keep(self, cookie: str) -> None:
        pair, *rules = cookie.split("; ")
        name, _, value = pair.partition("=")
        assert name.removeprefix(HOST) in COOKIES, f"/privacy does not name the cookie {name}"
        self.cookies[name] = value
        if "Max-Age=0" in rules:
            del self.cookies[name]


async def exchange(app: Any, scope: dict[str, Any], body: bytes = b"", piece: int = 50_000) -> Answer:
    """Ask an application once; the body comes in pieces."""
    pieces = [body[start : start + piece] for start in range(0, len(body), piece)] or [b""]
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    return Answer(sent[0]["status"], headers, b"".join(each.get("body", b"") for each in sent[1:]).decode())
