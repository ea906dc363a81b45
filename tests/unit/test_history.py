"""From the history of a plan any field, or the whole plan, can be brought back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from workshop.plan.history import (
    CHANGES_LIMIT,
    ONE_SITTING,
    SIZE_LIMIT,
    Change,
    as_of,
    earlier_values,
    thin,
    undo,
    versions,
)
from workshop.plan.merge import difference, keep
from workshop.plan.model import Person, Plan, read, replace, write

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GOAL = "answers.goal_note"


class Writer:
    """Someone who saves one plan after another; each save is a change."""

    def __init__(self) -> None:
        self.plans, self.changes, self.now = [Plan()], list[Change](), START

    @property
    def plan(self) -> Plan:
        return self.plans[-1]

    def save(self, plan: Plan, after: timedelta = timedelta(hours=1)) -> "Writer":
        self.now += after
        self.changes.append(Change(len(self.plans), self.now, difference(self.plan, plan)))
        self.plans.append(plan)
        return self

    def write(self, value: Any, path: str = GOAL, after: timedelta = timedelta(hours=1)) -> "Writer":
        return self.save(write(self.plan, path, value), after)

    def type(self, *texts: str) -> "Writer":
        for text in texts:
            self.write(text, after=SECOND)
        return self


def texts(changes: list[Change]) -> list[Any]:
    return [change.before[GOAL] for change in changes]


def test_the_plan_of_any_revision_comes_back(example: Plan) -> None:
    writer = Writer().write("one").write("two").save(example).write("three").save(Plan())
    for revision, plan in enumerate(writer.plans):
        assert as_of(writer.plan, writer.changes, revision) == plan, revision


def test_a_plan_comes_back_from_before_a_person_was_added() -> None:
    writer = Writer().save(Plan(people=(Person(id="p1", name="Ana"),))).write("two", "people.p1.stage")
    assert as_of(writer.plan, writer.changes, 0) == Plan()


def test_changes_may_come_in_any_order() -> None:
    writer = Writer().write("one").write("two").write("three")
    assert as_of(writer.plan, reversed(writer.changes), 1) == writer.plans[1]


def test_a_history_with_a_gap_is_refused() -> None:
    writer = Writer().save(Plan(people=(Person(id="p1"),))).write("Ana", "people.p1.name").save(Plan())
    with pytest.raises(ValueError, match="missing"):
        as_of(writer.plan, [replace_before(writer.changes[2], without="people.p1.id")], 0)


def replace_before(change: Change, without: str) -> Change:
    return Change(change.revision, change.at, {path: was for path, was in change.before.items() if path != without})


def test_earlier_versions_come_newest_first_with_their_last_moment() -> None:
    writer = Writer().write("one").write("two").write("", "about.name").write("three")
    hours = [START + timedelta(hours=number) for number in (2, 4)]
    assert versions(writer.changes, GOAL) == [(hours[1], "two"), (hours[0], "one")]


def test_earlier_values_are_those_that_stood_there_or_beside() -> None:
    writer = Writer().write("one").write("two")
    writer.save(keep(writer.plan, GOAL, "another")).save(writer.plans[2]).write(True, "checks.done").write(None)
    assert earlier_values(iter(writer.changes), GOAL) == ["two", "one", "another"]
    assert earlier_values(writer.changes, "about.name") == []


def test_undoing_a_save_takes_back_what_it_did_and_nothing_else() -> None:
    writer = Writer().write("one").write("two").write("Mia", "about.name")
    assert undo(writer.plan, writer.changes, 2) == write(writer.plans[1], "about.name", "Mia")


def test_undoing_a_save_brings_back_what_it_took_out() -> None:
    writer = Writer().save(Plan(people=(Person(id="p1", name="Ana"),))).save(Plan()).write("one")
    assert undo(writer.plan, writer.changes, 2) == write(writer.plans[1], GOAL, "one")


def test_a_text_written_since_then_is_kept_beside_the_one_that_comes_back() -> None:
    writer = Writer().write("one").write("two").write("three")
    assert undo(writer.plan, writer.changes, 2) == keep(writer.plans[1], GOAL, "three")


def test_a_person_with_a_conversation_stays_when_the_save_that_added_them_is_undone() -> None:
    writer = Writer().save(Plan(people=(Person(id="p1", name="Ana"),))).write("We met", "interviews.p1.answers.notes")
    assert undo(writer.plan, writer.changes, 1) == writer.plan


def test_undoing_a_save_that_is_not_in_the_history_changes_nothing() -> None:
    writer = Writer().write("one").write("two")
    assert undo(writer.plan, writer.changes, 7) == writer.plan


def test_what_was_typed_in_one_go_becomes_one_change() -> None:
    writer = Writer().write("I").write("I like").type("I like t", "I like tr", "I like trees")
    kept = thin(writer.changes, writer.plan)
    assert [change.revision for change in kept] == [1, 5]
    assert texts(kept) == [None, "I"]
    assert kept[1].at == writer.now
    assert as_of(writer.plan, kept, 4) == as_of(writer.plan, kept, 1) == writer.plans[1]
    assert as_of(writer.plan, kept, 5) == writer.plan


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("I like bees", "I like", "I like trees"), [None, "I like bees"]),
        (("bees", "trees", "seas"), [None, "I", "bees", "trees"]),
        (("", "I", "I like"), [None, "I", None]),
    ],
)
def test_a_text_that_is_not_in_a_later_one_is_kept(typed: tuple[str, ...], kept: list[Any]) -> None:
    writer = Writer().write("I").type(*typed)
    assert texts(thin(writer.changes, writer.plan)) == kept


def test_what_was_typed_later_is_a_change_of_its_own() -> None:
    writer = Writer().write("I").write("I like", after=ONE_SITTING).write("I like trees", after=ONE_SITTING)
    assert thin(writer.changes, writer.plan) == writer.changes


def test_changes_of_other_fields_stay() -> None:
    writer = Writer().type("I").write("Mia", "about.name", SECOND).type("I like").write(True, "checks.a", SECOND)
    assert thin(writer.changes, writer.plan) == writer.changes


def test_thinning_again_changes_nothing() -> None:
    writer = Writer().write("I").type("I like", "I like trees", "bees", "bees and trees")
    kept = thin(writer.changes, writer.plan)
    assert thin(kept, writer.plan) == kept


def test_a_text_that_stands_for_others_is_not_let_go_for_one_that_contains_only_itself() -> None:
    writer = Writer().write("I").type("I like", "I like tall trees")
    writer.changes = thin(writer.changes, writer.plan)
    assert texts(writer.changes) == [None]
    writer.type("I really like tall trees", "I really do like tall trees")
    assert texts(thin(writer.changes, writer.plan)) == [None, "I like tall trees"]


def test_nothing_is_kept_of_nothing() -> None:
    assert thin([], Plan()) == []


def test_the_oldest_changes_go_when_there_are_too_many() -> None:
    writer = Writer()
    for number in range(CHANGES_LIMIT + 3):
        writer.write(f"{number} texts", "about.name")
    assert thin(writer.changes, writer.plan) == writer.changes[3:]


def test_the_oldest_changes_go_when_they_are_too_large() -> None:
    writer, size = Writer(), 49_000
    for number in range(SIZE_LIMIT // size + 3):
        writer.write(f"{number}" * (size // len(f"{number}")))
    kept = thin(writer.changes, writer.plan)
    assert kept == writer.changes[-len(kept) :]
    assert len(kept) == SIZE_LIMIT // size
    assert as_of(writer.plan, kept, kept[0].revision - 1) == writer.plans[kept[0].revision - 1]


def test_a_record_that_is_gone_has_its_texts_in_the_history() -> None:
    writer = Writer().save(Plan(people=(Person(id="p1", name="Ana"),)))
    writer.save(replace(writer.plan, people=()))
    assert read(writer.plan, "people.p1.name") is None
    assert earlier_values(writer.changes, "people.p1.name") == ["Ana"]
