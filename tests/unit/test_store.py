"""The store keeps what was saved, sealed, loses no edit of two writers, and says so when it cannot."""

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.behind import alter, behind, everything, ran, rows, swap
from workshop import keys
from workshop.keys import is_key, locator, new_key
from workshop.plan.file import FILE_LIMIT, PlanError, dump, load
from workshop.plan.history import as_of, earlier_values
from workshop.plan.merge import extends
from workshop.plan.model import TEXT_LIMIT, ChosenQuestion, Interview, Person, Plan, Suggestion, read, replace, write
from workshop.store import (
    PlanFullError,
    PlanGoneError,
    Saved,
    Store,
    StoreError,
    connections,
    open_store,
    sealing,
    tables,
)
from workshop.store.diary import RAN_SINCE

KEY, OTHER = new_key(), new_key()
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def database(each_database: str) -> str:
    """Each kind of database in turn."""
    return each_database


def setting(address: str, value: object) -> Callable[[Plan], Plan]:
    return lambda plan: write(plan, address, value)


def today() -> date:
    return datetime.now(UTC).date()


def test_a_key_without_a_plan_has_an_empty_one(store: Store) -> None:
    assert store.load(KEY) == Saved(Plan())
    assert store.revision(KEY) == 0
    assert store.changes(KEY) == store.links(KEY) == []


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


