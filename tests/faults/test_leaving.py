"""Leaving a page in the middle of a word: F5, Back, and the tab closed."""

from collections.abc import Callable, Sequence

import pytest

from tests.faults.conftest import Enrol, in_short_and_in_full
from tests.faults.students import Spot, Student, sit_down, wait_until_saved


def reload(student: Student) -> None:
    student.visit.page.reload()


def go_back(student: Student) -> None:
    student.visit.page.go_back()


def close_the_tab(student: Student) -> None:
    left = student.visit.page
    student.visit.page = student.visit.new_tab()
    left.close()


@pytest.mark.parametrize("leave", [reload, go_back, close_the_tab])
@in_short_and_in_full
def test_leaving_in_the_middle_of_a_word_loses_nothing(
    enrol: Enrol, settle_up: Callable[..., None], spots: Sequence[Spot], leave: Callable[[Student], None]
) -> None:
    students = enrol(spots)
    if leave is go_back:
        come_from_home(students)
    else:
        sit_down(students)
    for student in students:
        student.write(student.newest)
        student.visit.page.wait_for_timeout(300)
        leave(student)
        if leave is reload:
            student.look()
    wait_until_saved(students)
    for student in students if leave is not reload else ():
        student.come_back()
    settle_up([student.fate() for student in students], newest=True, troubles=[])


def come_from_home(students: Sequence[Student]) -> None:
    """Have a page to go back to: in the same session for every second student, in another for the rest."""
    for number, student in enumerate(students):
        student.visit.open()
        (student.visit.open if number % 2 else student.visit.go)(student.spot.page)
        student.take_up()
        student.write(student.older)
    students[-1].visit.page.wait_for_timeout(2200)
