"""Documents that take much memory are made one at a time, whoever asks for them."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event, Lock
from typing import Any

import docx
import pytest
import typst

from workshop.content import Content
from workshop.exports import DRAWN, FORMATS, Options, pdf, recovery, turn, word
from workshop.exports.blocks import Document
from workshop.exports.family import family
from workshop.exports.pack import pack
from workshop.exports.recovery import Sheet
from workshop.plan.model import Plan

SHEET = Sheet("Maya", "ABCD-EFGH-JKMN-PQRS-TVWX", "https://careers.test", date(2027, 3, 2))
Make = Callable[[Content, Plan, Options], bytes]
WAYS: dict[str, Make] = {
    "the plan as PDF": lambda content, plan, options: FORMATS["pdf"].build(content, plan, options),
    "the plan as Word": lambda content, plan, options: FORMATS["word"].build(content, plan, options),
    "the pack": lambda content, _, options: DRAWN["docx"](content, pack(content), options),
    "the family sheet": lambda content, _, options: DRAWN["pdf"](content, family(content), options),
    "the recovery sheet": lambda content, _, options: recovery.build(content, SHEET, options),
}


class Counted:
    """Counts how many are at work at once."""

    def __init__(self) -> None:
        self.now, self.most, self.calls, self._lock = 0, 0, 0, Lock()

    def around(self, does: Callable[..., Any]) -> Callable[..., Any]:
        def act(*what: Any, **how: Any) -> Any:
            with self._lock:
                self.now, self.calls = self.now + 1, self.calls + 1
                self.most = max(self.most, self.now)
            try:
                time.sleep(0.1)
                return does(*what, **how)
            finally:
                with self._lock:
                    self.now -= 1

        return act


def test_no_two_documents_are_made_at_the_same_time(
    content: Content, example: Plan, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted()
    monkeypatch.setattr(typst, "compile", counted.around(typst.compile))
    monkeypatch.setattr(word, "new_document", counted.around(docx.Document))
    for module in (pdf, word):  # what is made of a large plan before it is set takes memory too
        monkeypatch.setattr(module, "fitted", counted.around(module.fitted))
    with ThreadPoolExecutor(2 * len(WAYS)) as pool:
        made = list(pool.map(lambda make: make(content, example, options), [*WAYS.values()] * 2))
    assert (counted.most, counted.calls >= len(made)) == (1, True)
    assert made[: len(WAYS)] == made[len(WAYS) :]


@pytest.mark.parametrize("way", WAYS)
def test_who_waits_for_too_long_is_told_so_and_the_next_one_gets_a_document(
    content: Content, example: Plan, options: Options, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    begun, go_on = Event(), Event()

    @turn.one_at_a_time
    def endless() -> bytes:
        begun.set()
        assert go_on.wait(30)
        return b""

    monkeypatch.setattr(turn, "PATIENCE", 0.05)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(endless)
        assert begun.wait(30)
        try:
            with pytest.raises(turn.BusyError):
                WAYS[way](content, example, options)
        finally:
            go_on.set()
        other.result()
    assert WAYS[way](content, example, options)


def test_a_document_that_fails_keeps_nobody_waiting(
    content: Content, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "PATIENCE", 0.05)
    with ThreadPoolExecutor(1) as pool:
        failed = pool.submit(lambda: DRAWN["docx"](content, Document(None, ("no block",)), options))  # type: ignore[call-arg, arg-type]
        assert failed.exception(30)
    assert DRAWN["docx"](content, family(content), options)
