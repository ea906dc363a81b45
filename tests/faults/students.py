"""Students who type, each with a browser of their own, and what becomes of their texts."""

import time
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page, TimeoutError, expect

from tests.browser.conftest import new_visit
from workshop.keys import COOKIE, new_key
from workshop.plan.model import Person, Plan, read, replace
from workshop.store import Store
from workshop.vocabulary import PERSON_COLUMNS

PEOPLE = (Person(id="p1", name="Ana Ruiz"), Person(id="p2", name="王芳"), Person(id="p3", name="Zoë Łęcka"))
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
TABLET: dict[str, Any] = {"viewport": {"width": 1180, "height": 820}, "has_touch": True}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
SCROLL = """target => {
  const main = target.closest("[data-testid=stMain]");
  target.scrollIntoView({ block: main ? "start" : "nearest" });
  main?.scrollBy(0, -200);
}"""
RESTING = f"{CONNECTED}[data-test-script-state=notRunning]"


@dataclass(frozen=True)
class Spot:
    """A blank to type into: on which page, of which kind, at which address in the plan."""

    page: str
    kind: str
    path: str


SPOTS = (
    Spot("research", "text area", "answers.draws_me"),
    Spot("prepare", "text area", "answers.intro"),
    Spot("conduct", "text area", "interviews.p1.answers.notes"),
    Spot("research", "text area", "answers.found_2"),
    Spot("research", "text input", "about.name"),
    Spot("prepare", "text input", "about.email"),
    Spot("conduct", "text input", "interviews.p1.where"),
    Spot("research", "text input", "answers.guess_1"),
    Spot("identify", "table cell", "people.p1.pronounced"),
    Spot("identify", "table cell", "people.p2.name"),
    Spot("identify", "table cell", "people.p3.address"),
    Spot("identify", "table cell", "people.p2.title"),
)
FEW = SPOTS[0:12:4]  # one of each kind

# What is more than two seconds old when the fault comes, and what is typed just before it.
TEXTS = (
    ("Ana fixes bikes.", " And radios."),
    ("王芳喜欢修自行车。", "也修收音机。"),
    ("Zoë bäckt für Łęcka", " – à l’œuvre"),
    ("ענת מתקנת אופניים", " וגם מכשירי רדיו"),
    ("🚲 and 🎺 for Bảo", " 👩🏽‍🔬 too"),
)


@dataclass(frozen=True)
class Fate:
    """What became of one text: whether the older part, and the newest, was saved and is shown again."""

    kind: str
    older: bool
    newest: bool
    story: str


