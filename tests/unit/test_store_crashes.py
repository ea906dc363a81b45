"""A process that dies at any statement leaves a plan as it was before, or as it is after, and nothing between."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import event

from workshop import keys
from workshop.keys import new_key
from workshop.plan import history
from workshop.plan.model import write
from workshop.plan.shared_view import show
from workshop.store import PlanGoneError, Store, plans

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process that can be copied")
DIED, FINISHED = 77, 0
# Codes need no stretching here: that they are found again is enough.
QUICK_CODES = patch.object(keys, "holder", keys.viewer)


@pytest.fixture(params=["database", pytest.param("postgres_database", marks=pytest.mark.faults)])
def address(request: pytest.FixtureRequest) -> str:
    """The address of a database; PostgreSQL, where the processes take a while to come, in the long suite."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(autouse=True)
def quick_codes() -> Iterator[None]:
    with QUICK_CODES:
        yield


@dataclass(frozen=True)
class Case:
    """One plan, and what opens it or may open it one day."""

    key: str = field(default_factory=new_key)
    new_key: str = field(default_factory=new_key)
    links: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


Act = Callable[[Store, Case], Any]
PARTS = frozenset({"goal", "people"})


def empty(_: Store) -> Case:
    return Case()


def full(store: Store) -> Case:
    """A plan with a history, two links and two codes."""
    key = new_key()
    for name in ("An", "Ana", "Eva"):
        store.edit(key, lambda plan, name=name: write(plan, "about.name", name))
    links = [store.share(key, name) for name in ("aunt", "teacher")]
    codes = (store.new_code(key)[0], store.recovery_code(key))
    return Case(key, new_key(), tuple(link.secret for link in links), tuple(link.number for link in links), codes)


def save(store: Store, case: Case) -> None:
    store.edit(case.key, lambda plan: write(plan, "about.school", "Lincoln"))


def save_and_thin(store: Store, case: Case) -> None:
    with patch.object(plans, "_THIN_EVERY", 1), patch.object(history, "thin", lambda changes, _: changes[1:]):
        save(store, case)


def rotate(store: Store, case: Case) -> None:
    with patch.object(keys, "new_key", lambda: case.new_key):
        store.rotate(case.key)


CASES: dict[str, tuple[Callable[[Store], Case], Act]] = {
    "a first save": (empty, save),
    "a later save": (full, save),
    "a save that thins the history": (full, save_and_thin),
    "a new key": (full, rotate),
    "the end of a link": (full, lambda store, case: store.revoke(case.key, case.numbers[0])),
    "a new link": (full, lambda store, case: store.share(case.key, "uncle")),
    "other parts of a link": (
        full,
        lambda store, case: store.set_link_parts(case.key, case.numbers[0], lambda _: PARTS),
    ),
    "a new code": (full, lambda store, case: store.new_code(case.key)),
    "a code that is taken": (full, lambda store, case: store.redeem_code(case.codes[0])),
    "the end of a plan": (full, lambda store, case: store.delete(case.key)),
}


def visible(store: Store, case: Case) -> dict[str, Any]:
    """All that anyone can see of a plan, with any key, link or code, whatever chance named it."""
    return {
        "plans": [outcome(lambda key=key: contents(store, key)) for key in (case.key, case.new_key)],
        "views": [(found.plan, found.parts) if (found := store.view(link)) else None for link in case.links],
        "codes": [{case.key: "old", case.new_key: "new", None: None}[store.peek_code(code)] for code in case.codes],
    }


def contents(store: Store, key: str) -> tuple[Any, ...]:
    saved, changes, links = store.load(key), store.changes(key), store.links(key)
    history = [(change.revision, change.before) for change in changes]
    views = [store.view(link.secret) == show(saved.plan, link.parts) for link in links]
    return saved.revision, saved.plan, history, [link.name for link in links], views


def outcome(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except PlanGoneError as error:
        return error.why


def die_at(step: int, address: str, name: str, case: Case) -> None:
    """In a process of its own: do something, and die at one of the moments before and after each statement."""
    store, steps = Store(address), iter(range(step))

    def moment(*_: Any, **__: Any) -> None:
        if next(steps, None) is None:
            os._exit(DIED)

    commit = store._engine.dialect.do_commit

    def watched_commit(connection: Any) -> None:
        moment()
        commit(connection)
        moment()

    event.listen(store._engine, "before_cursor_execute", moment)
    event.listen(store._engine, "after_cursor_execute", moment)
    with QUICK_CODES, patch.object(store._engine.dialect, "do_commit", watched_commit):
        CASES[name][1](store, case)
    os._exit(FINISHED)


IN_SHORT = ("a later save", "a new key", "the end of a plan")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in IN_SHORT else pytest.mark.faults) for name in CASES]
)
def test_a_crash_leaves_the_state_before_or_the_state_after(address: str, name: str) -> None:
    prepare, act = CASES[name]
    store = Store(address)
    done = prepare(store)
    before = visible(store, done)
    act(store, done)
    after = visible(store, done)
    assert before != after
    seen, step, ended = [], 0, DIED
    while ended == DIED:
        case = prepare(store)
        assert visible(store, case) == before
        ended = run(die_at, step, address, name, case)
        found = visible(store, case)
        assert found in (before, after), f"after step {step}"
        seen.append(found == after)
        step += 1
    assert ended == FINISHED
    assert step > 8
    assert seen == sorted(seen)  # once it is done, it stays done
    assert seen[-1]


def run(act: Callable[..., None], *what: Any) -> int | None:
    """How a process ended that did one thing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=act, args=what)
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):  # AppTest leaves a page there, to be run again
        process.start()
    process.join()
    ended = process.exitcode
    process.close()
    return ended
