"""Two copies on PostgreSQL, killed again and again under forty writers: what was acknowledged is there."""

import random
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from tests.copies import PATIENCE, Copies, CopiesBehindProxy, Save
from tests.postgres import Postgres
from workshop.keys import new_key
from workshop.store import Store

WRITERS, FIELDS = 40, 5


class Writer:
    """Someone who writes one version after another; two of them share a plan, and one field of it.

    After each fault they go on with other fields, so that what was lost by it is not written anew.
    """

    def __init__(self, number: int, key: str, save: Save) -> None:
        self.key, self._number, self._save = key, number, save
        self.faults = self.saves = 0
        self.sent: dict[str, list[str]] = defaultdict(list)
        self.acknowledged: dict[str, int] = {}  # how many versions were sent when the last was acknowledged

    def work(self, done: Event) -> None:
        """Write until it is time to stop."""
        while not done.is_set():
            name = random.choice([*(f"w{self._number}_{each}" for each in range(FIELDS)), "shared"])
            field = f"answers.{name}_{self.faults}"
            sent = self.sent[field]
            sent.append(f"writer {self._number}, version {len(sent) + 1}")
            if self._save(self.key, field, sent[-1]):
                self.acknowledged[field] = len(sent)
                self.saves += 1
            else:
                sleep(0.05)

    def may_stand(self, field: str) -> list[str]:
        """The versions of a field that may be there at the end: the last one acknowledged, and any sent after it."""
        return self.sent.get(field, [])[max(0, self.acknowledged.get(field, 0) - 1) :]


@pytest.fixture
def copies(postgres_database: str) -> Iterator[Copies]:
    running = Copies(postgres_database)
    yield running
    running.stop()


@pytest.fixture
def copies_behind_proxy(postgres_database: str, tmp_path: Path) -> Iterator[Copies]:
    running = CopiesBehindProxy(postgres_database, tmp_path)
    yield running
    running.stop()


def wait_until_each_has_saved_again(writers: list[Writer]) -> None:
    before, until = [writer.saves for writer in writers], monotonic() + PATIENCE
    while any(writer.saves < saves + 2 for writer, saves in zip(writers, before, strict=True)):
        assert monotonic() < until, "Somebody cannot save any more."
        sleep(0.05)


def check(writers: list[Writer], url: str) -> None:
    """No acknowledged save is missing, and each field holds a version that somebody sent."""
    store = Store(url)
    for one, two in zip(writers[::2], writers[1::2], strict=True):
        answers = {f"answers.{name}": text for name, text in store.load(one.key).plan.answers.items()}
        for field in one.sent.keys() | two.sent.keys() | answers.keys():
            allowed: list[str | None] = [*one.may_stand(field), *two.may_stand(field)]
            if field not in one.acknowledged and field not in two.acknowledged:
                allowed.append(None)
            assert answers.get(field) in allowed, field


def torment(copies: Copies, postgres: Postgres, url: str, faults: list[str]) -> None:
    """Let forty writers save through all the faults, then check what they have."""
    keys = [new_key() for _ in range(WRITERS // 2)]
    writers = [Writer(number, keys[number // 2], copies.writer()) for number in range(WRITERS)]
    done, started = Event(), monotonic()
    with ThreadPoolExecutor(WRITERS) as pool:
        working = [pool.submit(writer.work, done) for writer in writers]
        try:
            wait_until_each_has_saved_again(writers)
            for fault in faults:
                start_again = postgres.kill() if fault == "database" else copies.kill_one()
                for writer in writers:
                    writer.faults += 1
                start_again()
                wait_until_each_has_saved_again(writers)
        finally:
            done.set()
        for each in working:
            each.result()
    sent, saved = (
        sum(len(texts) for each in writers for texts in each.sent.values()),
        sum(each.saves for each in writers),
    )
    print(f"{len(faults)} faults in {monotonic() - started:.0f} s; {sent} versions sent, {saved} acknowledged")
    check(writers, url)


def test_forty_writers_lose_nothing_when_copies_and_the_database_are_killed(
    copies: Copies, postgres: Postgres, postgres_database: str
) -> None:
    torment(copies, postgres, postgres_database, ["copy", "database", "copy"])


@pytest.mark.faults
def test_behind_the_proxy_they_lose_nothing_in_twenty_kills_of_a_copy_and_three_of_the_database(
    copies_behind_proxy: Copies, postgres: Postgres, postgres_database: str
) -> None:
    faults = ["copy"] * 20 + ["database"] * 3
    random.shuffle(faults)
    torment(copies_behind_proxy, postgres, postgres_database, faults)
