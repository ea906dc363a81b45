"""A view link reads until it is ended, a code gives the key once, and a new key ends everything before it."""

import hashlib
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from tests.behind import alter, everything, rows, swap
from workshop import keys
from workshop.keys import locator, new_key, recovery_code
from workshop.plan.file import PlanError
from workshop.plan.history import as_of
from workshop.plan.model import About, Plan, write
from workshop.plan.shared_view import Shown
from workshop.store import PlanGoneError, Saved, Store, StoreError, tables
from workshop.store.plans import CODE_LIVES, LINKS_LIMIT
from workshop.store.rows import KINDS, today

KEY, OTHER = new_key(), new_key()


@pytest.fixture
def database(each_database: str) -> str:
    """Each kind of database in turn."""
    return each_database


@pytest.fixture
def saved(store: Store) -> Saved:
    """A plan of two revisions under KEY, and another plan under OTHER."""
    store.edit(OTHER, lambda plan: write(plan, "about.name", "Eva"))
    store.edit(KEY, lambda plan: write(plan, "about.name", "An"))
    return store.edit(KEY, lambda plan: write(plan, "about.name", "Ana"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes that are stretched less, for tests that try hundreds."""
    stretch = hashlib.scrypt
    monkeypatch.setattr(hashlib, "scrypt", lambda *what, **how: stretch(*what, **(how | {"n": 2})))


def naming(name: str) -> Callable[[Plan], Plan]:
    return lambda plan: write(plan, "about.name", name)


def flip(found: bytes) -> bytes:
    return found[:-1] + bytes([found[-1] ^ 1])


def seen(store: Store, secret: str) -> Plan | None:
    """The plan that a view link shows."""
    view = store.view(secret)
    return view.plan if view else None


# Links.


def test_a_link_shows_the_plan_as_it_is_now(store: Store, saved: Saved) -> None:
    link = store.share(KEY, "My aunt")
    assert seen(store, link.secret) == saved.plan
    assert store.edit(KEY, naming("Eva")).plan == seen(store, link.secret) != saved.plan


def test_links_are_listed_with_their_names_in_the_order_they_were_made(store: Store, saved: Saved) -> None:
    made = [store.share(KEY, name) for name in ("My aunt", "", "My aunt", "李 '; --")]
    assert store.links(KEY) == made
    assert len({link.secret for link in made}) == 4
    assert all(seen(store, link.secret) == saved.plan for link in made)
    assert store.links(OTHER) == []


def test_a_link_only_reads(store: Store, saved: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop.store.connections._TRIES", 3)
    secret, before = store.share(KEY, "aunt").secret, store.load(KEY)
    assert store.load(secret) == Saved(Plan())
    assert store.links(secret) == store.changes(secret) == []
    with pytest.raises(StoreError):
        store.edit(secret, naming("Eva"))
    for act in (store.new_code, store.recovery_code, lambda key: store.share(key, "more")):
        with pytest.raises(StoreError, match="no plan"):
            act(secret)
    for harmless in (store.delete, store.used, store.rotate, lambda key: store.revoke(key, "1")):
        harmless(secret)
    assert store.load(KEY) == before
    assert seen(store, secret) == before.plan


def test_a_revoked_link_shows_nothing_and_the_others_go_on(store: Store, saved: Saved) -> None:
    aunt, teacher = store.share(KEY, "aunt"), store.share(KEY, "teacher")
    code, recovery = store.new_code(KEY)[0], store.recovery_code(KEY)
    store.revoke(KEY, aunt.number)
    assert store.view(aunt.secret) is None
    assert store.links(KEY) == [teacher]
    assert seen(store, teacher.secret) == store.load(KEY).plan == saved.plan
    assert store.peek_code(code) == store.peek_code(recovery) == KEY


def test_what_a_revoked_link_knew_opens_nothing_that_comes_after(store: Store, database: str, saved: Saved) -> None:
    link = store.share(KEY, "aunt")
    known = store._open(keys.viewer(link.secret), "view")
    assert known
    store.revoke(KEY, link.number)
    (plan,) = rows(database, tables.plans, id=known.id)
    changes = rows(database, tables.changes, plan=known.id)
    for place, sealed in [(f"plan {known.id} {plan['revision']}", plan["sealed"])] + [
        (f"change {known.id} {change['revision']}", change["sealed"]) for change in changes
    ]:
        with pytest.raises(keys.SealError):
            keys.unseal(known.data_key, sealed, place)


def test_revoking_keeps_the_history(store: Store, saved: Saved) -> None:
    before = store.changes(KEY)
    store.revoke(KEY, store.share(KEY, "aunt").number)
    assert store.changes(KEY) == before
    assert as_of(store.load(KEY).plan, before, 1).about.name == "An"
    after = store.edit(KEY, naming("Eva"))
    assert as_of(after.plan, store.changes(KEY), after.revision - 1) == saved.plan


def test_a_link_that_is_not_there_is_revoked_in_vain(store: Store, saved: Saved) -> None:
    link = store.share(KEY, "aunt")
    store.revoke(KEY, "not there")
    store.revoke(OTHER, link.number)
    assert store.view(link.secret)
    store.revoke(new_key(), link.number)


def test_there_is_an_end_to_links(store: Store, saved: Saved) -> None:
    for number in range(LINKS_LIMIT):
        store.share(KEY, f"link {number}")
    with pytest.raises(StoreError, match="too many"):
        store.share(KEY, "one more")
    store.revoke(KEY, store.links(KEY)[0].number)
    store.share(KEY, "one more")
    assert len(store.links(KEY)) == LINKS_LIMIT


def test_without_a_plan_there_is_nothing_to_share_and_no_code(store: Store) -> None:
    for act in (store.new_code, store.recovery_code, lambda key: store.share(key, "aunt")):
        with pytest.raises(StoreError, match="no plan"):
            act(KEY)


def test_a_link_shows_the_parts_it_was_made_for_and_later_others(store: Store, saved: Saved) -> None:
    store.edit(KEY, lambda plan: write(write(plan, "answers.goal_subject", "trees"), "about.email", "an@school.test"))
    link = store.share(KEY, "Mom", frozenset({"meetings"}))
    assert store.links(KEY) == [link]
    assert seen(store, link.secret) == Plan(about=About(name="Ana"))
    store.set_link_parts(KEY, link.number, lambda _: frozenset({"goal"}))
    (changed,) = store.links(KEY)
    assert (changed.secret, changed.parts) == (link.secret, {"goal"})
    assert seen(store, link.secret) == Plan(about=About(name="Ana"), answers={"goal_subject": "trees"})
    store.set_link_parts(KEY, link.number, lambda _: None)
    assert seen(store, link.secret) == store.load(KEY).plan


def test_a_link_that_stays_shows_the_same_parts_after_another_was_ended(store: Store, saved: Saved) -> None:
    mom, aunt = store.share(KEY, "Mom", frozenset({"goal"})), store.share(KEY, "aunt")
    store.revoke(KEY, aunt.number)
    assert store.links(KEY) == [mom]


def test_only_the_owner_changes_what_a_link_shows(store: Store, saved: Saved) -> None:
    link = store.share(KEY, "Mom", frozenset())
    for key in (OTHER, link.secret, new_key()):
        with pytest.raises(StoreError):
            store.set_link_parts(key, link.number, lambda _: None)
    with pytest.raises(StoreError, match="no such link"):
        store.set_link_parts(KEY, "not there", lambda _: None)
    assert store.links(KEY) == [link]


def test_the_sign_of_a_link_changes_with_what_it_shows_and_goes_with_the_link(store: Store, saved: Saved) -> None:
    link, other = store.share(KEY, "Mom", frozenset()), store.share(KEY, "aunt")
    first = store.view_version(link.secret)
    assert first == store.view_version(link.secret) != None  # noqa: E711
    store.set_link_parts(KEY, link.number, lambda _: frozenset({"goal"}))
    second = store.view_version(link.secret)
    store.edit(KEY, naming("Eva"))
    third = store.view_version(link.secret)
    assert len({first, second, third}) == 3
    store.revoke(KEY, link.number)
    assert store.view_version(link.secret) is None
    assert store.view_version(other.secret)
    store.rotate(KEY)
    assert store.view_version(other.secret) is store.view_version(KEY) is None


# Codes.


def test_a_code_gives_the_key_once(store: Store, saved: Saved) -> None:
    code, until = store.new_code(KEY)
    assert CODE_LIVES - timedelta(seconds=5) < until - datetime.now(UTC) <= CODE_LIVES
    assert store.peek_code(code) == store.peek_code(code) == store.redeem_code(code) == KEY
    assert store.redeem_code(code) is store.peek_code(code) is None


@pytest.mark.parametrize(("minutes", "works"), [(9, True), (10, False), (60 * 24, False)])
def test_a_code_lives_ten_minutes(store: Store, database: str, saved: Saved, minutes: int, works: bool) -> None:
    code, _ = store.new_code(KEY)
    alter(database, tables.keys.c.until, lambda until: until - timedelta(minutes=minutes), kind="move")
    assert store.peek_code(code) == store.redeem_code(code) == (KEY if works else None)


def test_of_twenty_who_take_the_same_code_one_gets_the_key(store: Store, database: str, saved: Saved) -> None:
    code, _ = store.new_code(KEY)
    stores, together = [Store(database) for _ in range(20)], Barrier(20)

    def take(own: Store) -> str | None:
        together.wait()
        return own.redeem_code(code)

    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(take, stores))
    assert (taken.count(KEY), taken.count(None)) == (1, 19)


def end(store: Store, how: str) -> None:
    """Do something after which codes of before open nothing."""
    match how:
        case "delete":
            store.delete(KEY)
        case "rotate":
            store.rotate(KEY)
        case "unused":
            store.delete_unused(today() + timedelta(days=1000), 1)


@pytest.mark.parametrize("how", ["delete", "rotate", "unused"])
def test_that_a_code_was_used_is_known_without_its_key_and_goes_with_it(
    store: Store, database: str, saved: Saved, how: str
) -> None:
    code, _ = store.new_code(KEY)
    assert not store.code_used(KEY, code)
    store.redeem_code(code)
    assert store.code_used(KEY, code)
    assert not store.code_used(OTHER, code)
    assert [row["wrapped"] for row in rows(database, tables.keys, kind="used")] == [b""]
    assert store.peek_code(code) is store.redeem_code(code) is store.peek_code(code, *KINDS[1:-1]) is None
    store.new_code(KEY)
    assert store.code_used(KEY, code)
    end(store, how)
    assert not store.code_used(KEY, code)
    assert rows(database, tables.keys, kind="used") == []


def test_a_newer_code_takes_the_place_of_the_older(store: Store, saved: Saved) -> None:
    (first, _), (other, _), (second, _) = store.new_code(KEY), store.new_code(OTHER), store.new_code(KEY)
    assert store.peek_code(first) is store.redeem_code(first) is None
    assert (store.redeem_code(second), store.redeem_code(other)) == (KEY, OTHER)


def test_of_codes_made_at_once_one_works(store: Store, database: str, saved: Saved, quick: None) -> None:
    stores, together = [Store(database) for _ in range(6)], Barrier(6)

    def make(own: Store) -> str:
        together.wait()
        return own.new_code(KEY)[0]

    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(make, stores))
    assert [store.peek_code(code) for code in codes].count(KEY) == 1


def test_the_recovery_code_is_the_same_each_time_and_lasts(store: Store, database: str, saved: Saved) -> None:
    code = store.recovery_code(KEY)
    assert code == recovery_code(KEY) == store.recovery_code(KEY)
    assert store.redeem_code(code) == store.redeem_code(code) == store.peek_code(code) == KEY
    store.new_code(KEY)
    store.edit(KEY, naming("Eva"))
    (row,) = rows(database, tables.keys, kind="recovery")
    assert row["until"] is None
    assert store.redeem_code(code) == KEY


def test_a_recovery_code_works_once_it_was_given_out(store: Store, saved: Saved) -> None:
    assert store.peek_code(recovery_code(KEY)) is None


# A new key.


def test_a_new_key_opens_the_plan_and_its_history(store: Store, saved: Saved) -> None:
    before = store.changes(KEY)
    new = store.rotate(KEY)
    assert new != KEY
    now = store.load(new)
    assert (now.plan, now.at) == (saved.plan, saved.at)
    assert now.revision > saved.revision
    assert store.changes(new) == before
    assert as_of(now.plan, before, 1).about.name == "An"
    assert store.edit(new, naming("Eva")).plan.about.name == "Eva"


def test_the_old_key_says_since_when_there_is_another(store: Store, saved: Saved) -> None:
    store.rotate(KEY)
    acts = (store.load, store.rotate, store.new_code, store.recovery_code, lambda key: store.edit(key, naming("Eva")))
    for act in (*acts, lambda key: store.share(key, "aunt"), lambda key: store.revoke(key, "1")):
        with pytest.raises(PlanGoneError) as gone:
            act(KEY)
        assert (gone.value.why, gone.value.on) == ("rekeyed", datetime.now(UTC).date())
    assert store.revision(KEY) == 0


def test_a_new_key_ends_links_and_codes(store: Store, saved: Saved) -> None:
    link, code, recovery = store.share(KEY, "aunt"), store.new_code(KEY)[0], store.recovery_code(KEY)
    new = store.rotate(KEY)
    assert store.view(link.secret) is store.peek_code(code) is store.redeem_code(recovery) is None
    assert store.links(new) == []
    assert store.recovery_code(new) != recovery
    assert store.redeem_code(store.recovery_code(new)) == new


def test_a_key_may_be_changed_again_and_again(store: Store, saved: Saved) -> None:
    new = store.rotate(store.rotate(store.rotate(KEY)))
    assert store.load(new).plan == saved.plan


def test_of_two_who_change_the_key_one_is_told_that_it_was_changed(store: Store, database: str, saved: Saved) -> None:
    stores, together = [Store(database) for _ in range(4)], Barrier(4)

    def rotate(own: Store) -> str | None:
        together.wait()
        try:
            return own.rotate(KEY)
        except PlanGoneError:
            return None

    with ThreadPoolExecutor(4) as pool:
        (new,) = filter(None, pool.map(rotate, stores))
    assert store.load(new).plan == saved.plan


def test_without_a_plan_any_new_key_will_do(store: Store) -> None:
    assert store.load(store.rotate(KEY)) == store.load(KEY) == Saved(Plan())


# Damage and forgery.


def test_a_damaged_link_or_code_is_reported_and_left_alone(store: Store, database: str, saved: Saved) -> None:
    link, code, recovery = store.share(KEY, "aunt"), store.new_code(KEY)[0], store.recovery_code(KEY)
    for kind in ("view", "move", "recovery"):
        alter(database, tables.keys.c.wrapped, flip, kind=kind)
    before = everything(database)
    with pytest.raises(PlanError, match="damaged"):
        store.view(link.secret)
    for secret in (code, recovery):
        for act in (store.peek_code, store.redeem_code):
            with pytest.raises(StoreError, match="damaged"):
                act(secret)
    assert everything(database) == before
    assert store.load(KEY) == saved


def test_a_damaged_note_of_a_link_is_reported(store: Store, database: str, saved: Saved) -> None:
    link = store.share(KEY, "aunt")
    alter(database, tables.keys.c.note, flip, kind="view")
    with pytest.raises(PlanError, match="damaged"):
        store.links(KEY)
    with pytest.raises(PlanError, match="damaged"):  # nobody knows any more what it may show
        store.view(link.secret)


@pytest.mark.parametrize("column", [tables.keys.c.wrapped, tables.keys.c.locator, tables.keys.c.note], ids=str)
def test_what_one_link_holds_does_not_open_with_another(store: Store, database: str, saved: Saved, column: Any) -> None:
    links = [store.share(KEY, "aunt"), store.share(OTHER, "uncle")]
    swap(database, column, *rows(database, tables.keys, kind="view"))
    for key, link in zip((KEY, OTHER), links, strict=True):
        with pytest.raises(PlanError, match="damaged"):
            store.view(link.secret)
        if column is tables.keys.c.note:
            with pytest.raises(PlanError, match="damaged"):
                store.links(key)


@pytest.mark.parametrize("kind", ["view", "move", "recovery"])
def test_another_kind_of_row_does_not_make_an_owner(store: Store, database: str, saved: Saved, kind: str) -> None:
    link, code, recovery = store.share(KEY, "aunt"), store.new_code(KEY)[0], store.recovery_code(KEY)
    alter(database, tables.keys.c.kind, lambda _: "owner", kind=kind)
    for secret in (link.secret, code, recovery):
        assert found(store.load, secret) in (Saved(Plan()), PlanError)


def test_a_code_for_another_row_gives_no_key(store: Store, database: str, saved: Saved, quick: None) -> None:
    codes = [store.new_code(KEY)[0], store.new_code(OTHER)[0]]
    swap(database, tables.keys.c.wrapped, *rows(database, tables.keys, kind="move"))
    assert [found(store.redeem_code, code) for code in codes] == [StoreError, StoreError]


def found(act: Callable[[str], Any], secret: str) -> Any:
    try:
        return act(secret)
    except (PlanError, StoreError) as error:
        return type(error)


def opened(store: Store, secret: str) -> list[Any]:
    """What a secret opens, whichever kind it is tried as: plans with anything in them, and keys."""
    plans = [each for each in (found(store.load, secret),) if isinstance(each, Saved) and each.revision]
    views = [each for each in (found(store.view, secret),) if isinstance(each, Shown)]
    given = [each for act in (store.peek_code, store.redeem_code) if isinstance(each := found(act, secret), str)]
    return [*plans, *views, *given]


def forgeries(secret: str, chance: random.Random) -> set[str]:
    """Secrets near a real one: with a bit flipped, cut, extended, turned round, or with two letters exchanged."""
    flipped = {f"{secret[:at]}{chr(ord(letter) ^ 1)}{secret[at + 1 :]}" for at, letter in enumerate(secret)}
    cut = {secret[:length] for length in range(len(secret))} | {secret[at:] for at in range(1, len(secret))}
    longer = {f"{secret}{letter}" for letter in "A0- ="} | {f" {secret}", secret + secret}
    mixed = {"".join(chance.sample(secret, len(secret))) for _ in range(30)}
    turned = {secret[::-1], secret.swapcase(), secret[len(secret) // 2 :] + secret[: len(secret) // 2]}
    return (flipped | cut | longer | mixed | turned) - {secret, secret.upper()}


def test_no_forged_secret_opens_anything(store: Store, saved: Saved, quick: None) -> None:
    link, code, recovery = store.share(KEY, "aunt"), store.new_code(KEY)[0], store.recovery_code(KEY)
    before, chance = store.load(KEY), random.Random(7)
    forged = set().union(*(forgeries(secret, chance) for secret in (KEY, link.secret, code, recovery)))
    forged |= {locator(KEY), locator(link.secret), link.number, keys.link(KEY, "0"), keys.link(OTHER, link.number)}
    forged |= {keys.owner(KEY).opener.hex(), keys.holder(code).locator, "", "\0", "' or 1=1--", "é" * 43}
    forged |= {new_key() for _ in range(100)} | {keys.new_code() for _ in range(100)}
    assert len(forged) > 500
    assert not {secret: what for secret in forged if (what := opened(store, secret))}
    for secret, as_other in (
        (KEY, store.view),
        (link.secret, store.peek_code),
        (code, store.view),
        (recovery, store.view),
    ):
        assert found(as_other, secret) is None
    assert [store.load(secret).revision for secret in (link.secret, code, recovery)] == [0, 0, 0]
    assert store.load(KEY) == before
    assert seen(store, link.secret) == before.plan
    assert store.redeem_code(code) == store.redeem_code(recovery) == KEY
