"""Two tabs of one visitor: a forgotten one, two that write, and one left open when the visitor finishes."""

import time
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Error, Page, expect

from tests.faults.conftest import Enrol, Workshop
from tests.faults.students import FEW, SPOTS, Spot, Student, sit_down, take_places, wait_until_saved

# Where a blank offers the version that was written in another tab.
OTHER_VERSION = "[class*=st-key-others_]"

AREA, LINE, CELL = FEW
EVERYTHING = """() => document.documentElement.outerHTML
  + [...document.querySelectorAll("textarea, input")].map(box => box.value).join()"""


@pytest.mark.parametrize(
    ("spots", "restart"),
    [
        pytest.param(FEW, True, id="short-restart"),
        pytest.param(SPOTS[1::2], True, id="full-restart", marks=pytest.mark.faults),
        pytest.param(FEW, False, id="full-asleep", marks=pytest.mark.faults),
    ],
)
def test_a_forgotten_tab_does_not_bring_back_its_old_text(
    workshop: Workshop, enrol: Enrol, spots: Sequence[Spot], *, restart: bool
) -> None:
    forgotten = enrol(spots, workshop.proxy.url)
    sit_down(forgotten)
    for student in forgotten:
        student.leave_the_blank()
    assert [student.saved for student in forgotten] == [student.older for student in forgotten]
    workshop.proxy.cut()
    if restart:
        workshop.server.stop()
        workshop.server.start()
    at_work = [student.in_another_tab(student.spot, workshop.address) for student in forgotten]
    take_places(at_work)
    for student in at_work:
        student.visit.page.keyboard.press("Control+A")
        student.write(student.text)
        student.leave_the_blank()
    wait_until_saved(at_work)
    workshop.proxy.heal()
    for student in forgotten:
        student.is_connected()
    at_work[0].visit.page.wait_for_timeout(4000)
    lost = [f"{student.spot}: {student.saved!r}" for student in at_work if student.saved != student.text]
    assert not lost, f"{len(lost)} of {len(spots)} newer texts were overwritten:\n" + "\n".join(lost)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(AREA, LINE, id="one page"),
        pytest.param(LINE, Spot("prepare", "text area", "answers.intro"), id="two pages"),
        pytest.param(CELL, Spot("identify", "table cell", "people.p2.title"), id="two cells", marks=pytest.mark.faults),
    ],
)
def test_two_tabs_that_write_into_different_blanks_keep_both(
    workshop: Workshop, enrol: Enrol, settle_up: Callable[..., None], first: Spot, second: Spot
) -> None:
    here = enrol([first])[0]
    there = here.in_another_tab(second, workshop.address)
    tabs = [here, there]
    sit_down(tabs)
    for tab in tabs:
        tab.write(tab.newest)
        tab.visit.page.wait_for_timeout(2200)
    for tab in tabs:
        tab.leave_the_blank()
    wait_until_saved(tabs)
    for tab in tabs:
        tab.come_back()
    settle_up([tab.fate() for tab in tabs], newest=True, troubles=[])


@pytest.mark.parametrize("spot", FEW, ids=[spot.kind for spot in FEW])
def test_two_tabs_that_write_into_the_same_blank_keep_both_versions(
    workshop: Workshop, enrol: Enrol, spot: Spot
) -> None:
    earlier = enrol([spot])[0]
    later = earlier.in_another_tab(spot, workshop.address)
    take_places([earlier, later])
    for tab in (earlier, later):
        tab.write(tab.text)
        tab.visit.page.wait_for_timeout(2200)
        tab.leave_the_blank()
    later.wait(lambda: later.text in later.saved, 3)
    if earlier.text in later.saved and later.text in later.saved:
        return  # the later tab had the earlier text before its eyes, and added to it
    later.come_back()
    assert (later.saved, later.shown) == (later.text, later.text)
    assert earlier.text in later.plan.others.get(spot.path, ())
    expect(later.visit.page.locator(OTHER_VERSION)).to_contain_text(earlier.text)


@pytest.mark.parametrize("page", ["research", "identify"])
def test_finishing_empties_the_other_tab_too(workshop: Workshop, enrol: Enrol, page: str) -> None:
    finishing = enrol([LINE])[0]
    sit_down([finishing])
    finishing.leave_the_blank()
    left_open = finishing.in_another_tab(LINE, workshop.address)
    secrets = (finishing.older, *(person.name for person in finishing.plan.people))
    left_open.visit.open(page)
    assert left_open.wait(lambda: bool(seen(left_open.visit.page, secrets)), 5)
    finish(finishing)
    end = time.monotonic() + 3
    left_open.wait(lambda: not seen(left_open.visit.page, secrets), 3)
    left_open.visit.page.wait_for_timeout(max(0, end - time.monotonic()) * 1000)
    assert seen(left_open.visit.page, secrets) == []
    for student in (left_open, finishing):
        student.visit.page.go_back()
        student.visit.page.wait_for_timeout(1500)
        assert seen(student.visit.page, secrets) == []


def finish(student: Student) -> None:
    """Say that one is done on this computer."""
    page = student.visit.open("my_plan")
    page.get_by_role("link", name="Finish here").click()
    page.get_by_label("I have one of these.").check()
    page.get_by_role("button", name="Close my plan here").click()


def seen(page: Page, secrets: Sequence[str]) -> list[str]:
    """What of the plan the tab holds, in its boxes and anywhere else."""
    try:
        everything = page.evaluate(EVERYTHING)
    except Error:  # the tab is on its way to another page
        return ["not yet known"]
    return [secret for secret in secrets if secret in everything]
