"""What the server does around the pages: the key cookie, security headers, and a health route."""

import base64
import hashlib
import re
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from workshop.keys import COOKIE, is_key, new_key

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

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
                    if not is_key(_cookie(scope)):
                        headers.append("Set-Cookie", _set_cookie(scope))
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _cookie(scope: Scope) -> str | None:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(Headers(scope=scope).get("cookie", ""))
    except Exception:  # a malformed header is the same as none
        return None
    return jar[COOKIE].value if COOKIE in jar else None


def _set_cookie(scope: Scope) -> str:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={new_key()}; Path=/; HttpOnly; SameSite=Lax{secure}"


async def health(_: Request) -> Any:
    """Answer that the process is up."""
    return PlainTextResponse("ok")
