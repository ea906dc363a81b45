"""The teacher's door: starting a class, opening it with its link, putting it away."""

from collections.abc import Callable

import pytest

from tests.web.client import Browser, server
from workshop.keys import CLASS_COOKIE, key_in, new_key
from workshop.store import Classes, Store, open_classes

Make = Callable[..., Browser]


@pytest.fixture
def classes(database: str) -> Classes:
    """The classes that the doors use."""
    return open_classes(database)


def start(browser: Browser, sheet: str = "fifty") -> str:
    """Start a class; the key in the browser then."""
    answer = browser.post("/class", sheet=sheet)
    assert (answer.status, answer["location"]) == (303, "/classroom")
    key = key_in(browser.cookies, CLASS_COOKIE)
    assert key
    return key


def test_one_click_starts_a_class_with_its_run_sheet(browser: Make, classes: Classes) -> None:
    teacher = browser()
    found = classes.open(start(teacher, "ninety"))
    assert found
    assert (found.board.sheet, found.board.began, len(found.code)) == ("ninety", None, 8)


@pytest.mark.parametrize("sheet", ["", "nothing_of_the_kind", "../x"])
def test_a_run_sheet_that_is_none_is_not_kept(browser: Make, classes: Classes, sheet: str) -> None:
    found = classes.open(start(browser(), sheet))
    assert found
    assert found.board.sheet is None


def test_the_key_of_a_class_lasts_until_the_browser_closes_and_no_script_reads_it(browser: Make) -> None:
    (cookie,) = browser().post("/class").cookies
    assert "HttpOnly" in cookie.split("; ")
    assert "Max-Age" not in cookie


def test_pressing_twice_starts_one_class(browser: Make) -> None:
    teacher = browser()
    key = start(teacher)
    assert teacher.post("/class").cookies == []
    assert key_in(teacher.cookies, CLASS_COOKIE) == key


def test_a_class_that_has_ended_does_not_keep_one_from_starting_another(browser: Make, classes: Classes) -> None:
    teacher = browser()
    key = start(teacher)
    classes.end(key)
    assert start(teacher) != key


def test_the_private_link_opens_the_class_elsewhere(browser: Make) -> None:
    key = start(browser())
    other = browser()
    assert key not in other.get("/class").body
    answer = other.post("/class", link=key)
    assert (answer.status, answer["location"]) == (303, "/classroom")
    assert key_in(other.cookies, CLASS_COOKIE) == key


@pytest.mark.parametrize("link", ["x", "a" * 43])
def test_a_wrong_link_opens_nothing_and_says_so(browser: Make, link: str) -> None:
    answer = browser().post("/class", link=link)
    assert (answer.status, answer.cookies) == (404, [])
    assert "opens no class" in answer.body


def test_the_link_of_a_class_that_has_ended_opens_nothing(browser: Make, classes: Classes) -> None:
    key = start(browser())
    classes.end(key)
    assert browser().post("/class", link=key).status == 404


def test_putting_a_class_away_drops_its_cookie_and_keeps_the_class(browser: Make, classes: Classes) -> None:
    teacher = browser()
    key = start(teacher)
    assert "Put it away" in teacher.get("/class").body
    teacher.post("/class", do="forget")
    assert CLASS_COOKIE not in teacher.cookies
    assert classes.open(key)
    assert "Start a class" in teacher.get("/class").body


def test_finishing_on_a_shared_computer_puts_the_class_away_too(browser: Make, classes: Classes) -> None:
    teacher = browser("Maya")
    key = start(teacher)
    teacher.post("/finish", do="leave")
    assert CLASS_COOKIE not in teacher.cookies
    assert classes.open(key)


def test_looking_at_the_door_starts_no_class(browser: Make) -> None:
    teacher = browser()
    assert teacher.get(f"/class?sheet=fifty&do=forget&link={new_key()}").cookies == []


@pytest.mark.parametrize("headers", [("origin", "https://elsewhere.test"), ("origin", "null")])
def test_another_site_starts_no_class(browser: Make, headers: tuple[str, str]) -> None:
    answer = browser().post("/class", headers)
    assert (answer.status, answer.cookies) == (403, [])


def test_a_form_on_a_page_that_hides_where_it_comes_from_starts_a_class(browser: Make) -> None:
    assert browser().post("/class", ("origin", "null"), ("sec-fetch-site", "same-origin")).status == 303


@pytest.fixture
def strict(store: Store, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Someone at a server that allows two of everything an hour."""
    for setting in ("WORKSHOP_NEW_CLASSES_PER_HOUR", "WORKSHOP_CODES_PER_HOUR"):
        monkeypatch.setenv(setting, "2")
    return Browser(server())


def test_one_address_starts_only_so_many_classes_an_hour(strict: Browser) -> None:
    found = []
    for _ in range(3):
        strict.cookies.pop(CLASS_COOKIE, None)
        found.append(strict.post("/class").status)
    assert found == [303, 303, 429]


def test_guessing_links_ends_like_guessing_codes(strict: Browser) -> None:
    key = start(strict)
    assert [strict.post("/class", link=link).status for link in (new_key(), key, new_key(), key)] == [
        404,
        303,
        404,
        429,
    ]
