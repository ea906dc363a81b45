"""The pages say what to do instead once the time for something has passed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Visitor, shown
from workshop.content import Content
from workshop.plan.model import Interview, Person, Plan
from workshop.store import Saved
from workshop.ui.core.session import PlanSession

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


def test_follow_up_reads_a_meeting_without_a_zone_at_the_readers_own_time(
    visitor: Visit, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hours are left to say thank you; read as UTC they would be over."""
    chicago = ZoneInfo("America/Chicago")
    monkeypatch.setattr(PlanSession, "zone", chicago)
    when = (datetime.now(chicago) - timedelta(hours=46, minutes=20)).replace(tzinfo=None, second=0, microsecond=0)
    talk = Interview(person="p", status="met", when=when, medium="phone")
    text = text_of(visitor().have(Plan(people=(Person(id="p", name="Ana Silva"),), interviews=(talk,))), "follow_up")
    due, late = (words.split("{")[0] for words in (content.words.thanks_due, content.words.thanks_late))
    assert due in text
    assert late not in text


def test_what_follows_from_the_time_is_worked_out_anew_each_minute(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 24, 16, 59, 10, tzinfo=UTC)
    monkeypatch.setattr(PlanSession, "now", property(lambda _: now))
    book = PlanSession(content, Saved(Plan()), key="", editable=False)
    times: list[int] = []
    for seconds in (0, 20, 60, 70):
        now = datetime(2026, 11, 24, 16, 59, 10, tzinfo=UTC) + timedelta(seconds=seconds)
        book.once("times", lambda: times.append(1))
    assert len(times) == 2
