"""The headers of every answer, and what a school may open."""

from collections.abc import Callable

import pytest

from tests.web.client import Browser
from workshop.keys import COOKIE, HOST, new_key

Make = Callable[..., Browser]
FRAME = "WORKSHOP_FRAME_ANCESTORS"


def policy(page: str) -> dict[str, str]:
    return dict(rule.split(" ", 1) for rule in page.split("; "))


def test_a_small_page_runs_one_script_of_ours_and_is_framed_by_nobody(browser: Make) -> None:
    answer = browser().get("/move")
    rules = policy(answer["content-security-policy"])
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert answer["x-frame-options"] == "DENY"
    assert "<script>" not in answer.body
    assert answer.body.count("<script") == 1
    assert answer["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer["permissions-policy"]
    assert "server" not in dict(answer.headers)


def test_https_is_asked_for_again_only_where_it_was_used(browser: Make) -> None:
    assert "strict-transport-security" in dict(browser(scheme="https").get("/move").headers)
    assert "strict-transport-security" not in dict(browser().get("/move").headers)


def test_a_learning_platform_may_frame_the_workshop_if_the_school_says_so(
    browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FRAME, "https://learn.school.test https://*.other.test")
    answer = browser(scheme="https").get("/move")
    assert (
        policy(answer["content-security-policy"])["frame-ancestors"] == "https://learn.school.test https://*.other.test"
    )
    assert "x-frame-options" not in dict(answer.headers)


@pytest.mark.parametrize(
    ("scheme", "framed", "rules"),
    [
        ("http", "", "SameSite=Lax"),
        ("http", "https://learn.school.test", "SameSite=Lax"),
        ("https", "", "Secure; SameSite=Lax"),
        ("https", "https://learn.school.test", "Secure; SameSite=None; Partitioned"),
    ],
)
def test_the_cookie_reaches_as_far_as_it_must(
    browser: Make, monkeypatch: pytest.MonkeyPatch, scheme: str, framed: str, rules: str
) -> None:
    monkeypatch.setenv(FRAME, framed)
    someone = browser(scheme=scheme)
    someone.cookies.clear()
    (cookie,) = someone.get("/move").cookies
    assert cookie.split("; ", 1)[1] == f"Path=/; HttpOnly; {rules}"
    assert cookie.startswith(HOST) == (scheme == "https")


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        ("https", COOKIE),
        ("http", HOST + COOKIE),
        ("https", f"\x85{HOST}{COOKIE}"),
        ("https", f"\xa0{HOST}{COOKIE}"),
        ("https", f"{HOST}{COOKIE}\x85"),
        ("http", f"\xa0{COOKIE}"),
        ("http", f"{COOKIE}\x1f"),
    ],
)
def test_a_cookie_that_another_host_could_have_set_is_no_key(browser: Make, scheme: str, name: str) -> None:
    someone, forged = browser(scheme=scheme), new_key()
    own = someone.key
    someone.cookies = {name: forged}
    (cookie,) = someone.get("/move").cookies
    assert forged not in cookie
    proper = (HOST if scheme == "https" else "") + COOKIE
    someone.cookies = {proper: own, name: forged}
    assert someone.get("/move").cookies == []
    cookie, _ = someone.post("/keep").cookies
    assert f"{proper}={own};" in cookie
