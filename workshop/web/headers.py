"""The security headers of every answer."""

import base64
import functools
import hashlib
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import Scope
from streamlit import file_util

from workshop.settings import settings
from workshop.web.cookies import A_YEAR, is_secure

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.S)
# Streamlit's bundles and our fonts have a hash of what they hold in their names.
_VERSIONED = re.compile(r"/(app/)?static/.+\.[0-9A-Za-z_-]{8}\.[a-z0-9]+")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
}


@functools.cache
def _streamlit_scripts() -> str:
    """The inline scripts of Streamlit's own page, named by their hashes so that no other inline script runs."""
    page = Path(file_util.get_static_dir(), "index.html").read_bytes()
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(page))
    return " ".join(f"'sha256-{each}'" for each in hashes)


def page_policy() -> str:
    """What Streamlit's pages need from elsewhere: nothing. A picture address in a student's text is never fetched."""
    return (
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
        f"script-src 'self' {_streamlit_scripts()} 'unsafe-eval' 'wasm-unsafe-eval' blob:; "
        f"connect-src 'self'; font-src 'self' data:; {_for_every_page()}"
    )


def door_policy() -> str:
    """What our small pages need: their style, their fonts, and one script of ours."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self'; "
        + _for_every_page()
    )


def _for_every_page() -> str:
    framed_by = " ".join(settings().frame_ancestors) or "'none'"
    return f"frame-ancestors {framed_by}; base-uri 'none'; form-action 'self'"


def protect(headers: MutableHeaders, scope: Scope, status: int) -> None:
    """Add the headers that keep an answer to itself; a page that says its own policy keeps it.

    No browser and no proxy keeps an answer: most depend on a cookie or on the time, and a browser keeps even a 410
    unless it is told not to. Only files with a version in their names may be kept, as long as they are there.
    """
    is_page = headers.get("content-type", "").startswith("text/html")
    kept = status < 400 and not is_page and _VERSIONED.fullmatch(scope["path"])
    headers["Cache-Control"] = f"public, immutable, max-age={A_YEAR}" if kept else "no-store"
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("Referrer-Policy", "no-referrer")
    if is_secure(scope):
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    if is_page:
        headers.setdefault("Content-Security-Policy", page_policy())
        if not settings().frame_ancestors:
            headers["X-Frame-Options"] = "DENY"
