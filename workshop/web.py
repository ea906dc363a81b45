"""What the server does around the pages: the key cookie, its two small pages, security headers, and a health route."""

import base64
import hashlib
import html
import re
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from workshop.content import Content, fill, load
from workshop.keys import COOKIE, is_key, new_key
from workshop.settings import settings

A_YEAR = 365 * 24 * 3600
_QUESTION = Path(__file__).parent / "ui" / "question.html"

# A browser that has the page but no key must get it anew: "304 Not Modified" would bring no cookie.
_CONDITIONS = (b"if-none-match", b"if-modified-since")
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.S)


def _streamlit_scripts() -> str:
    """The inline scripts of Streamlit's own page, named by their hashes so that no other inline script runs."""
    page = Path(file_util.get_static_dir(), "index.html").read_bytes()
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(page))
    return " ".join(f"'sha256-{each}'" for each in hashes)


# What pages need from elsewhere: nothing. A picture address in a student's text is never fetched.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    f"script-src 'self' {_streamlit_scripts()} 'unsafe-eval' 'wasm-unsafe-eval' blob:; "
    "connect-src 'self'; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


class Visitor:
    """ASGI middleware: gives a visitor without a key a fresh one, and sends the security headers with every page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_key = is_key(HTTPConnection(scope).cookies.get(COOKIE))
        if not has_key:
            scope = {**scope, "headers": [each for each in scope["headers"] if each[0] not in _CONDITIONS]}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers.setdefault("Referrer-Policy", "no-referrer")
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
                    headers["Cache-Control"] = "no-store"
                    if not has_key:
                        headers.append("Set-Cookie", _set_cookie(scope))
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _set_cookie(scope: Scope, key: str = "", seconds: int | None = None) -> str:
    """The key cookie: for `seconds`, or, without them, until the browser closes."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    lasts = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{COOKIE}={key or new_key()}; Path=/; HttpOnly; SameSite=Lax{secure}{lasts}"


async def health(_: Request) -> Response:
    """Answer that the process is up."""
    return PlainTextResponse("ok")


async def keep(request: Request) -> Response:
    """Ask whether this is the visitor's own device; after a yes the key stays in it for a year."""
    words, key = _content().words, request.cookies.get(COOKIE)
    if request.method == "GET" or not _from_our_page(request) or key is None or not is_key(key):
        return _question(words.keep_title, words.keep_text, words.keep_yes, words.keep_no)
    return _home_with(_set_cookie(request.scope, key, seconds=A_YEAR))


async def finish(request: Request) -> Response:
    """Ask whether to end on this computer; after a yes this browser holds no key and no copy of the plan."""
    words = _content().words
    if request.method == "GET" or not _from_our_page(request):
        return _question(words.finish_title, words.finish_text, words.finish_yes, words.finish_no)
    answer = _home_with(_set_cookie(request.scope))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _content() -> Content:
    return load(settings().content, settings().language, settings().school)


def _from_our_page(request: Request) -> bool:
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", "")
    return site == "same-origin" or (site is None and urlsplit(origin).netloc == request.headers.get("host"))


def _home_with(cookie: str) -> Response:
    answer = RedirectResponse("/my_plan", status_code=303)
    answer.headers.append("Set-Cookie", cookie)
    return answer


def _question(title: str, text: str, yes: str, no: str) -> Response:
    blanks = {"language": _content().export.language, "title": title, "text": text, "yes": yes, "no": no}
    shown = {name: html.escape(value) for name, value in blanks.items()}
    page = fill(_QUESTION.read_text(encoding="utf-8"), shown)
    return HTMLResponse(page, headers={"Referrer-Policy": "same-origin"})  # else a browser hides who sends the form
