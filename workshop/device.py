"""Whose device a browser is on, as its visitor said. A cookie remembers it; it holds no secret."""

from collections.abc import Mapping
from typing import Literal

from workshop.keys import HOST

COOKIE = "device"
Whose = Literal["own", "shared"]


def whose(cookies: Mapping[str, str]) -> Whose | None:
    """What the visitor said, or None if they were not asked yet."""
    match cookies.get(HOST + COOKIE) or cookies.get(COOKIE):
        case "own":
            return "own"
        case "shared":
            return "shared"
    return None