def test_a_save_that_waits_too_long_for_another_of_its_plan_is_not_made(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_PATIENCE", 0.05)
    with store._turns.of(locator(KEY)):
        assert outcome(lambda key: store.edit(key, setting("about.name", "Ana")), KEY) is StoreError
        assert store.edit(OTHER, setting("about.name", "Eva")).revision == 1
    assert store.edit(KEY, setting("about.name", "Ana")).revision == 1


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


# What is not sealed tells nothing, and what is sealed opens in its place only.

MARKERS = [f"Xq{number}zebra{number * 7919}" for number in range(20)]


def full_of(words: list[str]) -> Plan:
    """A plan with a marker in every kind of field."""
    word = iter(words)
    person = Person(id="p1", name=next(word), how=next(word), organisation=next(word), email=f"{next(word)}@x.org")
    talk = Interview(
        person="p1",
        drafts={"email_known": next(word)},
        where=next(word),
        answers={"notes": next(word), "kinds": (next(word), next(word))},
        suggested=(Suggestion(id="s1", name=next(word), how=next(word)),),
    )
    return Plan(
        about={"name": next(word), "school": next(word), "phone": next(word)},
        answers={"goal_note": next(word), "list": (next(word),)},
        people=(person,),
        questions=(ChosenQuestion(id="own_1", text=next(word)),),
        interviews=(talk,),
        others={"about.name": (next(word),)},
    )


def secrets_of(store: Store) -> list[bytes]:
    """Everything that opens the plan of KEY, in the forms that it might be written in."""
    link = store.share(KEY, MARKERS[18])
    code, _ = store.new_code(KEY)
    recovery = store.recovery_code(KEY)
    texts = [KEY, link.secret, code, keys.spoken(code), recovery, keys.spoken(recovery)]
    opened = store._open(keys.owner(KEY), "owner")
    assert opened
    openers = [keys.owner(KEY).opener, keys.viewer(link.secret).opener, keys.holder(code).opener, opened.data_key]
    return [text.encode() for text in texts] + [form for each in openers for form in (each, each.hex().encode())]


def test_the_database_holds_no_word_and_no_secret(
    store: Store, database: str, on_disk: Callable[[], bytes], close: Callable[[], None]
) -> None:
    store.edit(KEY, lambda _: full_of(MARKERS))
    store.edit(KEY, setting("about.name", MARKERS[19]))
    hidden = [word.encode() for word in MARKERS] + secrets_of(store)
    told = b"".join(
        cell if isinstance(cell, bytes) else str(cell).encode()
        for table in everything(database)
        for row in table
        for cell in row.values()
    )
    assert len([word for word in MARKERS if word in dump(store.load(KEY).plan)]) == 18
    found = told + on_disk()
    if database.startswith("sqlite"):
        close()  # what was in the write-ahead log is in the file now
        found += on_disk()
    assert found.count(locator(KEY).encode()) >= 2  # so this is the place to look in
    for each in hidden:
        assert each not in found


def flipped(place: int) -> Callable[[bytes], bytes]:
    return lambda found: found[:place] + bytes([found[place] ^ 1]) + found[place:][1:]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "first byte": flipped(0),
    "in the middle": flipped(40),
    "last byte": flipped(-1),
    "cut": lambda found: found[:-1],
    "cut short": lambda found: found[:11],
    "empty": lambda _: b"",
    "another": lambda found: bytes(len(found)),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("column", [tables.plans.c.sealed, tables.keys.c.wrapped], ids=str)
def test_a_damaged_plan_is_reported_and_left_alone(store: Store, database: str, column: Any, damage: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    alter(database, column, DAMAGE[damage])
    before = everything(database)
    acts = (store.load, store.links, store.changes, lambda key: store.edit(key, setting("about.name", "Eva")))
    for act in (*acts, lambda key: store.share(key, "aunt"), store.new_code, store.rotate):
        with pytest.raises(PlanError, match="damaged"):
            act(KEY)
    assert everything(database) == before


def test_a_plan_of_a_newer_version_is_reported_and_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(Plan, "model_dump_json", lambda plan: dump(plan).replace('"about"', '"about_2"'))
        store.edit(KEY, setting("about.name", "Ana"))
    for act in (store.load, lambda key: store.edit(key, setting("about.name", "Eva"))):
        with pytest.raises(PlanError, match="newer version"):
            act(KEY)
    assert store.revision(KEY) == 1


def outcome(act: Callable[[str], Any], secret: str) -> Any:
    try:
        return act(secret)
    except (PlanError, StoreError) as error:
        return type(error)


@pytest.mark.parametrize(
    "column",
    [
        tables.plans.c.sealed,
        tables.plans.c.revision,
        tables.keys.c.wrapped,
        tables.keys.c.locator,
        tables.keys.c.plan,
        tables.changes.c.sealed,
    ],
    ids=str,
)
def test_what_is_sealed_for_one_plan_does_not_open_in_another(store: Store, database: str, column: Any) -> None:
    for key, edits in ((KEY, 2), (OTHER, 3)):
        for edit in range(edits):
            store.edit(key, setting("about.name", f"{key} {edit}"))
    first, second = (row_of(database, key, column.table) for key in (KEY, OTHER))
    swap(database, column, first, second)
    act = store.changes if column.table is tables.changes else store.load
    assert [outcome(act, key) for key in (KEY, OTHER)] == [PlanError, PlanError]


def row_of(database: str, key: str, table: Any) -> dict[str, Any]:
    """The first row that belongs to the plan of a key."""
    (owner,) = rows(database, tables.keys, locator=locator(key))
    where = {tables.keys: {"locator": locator(key)}, tables.plans: {"id": owner["plan"]}}
    return rows(database, table, **where.get(table, {"plan": owner["plan"]}))[0]


def test_an_older_revision_does_not_open_as_the_newest(store: Store, database: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    (old,) = rows(database, tables.plans)
    store.edit(KEY, setting("about.name", "Eva"))
    alter(database, tables.plans.c.sealed, lambda _: old["sealed"])
    assert outcome(store.load, KEY) is PlanError


def test_a_change_does_not_open_as_one_of_another_revision(store: Store, database: str) -> None:
    for name in ("Ana", "Eva", "Ida"):
        store.edit(KEY, setting("about.name", name))
    first, second, _ = rows(database, tables.changes)
    swap(database, tables.changes.c.sealed, first, second)
    assert outcome(store.changes, KEY) is PlanError
    assert store.load(KEY).plan.about.name == "Ida"


def test_damaged_history_keeps_nobody_from_saving(store: Store, database: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    alter(database, tables.changes.c.sealed, DAMAGE["last byte"])
    for number in range(2, 102):
        store.edit(KEY, setting("about.name", f"Ana {number}"))
    assert store.load(KEY).plan.about.name == "Ana 101"
    assert outcome(store.changes, KEY) is PlanError


def test_damaged_history_is_not_lost_with_a_new_key(store: Store, database: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    alter(database, tables.changes.c.sealed, DAMAGE["last byte"])
    before = everything(database)
    with pytest.raises(StoreError, match="damaged"):
        store.rotate(KEY)
    assert everything(database) == before


# The history.


def test_each_save_can_be_gone_back_to(store: Store, example: Plan) -> None:
    plans = [Plan(), example, write(example, "about.name", "Ana"), replace(example, people=())]
    for plan in plans[1:]:
        store.edit(KEY, lambda _, plan=plan: plan)
    saved, changes = store.load(KEY), store.changes(KEY)
    assert [change.revision for change in changes] == [1, 2, 3]
    assert changes[-1].at == saved.at
    for revision, plan in enumerate(plans):
        assert as_of(saved.plan, changes, revision) == plan


def test_a_long_history_is_thinned_and_keeps_every_text_that_is_in_no_later_one(store: Store) -> None:
    texts = []
    for number in range(60):
        start = f"Thought {number} is" if number % 10 == 0 else texts[-1]
        texts += [f"{start} {number}", f"{start} {number} and {number}"]
    for text in texts:
        store.edit(KEY, setting("answers.goal_note", text))
    changes = store.changes(KEY)
    there = [*earlier_values(changes, "answers.goal_note"), texts[-1]]
    assert len(changes) < len(texts) // 2
    assert not [text for text in texts if not any(extends(each, text) for each in there)]
    assert as_of(store.load(KEY).plan, changes, 0) == Plan()


# Deleting.


def test_a_deleted_plan_is_gone_with_all_that_belongs_to_it(store: Store, database: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    store.edit(OTHER, setting("about.name", "Eva"))
    link, code, recovery = store.share(KEY, "aunt"), store.new_code(KEY)[0], store.recovery_code(KEY)
    (plan,) = {row["plan"] for row in rows(database, tables.keys, locator=locator(KEY))}
    store.delete(KEY)
    assert store.view(link.secret) is store.peek_code(code) is store.redeem_code(recovery) is None
    assert not [row for table in everything(database) for row in table if plan in row.values()]
    left = {table.name: len(found) for table in tables.metadata.sorted_tables if (found := rows(database, table))}
    assert left == {"sealed_plans": 1, "plan_keys": 1, "plan_changes": 1, "ended_keys": 1}
    assert store.load(OTHER).plan.about.name == "Eva"


def test_a_forgotten_page_does_not_bring_a_deleted_plan_back(store: Store) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    store.delete(KEY)
    acts = (store.load, lambda key: store.edit(key, setting("about.name", "Eva")), store.rotate, store.new_code)
    for act in (*acts, lambda key: store.share(key, "aunt"), lambda key: store.revoke(key, "1"), store.recovery_code):
        with pytest.raises(PlanGoneError) as gone:
            act(KEY)
        assert (gone.value.why, gone.value.on) == ("deleted", today())
    assert store.revision(KEY) == 0
    assert store.changes(KEY) == store.links(KEY) == []


def test_what_is_known_is_opened_again_only_if_it_is_not_the_newest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.edit(KEY, setting("about.name", "Ana"))
    new = store.edit(KEY, setting("about.school", "North"), old)
    opened: list[int] = []
    unseal = sealing.unseal_plan

    def noted(key: bytes, plan_id: str, revision: int, sealed: bytes) -> Plan:
        opened.append(revision)
        return unseal(key, plan_id, revision, sealed)

    monkeypatch.setattr(sealing, "unseal_plan", noted)
    newest = store.edit(KEY, setting("about.year", "9"), new)
    assert opened == []
    of_a_backup = dataclasses.replace(newest, at=old.at, plan=Plan())
    for known in (old, of_a_backup):
        newest = store.edit(KEY, setting("about.phone", str(len(opened))), known)
    assert opened == [3, 4]
    about = store.load(KEY).plan.about
    assert (about.name, about.school, about.year, about.phone) == ("Ana", "North", "9", "1")


def test_a_plan_deleted_while_it_is_begun_does_not_come_back(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned, copy = Store._owned, Store(database)

    def begun_and_deleted_meanwhile(self: Store, key: str, known: Saved | None) -> Any:
        found = owned(self, key, known)
        monkeypatch.undo()
        copy.edit(key, setting("about.name", "Ana"))
        copy.delete(key)
        return found

    monkeypatch.setattr(Store, "_owned", begun_and_deleted_meanwhile)
    assert outcome(lambda key: store.edit(key, setting("about.name", "Eva")), KEY) is PlanGoneError


def test_deleting_nothing_does_nothing(store: Store) -> None:
    store.delete(KEY)
    assert store.load(KEY) == Saved(Plan())


def unused(database: str, key: str) -> None:
    (owner,) = rows(database, tables.keys, locator=locator(key))
    alter(database, tables.plans.c.used_on, lambda _: LONG_AGO, id=owner["plan"])


def test_unused_plans_are_deleted_and_used_ones_stay(store: Store, database: str) -> None:
    for key in (KEY, OTHER):
        store.edit(key, setting("about.name", "Ana"))
        unused(database, key)
    store.used(OTHER)
    ran(database, RAN_SINCE, until=today())
    assert store.delete_unused(today(), 365) == 1
    assert store.delete_unused(today(), 365) == 0
    assert outcome(store.load, KEY) is PlanGoneError
    assert store.load(OTHER).plan.about.name == "Ana"
    with pytest.raises(PlanGoneError) as gone:
        store.load(KEY)
    assert gone.value.why == "unused"


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.used(KEY),
        lambda store: store.edit(KEY, setting("about.name", "Eva")),
        lambda store: store.share(KEY, "aunt"),
        lambda store: store.new_code(KEY),
    ],
)
def test_whoever_uses_a_plan_keeps_it(store: Store, database: str, use: Callable[[Store], Any]) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    unused(database, KEY)
    use(store)
    (plan,) = rows(database, tables.plans)
    assert plan["used_on"] == today()


def test_a_plan_used_while_unused_ones_are_deleted_stays(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    unused(database, KEY)
    delete = Store._delete

    def used_meanwhile(self: Store, *what: Any) -> bool:
        self.used(KEY)
        return delete(self, *what)

    monkeypatch.setattr(Store, "_delete", used_meanwhile)
    ran(database, RAN_SINCE, until=today())
    assert store.delete_unused(today(), 365) == 0
    assert store.load(KEY).plan.about.name == "Ana"


def test_old_codes_and_old_ends_are_forgotten_with_the_unused(store: Store, database: str) -> None:
    store.edit(KEY, setting("about.name", "Ana"))
    store.new_code(KEY)
    alter(database, tables.keys.c.until, lambda until: until - timedelta(days=1, minutes=11), kind="move")
    store.edit(OTHER, setting("about.name", "Eva"))
    store.delete(OTHER)
    alter(database, tables.gone.c.gone_on, lambda _: LONG_AGO)
    ran(database, RAN_SINCE, until=today())
    store.delete_unused(today(), 365)
    assert [row["kind"] for row in rows(database, tables.keys)] == ["owner"]
    assert store.load(OTHER) == Saved(Plan())


# Databases that cannot be used.


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
    store.ping()
    with behind(database) as connection:
        tables.metadata.drop_all(connection)
    acts = (
        store.load,
        store.revision,
        store.links,
        store.changes,
        store.view,
        store.peek_code,
        store.redeem_code,
        store.used,
    )
    for act in (*acts, store.delete, store.rotate, store.new_code, lambda key: store.edit(key, lambda plan: plan)):
        with pytest.raises(StoreError, match="does not answer"):
            act(KEY)


def test_one_store_is_kept_a_database(database: str, tmp_path: Path) -> None:
    assert open_store(database) is open_store(database)
    assert open_store(database) is not open_store(f"sqlite:///{tmp_path / 'other.sqlite3'}")


def test_new_keys_are_keys_and_nothing_else_is() -> None:
    assert all(is_key(new_key()) for _ in range(50))
    assert len({new_key() for _ in range(50)}) == 50
    for words in (None, "", KEY[:-1], KEY + "A", KEY + "\n", KEY[:-1] + "é", KEY[:-1] + "'"):
        assert not is_key(words)


def test_nothing_sealed_stays_in_the_files_of_a_deleted_plan(tmp_path: Path) -> None:
    """The sealed row itself is looked for: what cannot be read today may be readable one day."""
    file = tmp_path / "plans.sqlite3"
    store = open_store(f"sqlite:///{file}")
    store.edit(KEY, setting("answers.draws_me", "ships"))
    sealed = bytes(row_of(f"sqlite:///{file}", KEY, tables.plans)["sealed"])[-60:]
    assert sealed in written_in(tmp_path)
    store.delete(KEY)
    assert sealed not in written_in(tmp_path)


def written_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(folder.iterdir()))
