"""Joining a class, and what stands on its board: for those who have its code, and for its students only."""

import json
import re
from collections.abc import Callable

import pytest

from tests.unit.web.client import Browser
from workshop.classroom.board import NICKNAME_LIMIT, Board, Report
from workshop.content import Content
from workshop.keys import new_key
from workshop.store import Class, Classes, Store, open_classes
from workshop.store import classes as store_classes


@pytest.fixture
def classes(store: Store, database: str) -> Classes:
    """Classes in the database of the doors."""
    return open_classes(database)


@pytest.fixture
def lesson(classes: Classes) -> Class:
    """A class with something on its board."""
    found = classes.open(classes.begin(Board(name="Room <12>", title="One goal", page="research")))
    assert found
    return found


def nicknames(classes: Classes, lesson: Class) -> list[str]:
    return [each.report.nickname for each in classes.members(lesson).values()]


def test_a_code_and_a_nickname_let_a_student_in_to_where_the_class_is(
    browser: Callable[..., Browser], classes: Classes, lesson: Class
) -> None:
    student = browser("Ana MARKER")
    answer = student.post("/join", code=f"{lesson.code[:4]} {lesson.code[4:]}", nickname="  Otter\n")
    assert (answer.status, answer["location"]) == (303, "/research")
    assert answer.cookies == []
    assert nicknames(classes, lesson) == ["Otter"]
    (member,) = classes.members(lesson).values()
    assert "MARKER" not in member.report.model_dump_json()


def test_a_look_at_the_page_changes_nothing(
    browser: Callable[..., Browser], classes: Classes, lesson: Class, content: Content
) -> None:
    student = browser("Ana")
    answer = student.get("/join")
    assert (answer.status, answer.cookies) == (200, [])
    assert all(line in answer.body.replace("&#x27;", "'") for line in content.of_class.join.sees)
    assert nicknames(classes, lesson) == []


@pytest.mark.parametrize("code", ["", "1", "00000000", "abcdefgh", "<script>", "0" * 5000])
def test_a_wrong_code_lets_nobody_in_and_keeps_the_nickname(
    browser: Callable[..., Browser], content: Content, lesson: Class, code: str
) -> None:
    if code == lesson.code:
        return
    answer = browser("Ana").post("/join", code=code, nickname="Otter<b>")
    assert answer.status == 404
    assert 'value="Otter&lt;b&gt;"' in answer.body
    assert "<script>" not in answer.body.replace('<script src="/door.js">', "")


def test_without_a_nickname_the_code_stays(browser: Callable[..., Browser], lesson: Class, content: Content) -> None:
    answer = browser("Ana").post("/join", code=lesson.code, nickname=" \u0000 ")
    assert answer.status == 400
    assert content.of_class.join.need_nickname in answer.body
    assert lesson.code in answer.body


def test_a_long_nickname_is_cut(browser: Callable[..., Browser], classes: Classes, lesson: Class) -> None:
    assert browser("Ana").post("/join", code=lesson.code, nickname="x" * 500).status == 303
    assert nicknames(classes, lesson) == ["x" * NICKNAME_LIMIT]


def test_a_form_from_elsewhere_lets_nobody_in(browser: Callable[..., Browser], classes: Classes, lesson: Class) -> None:
    answer = browser("Ana").post("/join", ("origin", "https://evil.test"), code=lesson.code, nickname="Otter")
    assert answer.status == 403
    assert nicknames(classes, lesson) == []


def test_a_full_class_says_so(
    browser: Callable[..., Browser], lesson: Class, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_classes, "MEMBERS_LIMIT", 1)
    assert browser("Ana").post("/join", code=lesson.code, nickname="A").status == 303
    assert content.of_class.join.full in browser("Bo").post("/join", code=lesson.code, nickname="B").body


