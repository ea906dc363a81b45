"""A teacher in a browser: a class from one click to its end, a projector in a second window, a grid that follows."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser.conftest import Server, Visit, new_visit, until
from tests.browser.test_class import join
from tests.browser.test_pages import LOW_CONTRAST
from tests.conftest import leaves
from workshop.classroom.board import Report
from workshop.classroom.class_report import report
from workshop.content import Content
from workshop.keys import CLASS_COOKIE, new_key
from workshop.plan.model import Plan
from workshop.store import Class, Classes, open_classes
from workshop.vocabulary import STEPS

FIVE_SECONDS = 5_000
MINUTE = 60_000
AHEAD = """
const real = Date.now.bind(Date);
window.ahead = 0;
Date.now = () => real() + window.ahead;
"""


@dataclass
class Teacher:
    """A teacher with a browser, before a server, and what the server sent to it."""

    visit: Visit
    classes: Classes
    students: dict[str, str] = field(default_factory=dict)
    received: list[bytes] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def key(self) -> str:
        """The key of the class that this browser runs."""
        return next(each["value"] for each in self.visit.context.cookies() if each["name"] == CLASS_COOKIE)

    @property
    def found(self) -> Class:
        found = self.classes.open(self.key)
        assert found
        return found

    def start(self, sheet: str = "fifty") -> "Teacher":
        """From the teacher's page to a running class: one click."""
        self.visit.open("classroom")
        self.page.locator(f".st-key-card_sheet_{sheet} form button").click()
        self.page.locator(".join b").wait_for()
        self.visit.settle()
        return self

    def press(self, key: str) -> None:
        self.page.locator(f".st-key-{key} button").click()
        self.visit.settle()

    def join(self, *nicknames: str) -> None:
        """Students come into the class."""
        code = self.found.code
        for nickname in nicknames:
            self.students[nickname] = key = new_key()
            assert self.classes.join(code, key, Report(nickname=nickname, active_at=datetime.now(UTC)))

    def tell(self, nickname: str, told: Report) -> None:
        assert self.classes.tell(self.students[nickname], lambda own: told)

    def row(self, nickname: str) -> list[str]:
        """The cells of a student in the grid, as they are read out."""
        row = self.page.locator(".class_grid tbody tr", has=self.page.locator("th", has_text=nickname))
        return [cell.get_attribute("aria-label") or cell.inner_text() for cell in row.locator("td").all()]

    def second_window(self) -> Page:
        """The projector, opened from the teacher's page."""
        with self.visit.context.expect_page() as opened:
            self.page.get_by_role("link", name="Open the projector").click()
        projector = opened.value
        projector.locator("h1").first.wait_for()
        return projector

    def listen(self) -> None:
        """Keep everything that comes over the websockets."""

        def hear(socket: WebSocket) -> None:
            socket.on("framereceived", lambda frame: self.received.append(_bytes(frame)))

        self.page.on("websocket", hear)


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@pytest.fixture
def teacher(visit: Visit, server: Server) -> Teacher:
    """A teacher who has not been here before."""
    return Teacher(visit, open_classes(server.environment["WORKSHOP_DATABASE_URL"]))


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server with a database of its own, to stop."""
    running = Server(tmp_path)
    yield running
    running.stop()


def test_one_click_starts_a_class_and_a_second_look_finds_it_again(teacher: Teacher) -> None:
    teacher.start("ninety")
    assert teacher.found.board.sheet == "ninety"
    code = teacher.found.code
    expect(teacher.page.locator(".join b")).to_have_text(f"{code[:4]} {code[4:]}")
    teacher.visit.open("classroom")
    expect(teacher.page.locator(".join b")).to_have_text(f"{code[:4]} {code[4:]}")
    assert teacher.visit.own_troubles() == []


def test_the_private_link_opens_the_class_in_another_browser(
    teacher: Teacher, browser: Browser, server: Server
) -> None:
    teacher.start()
    other = new_visit(browser, server.url)
    other.page.goto(f"{server.url}/class#{teacher.key}")
    other.page.get_by_role("button", name="Open the class").click()
    expect(other.page.locator(".join b")).to_have_text(teacher.page.locator(".join b").inner_text())
    assert teacher.key not in other.page.url
    assert not [request for request in other.requests if teacher.key in request]
    other.context.close()


def test_the_projector_follows_the_lesson_and_its_countdown_ticks(teacher: Teacher, content: Content) -> None:
    teacher.start()
    projector = teacher.second_window()
    expect(projector.locator(".join_code")).to_have_text(teacher.page.locator(".join b").inner_text())
    teacher.press("start")
    first, second = list(content.classroom.run_sheets[0].activities)[:2]
    expect(projector.locator("h1")).to_have_text(first.title, timeout=FIVE_SECONDS)
    time_left = projector.locator(".st-key-projector_countdown b")
    expect(time_left).to_have_text("3:55", timeout=10_000)
    expect(teacher.page.locator(".st-key-activity_time b")).to_contain_text("3:5")
    teacher.press("next_activity")
    expect(projector.locator("h1")).to_have_text(second.title, timeout=FIVE_SECONDS)
    expect(projector.locator(".do")).to_have_text(second.do)
    expect(time_left).to_contain_text("9:5")


def test_a_sentence_to_the_class_is_on_the_projector_and_goes_again(teacher: Teacher) -> None:
    teacher.start()
    projector = teacher.second_window()
    teacher.page.get_by_text("Tell the class something").click()
    teacher.page.get_by_label("A sentence for everyone").fill("<b>Pens down</b>")
    teacher.page.get_by_label("A sentence for everyone").press("Enter")
    expect(projector.locator(".said")).to_have_text("<b>Pens down</b>", timeout=FIVE_SECONDS)
    teacher.press("take_down")
    expect(projector.locator(".said")).to_have_count(0, timeout=FIVE_SECONDS)


def test_the_countdown_says_how_long_it_is_over(teacher: Teacher) -> None:
    teacher.page.add_init_script(AHEAD)
    teacher.start()
    teacher.press("start")
    teacher.page.evaluate(f"window.ahead = {5 * MINUTE}")
    expect(teacher.page.locator(".st-key-activity_time b")).to_contain_text("+1:")


def test_the_stop_watch_counts_rounds_and_survives_a_page_that_is_loaded_anew(teacher: Teacher) -> None:
    teacher.start()
    projector = teacher.second_window()
    projector.add_init_script(AHEAD)
    projector.reload()
    projector.get_by_text("Stop-watch for pairs").click()
    watch = projector.locator(".st-key-stopwatch")
    expect(watch.locator(".left")).to_have_text("3:00")
    watch.locator("input").fill("2")
    watch.locator("input").press("Tab")
    watch.get_by_role("button", name="Start").click()
    expect(watch.locator(".left")).to_have_text("1:57", timeout=FIVE_SECONDS)
    watch.get_by_role("button", name="Pause").click()
    stands = watch.locator(".left").inner_text()
    projector.wait_for_timeout(1500)
    expect(watch.locator(".left")).to_have_text(stands)
    projector.reload()
    projector.get_by_text("Stop-watch for pairs").click()
    expect(watch.locator(".left")).to_have_text(stands)
    watch.get_by_role("button", name="Start").click()
    projector.evaluate(f"window.ahead = {2 * MINUTE}")
    expect(watch.locator(".swap")).to_have_text("Swap roles")
    watch.get_by_role("button", name="Start the next round").click()
    expect(watch.locator(".round")).to_have_text("Round 2")
    expect(watch.locator(".left")).to_contain_text("1:5")
    watch.get_by_role("button", name="Reset").click()
    expect(watch.locator(".left")).to_have_text("2:00")


def test_the_grid_follows_within_five_seconds_and_brings_no_word_of_a_student(
    teacher: Teacher, content: Content, example: Plan
) -> None:
    teacher.listen()
    teacher.start()
    teacher.join("Otter", "Fox", "Beaver", "Wren", "Lynx")
    grid = teacher.page.locator(".class_grid tbody tr")
    expect(grid).to_have_count(5, timeout=FIVE_SECONDS)
    assert teacher.row("Fox")[1:7] == ["not begun"] * 6
    now = datetime.now(UTC)
    teacher.tell("Fox", report(content, example, "Fox", "prepare", now, help=True))
    teacher.tell("Wren", report(content, Plan(), "Wren", "identify", now))
    expect(grid.first.locator("th")).to_contain_text("Fox Needs help", timeout=FIVE_SECONDS)
    done = [
        f"{'done' if step in report(content, example, '').done else ''}{', is here' * (step == 'prepare')}"
        for step in STEPS
    ]
    assert [told for told, wanted in zip(teacher.row("Fox")[1:7], done, strict=True) if not told.endswith(wanted)] == []
    assert until(lambda: teacher.row("Wren")[2] == "not begun, is here", teacher.page)
    written = [each for each in leaves(example.model_dump(mode="json")) if len(each) > 25]
    received = b"\n".join(teacher.received)
    assert b"Needs help" in received
    assert [each for each in written if each.encode() in received] == []


def test_a_teacher_and_five_students_at_once(teacher: Teacher, browser: Browser, server: Server) -> None:
    """They join with the code, write, ask for help and hand something in; the grid is right within five seconds."""
    teacher.listen()
    teacher.start()
    students = [new_visit(browser, server.url) for _ in range(5)]
    for number, student in enumerate(students):
        join(student, teacher.found.code, f"Otter{number}")
    expect(teacher.page.locator(".class_grid tbody tr")).to_have_count(5, timeout=FIVE_SECONDS)
    for _ in range(2):
        teacher.press("start" if teacher.found.board.began is None else "next_activity")
    for number, student in enumerate(students):
        expect(student.page.locator(".st-key-class_bar")).to_contain_text("One goal", timeout=FIVE_SECONDS)
        student.go("research")
        student.type("answers.draws_me", f"MARKERTEXT{number} animals")
    wanted = [["Research", "4 left, is here"]] * 5
    assert until(lambda: [teacher.row(f"Otter{number}")[:2] for number in range(5)] == wanted, teacher.page)

    asks, gives = students[:2]
    asks.open("my_class").get_by_role("button", name="I need help").click()
    first = teacher.page.locator(".class_grid tbody th").first
    expect(first).to_have_text("Otter0 Needs help", timeout=FIVE_SECONDS)
    gives.open("prepare")
    gives.type("answers.intro", "MARKERTEXT I am 16")
    assert b"MARKER" not in b"".join(teacher.received)
    gives.open("my_class").get_by_text("Who you are and what you hope to get").click()
    gives.page.get_by_role("button", name="Hand it in").click()
    expect(teacher.page.locator(".class_grid")).to_contain_text("Otter1 handed in", timeout=FIVE_SECONDS)
    assert b"MARKER" not in b"".join(teacher.received)
    for student in students:
        student.context.close()


def test_two_hundred_students_are_in_the_grid_and_in_the_table(teacher: Teacher) -> None:
    teacher.start()
    teacher.join(*(f"Student {number:03}" for number in range(200)))
    expect(teacher.page.locator(".class_grid tbody tr")).to_have_count(200, timeout=FIVE_SECONDS)
    teacher.tell("Student 117", Report(nickname="Student 117", done=("research",), active_at=datetime.now(UTC)))
    assert until(lambda: teacher.row("Student 117")[1] == "done", teacher.page)
    with teacher.page.expect_download() as download:
        teacher.page.get_by_role("button", name="Download as a table").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    lines = {line[0]: line for line in csv.reader(io.StringIO(text))}
    assert len(lines) == 201
    assert (lines["Student 117"][1], lines["Student 118"][1]) == ("done", "not begun")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_both_screens_can_be_read_and_fit(
    teacher: Teacher, browser: Browser, server: Server, theme: str, width: int
) -> None:
    teacher.start()
    teacher.join("A nickname of thirty letters!!", "Fox")
    teacher.tell("Fox", Report(nickname="Fox", help=True, begun=("research",), left={"research": 2}))
    teacher.press("start")
    look = new_visit(browser, server.url, viewport={"width": width, "height": 720}, color_scheme=theme)
    look.context.add_cookies([{"name": CLASS_COOKIE, "value": teacher.key, "url": server.url}])
    for path in ("classroom", "projector"):
        page = look.open(path)
        page.locator("summary").last.click()
        look.settle()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width, path
        assert page.evaluate(LOW_CONTRAST) == [], path
    assert look.own_troubles() == []
    look.context.close()


def test_what_a_teacher_types_stays_while_students_join(teacher: Teacher) -> None:
    teacher.start()
    teacher.page.get_by_text("Tell the class something").click()
    box = teacher.page.get_by_label("A sentence for everyone")
    box.press_sequentially("In two min")
    teacher.join("Otter", "Fox")
    expect(teacher.page.locator(".class_grid tbody tr")).to_have_count(2, timeout=FIVE_SECONDS)
    box.press_sequentially("utes we stop")
    teacher.join("Lynx")
    expect(teacher.page.locator(".class_grid tbody tr")).to_have_count(3, timeout=FIVE_SECONDS)
    expect(box).to_have_value("In two minutes we stop")
    box.press("Enter")
    assert until(lambda: teacher.found.board.said == "In two minutes we stop", teacher.page)


def test_a_class_that_is_deleted_for_good_is_gone_on_both_screens(teacher: Teacher, content: Content) -> None:
    teacher.start()
    teacher.join("Otter")
    projector = teacher.second_window()
    key = teacher.key
    teacher.page.get_by_text(content.teach.end.title).click()
    teacher.page.get_by_role("button", name="Delete this class for good").click()
    teacher.page.locator(".st-key-delete_class_yes button").click()
    expect(teacher.page.get_by_text(content.teach.cold.deleted)).to_be_visible()
    assert teacher.classes.open(key) is None
    expect(projector.get_by_text(content.teach.projector.no_class)).to_be_visible(timeout=FIVE_SECONDS)


def finish_here(teacher: Teacher, content: Content) -> Page:
    """Press "Finish here" on the teacher's page."""
    teacher.page.get_by_role("link", name=content.doors.finish.link).click()
    expect(teacher.page.get_by_text(content.teach.link.text)).to_be_visible()
    return teacher.page


