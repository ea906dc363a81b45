"""What runs as long as the server does: the log, deleting what nobody uses, and collecting garbage when it is quiet."""

import asyncio
import gc
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from workshop.services import classes, store
from workshop.settings import settings
from workshop.store import CLASS_DAYS, StoreError
from workshop.web import logs

_CLEAN_EVERY = 6 * 3600
_COLLECT_EVERY = 300
_LAST_SAVES = 8.0  # seconds
_THRESHOLDS = (10_000, 20, 1_000_000)


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Start and end what runs beside the requests."""
    logs.set_up()
    logs.note("started")
    _note_upgrade()
    cleaning = asyncio.create_task(_clean())
    threading.Thread(target=_collect, name="garbage", daemon=True).start()
    yield
    cleaning.cancel()
    with suppress(asyncio.CancelledError):
        await cleaning
    await run_in_threadpool(_let_scripts_end)
    logs.note("stopped")


def _note_upgrade() -> None:
    """Say where the copy of a database is that was brought to this version when it was opened."""
    with suppress(StoreError):
        if upgraded := store().upgraded:
            logs.note("database upgraded", copy=str(upgraded.copy))


async def _clean() -> None:
    while True:
        today = datetime.now(UTC).date()
        try:
            deleted = await run_in_threadpool(store().delete_unused, today, settings().keep_days)
            logs.note("unused plans deleted", count=deleted)
            ended = await run_in_threadpool(classes().delete_unused, today, CLASS_DAYS)
            logs.note("unused classes deleted", count=ended)
        except StoreError:
            logs.note("what nobody uses could not be deleted", logs.WARNING)
        await asyncio.sleep(_CLEAN_EVERY)


def _collect() -> None:
    """Look through all objects every five minutes, and not in the middle of someone's click as Python would.

    With two hundred students that takes half a second, and as long again until those who waited are served. Most of
    what a run leaves behind is found among the young objects: they are kept apart until the next run of its session.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    while True:
        time.sleep(_COLLECT_EVERY)
        for _ in range(20):
            if _is_quiet():
                break
        gc.collect()


def _is_quiet() -> bool:
    before = time.process_time()
    time.sleep(0.25)
    return time.process_time() - before < 0.05


def _let_scripts_end() -> None:
    """Wait for pages in the middle of a run: they may be saving. Their threads would not keep the process alive."""
    until = time.monotonic() + _LAST_SAVES
    for thread in threading.enumerate():
        if thread.name.startswith("ScriptRunner"):
            thread.join(max(0.0, until - time.monotonic()))
