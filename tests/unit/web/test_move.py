"""Opening a plan elsewhere with a code, and reading one with a link."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.unit.web.client import Browser
from workshop.keys import HOST, SHARED_COOKIE, new_code, new_key, spoken
from workshop.plan.model import read
from workshop.store import Store, tables
from workshop.web.cookies import A_YEAR

Make = Callable[..., Browser]


def test_a_code_names_the_plan_first_and_opens_it_once(browser: Make, store: Store) -> None:
    maya, phone, late = browser("Maya"), browser(), browser()
    code, _ = store.new_code(maya.key)
    for _ in range(2):
        shown = phone.post("/move", code=spoken(code).lower())
        assert "The plan of Maya" in shown.body
        assert shown.cookies == []
    (cookie,) = phone.post("/move", code=code, do="open").cookies
    assert phone.key == maya.key
    assert "Max-Age" not in cookie
    assert "does not open a plan" in late.post("/move", code=code, do="open").body
    assert late.key != maya.key


def test_a_recovery_sheet_opens_again_and_again_and_may_stay_for_a_year(browser: Make, store: Store) -> None:
    maya = browser("Maya")
    code = store.recovery_code(maya.key)
    for _ in range(2):
        cookie, _ = browser().post("/move", code=code, do="open", own="yes").cookies
        assert maya.key in cookie
        assert f"Max-Age={A_YEAR}" in cookie


def test_a_code_that_does_not_work_tells_nothing_about_why(browser: Make, store: Store) -> None:
    maya, phone = browser("Maya"), browser()
    used, _ = store.new_code(maya.key)
    browser().post("/move", code=used, do="open")
    expired, _ = store.new_code(maya.key)
    with store._engine.begin() as connection:
        past = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(update(tables.keys).where(tables.keys.c.kind == "move").values(until=past))
    tried = ["", "x", new_code(), used, expired, maya.key, "é" * 10, "0" * 20, "A" * 5000]
    answers = [phone.post("/move", code=code, do=do) for code in tried for do in ("", "open", "together")]
    assert len({(answer.status, answer.body) for answer in answers}) == 1
    assert all(answer.cookies == [] for answer in answers)


def test_a_plan_that_is_here_already_is_named_and_not_replaced_without_a_tick(browser: Make, store: Store) -> None:
    maya, ben = browser("Maya"), browser("Ben")
    code, mine = store.recovery_code(maya.key), ben.key
    for do in ("", "open"):
        shown = ben.post("/move", code=code, do=do)
        assert "The plan of Maya" in shown.body
        assert "The plan of Ben" in shown.body
        assert 'href="/plan-file"' in shown.body
        assert ben.key == mine
    ben.post("/move", code=code, do="open", sure="yes")
    assert ben.key == maya.key
    assert store.load(mine).plan.about.name == "Ben"


def test_both_plans_put_together_lose_no_text(browser: Make, store: Store) -> None:
    maya, ben = browser("Maya"), browser("Ben")
    code, _ = store.new_code(maya.key)
    assert ben.post("/move", code=code, do="together").status == 303
    assert ben.key == maya.key
    plan = store.load(maya.key).plan
    assert {read(plan, "about.name"), *plan.others["about.name"]} == {"Maya", "Ben"}


def test_the_plan_that_is_open_already_uses_no_code_up(browser: Make, store: Store) -> None:
    maya = browser("Maya")
    code, _ = store.new_code(maya.key)
    assert "already open" in maya.post("/move", code=code, do="open").body
    assert store.peek_code(code) == maya.key


def test_guessing_codes_ends_and_right_codes_do_not_count(
    store: Store, browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, code = browser(), store.recovery_code(browser("Maya").key)
    phone.app.user_middleware[0].kwargs["running"].codes._most = 3.0
    assert [phone.post("/move", code=code).status for _ in range(5)] == [200] * 5
    wrong = [phone.post("/move", code=new_code()) for _ in range(4)]
    assert [answer.status for answer in wrong] == [404, 404, 404, 429]
    assert int(wrong[-1]["retry-after"]) > 0
    assert "Too many attempts" in wrong[-1].body
    assert phone.post("/shared", link=new_key()).status == 429
    phone.client = "10.9.9.9"
    assert phone.post("/move", code=code).status == 200


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_link_opens_the_plan_to_read_until_it_is_ended(browser: Make, store: Store, scheme: str) -> None:
    maya, guest = browser("Maya"), browser("Guest", scheme=scheme)
    link, own = store.share(maya.key, "aunt"), guest.key
    answer = guest.post("/shared", link=link.secret)
    assert (answer.status, answer["location"]) == (303, "/reading")
    (cookie,) = answer.cookies
    name = (HOST if scheme == "https" else "") + SHARED_COOKIE
    assert cookie.startswith(f"{name}={link.secret}; Path=/; HttpOnly; ")
    assert "SameSite=Lax" in cookie
    assert guest.key == own
    store.revoke(maya.key, link.number)
    for secret in (link.secret, new_key(), maya.key, "", "x" * 43, "é"):
        answer = guest.post("/shared", link=secret)
        assert (answer.status, answer.cookies) == (404, [])


def test_no_address_carries_a_secret(browser: Make, store: Store) -> None:
    maya, phone = browser("Maya"), browser()
    code, link = store.new_code(maya.key)[0], store.share(maya.key, "aunt")
    assert code not in phone.get(f"/move?code={code}").body
    assert link.secret not in phone.get(f"/shared?link={link.secret}").body
    for answer in (phone.post("/move", code=code), phone.post("/shared", link=link.secret)):
        assert not any(secret in value for name, value in answer.headers for secret in (code, maya.key))
