"""How much may come in: attempts an hour from one address, and bytes in one request."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

from workshop.plan.file import FILE_LIMIT

MOST_ADDRESSES = 10_000
FORM_LIMIT, DRAFT_LIMIT, UPLOAD_LIMIT = 64_000, 1_000_000, FILE_LIMIT + 500_000
HEADERS_LIMIT = 32_000
MESSAGE_LIMIT = 12 * 1024 * 1024  # as maxWidgetStateSize in .streamlit/config.toml


class Allowance:
    """So many attempts an hour for each address: a bucket that fills by the hour and may be emptied at once."""

    def __init__(self, per_hour: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._per_second, self._clock = float(per_hour), per_hour / 3600, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str) -> int:
        """Take one attempt; 0, or the seconds to wait when there is none."""
        with self._lock:
            left = self._now_left(who)
            self._note(who, left - 1 if left >= 1 else left)
            return 0 if left >= 1 else int((1 - left) / self._per_second) + 1

    def give_back(self, who: str) -> None:
        """An attempt that should not count after all."""
        with self._lock:
            self._note(who, min(self._most, self._now_left(who) + 1))

    def _now_left(self, who: str) -> float:
        left, at = self._left.get(who, (self._most, self._clock()))
        return min(self._most, left + (self._clock() - at) * self._per_second)

    def _note(self, who: str, left: float) -> None:
        self._left[who] = (left, self._clock())
        self._left.move_to_end(who)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)


class TooOftenError(Exception):
    """An address has no attempt left; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"no attempt left for {wait} s")
        self.wait = wait


def attempt(allowance: Allowance, scope: Scope) -> Callable[[], None]:
    """Take one attempt for whoever asks; calling the result gives it back. TooOftenError when there is none."""
    who = address_of(scope)
    if wait := allowance.take(who):
        raise TooOftenError(wait)
    return partial(allowance.give_back, who)


def address_of(scope: Scope) -> str:
    """Whom a request counts for: the address it came from; for IPv6 the network, of which each home has its own."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((host, 64), strict=False)) if address.version == 6 else host


def body_limit(path: str) -> int:
    """How many bytes a request to a path may bring."""
    if path.startswith("/_stcore/upload_file/"):
        return UPLOAD_LIMIT
    return DRAFT_LIMIT if path == "/draft" else FORM_LIMIT


def announced(scope: Scope) -> int:
    """How many bytes a request says it brings; more than anything allowed if it says no number."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() and len(length) < 12 else 10**12


def size_of_headers(scope: Scope) -> int:
    """How many bytes the headers of a request have."""
    return sum(len(name) + len(value) for name, value in scope["headers"])


def capped(receive: Receive, limit: int) -> Receive:
    """`receive`, which ends in an answer 413 once more than `limit` bytes came."""
    so_far = 0

    async def at_most() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > limit:
            raise HTTPException(413)
        return message

    return at_most
