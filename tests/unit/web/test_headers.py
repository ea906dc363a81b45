"""The headers of every answer, and what a school may open."""

import hashlib
import re
from collections.abc import Callable, Iterator

import pytest
from starlette.routing import Route

from tests.unit.web.client import Browser
from tests.unit.web.live import Live
from workshop.keys import COOKIE, HOST, new_key
from workshop.paths import ROOT
from workshop.web import routes
from workshop.web.page import refused

Make = Callable[..., Browser]
FRAME = "WORKSHOP_FRAME_ANCESTORS"
STATIC = ROOT / "workshop" / "ui" / "static"


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


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A running workshop, Streamlit's own routes included."""
    running = Live(tmp_path_factory.mktemp("kept"))
    yield running
    running.end()


VERSIONED = sorted(f"/app/static/{file.name}" for file in STATIC.glob("*.woff2"))
OF_STREAMLIT = [
    "/",
    "/research",
    "/favicon.png",
    "/manifest.json",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent",
    "/app/static/mark.svg",
    "/app/static/nothing.12345678.woff2",
    "/static/js/nothing.12345678.js",
    "/media/0123456789abcdef.pdf",
    "/component/nothing/index.js",
    "/nothing",
]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", [*(route.path for route in routes if isinstance(route, Route)), *OF_STREAMLIT])
@pytest.mark.parametrize("cookie", ["", f"{COOKIE}={new_key()}"], ids=["no key", "a key"])
def test_no_browser_keeps_an_answer(live: Live, path: str, method: str, cookie: str) -> None:
    status, headers, _ = live.ask(method, path, cookie)
    assert headers.get_all("Cache-Control") == ["no-store"], status


def test_a_browser_keeps_files_with_a_version_in_their_names(live: Live) -> None:
    _, _, page = live.ask("GET", "/")
    bundles = re.findall(r'(?:src|href)="\.?(/static/[^"]+\.(?:js|css|woff2))"', page)
    assert bundles
    assert VERSIONED
    for path in (*bundles, *VERSIONED):
        status, headers, _ = live.ask("GET", path)
        assert (status, headers["Cache-Control"]) == (200, "public, immutable, max-age=31536000"), path


@pytest.mark.parametrize("path", VERSIONED)
def test_a_font_has_a_hash_of_what_it_holds_in_its_name(path: str) -> None:
    file = STATIC / path.rsplit("/", 1)[1]
    assert file.name.split(".")[1] == hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def test_what_a_page_says_when_the_server_failed_is_not_kept_either() -> None:
    # It is sent from outside the middleware that adds the headers of all others.
    assert refused(500).headers["cache-control"] == "no-store"


def fetches() -> Iterator[str]:
    """Each call of fetch in our scripts, up to the end of its statement."""
    for file in (*ROOT.glob("workshop/**/*.js"), *ROOT.glob("workshop/**/*.py")):
        yield from re.findall(r"\bfetch\([^;]*;", file.read_text(encoding="utf-8"))


def test_every_fetch_of_ours_asks_the_server_anew() -> None:
    assert [*fetches()]
    assert [call for call in fetches() if 'cache: "no-store"' not in call] == []