def runs_a_class(teacher: Teacher) -> bool:
    return any(each["name"] == CLASS_COOKIE for each in teacher.visit.context.cookies())


def test_who_finishes_keeps_the_link_of_the_class_and_opens_it_again(teacher: Teacher, content: Content) -> None:
    words = content.teach.link
    teacher.start()
    key, code, url = teacher.key, teacher.found.code, teacher.visit.url
    page = finish_here(teacher, content)
    expect(page.get_by_text(content.doors.finish.nothing)).to_have_count(0)
    teacher.visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=words.copy_link).click()
    expect(page.get_by_role("button", name=content.words.copied)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{url}/class#{key}"
    page.get_by_label(words.have).check()
    page.get_by_role("button", name=words.close).click()
    expect(page.get_by_text(words.closed)).to_be_visible()
    assert not runs_a_class(teacher)
    for _ in range(2):
        page.go_back()
        page.wait_for_timeout(700)
        assert key not in page.content()
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name=content.teach.door.open).click()
    expect(page.locator(".join b")).to_have_text(f"{code[:4]} {code[4:]}")
    assert teacher.key == key
    assert not [request for request in teacher.visit.requests if key in request]


def test_a_class_is_closed_before_a_plan_which_is_taken_along_as_ever(teacher: Teacher, content: Content) -> None:
    teacher.visit.open("research")
    teacher.visit.type("about.name", "Ms. Maya")
    teacher.start()
    page = finish_here(teacher, content)
    page.get_by_label(content.teach.link.have).check()
    page.get_by_role("button", name=content.teach.link.close).click()
    expect(page.locator(".facts").last).to_contain_text("Ms. Maya")
    assert not runs_a_class(teacher)
    with page.expect_download() as download:
        page.get_by_role("button", name=content.doors.finish.download).click()
    assert "Ms. Maya" in Path(download.value.path()).read_text(encoding="utf-8")


