"""The first tap right after typing does what it says, and the text is saved."""

from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

import pytest
from playwright.sync_api import Error

from tests.faults.conftest import Enrol, in_short_and, in_short_and_in_full
from tests.faults.students import FEW, LAPTOP, PHONE, SPOTS, TABLET, Spot, Student, sit_down, wait_until_saved
from workshop.plan.model import read

TICKS = {
    "research": "checks.research_goal",
    "identify": "checks.identify_wide",
    "prepare": "checks.prepare_room",
    "conduct": "checks.conduct_clothes",
}
CELLS = [spot for spot in SPOTS if spot.kind == "table cell"]
SLOW = 20
LINK = "[data-testid=stSidebarNavLink][href$='/contact']"


Worked = Callable[[], bool]
Tap = Callable[[Student], Worked]


def link(student: Student) -> Worked:
    if student.device is PHONE:
        student.touch(student.visit.page.locator("[data-testid=stExpandSidebarButton]"))
    student.touch(student.visit.page.locator(LINK))
    return student.is_elsewhere


def link_by_key(student: Student) -> Worked:
    student.visit.page.locator(LINK).focus()
    student.visit.page.keyboard.press("Enter")
    return student.is_elsewhere


def stepper(student: Student) -> Worked:
    student.touch(student.visit.page.locator(".st-key-go_contact button:visible"))
    return student.is_elsewhere


def next_page(student: Student) -> Worked:
    student.touch(student.visit.page.locator(".st-key-next_page button:visible"))
    return student.is_elsewhere


def tick(student: Student) -> Worked:
    path = TICKS[student.spot.page]
    student.touch(student.visit.page.locator(f"{student.visit.key(path)} label").first)
    return lambda: bool(read(student.plan, path))


def once(tap: Tap, student: Student) -> Worked:
    try:
        return tap(student)
    except Error:
        return lambda: False  # it could not even be tapped


@pytest.mark.essential
@in_short_and_in_full
def test_the_first_touch_of_a_link_right_after_typing_works(
    enrol: Enrol, settle_up: Callable[..., None], spots: Sequence[Spot]
) -> None:
    tap_after_typing(enrol, settle_up, spots, [link], [TABLET])


@in_short_and_in_full
def test_the_first_tap_or_click_right_after_typing_works(
    enrol: Enrol, settle_up: Callable[..., None], spots: Sequence[Spot]
) -> None:
    tap_after_typing(enrol, settle_up, spots, [link, stepper, next_page, tick], [PHONE, LAPTOP, PHONE])


@in_short_and("all cells", CELLS)
def test_the_first_touch_of_a_link_right_after_typing_works_on_a_slow_computer(
    enrol: Enrol, settle_up: Callable[..., None], spots: Sequence[Spot]
) -> None:
    """A tap may be longer there than a text needs to be sent elsewhere."""
    tap_after_typing(enrol, settle_up, spots, [link], [TABLET], slowness=SLOW)


def test_a_link_followed_by_key_right_after_typing_works_on_a_slow_computer(
    enrol: Enrol, settle_up: Callable[..., None]
) -> None:
    tap_after_typing(enrol, settle_up, FEW, [link_by_key], [LAPTOP], slowness=SLOW)


def tap_after_typing(
    enrol: Enrol,
    settle_up: Callable[..., None],
    spots: Sequence[Spot],
    taps: Sequence[Tap],
    devices: Sequence[dict[str, Any]],
    slowness: int = 1,
) -> None:
    """Every student taps at once after a word, on a computer that is so many times as slow; nobody taps twice."""
    students = [enrol([spot], device=device)[0] for spot, device in zip(spots, cycle(devices), strict=False)]
    sit_down(students)
    tapped = []
    for student, tap in zip(students, cycle(taps), strict=False):
        student.write(student.newest)
        student.visit.page.wait_for_timeout(300)
        student.slow_down(slowness)
        worked = once(tap, student)
        student.wait(worked, 6 if slowness == 1 else 30)
        student.slow_down(1)
        tapped.append((student, tap, worked))
    wait_until_saved(students)
    troubles = [f"{student.spot}: {tap.__name__} did nothing" for student, tap, worked in tapped if not worked()]
    troubles += [f"{student.spot}: {trouble}" for student in students for trouble in student.visit.own_troubles()]
    for student in students:
        student.visit.settle()
        student.come_back_by_link()
    settle_up([student.fate() for student in students], newest=True, troubles=troubles)