def test_wrong_codes_run_out_and_right_ones_do_not(
    store: Store, classes: Classes, lesson: Class, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    monkeypatch.setenv("WORKSHOP_CODES_PER_HOUR", "3")
    from tests.unit.web.client import server

    app = server()
    for number in range(5):
        student = Browser(app)
        student.get("/join")
        assert student.post("/join", code=lesson.code, nickname=f"S{number}").status == 303
    guesser = Browser(app)
    guesser.get("/join")
    assert [guesser.post("/join", code="1234", nickname="x").status for _ in range(4)] == [404, 404, 404, 429]


def test_the_board_is_for_the_students_of_the_class_only(
    browser: Callable[..., Browser], classes: Classes, lesson: Class
) -> None:
    student, stranger = browser("Ana"), browser("Bo")
    student.post("/join", code=lesson.code, nickname="Otter")
    told = json.loads(student.get("/class-now").body)
    assert (told["board"]["title"], told["board"]["page"]) == ("One goal", "research")
    assert told["nickname"] == "Otter"
    assert "sheet" not in told["board"]
    answer = stranger.get("/class-now")
    assert (answer.status, answer.body) == (410, "{}")
    assert Browser(student.app).get("/class-now").status == 410


def test_the_board_is_sent_again_only_when_it_changed(browser: Callable[..., Browser], classes: Classes) -> None:
    key = classes.begin(Board())
    lesson = classes.open(key)
    assert lesson
    student = browser("Ana")
    student.post("/join", code=lesson.code, nickname="Otter")
    first = json.loads(student.get("/class-now?since=0").body)
    assert "board" not in json.loads(student.get(f"/class-now?since={first['revision']}").body)
    classes.write_board(key, lambda board: board.model_copy(update={"said": "Ten minutes"}))
    after = json.loads(student.get(f"/class-now?since={first['revision']}").body)
    assert after["board"]["said"] == "Ten minutes"


def test_a_class_that_ends_and_a_student_who_is_taken_out_are_told_at_once(
    browser: Callable[..., Browser], classes: Classes
) -> None:
    key = classes.begin(Board())
    lesson = classes.open(key)
    assert lesson
    one, two = browser("Ana"), browser("Bo")
    for each, name in ((one, "A"), (two, "B")):
        each.post("/join", code=lesson.code, nickname=name)
    classes.remove(lesson, next(iter(classes.members(lesson))))
    assert [each.get("/class-now").status for each in (one, two)] == [410, 200]
    classes.end(key)
    assert [each.get("/class-now").status for each in (one, two)] == [410, 410]
    assert two.post("/join", code=lesson.code, nickname="B").status == 404


def test_deleting_the_plan_takes_it_out_of_the_class(
    browser: Callable[..., Browser], classes: Classes, lesson: Class
) -> None:
    student = browser("Ana")
    student.post("/join", code=lesson.code, nickname="Otter")
    student.post("/delete", sure="yes")
    assert nicknames(classes, lesson) == []


def test_a_new_lock_keeps_the_student_in_the_class(
    browser: Callable[..., Browser], classes: Classes, lesson: Class
) -> None:
    student = browser("Ana")
    student.post("/join", code=lesson.code, nickname="Otter")
    old = student.key
    student.post("/relock")
    assert student.key != old
    assert student.get("/class-now").status == 200
    assert classes.mine(old) is None
    assert nicknames(classes, lesson) == ["Otter"]


def test_a_report_from_nobody_reaches_no_class(classes: Classes, lesson: Class) -> None:
    assert classes.tell(new_key(), lambda own: Report(nickname="ghost")) is None
    assert nicknames(classes, lesson) == []


DOORS = ("/join", "/class", "/team", "/relock")


@pytest.mark.parametrize("said", ["yes", "no"])
@pytest.mark.parametrize("door", DOORS)
def test_who_has_said_whose_device_it_is_finds_that_answer_chosen(
    browser: Callable[..., Browser], door: str, said: str
) -> None:
    someone = browser("Ana")
    someone.post("/team", name="Ana", own=said)
    body = someone.get(door).body
    chosen = set(re.findall(r'name="own" value="(\w+)" checked', body))
    assert chosen == {said}


@pytest.mark.parametrize("said", ["yes", "no"])
def test_the_answer_stays_chosen_on_a_page_that_asks_for_something_else_again(
    browser: Callable[..., Browser], store: Store, lesson: Class, said: str
) -> None:
    someone, ana = browser("Bo"), browser("Ana")
    ana.post("/team", name="Ana")
    code, team = store.new_code(ana.key)[0], store.new_team_code(ana.key)
    asked = [
        someone.post("/join", code="1234", nickname="Otter", own=said),
        someone.post("/join", code=lesson.code, nickname=" ", own=said),
        someone.post("/move", code=code, do="open", own=said),
        someone.post("/team", code=team, name=" ", own=said),
        someone.post("/team", name=" ", own=said),
    ]
    for answer in asked:
        assert answer.cookies == []
        assert f'name="own" value="{said}" checked' in answer.body


def test_who_joins_is_told_how_to_come_back_to_a_place_they_have(
    browser: Callable[..., Browser], lesson: Class, content: Content
) -> None:
    student, words = browser("Ana"), content.of_class.join
    assert words.been_here_text in student.get("/join").body
    assert 'href="/move"' in student.get("/join").body
    student.post("/join", code=lesson.code, nickname="Otter")
    assert words.been_here not in student.get("/join").body


def test_a_nickname_alone_gives_nobody_the_place_of_another(
    browser: Callable[..., Browser], classes: Classes, lesson: Class
) -> None:
    one, two = browser("Ana"), browser("Bo")
    for each in (one, two):
        each.post("/join", code=lesson.code, nickname="Otter")
    mine, other = classes.mine(one.key), classes.mine(two.key)
    assert mine
    assert other
    assert mine.number != other.number
    assert len(classes.members(lesson)) == 2
