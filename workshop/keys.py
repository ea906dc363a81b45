"""The secret that opens a plan. It lives in the visitor's cookie; the store knows only its hash."""

import hashlib
import re
import secrets

COOKIE = "plan_key"

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def new_key() -> str:
    """A fresh random key of 256 bits, as 43 characters that a cookie can hold."""
    return secrets.token_urlsafe(32)


def is_key(text: str | None) -> bool:
    """Whether `text` has the shape of a key."""
    return text is not None and _KEY.fullmatch(text) is not None


def locator(key: str) -> str:
    """What the store files a plan under: a hash, so that a stolen database opens no plan."""
    return hashlib.sha256(key.encode()).hexdigest()
