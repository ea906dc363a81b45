"""Finishing on a computer that others use too: the ways back, and whose device it is."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import update

from tests.unit.web.client import Browser
from workshop.classroom.board import Board, Report
from workshop.content import fill
from workshop.device import whose
from workshop.exports.outline import full_day
from workshop.keys import SHARED_COOKIE, new_code, new_key, read_code, recovery_code
from workshop.plan.file import load as load_plan
from workshop.plan.model import Plan
from workshop.services import content
from workshop.store import Class, Store, open_classes, tables
from workshop.store.rows import today
from workshop.web.cookies import A_YEAR

Make = Callable[..., Browser]
WIPED = '"cache", "storage"'


@pytest.mark.parametrize(("way", "leads_to"), [("leave", "/finished"), ("mailed", "/finished?by=mail")])
def test_finishing_forgets_every_key_and_keeps_the_plan(browser: Make, store: Store, way: str, leads_to: str) -> None:
    someone = browser("Maya")
    key = someone.key
    someone.cookies[SHARED_COOKIE] = new_key()
    answer = someone.post("/finish", do=way, sure="yes")
    assert (answer.status, answer["location"], answer["clear-site-data"]) == (303, leads_to, WIPED)
    assert someone.key != key
    assert SHARED_COOKIE not in someone.cookies
    assert store.load(key).plan.about.name == "Maya"
    assert "Maya" not in someone.get(leads_to).body


@pytest.mark.parametrize(("door", "way"), [("/finish", "leave"), ("/finish?by=mail", "mailed"), ("/finish", "")])
def test_without_the_tick_that_there_is_a_way_back_nothing_is_forgotten(browser: Make, door: str, way: str) -> None:
    someone = browser("Maya")
    someone.post("/finish", do="mail")
    before = dict(someone.cookies)
    answer = someone.post(door, do=way)
    assert (answer.status, answer.cookies, someone.cookies) == (200, [], before)
    assert (content().doors.finish.need_tick in answer.body) is bool(way)


CLOSING = re.compile(r"<form.*?</form>", re.S)


@pytest.mark.parametrize("door", ["/finish", "/finish?by=mail", "/delete"])
def test_what_closes_or_deletes_is_never_the_main_button_and_what_saves_is(browser: Make, door: str) -> None:
    someone = browser("Maya")
    someone.post("/finish", do="mail")
    body = someone.get(door).body
    closing = [form for form in CLOSING.findall(body) if 'name="sure"' in form]
    assert closing
    assert all('class="quiet"' in form for form in closing)
    assert 'class="button main"' in body or 'value="download">' in body


def test_in_a_frame_too_the_file_comes_before_the_button_that_closes(browser: Make) -> None:
    answer = browser("Maya").post("/finish", ("sec-fetch-dest", "iframe"), do="download")
    assert re.search(r'<a href="/plan-file" class="button main"', answer.body)
    assert 'value="leave" class="quiet"' in answer.body


def test_on_ones_own_device_the_page_says_that_all_stays_and_until_when(browser: Make) -> None:
    someone, words = browser("Maya"), content().doors
    someone.post("/keep")
    body = someone.get("/finish").body
    until = full_day(content(), datetime.now(UTC).date() + timedelta(days=365))
    assert words.finish.own_text in body
    assert fill(words.kept.own, {"day": until}) in body
    assert "<button" not in body
    assert re.findall(r'href="([^"]+)" class="button main"', body) == ["/my_plan"]
    assert words.finish.download in someone.get("/finish?ways").body
    answer = someone.post("/device?from=finish")
    assert answer["location"] == "/finish"
    assert words.finish.download in someone.get("/finish").body


@pytest.mark.parametrize(("said", "asked"), [("", True), ("no", False)])
def test_finishing_asks_whose_device_it_is_only_where_nobody_has_said(browser: Make, said: str, asked: bool) -> None:
    someone = browser("Maya")
    someone.post("/team", name="Maya", own=said)
    body = someone.get("/finish").body
    assert (content().doors.device.question in body) is asked
    assert ('href="/keep?from=finish"' in body) is asked
    assert someone.post("/keep?from=finish")["location"] == "/finish"


@pytest.fixture
def lesson(database: str) -> Class:
    """A class that students can join."""
    classes = open_classes(database)
    found = classes.open(classes.begin(Board()))
    assert found
    return found


def in_class(browser: Make, lesson: Class, own: str = "") -> Browser:
    """Someone in a class who has written nothing."""
    someone = browser()
    assert someone.post("/join", code=lesson.code, nickname="Otter", own=own).status == 303
    return someone


def test_who_has_written_nothing_is_told_that_finishing_costs_the_place_in_the_class(
    browser: Make, lesson: Class, store: Store
) -> None:
    someone, words = in_class(browser, lesson), content().doors.finish
    key, body = someone.key, someone.get("/finish").body
    assert fill(words.place, {"nickname": "Otter"}) in body
    assert words.place_text in body
    assert words.nothing not in body
    assert words.download not in body
    assert store.revision(key) == 0  # a look saves nothing
    assert words.need_tick in someone.post("/finish", do="leave").body
    assert someone.key == key
    assert someone.post("/finish", do="leave", sure="yes")["location"] == "/finished"
    assert someone.key != key


@pytest.mark.parametrize("way", ["mail", "phone"])
def test_a_place_in_a_class_is_taken_along_without_a_written_word(
    browser: Make, lesson: Class, store: Store, database: str, way: str
) -> None:
    someone, other, classes = in_class(browser, lesson), browser(), open_classes(database)
    key, answer = someone.key, someone.post("/finish", do=way)
    code = code_on(answer.body) if way == "phone" else recovery_code(key)
    if way == "mail":
        assert "mailto:" in someone.get(answer["location"]).body
    other.post("/move", code=code, do="open")
    assert other.key == key
    mine = classes.mine(other.key)
    assert mine
    assert mine.nickname == "Otter"
    assert len(classes.members(lesson)) == 1
    assert store.load(key).plan == Plan()
    assert content().doors.finish.place_text in someone.get("/finish").body


def test_a_place_in_a_class_stays_on_ones_own_device(browser: Make, lesson: Class) -> None:
    assert content().doors.finish.own_text in in_class(browser, lesson, own="yes").get("/finish").body


def test_the_plan_file_and_the_order_to_forget_come_in_one_answer(browser: Make, store: Store) -> None:
    someone = browser("Maya")
    key = someone.key
    answer = someone.post("/finish", do="download", mark="1700000000000")
    assert load_plan(answer.body).about.name == "Maya"
    assert answer["content-disposition"].startswith("attachment")
    assert answer["clear-site-data"] == WIPED
    assert someone.cookies["finished"] == "1700000000000"
    assert someone.key != key
    assert store.load(key).plan.about.name == "Maya"
    assert content().doors.finish.nothing in someone.get("/finish").body


@pytest.mark.parametrize("mark", ["", "x; Path=/", "1\r\nSet-Cookie: a=b", "9" * 30, "١٢٣"])
def test_what_a_page_sends_along_with_a_download_sets_no_other_cookie(browser: Make, mark: str) -> None:
    answer = browser("Maya").post("/finish", do="download", mark=mark)
    assert not [cookie for cookie in answer.cookies if cookie.startswith("finished")]
    assert answer["content-disposition"]


def test_the_mail_holds_a_code_that_opens_the_plan_and_says_where_and_until_when(
    browser: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_ADDRESS", "https://careers.school.test")
    someone = browser("Maya")
    someone.post("/finish", do="mail")
    answer = someone.get("/finish?by=mail")
    (address,) = re.findall(r'href="(mailto:[^"]+)"', answer.body)
    subject, body = re.fullmatch(r"mailto:\?subject=(.+)&amp;body=(.+)", address).groups()  # type: ignore[union-attr]
    letter = unquote(body)
    assert unquote(subject) == content().doors.finish.letter_subject
    assert "https://careers.school.test/move" in letter
    assert re.search(r"until \w+, \w+ \d+, 20\d\d", letter)
    code = next(found for line in letter.split("\r\n") if (found := read_code(line)))
    assert store.peek_code(code) == someone.key
    assert "{" not in letter


@pytest.mark.parametrize("address", ["/finish", "/finish?by=mail"])
def test_no_code_is_made_or_shown_before_it_is_asked_for(browser: Make, store: Store, address: str) -> None:
    someone = browser("Maya")
    body = someone.get(address).body
    assert "mailto:" not in body
    assert "<svg" not in body
    assert store.peek_code(recovery_code(someone.key)) is None


def test_the_page_with_the_mail_has_an_address_to_come_back_to_and_forgets_nothing(browser: Make) -> None:
    someone = browser("Maya")
    key = someone.key
    answer = someone.post("/finish", do="mail")
    assert (answer.status, answer["location"], answer.cookies) == (303, "/finish?by=mail", [])
    once, again = someone.get("/finish?by=mail"), someone.get("/finish?by=mail")
    assert "mailto:" in once.body
    assert once.body == again.body
    assert someone.key == key
    someone.post("/finish?by=mail", do="mailed", sure="yes")
    assert someone.key != key
    late = someone.get("/finish?by=mail").body
    assert content().doors.finish.nothing in late
    assert "mailto:" not in late


def test_the_code_for_the_phone_works_once_and_says_so_plainly(browser: Make, store: Store) -> None:
    maya, phone, late = browser("Maya"), browser(), browser()
    body = maya.post("/finish", do="phone").body
    assert re.search(r'<svg [^>]*viewBox="0 0 \d+ \d+"', body)  # else a part of it is cut off
    found = read_code(re.findall(r'class="code">([^<]+)<', body)[0])
    assert found
    assert store.peek_code(found) == maya.key
    phone.post("/move", code=found, do="open")
    assert phone.key == maya.key
    refused = late.post("/move", code=found)
    assert refused.status == 404
    assert content().doors.move.wrong in refused.body.replace("&#x27;", "'")


def code_on(body: str) -> str:
    """The code that a page shows."""
    found = read_code(re.findall(r'class="code">([^<]+)<', body)[0])
    assert found
    return found


def test_a_plan_is_not_forgotten_for_a_code_that_no_phone_has_used(browser: Make, store: Store) -> None:
    maya, phone = browser("Maya"), browser()
    key, code = maya.key, code_on(maya.post("/finish", do="phone").body)
    for _ in range(2):
        answer = maya.post("/finish", do="phoned", code=code)
        assert content().doors.finish.phone_waits in answer.body
        assert 'href="/finish?ways"' in answer.body
        assert (maya.key, code_on(answer.body)) == (key, code)
    phone.post("/move", code=code, do="open")
    assert maya.post("/finish", do="phoned", code=code)["location"] == "/finished"
    assert maya.key != key == phone.key


def outdated(store: Store, kind: str, by: timedelta) -> None:
    """Let all codes of a kind have been too old for a while."""
    with store._engine.begin() as connection:
        past = datetime.now(UTC) - by
        connection.execute(update(tables.keys).where(tables.keys.c.kind == kind).values(until=past))


@pytest.mark.parametrize(
    ("age", "cleaned"),
    [(timedelta(seconds=1), False), (timedelta(seconds=1), True), (timedelta(days=1, seconds=1), True)],
)
def test_a_code_that_got_too_old_is_exchanged_for_a_new_one_and_nothing_is_forgotten(
    browser: Make, store: Store, age: timedelta, cleaned: bool
) -> None:
    maya = browser("Maya")
    key, code = maya.key, code_on(maya.post("/finish", do="phone").body)
    outdated(store, "move", age)
    if cleaned:
        store.delete_unused(today(), 365)
    new = code_on(maya.post("/finish", do="phoned", code=code).body)
    assert new != code
    assert maya.key == key == store.peek_code(new)


def test_a_code_that_was_used_so_long_ago_that_nothing_is_known_of_it_is_exchanged_too(
    browser: Make, store: Store
) -> None:
    maya, phone = browser("Maya"), browser()
    key, code = maya.key, code_on(maya.post("/finish", do="phone").body)
    phone.post("/move", code=code, do="open")
    outdated(store, "used", timedelta(days=1, seconds=1))
    store.delete_unused(today(), 365)
    assert code_on(maya.post("/finish", do="phoned", code=code).body) != code
    assert maya.key == key


@pytest.mark.parametrize("sent", ["none", "unknown", "another", "recovery"])
def test_only_the_use_of_the_code_that_was_shown_closes_the_plan(browser: Make, store: Store, sent: str) -> None:
    maya, teo, phone = browser("Maya"), browser("Teo"), browser()
    key, code = maya.key, code_on(maya.post("/finish", do="phone").body)
    other, _ = store.new_code(teo.key)
    phone.post("/move", code=other, do="open")
    codes = {"none": "", "unknown": new_code(), "another": other, "recovery": store.recovery_code(key)}
    assert content().doors.finish.phone_waits in maya.post("/finish", do="phoned", code=codes[sent]).body
    assert maya.key == key
    late = code_on(maya.post("/finish", do="phone").body)
    browser().post("/move", code=late, do="open")
    assert content().doors.finish.phone_waits in maya.post("/finish", do="phoned", code=code).body
    assert maya.post("/finish", do="phoned", code=late)["location"] == "/finished"


def test_inside_a_frame_nothing_is_forgotten_before_the_file_is_there(browser: Make) -> None:
    someone = browser("Maya")
    key = someone.key
    answer = someone.post("/finish", ("sec-fetch-dest", "iframe"), do="download", mark="1700000000000")
    assert answer.cookies == []
    assert "clear-site-data" not in dict(answer.headers)
    assert 'href="/plan-file"' in answer.body
    assert 'value="leave"' in answer.body
    assert someone.key == key


def test_who_is_in_a_class_is_told_that_the_file_does_not_know_it(browser: Make, database: str) -> None:
    classes, maya, words = open_classes(database), browser("Maya"), content().doors.finish
    assert words.download_in_class not in maya.get("/finish").body
    found = classes.open(classes.begin(Board()))
    assert found
    classes.join(found.code, maya.key, Report(nickname="Maya"))
    assert words.download_in_class in maya.get("/finish").body


def test_where_nothing_was_saved_there_is_one_way_only(browser: Make) -> None:
    someone = browser()
    body = someone.get("/finish").body
    assert content().doors.finish.nothing in body
    assert "download" not in body
    for way in ("download", "mail", "phone"):
        assert someone.post("/finish", do=way).status == 303


def test_the_page_tells_whose_plan_it_is_as_text(browser: Make) -> None:
    assert "The plan of &lt;b&gt;Maya&lt;/b&gt;, with" in browser("<b>Maya</b>").get("/finish").body


def test_a_shared_computer_is_remembered_until_the_browser_closes(browser: Make) -> None:
    someone = browser("Maya")
    someone.post("/keep")
    key_cookie, told = someone.post("/device").cookies
    assert whose(someone.cookies) == "shared"
    assert all("Max-Age" not in cookie for cookie in (key_cookie, told))
    assert someone.key in key_cookie
    someone.post("/finish", do="leave", sure="yes")
    assert whose(someone.cookies) == "shared"


def test_ones_own_device_is_remembered_until_one_finishes(browser: Make) -> None:
    someone = browser("Maya", scheme="https")
    someone.post("/keep")
    assert whose(someone.cookies) == "own"
    assert "__Host-device" in someone.cookies
    someone.post("/finish", do="leave", sure="yes")
    assert whose(someone.cookies) is None


@pytest.mark.parametrize(
    ("answer", "said", "lasts"), [("yes", "own", True), ("no", "shared", False), ("", None, False)]
)
def test_who_opens_a_plan_with_a_code_may_say_whose_device_it_is(
    browser: Make, store: Store, answer: str, said: str | None, lasts: bool
) -> None:
    maya, here = browser("Maya"), browser()
    code, _ = store.new_code(maya.key)
    assert content().doors.device.shared in here.post("/move", code=code).body
    cookie = here.post("/move", code=code, do="open", own=answer).cookies[0]
    assert (f"Max-Age={A_YEAR}" in cookie) is lasts
    assert whose(here.cookies) == said


@pytest.mark.parametrize("value", ["", "mine", "own", "own.", "own.2026-13-45", "own.2027-01-01 ", "<script>"])
def test_a_device_cookie_of_another_value_says_nothing(value: str) -> None:
    assert whose({"device": value}) is None
