"""The pages of a student in a class: what the teacher is told, help, handing in, who else writes, leaving."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, component_data, shown, trouble
from workshop.classroom.board import Board, Report
from workshop.classroom.class_report import PIECES, piece
from workshop.content import Content
from workshop.keys import new_key
from workshop.plan.model import Person, Plan, replace, write
from workshop.store import Classes, Member, open_classes
from workshop.ui.classroom.class_bar import joined_again


@pytest.fixture
def classes(database: str) -> Classes:
    """Classes in the database of the pages."""
    return open_classes(database)


class InClass:
    """A class with one student in it."""

    def __init__(self, classes: Classes, visitor: Visitor, plan: Plan) -> None:
        self.classes, self.visitor = classes, visitor
        self.key = classes.begin(Board(name="Room 12"))
        found = classes.open(self.key)
        assert found
        self.code = found.code
        visitor.have(plan)
        self.join(visitor.key)

    def join(self, key: str | None, nickname: str = "Otter") -> None:
        """Let someone in."""
        assert key
        assert self.classes.join(self.code, key, Report(nickname=nickname))

    @property
    def member(self) -> Member:
        """The first student, as the teacher sees them."""
        found = self.classes.open(self.key)
        assert found
        return next(iter(self.classes.members(found).values()))


@pytest.fixture
def in_class(classes: Classes, visitor: Callable[..., Visitor]) -> InClass:
    """A class with a student whose plan has a name."""
    return InClass(classes, visitor(), write(Plan(), "about.name", "SECRETNAME"))


def text(screen: AppTest) -> str:
    return "\n".join(value for _, value in shown(screen))


def bar(screen: AppTest) -> Any:
    found = component_data(screen, "workshop_class")
    return next((f"{each['board']['name']} · {each['nickname']}" for each in found), None)


def test_a_visitor_without_a_class_has_no_line_and_no_page_in_the_menu(
    visitor: Callable[..., Visitor], content: Content
) -> None:
    screen = visitor().open("my_class")
    assert not trouble(screen)
    assert content.of_class.page.nobody in text(screen)
    assert bar(screen) is None


def test_the_teacher_is_told_the_page_and_each_tick(in_class: InClass, content: Content) -> None:
    screen = in_class.visitor.open("research")
    assert bar(screen)
    assert in_class.member.report.page == "research"
    box = content.steps["research"].checklist[0].id
    screen.checkbox(key=in_class.visitor.box(f"checks.{box}")).check().run()
    assert not trouble(screen)
    assert in_class.member.report.ticked == (box,)
    assert in_class.member.report.begun == ("research",)
    assert "SECRETNAME" not in in_class.member.report.model_dump_json()


def test_nothing_is_told_when_nothing_that_is_shared_has_changed(in_class: InClass) -> None:
    screen = in_class.visitor.open("research")
    before = in_class.member.revision
    screen.run()
    screen.text_area(key=in_class.visitor.box("answers.draws_me")).set_value("animals").run()
    told = in_class.member
    assert "animals" not in told.report.model_dump_json()
    assert told.revision <= before + 2
    screen.run()
    assert in_class.member.revision == told.revision


def test_asking_for_help_shows_and_can_be_taken_back(in_class: InClass) -> None:
    screen = in_class.visitor.open("my_class")
    screen.button(key="help").click().run()
    assert in_class.member.report.help
    assert in_class.visitor.open("research")
    assert in_class.member.report.help
    screen = in_class.visitor.open("my_class")
    screen.button(key="help").click().run()
    assert not in_class.member.report.help


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_is_handed_in_as_it_is_shown_and_only_on_purpose(
    classes: Classes, visitor: Callable[..., Visitor], content: Content, example: Plan, name: Any
) -> None:
    here = InClass(classes, visitor(), example)
    screen = here.visitor.open("my_class")
    assert here.member.report.handed == {}
    assert piece(content, example, name) in [each.value for each in screen.text]
    screen.button(key=f"give_{name}").click().run()
    assert {each: kept.text for each, kept in here.member.report.handed.items()} == {
        name: piece(content, example, name)
    }
    here.visitor.open("research")
    assert list(here.member.report.handed) == [name]
    screen = here.visitor.open("my_class")
    screen.button(key=f"back_{name}").click().run()
    assert here.member.report.handed == {}


def test_what_was_handed_in_does_not_change_with_the_plan(
    classes: Classes, visitor: Callable[..., Visitor], content: Content, example: Plan
) -> None:
    here = InClass(classes, visitor(), example)
    screen = here.visitor.open("my_class")
    screen.button(key="give_decision").click().run()
    here.visitor.have(write(example, "answers.decision", "Something else"))
    screen = here.visitor.come_back().open("my_class")
    assert here.member.report.handed["decision"].text == example.answers["decision"]
    screen.button(key="give_decision").click().run()
    assert here.member.report.handed["decision"].text == "Something else"


def test_the_page_shows_all_that_the_teacher_has(
    classes: Classes, visitor: Callable[..., Visitor], content: Content, example: Plan
) -> None:
    here = InClass(classes, visitor(), example)
    screen = here.visitor.open("my_class")
    said, report = text(screen), here.member.report
    assert report.ticked
    boxes = {item.id: item.text for step in content.steps.values() for item in step.checklist}
    assert [each for each in report.ticked if boxes[each] not in said] == []
    assert all(content.steps[step].title in said for step in report.done)
    assert set(Report.model_fields) == {
        *("nickname", "page", "begun", "done", "left", "ticked", "help", "handed", "active_at")
    }, "the page has to show what else is shared"


def test_two_with_the_same_person_are_told_and_neither_sees_the_others_list(
    in_class: InClass, visitor: Callable[..., Visitor]
) -> None:
    other = visitor()
    in_class.join(other.key, "Fox")
    mine = replace(Plan(), people=(Person(id="p1", name="Ana Lee"), Person(id="p2", name="Bo Chen")))
    theirs = replace(
        Plan(), people=(Person(id="q1", name="LEE, Ana", email="MARKER@example.org"), Person(id="q2", name="Cy MARKER"))
    )
    other.have(theirs).open("identify")
    screen = in_class.visitor.have(mine).open("identify")
    (said,) = [each.value for each in screen.info]
    assert "Ana Lee" in said
    assert "Bo Chen" not in said
    assert "MARKER" not in text(screen)
    (told,) = [each.value for each in other.come_back().open("identify").info]
    assert "LEE" in told
    other.have(Plan()).come_back().open("identify")
    assert not in_class.visitor.come_back().open("identify").info


def test_who_leaves_is_gone_and_is_told_so(in_class: InClass, content: Content) -> None:
    screen = in_class.visitor.open("my_class", leave_class=True)
    screen.button(key="leave_now").click().run()
    assert content.of_class.page.left in text(screen)
    found = in_class.classes.open(in_class.key)
    assert found
    assert in_class.classes.members(found) == {}
    assert bar(in_class.visitor.open("research")) is None
    assert in_class.classes.members(found) == {}


def test_a_class_that_has_ended_is_told_to_no_more(in_class: InClass, content: Content) -> None:
    screen = in_class.visitor.open("my_class")
    in_class.classes.end(in_class.key)
    screen.button(key="help").click().run()
    assert not trouble(screen)
    assert content.of_class.bar.ended in text(screen)
    assert content.of_class.page.nobody in text(screen)
    screen = in_class.visitor.open("research")
    assert not trouble(screen)
    assert content.of_class.bar.ended in text(screen), "it stays until it was read"
    screen.button(key="class_over_read").click().run()
    assert content.of_class.bar.ended not in text(screen)


def test_who_reads_that_the_class_is_over_is_in_the_next_one_once_they_join_it(
    in_class: InClass, classes: Classes
) -> None:
    screen = in_class.visitor.open("my_class")
    in_class.classes.end(in_class.key)
    screen.button(key="help").click().run()
    current = screen.session_state["plan_session"]
    assert not joined_again(current)
    assert current.in_class.over
    found = classes.open(classes.begin(Board(name="Room 14")))
    assert found
    assert classes.join(found.code, current.key, Report(nickname="Fox"))  # in another tab
    assert joined_again(current)
    screen = in_class.visitor.open("research")
    assert bar(screen) == "Room 14 · Fox"
    assert "class_over_read" not in [button.key for button in screen.button]


def test_the_example_plan_tells_no_teacher_anything(in_class: InClass) -> None:
    in_class.visitor.open("home", example=True)
    assert in_class.member.report.done == ()


def test_a_session_with_another_key_is_not_in_the_class(in_class: InClass) -> None:
    in_class.visitor.open("research")
    in_class.visitor.key = new_key()
    assert bar(in_class.visitor.open("research")) is None
