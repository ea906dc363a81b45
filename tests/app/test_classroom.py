"""The teacher's page and the projector, as the server draws them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.behind import alter, rows
from tests.conftest import Visitor, leaves, shown, trouble
from workshop.classroom.board import Board, HandedIn, Report
from workshop.classroom.class_report import PIECES, report
from workshop.classroom.roster import Cell, Row
from workshop.classroom.run_sheet import begin
from workshop.content import Content, fill
from workshop.device import COOKIE as DEVICE_COOKIE
from workshop.device import told
from workshop.exports.outline import full_day
from workshop.keys import CLASS_COOKIE, new_key
from workshop.plan.model import Plan
from workshop.store import CLASS_DAYS, Class, Classes, open_classes, tables
from workshop.store.rows import today
from workshop.ui.classroom.roster import table
from workshop.vocabulary import STEPS

NOW = datetime.now(UTC)
Visit = Callable[..., Visitor]
HOSTILE = "<img src=x onerror=alert(1)> **b** ![x](http://h/t.png)"


@pytest.fixture
def classes(database: str) -> Classes:
    """The classes that the pages use."""
    return open_classes(database)


class Teacher:
    """Someone whose browser runs a class."""

    def __init__(self, classes: Classes, visitor: Visitor, board: Board) -> None:
        self.classes, self.visitor, self.key = classes, visitor, classes.begin(board)
        visitor.also = {CLASS_COOKIE: self.key}

    @property
    def found(self) -> Class:
        """The class as the store has it."""
        found = self.classes.open(self.key)
        assert found
        return found

    @property
    def board(self) -> Board:
        return self.found.board

    def open(self, page: str = "classroom", **state: object) -> AppTest:
        screen = self.visitor.open(page, **state)
        assert trouble(screen) == []
        return screen

    def joined(self, nickname: str, told: Report | None = None, **facts: object) -> str:
        """A student in the class: the key of their plan."""
        key = new_key()
        assert self.classes.join(self.found.code, key, Report(nickname=nickname))
        made = told or Report.model_validate({"nickname": nickname, "active_at": NOW, **facts})
        self.classes.tell(key, lambda own: made)
        return key


@pytest.fixture
def teacher(classes: Classes, visitor: Visit) -> Teacher:
    """A teacher with a class on the sheet of 50 minutes."""
    return Teacher(classes, visitor(), Board(sheet="fifty"))


def text_of(screen: AppTest) -> str:
    return "\n".join(text for _, text in shown(screen))


def press(screen: AppTest, key: str) -> AppTest:
    return screen.button(key=key).click().run()


def test_without_a_class_each_run_sheet_has_a_button_that_starts_one(visitor: Visit, content: Content) -> None:
    screen = visitor().open("classroom")
    assert trouble(screen) == []
    text = text_of(screen)
    for sheet in content.classroom.run_sheets:
        assert sheet.title in text
        assert f'name="sheet" value="{sheet.id}"' in text
    assert {each.key for each in screen.get("download_button")} == {
        f"file_{name}_{extension}" for name in ("pack", "blank", "family") for extension in ("pdf", "docx")
    }


def test_the_run_sheet_can_be_read_before_a_class_starts(visitor: Visit, content: Content) -> None:
    text = text_of(visitor().open("classroom", **{"inside_three_weeks": True}))
    (weeks,) = (each for each in content.classroom.run_sheets if each.id == "three_weeks")
    assert [each.title for each in weeks.activities if each.title not in text] == []


def test_the_page_of_a_class_shows_the_code_and_hides_the_private_link(teacher: Teacher) -> None:
    screen = teacher.open(join_first=True)
    code = teacher.found.code
    assert f"{code[:4]} {code[4:]}" in text_of(screen)
    with_key = [name for name, text in shown(screen) if teacher.key in text]
    assert with_key == ["BidiComponent.json"]  # only what the copy button copies


@pytest.mark.parametrize("said", ["own", "shared", ""])
def test_the_page_of_a_class_says_truly_how_long_this_browser_opens_it(
    teacher: Teacher, content: Content, said: str
) -> None:
    kept, days = content.teach.cockpit.kept, timedelta(days=CLASS_DAYS)
    cookie = told("own", (NOW + timedelta(days=365)).date()) if said == "own" else said
    teacher.visitor.also[DEVICE_COOKIE] = cookie
    text = text_of(teacher.open(join_first=True, class_end=True))
    day = full_day(content, (NOW + days).date())
    sentences = {"own": fill(kept.own, {"day": day}), "shared": kept.shared, "": kept.not_said}
    assert {name: text.count(sentence) for name, sentence in sentences.items() if sentence in text} == {said: 2}
    assert (content.doors.device.why_class in text) is (said == "")
    assert ('href="/keep?from=classroom"' in text) is (said == "")


def test_before_a_class_the_page_asks_whose_computer_it_is_and_any_button_starts_one_all_the_same(
    visitor: Visit, content: Content
) -> None:
    text = text_of(visitor().open("classroom"))
    assert 'href="/keep?from=classroom"' in text
    assert content.teach.cold.start in text


def test_a_teacher_who_only_looks_at_a_class_uses_it(teacher: Teacher, database: str) -> None:
    long_ago = NOW.date() - timedelta(days=CLASS_DAYS + 1)
    alter(database, tables.classes.c.used_on, lambda _: long_ago)
    teacher.open()
    (found,) = rows(database, tables.classes)
    assert found["used_on"] == today()


def test_at_the_end_the_main_button_ends_the_lesson_and_deletes_nothing(teacher: Teacher, content: Content) -> None:
    sheet = content.classroom.run_sheets[0]
    teacher.classes.write_board(teacher.key, lambda board: begin(board, sheet, list(sheet.activities)[-1], NOW))
    student = teacher.joined("Fox")
    screen = teacher.open(class_end=True, delete_class=True)
    main = {each.label for each in screen.button if each.proto.type == "primary"}
    assert main == {content.teach.cockpit.end_lesson}
    assert f"{content.teach.cockpit.lesson_over} {content.teach.cockpit.kept.not_said}" in text_of(screen)
    press(screen, "stop")
    assert teacher.board.began is None
    assert teacher.classes.mine(student)


def test_start_and_next_write_the_board(teacher: Teacher, content: Content) -> None:
    screen = teacher.open()
    first, second = list(content.classroom.run_sheets[0].activities)[:2]
    press(screen, "start")
    assert (teacher.board.activity, teacher.board.page, teacher.board.minutes) == (first.id, "home", 4)
    press(screen, "longer")
    assert teacher.board.minutes == 6
    press(screen, "next_activity")
    assert (teacher.board.activity, teacher.board.page) == (second.id, "research")
    assert second.say in text_of(screen)
    press(screen, "back")
    assert teacher.board.activity == first.id
    press(screen, "stop")
    assert (teacher.board.activity, teacher.board.began, teacher.board.title) == (None, None, "")


def test_the_next_morning_the_lesson_can_begin_and_the_projector_shows_how_to_join(
    teacher: Teacher, content: Content
) -> None:
    sheet = content.classroom.run_sheets[0]
    yesterday, last = datetime.now(UTC) - timedelta(hours=15), list(sheet.activities)[2]
    teacher.classes.write_board(teacher.key, lambda board: begin(board, sheet, last, yesterday))
    code = teacher.found.code
    assert f"{code[:4]} {code[4:]}" in text_of(teacher.open("projector"))
    screen = press(teacher.open(), "start")
    assert teacher.board.activity == "fifty_why"
    assert "behind" not in text_of(screen)


def test_looking_ahead_changes_nothing_for_the_class(teacher: Teacher, content: Content) -> None:
    screen = press(teacher.open(), "start")
    third = list(content.classroom.run_sheets[0].activities)[2]
    press(screen, f"view_{third.id}")
    assert third.say in text_of(screen)
    assert teacher.board.activity == "fifty_why"
    press(screen, "to_current")
    assert third.say not in text_of(screen)


def test_a_late_lesson_says_what_to_skip(teacher: Teacher, content: Content) -> None:
    sheet = content.classroom.run_sheets[0]
    goal = list(sheet.activities)[1]
    long_ago = datetime.now(UTC) - timedelta(minutes=15)
    teacher.classes.write_board(teacher.key, lambda board: begin(board, sheet, goal, long_ago))
    text = text_of(teacher.open())
    assert "5 minutes behind the run sheet" in text
    assert goal.late in text


def test_another_run_sheet_can_be_chosen(teacher: Teacher) -> None:
    screen = press(teacher.open(), "start")
    screen.selectbox(key="class_sheet").select("three_weeks").run()
    assert (teacher.board.sheet, teacher.board.began) == ("three_weeks", None)
    screen.selectbox(key="class_part").select(2).run()
    press(screen, "start")
    assert teacher.board.activity == "week_2_words"


def test_everyone_can_be_told_a_sentence_and_a_step(teacher: Teacher) -> None:
    screen = teacher.open(class_tell=True)
    screen.text_input(key="teach_said").input(" Pens down,\n look up ")
    next(each for each in screen.button if each.label == "Show it").click().run()
    assert teacher.board.said == "Pens down, look up"
    press(screen, "take_down")
    assert teacher.board.said == ""
    screen.selectbox(key="class_page").select("prepare").run()
    press(screen, "class_go")
    assert (teacher.board.page, teacher.board.minutes) == ("prepare", 10)
    assert teacher.board.began


def test_after_something_else_the_lesson_goes_on_where_it_was(teacher: Teacher, content: Content) -> None:
    screen = press(teacher.open(class_tell=True), "start")
    screen.selectbox(key="class_page").select("contact").run()
    press(screen, "class_go")
    assert teacher.board.title == content.steps["contact"].title
    second = list(content.classroom.run_sheets[0].activities)[1]
    assert second.say in text_of(screen)
    press(screen, "start")
    assert teacher.board.activity == second.id


def test_the_class_can_have_a_name(teacher: Teacher) -> None:
    screen = teacher.open(join_first=True)
    screen.text_input(key="class_name").input("Room 12").run()
    assert teacher.board.name == "Room 12"
    assert screen.title[0].value == "Room 12"


def test_the_grid_shows_where_students_are_and_who_needs_help(teacher: Teacher) -> None:
    teacher.joined("Otter", page="identify", begun=["research", "identify"], done=["research"], left={"identify": 2})
    teacher.joined("Fox", page="prepare", help=True)
    text = text_of(teacher.open())
    assert "2 of 2 here · Need help: 1" in text
    assert text.index(">Fox ") < text.index(">Otter<")
    assert '<td class="begun now" aria-label="2 left, is here">2</td>' in text


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "just now"), (59, "59 min ago"), (60, "1 h ago"), (1440, "1 day ago"), (2 * 1440, "2 days ago")],
)
def test_the_last_change_is_told_in_minutes_hours_or_days(content: Content, minutes: int, said: str) -> None:
    cells = dict.fromkeys(STEPS, Cell("not_begun"))
    one = Row("1", "Otter", "", cells, "fine", True, 0, NOW - timedelta(minutes=minutes), True, 0, 0)
    assert f"<td>{said}</td></tr>" in table(content, [one], NOW)
    assert "<td>not yet</td></tr>" in table(content, [replace(one, active=False)], NOW)


def test_a_nickname_is_only_ever_text(teacher: Teacher) -> None:
    teacher.joined(HOSTILE, help=True)
    screen = teacher.open(class_one=True)
    screen.selectbox(key="class_student").select_index(0).run()
    assert trouble(screen) == []
    text = text_of(screen)
    assert "&lt;img src=x" in text
    found = [name for name, each in shown(screen) if HOSTILE[:14] in each]
    assert set(found) == {"Selectbox.options"}


def test_what_a_student_wrote_is_nowhere_on_the_page_until_it_was_handed_in(
    teacher: Teacher, content: Content, example: Plan
) -> None:
    teacher.joined("Otter", report(content, example, "Otter", "research", NOW))
    screen = teacher.open(class_one=True, teach_boxes=True, class_handed=True)
    screen.selectbox(key="class_student").select_index(0).run()
    written = {each for each in leaves(example.model_dump(mode="json")) if len(each) > 25}
    text = text_of(screen)
    assert len(written) > 50
    assert [each for each in written if each in text] == []


def test_what_was_handed_in_is_shown_for_one_chosen_student_only(teacher: Teacher) -> None:
    teacher.joined("Fox", handed={"goal": HandedIn(text=HOSTILE, at=NOW)})
    teacher.joined("Otter", handed={"questions": HandedIn(text="MARKER", at=NOW)})
    screen = teacher.open(class_one=True, class_handed=True)
    assert "MARKER" not in text_of(screen)
    screen.selectbox(key="class_student").select_index(0).run()
    assert [name for name, text in shown(screen) if HOSTILE in text] == ["Text.body"]
    assert "MARKER" not in text_of(screen)


def test_each_piece_that_can_be_handed_in_has_a_title(content: Content) -> None:
    assert set(content.teach.student.pieces) == set(PIECES)


def test_a_student_is_taken_out_after_a_question(teacher: Teacher) -> None:
    student = teacher.joined("Fox")
    screen = teacher.open(class_one=True, take_out=True)
    screen.selectbox(key="class_student").select_index(0).run()
    press(screen, "take_out_yes")
    assert teacher.classes.mine(student) is None
    assert "Fox is out of the class" in text_of(screen)


def test_deleting_the_class_for_good_deletes_it_and_says_so(teacher: Teacher, content: Content) -> None:
    student = teacher.joined("Fox")
    screen = teacher.open(class_end=True, delete_class=True)
    press(screen, "delete_class_yes")
    assert teacher.classes.open(teacher.key) is None
    assert teacher.classes.mine(student) is None
    assert content.teach.cold.deleted in text_of(screen)


def test_a_class_that_is_gone_leaves_a_plain_word_and_a_new_start(teacher: Teacher, content: Content) -> None:
    teacher.classes.end(teacher.key)
    text = text_of(teacher.open())
    assert content.teach.cold.gone in text
    assert 'name="sheet"' in text


def test_a_session_shows_no_class_but_the_one_its_browser_runs(teacher: Teacher) -> None:
    teacher.joined("Fox")
    assert "Fox" in text_of(teacher.open())
    teacher.visitor.also = {CLASS_COOKIE: teacher.classes.begin(Board(name="Another"))}
    text = text_of(teacher.open())
    assert "Another" in text
    assert "Fox" not in text


# The projector


def test_the_projector_shows_how_to_join_until_something_begins(teacher: Teacher) -> None:
    code = teacher.found.code
    teacher.joined("MARKERNAME")
    text = text_of(teacher.open("projector"))
    assert f"{code[:4]} {code[4:]}" in text
    assert "1 is here" in text
    assert "MARKERNAME" not in text


def test_the_projector_shows_what_goes_on_and_nothing_of_a_student(teacher: Teacher, content: Content) -> None:
    goal = list(content.classroom.run_sheets[0].activities)[1]
    handed = {"goal": HandedIn(text="MARKERHANDED", at=NOW)}
    teacher.joined("MARKERNAME", handed=handed, help=True, page="research")
    teacher.classes.write_board(teacher.key, lambda board: begin(board, content.classroom.run_sheets[0], goal, NOW))
    teacher.classes.write_board(teacher.key, lambda board: board.model_copy(update={"said": "<b>Look up</b>"}))
    screen = teacher.open("projector")
    text = text_of(screen)
    assert screen.title[0].value == goal.title
    assert [each for each in (goal.do, "1 Research the work", "&lt;b&gt;Look up") if each not in text] == []
    assert [each for each in ("MARKER", goal.say, "needs help") if each in text] == []


def test_the_projector_is_never_covered_by_a_question(teacher: Teacher) -> None:
    teacher.visitor.also |= {DEVICE_COOKIE: "shared"}
    found = {screen: "/finish" in text_of(teacher.open(screen)) for screen in ("classroom", "projector")}
    assert found == {"classroom": True, "projector": False}


def test_without_a_class_the_projector_says_where_to_start_one(visitor: Visit, content: Content) -> None:
    screen = visitor().open("projector")
    assert trouble(screen) == []
    assert content.teach.projector.no_class in text_of(screen)
