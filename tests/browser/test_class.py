"""A class in real browsers: what the board says reaches each student, and no student's text reaches anyone else."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visit, new_context, until
from tests.faults.proxy import Proxy
from workshop.classroom.board import Board
from workshop.store import Class, Classes, open_classes

SOON = 5_000  # milliseconds
STUDENTS = 5
OVER = "You are not in the class any more"


class Student(Visit):
    """A student whose browser reaches the workshop through a wire that is listened to."""

    def __init__(self, browser: Browser, server: Server, **device: Any) -> None:
        self.wire = Proxy(int(server.port))
        # Nothing is compressed, so that what is sent can be searched.
        plain = {"extra_http_headers": {"Accept-Encoding": "identity"}}
        super().__init__(new_context(browser, **plain, **device), self.wire.url)

    def got(self, text: str) -> bool:
        """Whether the server ever sent a text to this browser."""
        return text.encode() in self.wire.answers

    def close(self) -> None:
        """Go."""
        self.context.close()
        self.wire.close()


@pytest.fixture
def classes(server: Server) -> Classes:
    """The classes of the running workshop."""
    return open_classes(server.environment["WORKSHOP_DATABASE_URL"])


@pytest.fixture
def students(browser: Browser, server: Server) -> Iterator[list[Student]]:
    """Students, each in a browser of their own; the last on a phone."""
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    come = [Student(browser, server, **(phone if number == STUDENTS - 1 else {})) for number in range(STUDENTS)]
    yield come
    for each in come:
        each.close()


def begin(classes: Classes, **board: str) -> tuple[str, Class]:
    key = classes.begin(Board.model_validate(board))
    found = classes.open(key)
    assert found
    return key, found


def join(student: Visit, code: str, nickname: str) -> None:
    """Come as the square on the wall says, and choose a nickname."""
    student.page.goto(f"{student.url}/join#{code}")
    student.page.get_by_label("Nickname").fill(nickname)
    student.page.get_by_role("button", name="Join the class").click()
    student.page.locator("[data-testid=stMain] h1").first.wait_for()
    student.settle()


def bar(student: Visit) -> Locator:
    return bar_in(student.page)


def bar_in(tab: Page) -> Locator:
    return tab.locator(".st-key-class_bar")


def come_into(classes: Classes, student: Visit, *said: str, name: str = "Room 12") -> str:
    """Begin a class, have a student come in as Fox, and say something on its board, one after the other."""
    key, found = begin(classes, name=name)
    join(student, found.code, "Fox")
    for each in said:
        classes.write_board(key, lambda board, each=each: board.model_copy(update={"said": each}))
    expect(bar(student)).to_contain_text(said[-1] if said else f"{name} · Fox", timeout=SOON)
    return key


def end(classes: Classes, key: str, student: Visit) -> None:
    """End a class, and have a student read that it is over."""
    classes.end(key)
    expect(bar(student)).to_contain_text(OVER, timeout=SOON)


@pytest.mark.essential
def test_a_class_of_five(classes: Classes, students: list[Student]) -> None:
    """Join, see the board change, write, ask for help, and end: in five browsers at once."""
    key, found = begin(classes, name="Room 12", page="research", title="One goal")
    for number, student in enumerate(students):
        join(student, found.code, f"Otter{number}")
        expect(bar(student)).to_contain_text(f"Room 12 · Otter{number} · Now: One goal")
    for number, student in enumerate(students):
        student.type("answers.draws_me", f"MARKERTEXT{number} animals")
    assert sorted(each.report.nickname for each in classes.members(found).values()) == [
        f"Otter{number}" for number in range(STUDENTS)
    ]

    classes.write_board(key, lambda board: board.model_copy(update={"page": "prepare", "said": "Now step 3"}))
    for student in students:
        expect(bar(student)).to_contain_text("Your teacher: Now step 3", timeout=SOON)
    students[0].page.get_by_role("link", name="Go to Prepare").click()
    students[0].page.wait_for_url("**/prepare")
    students[-1].page.get_by_role("link", name="Go to Prepare").tap()
    students[-1].page.wait_for_url("**/prepare")

    def here() -> list[str]:
        pages = {each.report.nickname: each.report.page for each in classes.members(found).values()}
        return [pages[nickname] for nickname in ("Otter0", "Otter1", "Otter4")]

    assert until(lambda: here() == ["prepare", "research", "prepare"], students[0].page)

    classes.end(key)
    for student in students:
        expect(bar(student)).to_contain_text(OVER, timeout=SOON)
    for number, student in enumerate(students):
        assert [other for other in range(STUDENTS) if student.got(f"MARKERTEXT{other}")] == [number]
        assert [other for other in range(STUDENTS) if student.got(f"Otter{other}")] == [number]
    assert [trouble for student in students for trouble in student.own_troubles()] == []


def test_leaving_and_being_taken_out_work_at_once(classes: Classes, students: list[Student]) -> None:
    _, found = begin(classes, name="Room 12")
    one, two = students[:2]
    join(one, found.code, "Fox")
    join(two, found.code, "Bear")
    one.open("my_class")
    one.page.get_by_role("button", name="Leave the class").click()
    one.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Leave the class").click()
    one.page.get_by_text("You left the class.").wait_for()
    assert [each.report.nickname for each in classes.members(found).values()] == ["Bear"]
    expect(bar(one)).to_have_count(0)
    (number,) = classes.members(found)
    classes.remove(found, number)
    expect(bar(two)).to_contain_text(OVER, timeout=SOON)


def test_who_was_taken_out_and_joins_again_stays_in(classes: Classes, students: list[Student]) -> None:
    _, found = begin(classes, name="Room 12", page="research", title="One goal")
    student = students[0]
    join(student, found.code, "Rude")
    (number,) = classes.members(found)
    classes.remove(found, number)
    expect(bar(student)).to_contain_text(OVER, timeout=SOON)
    join(student, found.code, "Fox")
    student.page.wait_for_timeout(2 * SOON)  # it asks every four seconds
    expect(bar(student)).to_contain_text("Fox · Now: One goal")
    student.page.reload()
    student.settle()
    student.page.wait_for_timeout(SOON)
    expect(bar(student)).to_contain_text("Fox · Now: One goal")


def test_an_ended_class_does_not_end_the_next_one(classes: Classes, students: list[Student]) -> None:
    student = students[0]
    end(classes, come_into(classes, student, "One", "Two", "Three"), student)
    come_into(classes, student, "Four", "Five", "Six")  # up to the revision at which the first class ended
    student.page.wait_for_timeout(2 * SOON)
    expect(bar(student)).to_contain_text("Six")


def test_an_open_page_follows_its_student_into_another_class(classes: Classes, students: list[Student]) -> None:
    student = students[0]
    come_into(classes, student, "One", "Two", "Three", name="Morning")
    first_tab, student.page = student.page, student.new_tab()
    come_into(classes, student, "Welcome", name="Afternoon")
    expect(bar_in(first_tab)).to_contain_text("Afternoon · Fox", timeout=2 * SOON)
    expect(bar_in(first_tab)).to_contain_text("Welcome")


def test_an_open_page_comes_back_into_class_with_its_student(classes: Classes, students: list[Student]) -> None:
    student = students[0]
    end(classes, come_into(classes, student, name="Morning"), student)
    student.requests.clear()
    student.page.wait_for_timeout(2 * SOON)
    assert not [each for each in student.requests if "/class-now" in each]  # it asks seldom
    first_tab, student.page = student.page, student.new_tab()
    come_into(classes, student, "Welcome", name="Afternoon")
    expect(bar_in(first_tab)).to_contain_text(OVER)
    first_tab.evaluate("window.dispatchEvent(new Event('focus'))")  # the student comes back to it
    expect(bar_in(first_tab)).to_contain_text("Afternoon · Fox", timeout=SOON)
    expect(bar_in(first_tab)).to_contain_text("Welcome")
    expect(bar_in(first_tab)).not_to_contain_text(OVER)
