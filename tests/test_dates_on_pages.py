"""The pages say what to do instead once the time for something has passed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import Visitor, shown
from workshop.content import Content
from workshop.plan import Interview, Person, Plan

Visit = Callable[..., Visitor]


def plan_meeting(ahead: timedelta) -> Plan:
    """A plan with one meeting, that far from now."""
    when = (datetime.now(UTC) + ahead).replace(tzinfo=None, second=0, microsecond=0)
    talk = Interview(person="p", status="yes", when=when, zone="UTC", medium="in_person")
    return Plan(people=(Person(id="p", name="Ana Silva"),), interviews=(talk,))


def text_of(student: Visitor, page: str) -> str:
    return "\n".join(text for _, text in shown(student.open(page)))


def test_conduct_says_it_before_the_meeting_only(visitor: Visit, content: Content) -> None:
    late = (content.words.date_confirm_late, content.words.date_cancel_late)
    for ahead, expected in ((timedelta(hours=12), True), (timedelta(days=30), False), (timedelta(days=-2), False)):
        text = text_of(visitor().have(plan_meeting(ahead)), "conduct")
        assert [line in text for line in late] == [expected, expected]


@pytest.mark.parametrize("page", ["home", "my_plan"])
def test_the_list_of_what_is_next_says_it(visitor: Visit, content: Content, page: str) -> None:
    text = text_of(visitor().have(plan_meeting(timedelta(hours=12))), page)
    assert "Less than 24 hours to go" in text
    assert content.export.due.confirm.replace("{name}", "Ana Silva") not in text