class Student:
    """One visitor with a plan of their own, who types into one blank."""

    def __init__(self, browser: Browser, address: str, store: Store, spot: Spot, number: int, device: dict) -> None:
        self.store, self.spot, self.device, self.key = store, spot, device, new_key()
        self.older, self.newest = TEXTS[number % len(TEXTS)]
        if spot.kind == "text area":
            self.older = f"{self.older}\n\n{number} {self.older}"
        store.edit(self.key, lambda plan: replace(plan, people=PEOPLE))
        self.visit = new_visit(browser, address, **device)
        self.visit.context.add_cookies([{"name": COOKIE, "value": self.key, "url": address}])
        self.shown = ""

    @property
    def text(self) -> str:
        """All that was typed."""
        return self.older + self.newest

    @property
    def plan(self) -> Plan:
        """What the database holds."""
        return self.store.load(self.key).plan

    @property
    def saved(self) -> str:
        """What the database holds of the text."""
        return read(self.plan, self.spot.path) or ""

    def in_another_tab(self, spot: Spot, address: str) -> "Student":
        """The same visitor at a blank in another tab, with another text."""
        other = copy(self)
        other.visit = copy(self.visit)
        other.visit.page, other.visit.url = self.visit.new_tab(), address
        other.spot, other.older, other.newest, other.shown = spot, "Another tab", " wrote this – 另一个", ""
        return other

    def take_up(self) -> None:
        """Put the cursor into the blank; a cell of the table is opened."""
        if self.spot.kind == "table cell":
            open_cell(self.visit.page, *self.cell)
        else:
            self.touch(self.box)

    def write(self, text: str) -> None:
        """Type as a person does, and leave the cursor where it is."""
        self.visit.page.bring_to_front()
        self.visit.page.keyboard.type(text, delay=20)

    def leave_the_blank(self) -> None:
        """Move the cursor on, which saves what was written in all browsers and all days."""
        self.visit.page.keyboard.press("Enter" if self.spot.kind == "table cell" else "Tab")
        self.wait(lambda: self.saved in (self.older, self.text), 3)

    def touch(self, target: Locator) -> None:
        """One tap, or one click; it is never tried twice. What is to be tapped is first scrolled into the clear."""
        target.evaluate(SCROLL)
        if self.device.get("has_touch"):
            target.tap()
        else:
            target.click(delay=80)

    def slow_down(self, times: int) -> None:
        """From now on the page computes so many times as slowly as this machine."""
        page = self.visit.page
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column of the table."""
        _, person, column = self.spot.path.split(".")
        return [each.id for each in PEOPLE].index(person), list(PERSON_COLUMNS).index(column)

    @property
    def box(self) -> Locator:
        """The blank on the page; of a cell, what it says to those who cannot see it."""
        if self.spot.kind == "table cell":
            row, column = self.cell
            return self.visit.page.locator(f"#glide-cell-{column}-{row}")
        return self.visit.page.locator(f"{self.visit.key(self.spot.path)} :is(textarea, input)").first

    def read(self) -> str:
        """What the blank shows."""
        return self.box.text_content() or "" if self.spot.kind == "table cell" else self.box.input_value()

    def is_elsewhere(self) -> bool:
        """Whether the tab shows another page than that of the blank."""
        return not self.visit.page.url.endswith(f"/{self.spot.page}")

    def wait(self, done: Callable[[], bool], seconds: float = 5) -> bool:
        """Wait until something is so; whether it came to be in time."""
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                return False
            self.visit.page.wait_for_timeout(100)
        return True

    def look(self) -> None:
        """Wait until the text is shown; remember what the blank shows, or why it cannot be seen."""
        try:
            if self.spot.kind == "table cell":
                select_cell(self.visit.page, *self.cell)
            self.wait(lambda: self.read() == self.text, 2)
            self.shown = self.read()
        except Error as error:
            self.shown = f"(not to be seen: {error.message})"

    def come_back(self) -> None:
        """Open the page anew and look."""
        self.visit.open(self.spot.page)
        self.look()

    def come_back_by_link(self) -> None:
        """Go to the page in the same session, as far as there is still a page to go from, and look."""
        if self.visit.page.locator("[data-testid=stSidebarNavLink]").count():
            self.visit.go(self.spot.page)
            self.look()
        else:
            self.come_back()

    def is_connected(self) -> None:
        """Wait until the page has found the server, again or for the first time, and stands still."""
        self.visit.page.locator("[data-testid=stMain] h1").first.wait_for(timeout=60_000)
        self.visit.page.locator(RESTING).wait_for(timeout=60_000)
        self.visit.page.wait_for_timeout(200)
        self.visit.page.locator(RESTING).wait_for()

    def fate(self, saved: str | None = None) -> Fate:
        """What has become of the text: of what was saved, now or at a time before, and of what the blank showed."""
        found = (self.saved if saved is None else saved, self.shown)
        older, newest = (all(each.startswith(text) for each in found) for text in (self.older, self.text))
        story = f"{self.spot.page}, {self.spot.path}: typed {self.text!r}, saved {found[0]!r}, shown {found[1]!r}"
        return Fate(self.spot.kind, older, newest, story)


def take_places(students: Sequence[Student]) -> None:
    """Everyone opens their page and puts the cursor into their blank."""
    for student in students:
        student.visit.page.goto(f"{student.visit.url}/{student.spot.page}", wait_until="commit")
    for student in students:
        student.is_connected()
        student.take_up()


def sit_down(students: Sequence[Student]) -> None:
    """Everyone opens their page and writes what will be more than two seconds old when the fault comes."""
    take_places(students)
    for student in students:
        student.write(student.older)
    students[-1].visit.page.wait_for_timeout(2200)


def wait_until_saved(students: Sequence[Student]) -> None:
    """Give everyone's text three seconds more to reach the database."""
    students[0].wait(lambda: all(student.saved == student.text for student in students), 3)


def open_cell(page: Page, row: int, column: int) -> None:
    """Open a cell of the people table; the cursor is in it then."""
    select_cell(page, row, column)
    page.keyboard.press("Enter")
    expect(page.locator("#portal textarea")).to_be_focused()


def select_cell(page: Page, row: int, column: int) -> None:
    """Go to a cell of the people table, with mouse and keyboard as a visitor does; that scrolls it into view."""
    page.bring_to_front()
    page.locator("[data-testid=data-grid-canvas]").scroll_into_view_if_needed()
    page.locator("[id^=glide-cell-]").first.wait_for(state="attached")
    for _ in range(3):  # the page may still move under the mouse
        page.wait_for_timeout(200)
        page.mouse.click(*_start_of(page, row))
        page.keyboard.press("Home")
        if _is_selected(page, row, 0):
            break
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    if not _is_selected(page, row, column):
        raise Error(f"no way to row {row}, column {column} of the table")


def _start_of(page: Page, row: int) -> tuple[float, float]:
    """Where on the screen a row begins."""
    canvas = page.locator("[data-testid=data-grid-canvas]")
    area = canvas.bounding_box()
    assert area
    height = area["height"] / int(canvas.locator("table").get_attribute("aria-rowcount") or 0)
    return area["x"] + 60, area["y"] + height * (row + 1.5)


def _is_selected(page: Page, row: int, column: int) -> bool:
    try:
        page.locator(f"#glide-cell-{column}-{row}[aria-selected=true]").wait_for(state="attached", timeout=3000)
    except TimeoutError:
        return False
    return True
