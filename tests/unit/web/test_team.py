"""Coming into a team with its link."""

from collections.abc import Callable

import pytest

from tests.unit.web.client import Browser
from workshop.keys import HOST, MEMBER_COOKIE, member_in, new_code, new_key, recovery_code, spoken
from workshop.plan.model import Plan, Teammate, read, write
from workshop.plan.team import MEMBERS_LIMIT
from workshop.store import Store
from workshop.web.cookies import A_YEAR

Make = Callable[..., Browser]


@pytest.fixture
def maya(browser: Make) -> Browser:
    """Maya, who began a team with her plan."""
    made: Browser = browser("Maya")
    assert made.post("/team", name=" Maya  Thapa ", email="maya@school.example").status == 303
    return made


@pytest.fixture
def code(store: Store, maya: Browser) -> str:
    """The code of the link of her team."""
    return store.new_team_code(maya.key)


def members(store: Store, who: Browser) -> dict[str, str]:
    return {each.id: each.name for each in store.load(who.key).plan.team.present}


def test_who_begins_a_team_is_its_first_member(maya: Browser, store: Store) -> None:
    (member,) = store.load(maya.key).plan.team.members
    assert member == Teammate(id=member_in(maya.cookies), name="Maya Thapa", email="maya@school.example")
    assert store.load(maya.key).plan.about.name == "Maya"


def test_a_team_can_be_the_first_thing_in_a_plan(browser: Make, store: Store) -> None:
    new = browser()
    assert new.post("/team", name="Ana").status == 303
    assert list(members(store, new).values()) == ["Ana"]


def test_the_link_names_the_team_and_changes_nothing(browser: Make, store: Store, code: str, maya: Browser) -> None:
    before, ben = store.load(maya.key), browser()
    own = ben.key
    shown = ben.post("/team", code=spoken(code).lower())
    assert "The team: Maya Thapa" in shown.body
    assert "The plan of Maya" in shown.body
    assert "read and change the whole plan" in shown.body
    assert "maya@school.example" not in shown.body
    assert shown.cookies == []
    assert ben.post("/team", code=code, name=" ").cookies == []
    assert (store.load(maya.key), ben.key) == (before, own)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_many_come_in_with_one_link_each_as_themselves(
    browser: Make, store: Store, code: str, maya: Browser, scheme: str
) -> None:
    ben, zoe = browser(scheme=scheme), browser(scheme=scheme)
    for who, name in ((ben, "Ben"), (zoe, "Zoë <b>")):
        answer = who.post("/team", code=code, name=name, own="yes")
        assert (answer.status, answer["location"]) == (303, "/my_plan")
        assert who.key == maya.key
        assert all("HttpOnly" in cookie and f"Max-Age={A_YEAR}" in cookie for cookie in answer.cookies)
        prefix = HOST if scheme == "https" else ""
        assert any(cookie.startswith(f"{prefix}{MEMBER_COOKIE}=") for cookie in answer.cookies)
    found = members(store, maya)
    assert sorted(found.values()) == ["Ben", "Maya Thapa", "Zoë <b>"]
    assert [found[member_in(who.cookies)] for who in (maya, ben, zoe)] == ["Maya Thapa", "Ben", "Zoë <b>"]
    assert "Zoë &lt;b&gt;" in browser().post("/team", code=code).body


def test_who_is_in_the_team_already_says_so_on_another_device(
    browser: Make, store: Store, code: str, maya: Browser
) -> None:
    phone = browser()
    phone.post("/team", code=code, member=member_in(maya.cookies))
    assert member_in(phone.cookies) == member_in(maya.cookies)
    assert len(members(store, maya)) == 1
    maya.cookies.pop(MEMBER_COOKIE)
    maya.post("/team", member=member_in(phone.cookies))
    assert member_in(maya.cookies) == member_in(phone.cookies)
    for member in ("m_ffffffff", "x", "m_0000000a; Path=/"):
        assert browser().post("/team", code=code, member=member).cookies == []


def test_a_plan_that_is_here_already_is_named_and_not_replaced_without_a_tick(
    browser: Make, store: Store, code: str, maya: Browser
) -> None:
    ben = browser("Ben")
    mine = ben.key
    for do in ("", "open"):
        shown = ben.post("/team", code=code, name="Ben", do=do)
        assert "The plan of Maya" in shown.body
        assert "The plan of Ben" in shown.body
        assert 'href="/plan-file"' in shown.body
        assert ben.key == mine
        assert len(members(store, maya)) == 1
    ben.post("/team", code=code, name="Ben", do="open", sure="yes")
    assert ben.key == maya.key
    assert store.load(mine).plan.about.name == "Ben"
    assert store.load(maya.key).plan.others == {}


