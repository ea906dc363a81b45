"""The connection breaks and comes back; the server is killed and started again. Nobody leaves their page."""

from collections.abc import Callable, Sequence

from tests.faults.conftest import Enrol, Workshop, in_short_and_in_full
from tests.faults.students import SPOTS, Spot, Student, sit_down, wait_until_saved


@in_short_and_in_full
def test_a_cut_connection_loses_nothing(
    workshop: Workshop, enrol: Enrol, settle_up: Callable[..., None], spots: Sequence[Spot]
) -> None:
    students = in_the_middle_of_a_word(enrol(spots, workshop.proxy.url))
    workshop.proxy.cut()
    before = not_saved(students)
    students[0].visit.page.wait_for_timeout(20_000 if spots is SPOTS else 6_000)
    workshop.proxy.heal()
    afterwards(students, settle_up, before)


@in_short_and_in_full
def test_a_killed_server_loses_nothing(
    workshop: Workshop, enrol: Enrol, settle_up: Callable[..., None], spots: Sequence[Spot]
) -> None:
    students = in_the_middle_of_a_word(enrol(spots))
    workshop.server.stop()
    before = not_saved(students)
    workshop.server.start()
    afterwards(students, settle_up, before)


def in_the_middle_of_a_word(students: list[Student]) -> list[Student]:
    """Everyone has written for a while and is still writing."""
    sit_down(students)
    for student in students:
        student.visit.page.keyboard.type(student.newest, delay=5)
    return students


def not_saved(students: Sequence[Student]) -> list[str]:
    """The older texts that would be lost if the students went home now."""
    late = [student for student in students if not student.saved.startswith(student.older)]
    return [f"{each.spot}: when the fault came, only {each.saved!r} was saved" for each in late]


def afterwards(students: Sequence[Student], settle_up: Callable[..., None], before: list[str]) -> None:
    """Everyone finds the server again by themselves; what is saved then, and shown on a fresh page, counts."""
    for student in students:
        student.is_connected()
    wait_until_saved(students)
    saved = [student.saved for student in students]
    for student in students:
        student.visit.page.reload()
        student.look()
    fates = [student.fate(text) for student, text in zip(students, saved, strict=True)]
    settle_up(fates, newest=False, troubles=before)
