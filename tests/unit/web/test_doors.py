"""Keep, finish, begin anew, delete, change the lock, the plan file, privacy."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.web.client import COOKIES, Browser
from workshop import device, keys
from workshop.classroom.board import Board
from workshop.device import whose
from workshop.keys import CLASS_COOKIE, COOKIE, MEMBER_COOKIE, NEXT_COOKIE, SHARED_COOKIE, key_in, new_key
from workshop.plan.file import load as load_plan
from workshop.services import content
from workshop.store import PlanGoneError, Store, StoreError, open_classes
from workshop.web.cookies import A_YEAR

Make = Callable[..., Browser]
DOORS = (
    "/keep",
    "/device",
    "/finish",
    "/finished",
    "/begin",
    "/delete",
    "/relock",
    "/move",
    "/shared",
    "/privacy",
    "/plan-file",
)


@pytest.mark.parametrize("door", DOORS)
def test_looking_at_a_door_changes_no_key(browser: Make, door: str) -> None:
    someone = browser("Maya")
    before = dict(someone.cookies)
    assert someone.get(f"{door}?plan_key={new_key()}&code=ABCDEFGHJK&sure=yes&do=open").cookies == []
    assert someone.cookies == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "headers",
    [
        [("origin", "https://elsewhere.test")],
        [("origin", "null")],
        [("origin", "")],
        [("origin", "http://[")],
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
        [("sec-fetch-site", "none")],
        [("sec-fetch-site", "same-origin"), ("origin", "https://elsewhere.test")],
    ],
)
def test_another_site_opens_no_door(browser: Make, store: Store, door: str, headers: list[tuple[str, str]]) -> None:
    someone = browser("Maya")
    answer = someone.post(door, *headers, sure="yes", do="open")
    assert (answer.status, answer.cookies) == (403, [])
    assert store.load(someone.key).plan.about.name == "Maya"


def test_a_page_of_the_workshop_is_known_by_its_public_address_too(
    browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_ADDRESS", "https://careers.school.test/")
    assert browser("Maya").post("/keep", ("origin", "https://careers.school.test")).status == 303


def test_ones_own_device_keeps_the_key_for_a_year(browser: Make) -> None:
    someone = browser("Maya")
    cookie, told = someone.post("/keep").cookies
    assert someone.key in cookie
    assert f"Max-Age={A_YEAR}" in cookie.split("; ")
    until = datetime.now(UTC).date() + timedelta(days=365)
    assert told.startswith(f"device=own.{until}; ")
    assert f"Max-Age={A_YEAR}" in told.split("; ")


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [("/keep", "/my_plan"), ("/keep?from=research", "/research"), ("/keep?from=classroom", "/classroom")],
)
def test_who_says_whose_device_it_is_comes_back_to_where_they_were(browser: Make, asked: str, leads_to: str) -> None:
    someone = browser("Maya")
    assert f'href="{leads_to}"' in someone.get(asked).body
    assert someone.post(asked)["location"] == leads_to


@pytest.mark.parametrize("place", ["//elsewhere.test", "https://elsewhere.test", "nowhere", "/research"])
def test_a_page_to_come_back_to_is_one_of_ours(browser: Make, place: str) -> None:
    assert browser("Maya").post(f"/keep?from={place}")["location"] == "/my_plan"


@pytest.mark.parametrize(("door", "lasts"), [("/keep", True), ("/device", False)])
def test_all_keys_of_a_browser_last_as_long_as_its_visitor_says(browser: Make, door: str, lasts: bool) -> None:
    someone = browser("Maya")
    someone.post("/team", name="Maya", own="no" if lasts else "yes")
    someone.post("/class")
    held = {name: someone.cookies[name] for name in (COOKIE, MEMBER_COOKIE, CLASS_COOKIE)}
    cookies = dict(cookie.split("; ", 1) for cookie in someone.post(door).cookies)
    assert {f"{name}={key}" for name, key in held.items()} <= set(cookies)
    assert len(cookies) == 4
    assert {f"Max-Age={A_YEAR}" in rules.split("; ") for rules in cookies.values()} == {lasts}


FORGET = {
    "/delete": {"sure": "yes"},
    "/begin": {},
    "/finish": {"do": "leave", "sure": "yes"},
    "/finish?by=mail": {"do": "mailed", "sure": "yes"},
}


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("class_is_there", [True, False])
@pytest.mark.parametrize("door", FORGET)
def test_who_forgets_that_it_is_their_own_device_holds_no_key_for_a_year(
    browser: Make, store: Store, database: str, scheme: str, class_is_there: bool, door: str
) -> None:
    someone = browser("Maya", scheme=scheme)
    someone.post("/class", own="yes")
    key = key_in(someone.cookies, CLASS_COOKIE)
    assert key
    assert whose(someone.cookies) == "own"
    if door == "/begin":
        store.delete(someone.key)
    if not class_is_there:
        open_classes(database).end(key)
    finishes_the_class = door.startswith("/finish") and class_is_there
    answer = someone.post(door, **({"do": "close", "sure": "yes"} if finishes_the_class else FORGET[door]))
    assert answer.status == 303
    if finishes_the_class:  # the plan is asked for next, and stays as it was until then
        assert key_in(someone.cookies, CLASS_COOKIE) is None
        answer = someone.post(door, **FORGET[door])
    assert whose(someone.cookies) is None
    names = [cookie.split("=")[0] for cookie in answer.cookies]
    assert len(names) == len(set(names))
    assert not [cookie for cookie in answer.cookies if f"Max-Age={A_YEAR}" in cookie]
    set_anew = [cookie for cookie in answer.cookies if f"{CLASS_COOKIE}={key}" in cookie]
    assert len(set_anew) == (not door.startswith("/finish"))
    assert (key_in(someone.cookies, CLASS_COOKIE) == key) is not door.startswith("/finish")


def test_on_a_shared_device_or_without_an_answer_no_key_is_set_again(browser: Make) -> None:
    for own in ("no", ""):
        someone = browser("Maya")
        someone.post("/class", own=own)
        before = whose(someone.cookies)
        answer = someone.post("/delete", sure="yes")
        assert not [cookie for cookie in answer.cookies if cookie.startswith(f"{CLASS_COOKIE}=")]
        assert whose(someone.cookies) == before


def test_whose_device_it_is_is_not_asked_again_of_who_said_so(browser: Make) -> None:
    someone, words = browser("Maya"), content().doors
    assert all(text in someone.get("/device").body for text in (words.keep_link, words.device.shared_yes))
    someone.post("/keep")
    body = someone.get("/device").body
    assert (words.keep_link in body, words.device.shared_yes in body) == (False, True)
    someone.post("/device")
    body = someone.get("/device").body
    assert (words.keep_link in body, words.device.shared_yes in body) == (True, False)


def test_finishing_leaves_no_key_of_any_plan(browser: Make, store: Store) -> None:
    someone = browser("Maya")
    key = someone.key
    someone.cookies[SHARED_COOKIE] = new_key()
    answer = someone.post("/finish", do="leave", sure="yes")
    assert answer["clear-site-data"] == '"cache", "storage"'
    assert someone.key != key
    assert SHARED_COOKIE not in someone.cookies
    assert store.load(key).plan.about.name == "Maya"


def test_deleting_names_the_plan_and_needs_a_tick(browser: Make, store: Store) -> None:
    someone = browser("Maya <b>")
    key = someone.key
    assert "The plan of Maya &lt;b&gt;, with 0 people" in someone.get("/delete").body
    assert "Tick the box first" in someone.post("/delete").body
    assert store.load(key).plan.about.name == "Maya <b>"
    assert someone.post("/delete", sure="yes").status == 303
    assert someone.key != key
    with pytest.raises(PlanGoneError):
        store.load(key)


def test_without_a_plan_there_is_nothing_to_delete(browser: Make) -> None:
    someone = browser()
    answer = someone.post("/delete", sure="yes")
    assert "nothing to delete" in answer.body
    assert answer.cookies == []


def test_a_new_lock_keeps_the_plan_and_ends_everything_that_opened_it(browser: Make, store: Store) -> None:
    someone, guest = browser("Maya"), browser()
    key = someone.key
    code, link, sheet = store.new_code(key)[0], store.share(key, "aunt"), store.recovery_code(key)
    cookie, _, dropped = someone.post("/relock", own="yes").cookies
    assert f"Max-Age={A_YEAR}" in cookie
    assert dropped.startswith(f"{NEXT_COOKIE}=gone; ")
    assert "Max-Age=0" in dropped
    assert store.load(someone.key).plan.about.name == "Maya"
    assert (store.peek_code(code), store.peek_code(sheet), store.view(link.secret)) == (None, None, None)
    assert guest.post("/shared", link=link.secret).status == 404
    with pytest.raises(PlanGoneError):
        store.load(key)


@pytest.mark.parametrize("arrived", [0, 1])
def test_a_new_lock_whose_answer_was_lost_loses_nothing(browser: Make, store: Store, arrived: int) -> None:
    someone = browser("Maya")
    old = someone.key
    someone.answers_to_come = arrived
    assert someone.post("/relock").status == 0
    someone.answers_to_come = math.inf
    assert someone.key == old
    title = content().doors.locked_title if arrived else content().doors.lock_title
    assert title in someone.get("/relock").body
    assert someone.post("/relock").status == 303
    assert someone.key != old
    assert store.load(someone.key).plan.about.name == "Maya"
    assert NEXT_COOKIE not in someone.cookies
    with pytest.raises(PlanGoneError):
        store.load(old)


def test_a_browser_that_keeps_no_cookie_for_the_next_lock_changes_nothing(browser: Make, store: Store) -> None:
    someone = browser("Maya")
    assert someone.post("/relock?next").status == 403
    assert store.load(someone.key).plan.about.name == "Maya"


def test_a_next_lock_that_someone_else_set_opens_nothing_of_theirs(browser: Make, store: Store) -> None:
    thief, someone = browser("Thief"), browser("Maya")
    someone.cookies[NEXT_COOKIE] = thief.key
    assert someone.post("/relock").status == 303
    assert someone.key != thief.key
    assert store.load(someone.key).plan.about.name == "Maya"


def test_a_browser_whose_plan_is_gone_may_begin_anew_but_a_good_key_stays(browser: Make, store: Store) -> None:
    someone = browser("Maya")
    key = someone.key
    assert someone.post("/begin").cookies == []
    store.delete(key)
    assert someone.get("/begin").cookies == []
    assert someone.post("/begin").status == 303
    assert someone.key != key


def test_the_plan_file_holds_the_plan_of_this_browser_only(browser: Make) -> None:
    answer = browser("Maya").get("/plan-file")
    assert load_plan(answer.body).about.name == "Maya"
    assert answer["cache-control"] == "no-store"
    assert browser().get("/plan-file").status == 303


def test_privacy_says_how_long_a_plan_is_kept(browser: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_KEEP_DAYS", "90")
    body = browser().get("/privacy").body
    assert "90 days after it was last used" in body
    assert "{" not in body.split("<main>")[1]


STREAMLITS_OWN = {"_streamlit_xsrf"}


def test_privacy_names_every_cookie_and_how_long_it_stays(browser: Make) -> None:
    in_keys = {value for name, value in vars(keys).items() if name.endswith("COOKIE")}
    assert set(COOKIES) == in_keys | {device.COOKIE, "finished"} | STREAMLITS_OWN
    someone, body = browser("Maya"), browser().get("/privacy").body
    assert all(f"<li>{name}: " in body for name in COOKIES)
    someone.post("/team", name="Maya")
    someone.post("/class")
    someone.cookies[SHARED_COOKIE] = someone.cookies[NEXT_COOKIE] = new_key()
    set_for_a_year = {cookie.split("=")[0] for cookie in someone.post("/keep").cookies}
    assert set_for_a_year == {name for name, stays in COOKIES.items() if stays == "own"}


@pytest.mark.parametrize("teaches", [True, False])
def test_the_question_whose_device_it_is_speaks_of_a_class_to_its_teacher_only(browser: Make, teaches: bool) -> None:
    someone = browser("Maya")
    if teaches:
        someone.post("/class")
    assert (content().doors.keep_class in someone.get("/keep").body) is teaches
    assert "teach" not in content().doors.keep_text


def test_who_deletes_a_plan_is_told_that_they_leave_their_class(browser: Make, database: str) -> None:
    someone, classes = browser("Maya"), open_classes(database)
    assert content().doors.delete_in_class not in someone.get("/delete").body
    lesson = classes.open(classes.begin(Board()))
    assert lesson
    someone.post("/join", code=lesson.code, nickname="Otter")
    assert content().doors.delete_in_class in someone.get("/delete").body


def test_trouble_is_told_in_plain_words(browser: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    someone = browser("Maya")
    store._engine.dispose()
    with store._engine.begin() as connection:
        connection.exec_driver_sql("update sealed_plans set sealed = x'00'")
    assert "cannot read it" in someone.get("/delete").body
    with store._engine.begin() as connection:
        connection.exec_driver_sql("drop table plan_changes")
        connection.exec_driver_sql("drop table plan_keys")
    answer = someone.get("/delete")
    assert (answer.status, "cannot reach its storage" in answer.body) == (503, True)


def test_without_a_database_the_server_is_up_but_not_ready(browser: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    someone = browser()
    assert someone.get("/ready").status == 200

    def no_answer(_: Store) -> None:
        raise StoreError

    monkeypatch.setattr(Store, "ping", no_answer)
    assert (someone.get("/ready").status, someone.get("/health").status) == (503, 200)