def test_a_link_that_could_not_be_copied_is_not_called_copied_but_shown_and_marked(
    teacher: Teacher, content: Content
) -> None:
    teacher.visit.context.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;"
    )
    teacher.start()
    page = finish_here(teacher, content)
    expect(page.locator("details p")).to_be_hidden()
    page.get_by_role("button", name=content.teach.link.copy_link).click()
    expect(page.get_by_role("button", name=content.doors.not_copied)).to_be_visible()
    expect(page.get_by_text(content.words.copied, exact=True)).to_have_count(0)
    expect(page.locator("details p")).to_be_visible()
    assert page.evaluate("getSelection().toString()").endswith(f"/class#{teacher.key}")


def test_on_paper_there_is_the_link_and_what_it_is_for_and_no_button(teacher: Teacher, content: Content) -> None:
    words = content.teach.link
    teacher.page.add_init_script("window.print = () => (window.printed = true)")
    teacher.start()
    page = finish_here(teacher, content)
    expect(page.locator(".printed")).to_be_hidden()
    page.get_by_role("button", name=words.print).click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".printed")).to_contain_text(f"/class#{teacher.key}")
    expect(page.locator(".printed")).to_be_visible()
    expect(page.get_by_role("button", name=words.close)).to_be_hidden()
    square = page.locator(".printed svg").bounding_box()
    assert square
    assert square["width"] < 300


