"""The store keeps what was saved, loses no edit of two writers, and says so when it cannot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from workshop.database import engine
from workshop.keys import is_key, locator, new_key
from workshop.plan import TEXT_LIMIT, Plan, read, write
from workshop.plan_file import FILE_LIMIT, PlanError, dump, load
from workshop.store import PlanFullError, Saved, Store, StoreError, open_store

KEY = new_key()


@pytest.fixture
def database(each_database: str) -> str:
    """Each kind of database in turn."""
    return each_database


def setting(address: str, value: object) -> Callable[[Plan], Plan]:
    return lambda plan: write(plan, address, value)


def sql(database: str, statement: str, **values: str) -> list[tuple[str, ...]]:
    """Go to the database behind the store's back."""
    behind = engine(database)
    with behind.begin() as connection:
        done = connection.execute(text(statement), values)
        return [tuple(row) for row in done] if done.returns_rows else []


def test_a_key_without_a_plan_has_an_empty_one(store: Store) -> None:
    assert store.load(KEY) == Saved(Plan())
    assert store.revision(KEY) == 0


def test_what_was_saved_is_loaded(store: Store, example: Plan) -> None:
    saved = store.edit(KEY, lambda _: example)
    assert store.load(KEY) == saved
    assert saved.plan == example
    assert saved.revision == store.revision(KEY) == 1
    assert saved.at is not None
    assert saved.at.utcoffset() is not None


def test_a_restart_loses_nothing(database: str, example: Plan) -> None:
    saved = Store(database).edit(KEY, lambda _: example)
    assert Store(database).load(KEY) == saved


def test_each_change_is_a_revision_and_none_is_not(store: Store) -> None:
    first = store.edit(KEY, setting("about.name", "Ana"))
    assert store.edit(KEY, setting("about.name", "Ana")) == first
    assert store.edit(KEY, lambda plan: plan) == first
    assert store.edit(KEY, setting("about.name", "Eva")).revision == first.revision + 1


def test_a_change_is_made_to_the_newest_plan(store: Store, database: str) -> None:
    other = Store(database)
    store.edit(KEY, setting("about.name", "Ana"))
    other.edit(KEY, setting("about.school", "Lincoln"))
    store.edit(KEY, setting("answers.draws_me", "trees"))
    plan = other.load(KEY).plan
    assert (plan.about.name, plan.about.school, plan.words("draws_me")) == ("Ana", "Lincoln", "trees")


def test_eight_writers_of_different_fields_lose_nothing(database: str) -> None:
    writers, edits, together = 8, 25, Barrier(8)

    def work(writer: int) -> None:
        own = Store(database)
        together.wait()
        for edit in range(edits):
            own.edit(KEY, setting(f"answers.w{writer}_{edit}", f"{writer} wrote {edit}"))

    Store(database)
    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(work, range(writers)))
    saved = Store(database).load(KEY)
    wanted = {f"w{writer}_{edit}": f"{writer} wrote {edit}" for writer in range(writers) for edit in range(edits)}
    assert saved.plan.answers == wanted
    assert saved.revision == writers * edits


def test_two_first_writers_at_once_both_keep_their_words(database: str) -> None:
    for round_ in range(10):
        key, together = new_key(), Barrier(2)

        def work(name: str, key: str = key, together: Barrier = together) -> None:
            own = Store(database)
            together.wait()
            own.edit(key, setting(f"answers.{name}", name))

        Store(database)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, ["ana", "eva"]))
        assert Store(database).load(key).plan.answers == {"ana": "ana", "eva": "eva"}, round_


def test_a_change_that_does_not_fit_changes_nothing(store: Store, example: Plan) -> None:
    before = store.edit(KEY, lambda _: example)
    with pytest.raises(ValueError, match="too_long"):
        store.edit(KEY, setting("about.name", "x" * 60_000))
    assert store.load(KEY) == before


def test_another_key_finds_nothing(store: Store, example: Plan) -> None:
    store.edit(KEY, lambda _: example)
    almost = ("A" if KEY[0] != "A" else "B") + KEY[1:]
    for key in (new_key(), almost, KEY.swapcase(), locator(KEY)):
        assert store.load(key).plan == Plan()


def test_the_key_is_not_in_the_database(database: str, on_disk: Callable[[], bytes], example: Plan) -> None:
    Store(database).edit(KEY, lambda _: example)
    found = on_disk()
    assert locator(KEY).encode() in found
    assert KEY.encode() not in found


@pytest.mark.parametrize("damage", ["{", "", "null", '{"format": "other"}', dump(Plan()).replace(": 1", ": 99")])
def test_a_damaged_plan_is_reported_and_left_alone(store: Store, database: str, damage: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    sql(database, "update plans set body = :damage", damage=damage)
    with pytest.raises(PlanError):
        store.load(KEY)
    with pytest.raises(PlanError):
        store.edit(KEY, setting("about.name", "Eva"))
    assert sql(database, "select locator, body from plans") == [(locator(KEY), damage)]


def test_text_of_every_script_comes_back(store: Store) -> None:
    for words in ("محمد", "李小龍", "👩\u200d👧", "\u202eabc", "e\u0301", "'; drop table plans; --", "\\n\n\t"):
        store.edit(KEY, setting("answers.draws_me", words))
        assert read(store.load(KEY).plan, "answers.draws_me") == words


def test_a_plan_grows_as_far_as_it_can_be_read_back(store: Store) -> None:
    longest = "李" * TEXT_LIMIT
    for number in range(FILE_LIMIT // len(longest.encode())):
        before = store.edit(KEY, setting(f"answers.long_{number}", longest))
    with pytest.raises(PlanFullError):
        store.edit(KEY, setting("answers.one_more", longest))
    assert store.load(KEY) == before
    assert load(dump(before.plan).encode("utf-8")) == before.plan


def test_a_file_that_is_no_database_raises_store_error(tmp_path: Path) -> None:
    (tmp_path / "plans.sqlite3").write_bytes(b"this is not a database" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path / 'plans.sqlite3'}")


def test_a_folder_in_place_of_the_database_raises_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path}")


def test_a_file_in_place_of_the_folder_raises_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path / 'file' / 'plans.sqlite3'}")


@pytest.mark.parametrize("url", ["plans.sqlite3", "nosuchbase://localhost/plans"])
def test_an_address_of_no_database_raises_store_error(url: str) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(url)


def test_a_database_that_goes_away_raises_store_error(store: Store, database: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    sql(database, "drop table plans")
    for act in (lambda: store.load(KEY), lambda: store.revision(KEY), lambda: store.edit(KEY, lambda plan: plan)):
        with pytest.raises(StoreError, match="does not answer"):
            act()


def test_one_store_is_kept_a_database(database: str, tmp_path: Path) -> None:
    assert open_store(database) is open_store(database)
    assert open_store(database) is not open_store(f"sqlite:///{tmp_path / 'other.sqlite3'}")


def test_new_keys_are_keys_and_nothing_else_is() -> None:
    assert all(is_key(new_key()) for _ in range(50))
    assert len({new_key() for _ in range(50)}) == 50
    for words in (None, "", KEY[:-1], KEY + "A", KEY + "\n", KEY[:-1] + "é", KEY[:-1] + "'"):
        assert not is_key(words)
