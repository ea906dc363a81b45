"""The code of a team: for many, shown again, one at a time, ended at once and by a new key."""

import pytest

from tests.behind import everything
from workshop import keys
from workshop.keys import new_key
from workshop.plan.model import Plan, write
from workshop.store import PlanGoneError, Store, StoreError

KEY = new_key()


@pytest.fixture
def database(each_database: str) -> str:
    """Each kind of database in turn."""
    return each_database


@pytest.fixture(autouse=True)
def saved(store: Store) -> None:
    """A plan under KEY."""
    store.edit(KEY, lambda plan: write(plan, "about.name", "Ana"))


def test_it_works_again_and_again_and_is_shown_again(store: Store) -> None:
    code = store.new_team_code(KEY)
    assert [store.peek_code(code, "team") for _ in range(3)] == [KEY] * 3
    assert store.team_code(KEY) == store.new_team_code(KEY) == code
    assert len(code) == keys.LONG_LETTERS
    assert keys.read_code(keys.spoken(code)) == code


def test_it_is_no_code_for_another_device(store: Store) -> None:
    code = store.new_team_code(KEY)
    assert store.peek_code(code) is None
    assert store.redeem_code(code) is None
    assert store.peek_code(store.recovery_code(KEY), "team") is None


def test_ended_it_opens_nothing_and_the_next_one_is_another(store: Store) -> None:
    code = store.new_team_code(KEY)
    store.end_team_code(KEY)
    assert store.peek_code(code, "team") is None
    assert store.team_code(KEY) is None
    assert store.new_team_code(KEY) != code
    assert store.peek_code(code, "team") is None


def test_it_outlives_an_ended_view_link(store: Store) -> None:
    code, link = store.new_team_code(KEY), store.share(KEY, "aunt")
    store.revoke(KEY, link.number)
    assert store.team_code(KEY) == code
    assert store.peek_code(code, "team") == KEY


def test_a_new_key_ends_it(store: Store) -> None:
    code = store.new_team_code(KEY)
    new = store.rotate(KEY)
    assert store.peek_code(code, "team") is None
    assert store.team_code(new) is None
    with pytest.raises(PlanGoneError):
        store.load(KEY)


def test_deleting_the_plan_ends_it(store: Store) -> None:
    code = store.new_team_code(KEY)
    store.delete(KEY)
    assert store.peek_code(code, "team") is None


def test_without_a_plan_there_is_none(store: Store) -> None:
    other = new_key()
    assert store.team_code(other) is None
    for act in (store.new_team_code, store.end_team_code):
        with pytest.raises(StoreError):
            act(other)
    assert store.load(other).plan == Plan()


def test_the_database_holds_nothing_from_which_it_follows(store: Store, database: str) -> None:
    code = store.new_team_code(KEY)
    held = repr(everything(database))
    (note,) = [row["note"] for table in everything(database) for row in table if row.get("kind") == "team"]
    assert code not in held
    assert keys.team_code(new_key(), note.decode()) != code
    assert keys.team_code(KEY, note.decode()) == code