@pytest.mark.parametrize(("own", "stays"), [(True, True), (False, False)])
def test_a_class_outlives_the_browser_where_the_teacher_says_that_the_computer_is_theirs(
    teacher: Teacher, content: Content, own: bool, stays: bool
) -> None:
    words, page = content.doors.device, teacher.page
    kept = content.teach.cockpit.kept
    teacher.start()
    expect(page.get_by_text(kept.not_said)).to_be_visible()
    if own:
        page.get_by_role("link", name=words.own).click()
        page.get_by_role("button", name=content.doors.keep_yes).click()
    else:
        page.get_by_role("button", name=words.shared_short).click()
    expect(page.get_by_text(kept.own.partition("{")[0] if own else kept.shared)).to_be_visible()
    expect(page.get_by_text(words.question)).to_have_count(0)
    (cookie,) = (each for each in teacher.visit.context.cookies() if each["name"] == CLASS_COOKIE)
    assert (cookie["expires"] > 0) is stays


def test_at_the_bell_the_lesson_ends_and_the_class_stays(teacher: Teacher, content: Content) -> None:
    teacher.start()
    last = list(content.classroom.run_sheets[0].activities)[-1]
    teacher.press(f"view_{last.id}")
    teacher.press("start")
    teacher.page.get_by_role("button", name=content.teach.cockpit.end_lesson).click()
    teacher.visit.settle()
    assert teacher.found.board.began is None
    expect(teacher.page.get_by_role("button", name=content.teach.link.copy_link)).to_be_visible()


def test_a_class_closed_here_is_no_longer_on_this_computer(teacher: Teacher, content: Content) -> None:
    teacher.start()
    key = teacher.key
    teacher.page.goto(f"{teacher.visit.url}/class")
    teacher.page.get_by_label(content.teach.link.have).check()
    teacher.page.get_by_role("button", name=content.teach.link.close).click()
    expect(teacher.page.locator("form.start").first).to_be_visible()
    assert teacher.classes.open(key)


def test_the_class_goes_on_after_the_server_was_stopped(browser: Browser, own_server: Server) -> None:
    classes = open_classes(own_server.environment["WORKSHOP_DATABASE_URL"])
    visit = new_visit(browser, own_server.url)
    teacher = Teacher(visit, classes).start()
    teacher.press("start")
    own_server.stop()
    own_server.start()
    teacher.join("Otter")
    expect(teacher.page.locator(".class_grid tbody tr")).to_have_count(1, timeout=30_000)
    expect(teacher.page.locator(".st-key-activity_time b")).to_contain_text("3:")
    visit.context.close()
