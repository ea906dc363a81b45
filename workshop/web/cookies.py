"""The cookies that hold keys. Over https their names begin with `__Host-`, which no other host can set."""

from collections.abc import Iterator

from starlette.requests import HTTPConnection
from starlette.types import Scope

from workshop import device
from workshop.keys import CLASS_COOKIE, COOKIE, HOST, MEMBER_COOKIE, NEXT_COOKIE, SHARED_COOKIE, key_in, new_key
from workshop.settings import settings

A_YEAR = 365 * 24 * 3600
_NAMES = (COOKIE, SHARED_COOKIE, NEXT_COOKIE, CLASS_COOKIE, MEMBER_COOKIE, device.COOKIE)
_OURS = {name + cookie for name in ("", HOST) for cookie in _NAMES}

Headers = list[tuple[bytes, bytes]]


def own_key(scope: Scope) -> str | None:
    """The key in the visitor's cookie, if any."""
    return key_in(HTTPConnection(scope).cookies)


def is_secure(scope: Scope) -> bool:
    """Whether the visitor's browser came over https."""
    return scope.get("scheme") in ("https", "wss")


def set_cookie(scope: Scope, key: str = "", seconds: int | None = None, name: str = COOKIE) -> str:
    """A cookie with a key, by default a fresh one: for `seconds`, or, without them, until the browser closes."""
    prefix = HOST if is_secure(scope) else ""
    lasts = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{prefix}{name}={key or new_key()}; Path=/; HttpOnly; {_reach(scope)}{lasts}"


def readable_cookie(scope: Scope, name: str, value: str, seconds: int) -> str:
    """A cookie that tells our script something; it holds no secret."""
    return f"{name}={value}; Path=/; {_reach(scope)}; Max-Age={seconds}"


def _reach(scope: Scope) -> str:
    if not is_secure(scope):
        return "SameSite=Lax"
    # Inside the page of a learning platform a browser sends only cookies that are made for that one place.
    return "Secure; SameSite=None; Partitioned" if settings().frame_ancestors else "Secure; SameSite=Lax"


def drop_cookie(scope: Scope, name: str) -> str:
    """What makes a browser forget a cookie."""
    return set_cookie(scope, "gone", seconds=0, name=name)


def only_fitting(headers: Headers, *, secure: bool) -> Headers:
    """The headers of a request without cookies of ours that do not fit how it came.

    Over https a plain cookie could have been set by another host of the same school; over http no `__Host-` cookie can
    have been set by us. A name that is ours only once odd spaces are cut off is somebody's trick.
    """
    return [(name, _fitting(value, secure) if name == b"cookie" else value) for name, value in headers]


def _fitting(cookies: bytes, secure: bool) -> bytes:
    return b";".join(_allowed(cookies, secure))


def _allowed(cookies: bytes, secure: bool) -> Iterator[bytes]:
    for chunk in cookies.split(b";"):
        exact = chunk.split(b"=")[0].strip(b" \t").decode("latin-1")
        name = exact.strip()  # as the server below would read it
        if name not in _OURS or (name == exact and name.startswith(HOST) == secure):
            yield chunk
