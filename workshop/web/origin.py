"""Where a request comes from: only pages of the workshop itself may change anything."""

from collections.abc import Mapping

from starlette.requests import HTTPConnection

from workshop.settings import settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def from_our_page(request: HTTPConnection) -> bool:
    """Whether a page of the workshop sent this, as the browser tells it."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin in (None, "null"):
        return site == "same-origin"
    return _is_ours(str(origin), request.headers)


def may_connect(request: HTTPConnection) -> bool:
    """Whether a websocket may be opened: by a page of the workshop, or by something that is no browser."""
    origin = request.headers.get("origin")
    return origin is None or _is_ours(origin, request.headers)


def _is_ours(origin: str, headers: Mapping[str, str]) -> bool:
    host = headers.get("host")
    return bool(origin) and origin in (f"http://{host}", f"https://{host}", settings().address)
