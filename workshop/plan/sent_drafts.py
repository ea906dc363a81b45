"""What a page and its session saved by two ways, so that a visitor's own texts are never taken for somebody else's.

A text goes to Streamlit, and to /draft if Streamlit does not answer soon. Either may arrive first, and late.
"""

import zlib
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

from workshop.plan.merge import put
from workshop.plan.model import Plan, read

MOST = 5_000
"""How many texts of all sessions are remembered; one that is forgotten may be kept as another version."""
NEWEST = 4
"""How many texts of one box are remembered with all that came before them."""
SOON = 10.0  # seconds
TRAIL = 100
"""How many earlier texts of one box are remembered."""


def checksum(text: str) -> int:
    """The CRC-32 by which a page and the server know whether they have the same text; behaviour.js makes it too."""
    return zlib.crc32(text.encode(errors="replace"))


class Own(NamedTuple):
    """A text of a session at an address and those it had there before, as checksums; how it came, and when."""

    text: int
    earlier: tuple[int, ...]
    by_draft: bool
    at: float


class Drafted:
    """The texts of each session at each address."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._texts: OrderedDict[tuple[str, str], tuple[Own, ...]] = OrderedDict()
        self._lock = Lock()

    def on_its_way(self, session: str, address: str, stored: object) -> bool:
        """Whether what is stored came from this session's page just now, and will soon come by Streamlit too."""
        own = self._own(session, address, stored)
        return own is not None and own.by_draft and monotonic() - own.at < SOON

    def put(self, session: str, plan: Plan, address: str, value: Any, base: Any) -> Plan:
        """The plan with a value that a session puts over `base`; as `merge.put` does.

        A text that the page had in the box before it sent what is stored is late, and changes nothing.
        """
        stored = read(plan, address)
        own = self._own(session, address, stored)
        if own and own.by_draft and isinstance(value, str) and checksum(value) in own.earlier:
            return plan
        self._note(session, address, value, own, by_draft=False)
        return put(plan, address, value, stored if own else base)

    def draft(
        self, session: str, plan: Plan, address: str, text: str, base: str, trail: Sequence[int]
    ) -> tuple[str, str, Any] | None:
        """A text that a page sent by itself, as `merge.put_texts` takes it: its address, the text, and what was seen.

        `trail` are checksums of what its box held since `base`. None for a text that the session had before what is
        stored, which the page does not know yet: it is late.
        """
        stored = read(plan, address)
        own = self._own(session, address, stored)
        known = isinstance(stored, str) and (stored == base or checksum(stored) in trail)
        if own and not known and checksum(text) in own.earlier:
            return None
        self._note(session, address, text, own, trail, by_draft=True)
        return address, text, stored if known else base

    def _own(self, session: str, address: str, stored: object) -> Own | None:
        """The text of a session that is stored: the newest, or one before it if the newest could not be saved."""
        known = self._texts.get((session, address), ())
        text = checksum(stored) if known and isinstance(stored, str) else None
        return next((own for own in known if own.text == text), None)

    def _note(
        self, session: str, address: str, text: Any, before: Own | None, trail: Sequence[int] = (), *, by_draft: bool
    ) -> None:
        if not session or not isinstance(text, str):
            return
        earlier = (*before.earlier, before.text, *trail) if before else tuple(trail)
        own = Own(checksum(text), earlier[-TRAIL:], by_draft, monotonic())
        with self._lock:
            older = (each for each in self._texts.get((session, address), ()) if each.text != own.text)
            self._texts[session, address] = (own, *older)[:NEWEST]
            self._texts.move_to_end((session, address))
            if len(self._texts) > self._most:
                self._texts.popitem(last=False)
