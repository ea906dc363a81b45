"""From one secret follow all others, each for one purpose; none of them leads back."""

import hashlib
from collections.abc import Callable

import pytest

from workshop import keys
from workshop.keys import (
    COOKIE,
    HOST,
    LONG_LETTERS,
    MOVE_LETTERS,
    SHARED_COOKIE,
    Capability,
    SealError,
    holder,
    key_in,
    link,
    locator,
    mark,
    new_code,
    new_data_key,
    new_key,
    owner,
    read_code,
    recovery_code,
    seal,
    spoken,
    unseal,
    viewer,
)

KEY, NUMBERS = "A" * 43, ("00000001", "00000002")


def all_from(key: str) -> list[bytes]:
    """Everything that follows from a key."""
    links = [link(key, number) for number in NUMBERS]
    recovery = recovery_code(key)
    capabilities = [owner(key), *map(viewer, links), holder(recovery)]
    found = [cell for each in capabilities for cell in (bytes.fromhex(each.locator), each.opener)]
    return [key.encode(), *(each.encode() for each in links), recovery.encode(), *found]


def test_what_follows_from_a_key_is_different_for_each_purpose() -> None:
    found = all_from(KEY)
    assert len(set(found)) == len(found) == 12
    assert not [(one, two) for one in found for two in found if one is not two and one in two]


def test_the_same_secret_gives_each_purpose_something_else() -> None:
    as_owner, as_viewer, as_holder = owner(KEY), viewer(KEY), holder(KEY)
    assert len({as_owner.opener, as_viewer.opener, as_holder.opener}) == 3
    assert as_holder.locator != locator(KEY)


def test_a_key_gives_the_same_today_as_when_plans_were_sealed_with_it() -> None:
    assert locator(KEY) == "41400870ecd9e99d2123f132ef87010c09078a26212876f52983a10a7abef4bd"
    assert owner(KEY).opener.hex() == "51ae3585a56128382a4a0b102061b303d3a108a1dc04d7efe6292590f9d69c5b"
    assert link(KEY, NUMBERS[0]) == "yx8i-AYk7zO4Xjy0mW1uv5QlwHnPrxEREMvUwQ37OqI"
    assert viewer(KEY).opener.hex() == "2528f19f1b8b67e4c22520d38b52d396695b354d30c3225caa47d8c9fee8ad27"
    assert recovery_code(KEY) == "ZEPX1CF54A6YZZEW8NYE"
    assert holder("0123456789") == Capability(
        "3c902cb230236f92338372f73cdb77a233ca489ef62155866a4c4f81158f0b69",
        bytes.fromhex("abfc5d52f84807ca902c5a6996851685833a69fee222da3f8c231ccb99065542"),
    )


def test_a_locator_tells_nothing_of_its_key() -> None:
    first, second = int(locator(KEY), 16), int(locator(KEY[:-1] + "B"), 16)
    assert 80 < (first ^ second).bit_count() < 176  # half of 256, as of two random numbers
    plain = hashlib.sha256(KEY.encode()).hexdigest()
    assert locator(KEY) not in (plain, hashlib.sha256(bytes(32)).hexdigest())
    assert mark(KEY) == locator(KEY)[:8]


def test_links_of_one_plan_cannot_be_told_from_those_of_others() -> None:
    found = [locator(link(key, number)) for key in (KEY, new_key()) for number in NUMBERS]
    assert len({each[:8] for each in [*found, locator(KEY)]}) == 5


def test_a_cookie_of_this_very_host_comes_first_and_only_keys_are_taken() -> None:
    mine, other = new_key(), new_key()
    assert key_in({COOKIE: mine}) == key_in({HOST + COOKIE: mine, COOKIE: other}) == mine
    assert key_in({SHARED_COOKIE: mine}) is None
    assert key_in({SHARED_COOKIE: mine}, SHARED_COOKIE) == mine
    assert key_in({COOKIE: "short"}) is key_in({HOST + COOKIE: "", COOKIE: mine + "="}) is key_in({}) is None


def test_codes_are_random_and_have_nothing_that_looks_like_something_else() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {MOVE_LETTERS}
    assert set("".join(codes)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_the_recovery_code_is_the_same_each_time_and_another_for_another_key() -> None:
    assert recovery_code(KEY) == recovery_code(KEY) == read_code(recovery_code(KEY))
    assert len(recovery_code(KEY)) == LONG_LETTERS
    assert len({recovery_code(new_key()) for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "typed",
    [
        "0110ABCXYZ",
        "O11OABCXYZ",
        "oiloabcxyz",
        "OILO-ABCXYZ",
        " 0 1 1 0 a b c x y z ",
        "0l1o-abc-\txyz\n",
        "--0IL0ABCXYZ--",
        "0110\u00a0ABCXYZ",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "0110ABCXYZ"


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "-" * 10, "0110ABCXY", "0110ABCXYZ0", "A" * 19, "A" * 21, "A" * 100, "A" * 100_000),
        *("0110ABCXYU", "0110ABCXY!", "0110ABCXYé", "０110ABCXYZ", "0110ABCXY\x00", "0110_ABCXY", "' or 1=1--"),
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert read_code(typed) is None


def test_a_spoken_code_is_read_again() -> None:
    short, long = new_code(), recovery_code(KEY)
    assert spoken(short) == f"{short[:5]}-{short[5:]}"
    assert [len(group) for group in spoken(long).split("-")] == [4] * 5
    assert [read_code(spoken(code).lower()) for code in (short, long)] == [short, long]


def test_what_was_sealed_opens_with_its_key_at_its_place() -> None:
    key = new_data_key()
    sealed = [seal(key, b"text", "plan 1") for _ in range(2)]
    assert [unseal(key, each, "plan 1") for each in sealed] == [b"text", b"text"]
    assert sealed[0] != sealed[1]
    assert b"text" not in sealed[0]


@pytest.mark.parametrize(
    "forged",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed + b"\0",
        lambda sealed: sealed[1:],
        lambda sealed: sealed[:12],
        lambda sealed: sealed[:5],
        lambda _: b"",
        lambda sealed: sealed[12:] + sealed[:12],
    ],
)
def test_what_was_cut_or_moved_does_not_open(forged: Callable[[bytes], bytes]) -> None:
    key = new_data_key()
    with pytest.raises(SealError):
        unseal(key, forged(seal(key, b"text", "plan 1")), "plan 1")


def test_no_flipped_bit_and_no_other_key_or_place_opens() -> None:
    key = new_data_key()
    sealed = seal(key, b"text", "plan 1")
    whole = int.from_bytes(sealed, "big")
    flipped = [(key, (whole ^ 1 << bit).to_bytes(len(sealed), "big"), "plan 1") for bit in range(8 * len(sealed))]
    for other in [*flipped, (new_data_key(), sealed, "plan 1"), (key, sealed, "plan 11"), (key, sealed, "")]:
        with pytest.raises(SealError):
            unseal(*other)


def test_nothing_follows_from_two_keys_alike() -> None:
    assert not set(all_from(KEY)) & set(all_from(keys.new_key()))
