"""The teacher's door: starting a class, opening it with its link, closing it on a computer."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from tests.unit.web.client import Answer, Browser, server
from workshop.content import fill
from workshop.device import COOKIE as DEVICE_COOKIE
from workshop.exports.outline import full_day
from workshop.keys import CLASS_COOKIE, COOKIE, key_in, new_key
from workshop.services import content
from workshop.store import CLASS_DAYS, Classes, Store, open_classes
from workshop.web.cookies import A_YEAR

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


def rules_of(answer: Answer, name: str) -> list[str]:
    """The rules of the cookie of a name that an answer sets."""
    (cookie,) = (each for each in answer.cookies if each.startswith(f"{name}="))
    return cookie.split("; ")


@pytest.mark.parametrize(("said", "lasts"), [("yes", True), ("no", False)])
@pytest.mark.parametrize("by_link", [False, True])
def test_who_starts_or_opens_a_class_may_say_whose_computer_it_is(
    browser: Make, by_link: bool, said: str, lasts: bool
) -> None:
    link = {"link": start(browser())} if by_link else {}
    teacher = browser()
    assert content().doors.device.question in teacher.get("/class").body
    answer = teacher.post("/class", own=said, **link)
    assert answer.status == 303
    for name in (COOKIE, CLASS_COOKIE, DEVICE_COOKIE):
        assert (f"Max-Age={A_YEAR}" in rules_of(answer, name)) is lasts


def test_on_ones_own_computer_a_class_stays_though_the_button_asks_nothing(browser: Make) -> None:
    teacher = browser()
    teacher.post("/keep")
    assert f"Max-Age={A_YEAR}" in rules_of(teacher.post("/class", sheet="fifty"), CLASS_COOKIE)


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


def test_opening_another_class_takes_nobody_away_from_the_class_that_runs_here(browser: Make, classes: Classes) -> None:
    other, teacher = start(browser()), browser()
    key = start(teacher)
    classes.write_board(key, lambda board: board.model_copy(update={"name": "Room 12"}))
    assert teacher.post("/class", link=key).status == 303
    asked = teacher.post("/class", link=other, own="yes")
    assert (asked.status, asked.cookies) == (200, [])
    assert f"/class#{key}" in asked.body
    assert "Room 12" in asked.body
    answer = teacher.post("/class", link=other, own="yes", do="instead", sure="yes")
    assert f"Max-Age={A_YEAR}" in rules_of(answer, CLASS_COOKIE)
    assert key_in(teacher.cookies, CLASS_COOKIE) == other


@pytest.mark.parametrize("link", ["x", "a" * 43])
def test_a_wrong_link_opens_nothing_and_says_so(browser: Make, link: str) -> None:
    answer = browser().post("/class", link=link)
    assert (answer.status, answer.cookies) == (404, [])
    assert "opens no class" in answer.body


def test_the_link_of_a_class_that_has_ended_opens_nothing(browser: Make, classes: Classes) -> None:
    key = start(browser())
    classes.end(key)
    assert browser().post("/class", link=key).status == 404


def test_a_class_closed_on_a_computer_goes_on_and_its_link_opens_it_again(browser: Make, classes: Classes) -> None:
    teacher = browser()
    key = start(teacher)
    assert content().teach.link.close in teacher.get("/class").body
    teacher.post("/class", do="close", sure="yes")
    assert CLASS_COOKIE not in teacher.cookies
    assert classes.open(key)
    assert "Start a class" in teacher.get("/class").body
    teacher.post("/class", link=key)
    assert key_in(teacher.cookies, CLASS_COOKIE) == key


@pytest.mark.parametrize("door", ["/class", "/finish"])
def test_a_class_is_not_closed_before_it_is_ticked_that_its_link_was_taken_along(browser: Make, door: str) -> None:
    teacher, words = browser(), content().teach.link
    start(teacher)
    before = dict(teacher.cookies)
    assert words.need_tick not in teacher.get(door).body
    answer = teacher.post(door, do="close")
    assert (answer.status, answer.cookies, teacher.cookies) == (200, [], before)
    assert words.need_tick in answer.body
    assert words.have in answer.body
    assert 'value="close" class="quiet"' in answer.body


def test_no_other_class_is_opened_before_it_is_ticked_that_the_link_of_this_one_was_taken_along(browser: Make) -> None:
    other, teacher = start(browser()), browser()
    key = start(teacher)
    answer = teacher.post("/class", link=other, do="instead")
    assert (answer.status, answer.cookies) == (200, [])
    assert content().teach.link.need_tick in answer.body
    assert key_in(teacher.cookies, CLASS_COOKIE) == key


def test_a_teacher_on_their_own_device_is_told_that_the_class_stays_and_not_to_close_it(browser: Make) -> None:
    teacher, words = browser(), content().teach
    teacher.post("/class", own="yes")
    body = teacher.get("/finish").body
    day = full_day(content(), datetime.now(UTC).date() + timedelta(days=CLASS_DAYS))
    assert fill(words.cockpit.kept.own, {"day": day}) in body
    assert "<button" not in body
    assert re.findall(r'href="([^"]+)" class="button main"', body) == ["/classroom"]
    assert words.link.close in teacher.get("/finish?ways").body


def test_finishing_asks_a_teacher_too_whose_device_it_is(browser: Make) -> None:
    teacher = browser()
    start(teacher)
    assert 'href="/keep?from=finish"' in teacher.get("/finish").body
    teacher.post("/device")
    assert 'href="/keep?from=finish"' not in teacher.get("/finish").body


def test_who_has_closed_a_class_and_goes_on_with_a_plan_is_told_where_its_link_is(browser: Make) -> None:
    teacher = browser("Maya")
    start(teacher)
    told = teacher.get(teacher.post("/finish", do="close", sure="yes")["location"]).body
    assert content().teach.link.closed in told
    assert "The plan of Maya" in told


WAYS = ("", "leave", "download", "mail", "mailed", "phone", "phoned")


@pytest.mark.parametrize("plan", ["", "Maya"])
@pytest.mark.parametrize("way", [None, *WAYS])
def test_finishing_says_which_class_runs_here_and_forgets_nothing_before_its_own_button(
    browser: Make, classes: Classes, plan: str, way: str | None
) -> None:
    teacher = browser(plan)
    key = start(teacher)
    classes.write_board(key, lambda board: board.model_copy(update={"name": "Room <12>"}))
    before = dict(teacher.cookies)
    answer = teacher.get("/finish") if way is None else teacher.post("/finish", do=way)
    assert (answer.status, answer.cookies, teacher.cookies) == (200, [], before)
    assert "Room &lt;12&gt;" in answer.body
    assert content().doors.finish.nothing not in answer.body
    assert content().teach.link.close in answer.body


@pytest.mark.parametrize("page", ["/finish", "/class"])
def test_the_link_of_a_class_can_be_copied_mailed_and_printed_before_it_is_closed(
    browser: Make, classes: Classes, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_ADDRESS", "https://careers.school.test")
    teacher = browser()
    key = start(teacher)
    body, found = teacher.get(page).body, classes.open(key)
    assert found
    link, code = f"https://careers.school.test/class#{key}", f"{found.code[:4]} {found.code[4:]}"
    (copied,) = re.findall(r'data-copy="(\w+)"', body)
    assert f'id="{copied}">{link}<' in body
    (mail,) = re.findall(r'href="mailto:([^"]+)"', body)
    (printed,) = re.findall(r'<section class="printed">.*?</section>', body, re.S)
    for text in (unquote(mail), printed):
        assert link in text
        assert code in text
        assert content().teach.cockpit.title in text
    assert "<svg" in printed
    assert "data-print" in body
    assert "{" not in unquote(mail) + printed


def test_a_browser_with_a_class_and_a_plan_closes_the_class_and_then_takes_the_plan_along(
    browser: Make, classes: Classes
) -> None:
    teacher = browser("Maya")
    key, plan = start(teacher), teacher.key
    answer = teacher.post("/finish", do="close", sure="yes")
    assert (answer["location"], CLASS_COOKIE in teacher.cookies, teacher.key) == ("/finish?by=class", False, plan)
    assert "The plan of Maya" in teacher.get("/finish").body
    assert teacher.post("/finish", do="close", sure="yes").status == 303  # pressed twice
    assert teacher.key == plan
    assert teacher.post("/finish", do="leave", sure="yes")["location"] == "/finished"
    assert teacher.key != plan
    assert classes.open(key)


def test_a_browser_with_nothing_but_a_class_has_finished_once_that_is_closed(browser: Make) -> None:
    teacher = browser()
    key, plan = start(teacher), teacher.key
    answer = teacher.post("/finish", do="close", sure="yes")
    assert answer["clear-site-data"]
    assert CLASS_COOKIE not in teacher.cookies
    assert teacher.key != plan
    body = teacher.get(answer["location"]).body
    assert content().teach.link.closed in body
    assert content().doors.finish.done_text not in body
    teacher.post("/class", link=key)
    assert key_in(teacher.cookies, CLASS_COOKIE) == key


def test_a_class_that_was_deleted_does_not_stand_in_the_way_of_finishing(browser: Make, classes: Classes) -> None:
    teacher = browser("Maya")
    classes.end(start(teacher))
    assert "The plan of Maya" in teacher.get("/finish").body
    teacher.post("/finish", do="leave", sure="yes")
    assert CLASS_COOKIE not in teacher.cookies


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
