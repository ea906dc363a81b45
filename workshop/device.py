"""Whose device a browser is on, as its visitor said. A cookie remembers it; it holds no secret."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Literal

from workshop.keys import HOST

COOKIE = "device"
Whose = Literal["own", "shared"]
_OWN = re.compile(r"own\.(\d{4}-\d{2}-\d{2})")


def told(whose: Whose, until: date) -> str:
    """What the cookie holds; on one's own device also until which day the browser holds its keys."""
    return f"own.{until}" if whose == "own" else whose


def whose(cookies: Mapping[str, str]) -> Whose | None:
    """What the visitor said, or None if they were not asked yet."""
    if holds_until(cookies):
        return "own"
    return "shared" if _told(cookies) == "shared" else None


def holds_until(cookies: Mapping[str, str]) -> date | None:
    """The day until which a browser holds its keys; None if it holds them until it is closed."""
    found = _OWN.fullmatch(_told(cookies))
    with suppress(ValueError):
        return date.fromisoformat(found[1]) if found else None
    return None


def opens_until(cookies: Mapping[str, str], today: date, days: int) -> date | None:
    """The day until which a browser opens what is deleted after so many `days` without use; None if none is known."""
    holds = holds_until(cookies)
    return min(holds, today + timedelta(days=days)) if holds else None


def _told(cookies: Mapping[str, str]) -> str:
    return cookies.get(HOST + COOKIE) or cookies.get(COOKIE) or ""