def test_both_plans_put_together_lose_no_text(browser: Make, store: Store, code: str, maya: Browser) -> None:
    ben = browser("Ben")
    ben.post("/team", code=code, name="Ben", do="together")
    plan = store.load(maya.key).plan
    assert ben.key == maya.key
    assert {read(plan, "about.name"), *plan.others["about.name"]} == {"Maya", "Ben"}
    assert sorted(members(store, maya).values()) == ["Ben", "Maya Thapa"]


def test_an_ended_link_lets_nobody_in_and_nobody_out(browser: Make, store: Store, code: str, maya: Browser) -> None:
    ben = browser()
    ben.post("/team", code=code, name="Ben")
    store.end_team_code(maya.key)
    late = browser().post("/team", code=code, name="Late")
    assert (late.status, late.cookies) == (404, [])
    assert "does not open a team any more" in late.body
    store.edit(ben.key, lambda plan: write(plan, "about.school", "Lincoln High"))
    assert store.load(maya.key).plan.about.school == "Lincoln High"
    assert store.new_team_code(maya.key) != code


def test_changing_the_lock_puts_everybody_else_out(browser: Make, store: Store, code: str, maya: Browser) -> None:
    ben = browser()
    ben.post("/team", code=code, name="Ben")
    maya.post("/relock")
    assert maya.key != ben.key
    assert store.team_code(maya.key) is None
    assert browser().post("/team", code=code, name="Late").status == 404
    assert "Ben" in members(store, maya).values()


def test_a_wrong_link_tells_nothing_about_why(browser: Make, store: Store, code: str, maya: Browser) -> None:
    move, _ = store.new_code(maya.key)
    sheet = store.recovery_code(maya.key)
    tried = ["", "x", new_code(), move, sheet, maya.key, recovery_code(new_key()), "é" * 20, "A" * 5000]
    visitor = browser()
    answers = [visitor.post("/team", code=each, name="Eve", do=do) for each in tried for do in ("", "open", "together")]
    assert len({(answer.status, answer.body) for answer in answers}) == 1
    assert all(answer.cookies == [] for answer in answers)
    assert visitor.post("/move", code=code, do="open").status == 404  # and a team's link is no code for a device
    assert store.peek_code(move) == store.peek_code(sheet) == maya.key


def test_guessing_ends_and_right_links_do_not_count(browser: Make, code: str) -> None:
    visitor = browser()
    visitor.app.user_middleware[0].kwargs["running"].codes._most = 3.0
    assert [visitor.post("/team", code=code).status for _ in range(5)] == [200] * 5
    wrong = [visitor.post("/team", code=recovery_code(new_key())) for _ in range(4)]
    assert [answer.status for answer in wrong] == [404, 404, 404, 429]


def test_a_full_team_says_so(browser: Make, store: Store, code: str, maya: Browser) -> None:
    for number in range(MEMBERS_LIMIT - 1):
        assert browser().post("/team", code=code, name=f"Number {number}").status == 303
    full = browser().post("/team", code=code, name="One too many")
    assert (full.status, full.cookies) == (409, [])
    assert len(members(store, maya)) == MEMBERS_LIMIT


def test_finishing_forgets_who_one_is(maya: Browser) -> None:
    maya.post("/finish", do="leave", sure="yes")
    assert member_in(maya.cookies) == ""


def test_keeping_the_plan_keeps_who_one_is(maya: Browser) -> None:
    kept = maya.post("/keep").cookies
    (mine,) = [cookie for cookie in kept if cookie.startswith(f"{MEMBER_COOKIE}={member_in(maya.cookies)};")]
    assert f"Max-Age={A_YEAR}" in mine


def test_telling_who_one_is_leaves_a_key_that_is_kept(maya: Browser) -> None:
    (who,) = maya.post("/team", member=member_in(maya.cookies)).cookies
    assert who.startswith(MEMBER_COOKIE)


def test_deleting_the_plan_of_a_team_names_everyone_who_loses_it(browser: Make, code: str, maya: Browser) -> None:
    assert "the plan of a team" not in maya.get("/delete").body
    browser().post("/team", code=code, name="Ben")
    assert "deleted for all of you: Maya Thapa, Ben." in maya.get("/delete").body


def test_no_address_carries_the_code(browser: Make, code: str, maya: Browser) -> None:
    assert code not in browser().get(f"/team?code={code}").body
    answer = browser().post("/team", code=code, name="Ben")
    assert not any(code in value for name, value in answer.headers if name != "set-cookie")
    assert not any(code in cookie for cookie in answer.cookies)


def test_another_site_cannot_put_someone_into_a_team(browser: Make, store: Store, code: str, maya: Browser) -> None:
    someone = browser()
    own = someone.key
    answer = someone.post("/team", ("origin", "https://evil.example"), code=code, name="Ben", do="open")
    assert answer.status == 403
    assert (someone.key, store.load(own).plan) == (own, Plan())
    assert len(members(store, maya)) == 1
