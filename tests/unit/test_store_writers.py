"""Whatever happens to a plan while eight people write in it: what they were told is saved is there."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from workshop.keys import new_key
from workshop.plan.history import earlier_values
from workshop.plan.merge import extends, put
from workshop.plan.model import Plan, read, write
from workshop.plan.shared_view import show
from workshop.store import PlanGoneError, Store, StoreError

WRITERS, TEXTS = 8, 12
SHARED = "answers.shared"


@pytest.fixture
def database(each_database: str) -> str:
    """Each kind of database in turn."""
    return each_database


class Class:
    """A plan that eight write in; its key changes now and then, and everyone is told."""

    def __init__(self, database: str) -> None:
        self.database, self.key = database, new_key()
        self.acknowledged: list[tuple[str, str]] = []
        self.ended_keys: list[str] = []
        self.done = Event()

    def write(self, writer: int) -> None:
        """Write each text in a field of its own and in one that all share, until it is saved."""
        store = Store(self.database)
        for number in range(TEXTS):
            text, own = f"{writer} wrote text {number}", f"answers.w{writer}_{number}"

            def change(plan: Plan, text: str = text, own: str = own) -> Plan:
                return put(write(plan, own, text), SHARED, text, base="")

            self.until_saved(store, change)
            self.acknowledged += [(own, text), (SHARED, text)]

    def until_saved(self, store: Store, change: Callable[[Plan], Plan]) -> None:
        for _ in range(1000):
            try:
                store.edit(self.key, change)
                return
            except StoreError:  # too many at once, or another key by now
                sleep(0.005)
        pytest.fail("A writer was never heard.")

    def disturb(self, seed: int) -> None:
        """Share, end links, make codes and change the key, as long as anyone writes."""
        store, chance = Store(self.database), random.Random(seed)
        acts = (self.rotate, self.revoke, self.share, self.code, lambda own: own.changes(self.key))
        while not self.done.is_set():
            try:
                chance.choice(acts)(store)
            except StoreError:
                continue

    def rotate(self, store: Store) -> None:
        key = self.key
        new = store.rotate(key)
        self.ended_keys.append(key)
        self.key = new

    def revoke(self, store: Store) -> None:
        for link in store.links(self.key)[:2]:
            store.revoke(self.key, link.number)

    def share(self, store: Store) -> None:
        store.view(store.share(self.key, "aunt").secret)

    def code(self, store: Store) -> None:
        store.redeem_code(store.new_code(self.key)[0])


def test_eight_writers_lose_nothing_while_keys_links_and_codes_change(database: str) -> None:
    together = Class(database)
    store = Store(database)
    store.edit(together.key, lambda plan: write(plan, "about.name", "Ana"))
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        disturbers = [pool.submit(together.disturb, seed) for seed in range(2)]
        writers = [pool.submit(together.write, number) for number in range(WRITERS)]
        try:
            for writer in writers:
                writer.result()
        finally:
            together.done.set()
        for disturber in disturbers:
            disturber.result()
    plan, changes = store.load(together.key).plan, store.changes(together.key)
    assert len(together.acknowledged) == 2 * WRITERS * TEXTS
    for path, text in together.acknowledged:
        there = [read(plan, path), *plan.others.get(path, ()), *earlier_values(changes, path)]
        assert any(extends(each, text) for each in there if each), text
    assert together.ended_keys
    for key in together.ended_keys:
        with pytest.raises(PlanGoneError):
            store.load(key)
    for link in store.links(together.key):
        assert store.view(link.secret) == show(store.load(together.key).plan, link.parts)
