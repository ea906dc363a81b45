"""Two changes of one plan are put together field by field, and no text is lost."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.unit.test_plan import plans
from workshop.plan.merge import (
    OTHERS_LIMIT,
    choose,
    difference,
    drop,
    extends,
    from_leaves,
    keep,
    leaves,
    merge,
    merge_stale,
    merge_value,
    put,
    put_texts,
    seen,
)
from workshop.plan.model import ChosenQuestion, Interview, Person, Plan, Sent, Suggestion, read, replace, write

GOAL = "answers.goal_note"


def plan_with(**values: Any) -> Plan:
    """A plan with two people, three questions and a suggestion, and values at addresses (`__` for a dot)."""
    plan = Plan(
        people=(Person(id="p1", name="Ana"), Person(id="p2", name="Eva")),
        questions=tuple(ChosenQuestion(id=name, text=f"What of {name}?") for name in ("q1", "q2", "q3")),
        interviews=(Interview(person="p1", suggested=(Suggestion(id="s1", name="Ivo"),)),),
    )
    for address, value in values.items():
        plan = write(plan, address.replace("__", "."), value)
    return plan


BASE = plan_with()


def without(plan: Plan, part: str, name: str) -> Plan:
    return replace(plan, **{part: tuple(record for record in getattr(plan, part) if record.key != name)})


def with_question(plan: Plan, name: str) -> Plan:
    return replace(plan, questions=(*plan.questions, ChosenQuestion(id=name, text=f"What of {name}?")))


def ordered(plan: Plan, *names: str) -> Plan:
    return replace(plan, questions=tuple(read(plan, f"questions.{name}") for name in names))


def order(plan: Plan) -> list[str]:
    return [question.id for question in plan.questions]


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("I like trees", "I like"),
        ("I like trees", "trees"),
        ("I like tall trees", "I like trees"),
        ("aaa", "aa"),
        ("abab", "ab"),
        ("same", "same"),
        ("anything", ""),
        ("", ""),
    ],
)
def test_a_text_extends_one_that_something_was_put_into(longer: str, shorter: str) -> None:
    assert extends(longer, shorter)


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [("I like", "I like trees"), ("I like trees", "I like bees"), ("aba", "aab"), ("I am", "Am I"), ("", "a")],
)
def test_a_text_does_not_extend_one_of_which_something_is_gone(longer: str, shorter: str) -> None:
    assert not extends(longer, shorter)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "settled"),
    [
        ("", "mine", "", ("mine", None)),
        ("", "", "theirs", ("theirs", None)),
        ("old", "old", "theirs", ("theirs", None)),
        ("old", "mine", "old", ("mine", None)),
        ("old", "both", "both", ("both", None)),
        ("old", "mine", "theirs", ("mine", "theirs")),
        ("old", "", "theirs", ("theirs", None)),
        ("old", "mine", "", ("mine", None)),
        (None, "I like trees", "I like", ("I like trees", None)),
        (None, "I like", "I like trees", ("I like trees", None)),
        (None, True, None, (True, None)),
        (True, None, True, (None, None)),
        (20, 45, 20, (45, None)),
        (20, 20, 45, (45, None)),
        (20, 30, 45, (30, None)),
        (["a"], ["a", "b"], ["a", "c"], (["a", "b", "c"], None)),
        (["a", "b"], ["b"], ["a", "b", "c"], (["b", "c"], None)),
        (["a"], None, ["a", "b"], (["b"], None)),
        (["a"], ["a", "b"], None, (["b"], None)),
        (["a", "b"], ["a"], ["b"], (None, None)),
        ("old", True, "theirs", (True, "theirs")),
    ],
)
def test_a_field_is_settled(base: Any, mine: Any, theirs: Any, settled: tuple[Any, str | None]) -> None:
    assert merge_value(base, mine, theirs) == settled


@settings(max_examples=60, deadline=None)
@given(plans)
def test_leaves_make_the_plan_again(plan: Plan) -> None:
    assert from_leaves(leaves(plan)) == plan


def test_leaves_name_every_value_by_its_address() -> None:
    plan = keep(plan_with(answers__kinds=("a", "b"), people__p1__stage="two"), GOAL, "another")
    found = leaves(plan)
    assert found["answers.kinds"] == ["a", "b"]
    assert found["people"] == ["p1", "p2"]
    assert found["people.p1.stage"] == "two"
    assert found["interviews.p1.suggested.s1.name"] == "Ivo"
    assert found[f"others.{GOAL}"] == ["another"]
    assert "people.p2.stage" not in found


@settings(max_examples=60, deadline=None)
@given(plans, plans)
def test_a_difference_leads_back(before: Plan, after: Plan) -> None:
    found = leaves(after)
    for path, value in difference(before, after).items():
        if value is None:
            del found[path]
        else:
            found[path] = value
    assert from_leaves(found) == before


def test_changes_of_different_fields_are_both_made() -> None:
    mine, theirs = plan_with(about__name="Mia"), plan_with(about__school="Lincoln", people__p1__stage="two")
    assert merge(BASE, mine, theirs) == plan_with(about__name="Mia", about__school="Lincoln", people__p1__stage="two")


def test_of_two_texts_mine_stands_and_theirs_is_kept() -> None:
    merged = merge(BASE, plan_with(answers__goal_note="mine"), plan_with(answers__goal_note="theirs"))
    assert merged == keep(plan_with(answers__goal_note="mine"), GOAL, "theirs")


def test_a_field_may_be_called_as_a_choice_is() -> None:
    merged = merge(BASE, plan_with(answers__status="mine"), plan_with(answers__status="theirs"))
    assert merged.others == {"answers.status": ("theirs",)}


def test_of_two_choices_mine_is_taken_and_none_is_kept() -> None:
    mine = plan_with(people__p1__stage="two", interviews__p1__when=datetime(2026, 3, 8, 10))
    theirs = plan_with(people__p1__stage="ten", interviews__p1__when=datetime(2026, 3, 9, 10))
    assert merge(BASE, mine, theirs) == mine


def test_a_person_removed_on_one_side_and_changed_on_the_other_is_removed_with_the_change() -> None:
    merged = merge(BASE, plan_with(people__p1__removed=True), plan_with(people__p1__how="My aunt's friend"))
    assert merged == plan_with(people__p1__removed=True, people__p1__how="My aunt's friend")


@pytest.mark.parametrize(
    ("part", "name", "change"),
    [
        ("people", "p1", ("people.p1.how", "My aunt's friend")),
        ("people", "p2", ("interviews.p2.answers.notes", "We met")),
        ("people", "p1", ("interviews.p1.suggested", ())),
        ("questions", "q2", ("questions.q2.starred", True)),
        ("interviews", "p1", ("interviews.p1.suggested.s1.how", "a colleague")),
    ],
)
def test_a_record_taken_out_on_one_side_and_changed_on_the_other_stays(
    part: str, name: str, change: tuple[str, Any]
) -> None:
    changed = write(BASE, *change)
    assert merge(BASE, without(BASE, part, name), changed) == changed
    assert merge(BASE, changed, without(BASE, part, name)) == changed


@pytest.mark.parametrize(("part", "name"), [("people", "p1"), ("questions", "q2"), ("interviews", "p1")])
def test_a_record_taken_out_on_one_side_goes(part: str, name: str) -> None:
    gone = without(BASE, part, name)
    assert merge(BASE, gone, BASE) == merge(BASE, BASE, gone) == merge(BASE, gone, gone) == gone


def test_a_person_and_their_suggestion_taken_out_at_once_both_go() -> None:
    gone = without(plan_with(interviews__p1__suggested=()), "people", "p1")
    assert merge(BASE, BASE, gone) == merge(BASE, gone, BASE) == gone


def test_a_suggestion_removed_on_one_side_and_changed_on_the_other_stays() -> None:
    changed, gone = write(BASE, "interviews.p1.suggested.s1.name", "Ivan"), plan_with(interviews__p1__suggested=())
    assert merge(BASE, gone, changed) == merge(BASE, changed, gone) == changed


def test_what_both_sides_began_is_no_choice() -> None:
    wrote = plan_with(interviews__p2__answers__notes="We met")
    chose = plan_with(interviews__p2__status="met", interviews__p2__minutes=45)
    both = plan_with(interviews__p2__answers__notes="We met", interviews__p2__status="met", interviews__p2__minutes=45)
    assert merge(BASE, wrote, chose) == merge(BASE, chose, wrote) == both


def test_a_star_on_a_question_that_both_sides_added_stays() -> None:
    plain = with_question(BASE, "q4")
    starred = write(plain, "questions.q4.starred", True)
    assert merge(BASE, plain, starred) == merge(BASE, starred, plain) == starred


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (("q1", "q2", "q3"), ("q3", "q1", "q2"), ("q3", "q1", "q2")),
        (("q3", "q1", "q2"), ("q1", "q2", "q3"), ("q3", "q1", "q2")),
        (("q3", "q1", "q2"), ("q2", "q1", "q3"), ("q3", "q1", "q2")),
        (("q3", "q1", "q2"), ("q1", "q2"), ("q1", "q2")),
        (("q2", "q1", "q3"), ("q3", "q2"), ("q3", "q2")),
        (("q1", "q3"), ("q1", "q2"), ("q1",)),
    ],
)
def test_questions_stand_in_the_order_of_the_one_who_moved_them(
    mine: tuple[str, ...], theirs: tuple[str, ...], merged: tuple[str, ...]
) -> None:
    found = merge(BASE, ordered(BASE, *mine), ordered(BASE, *theirs))
    assert order(found) == list(merged)
    assert merge(BASE, found, ordered(BASE, *theirs)) == found


def test_added_questions_stand_last_in_the_order_they_were_added() -> None:
    mine, theirs = with_question(with_question(BASE, "own_z"), "own_b"), with_question(BASE, "own_m")
    added = ["own_m", "own_z", "own_b"]
    assert order(merge(BASE, mine, theirs)) == order(merge(BASE, theirs, mine)) == ["q1", "q2", "q3", *added]


def test_a_question_that_stays_keeps_its_place() -> None:
    found = merge(BASE, without(BASE, "questions", "q2"), write(BASE, "questions.q2.text", "And then?"))
    assert order(found) == ["q1", "q2", "q3"]


def test_marks_of_both_sides_are_in_order_of_their_days() -> None:
    first, nudge, thanks = (Sent(template=f"m{day}", on=date(2026, 3, day)) for day in (1, 5, 9))
    mine, theirs = plan_with(interviews__p1__sent=(first, thanks)), plan_with(interviews__p1__sent=(nudge,))
    for merged in (merge(BASE, mine, theirs), merge(BASE, theirs, mine)):
        assert merged.interview("p1").sent == (first, nudge, thanks)


def test_a_version_dropped_on_one_side_goes() -> None:
    base = keep(BASE, GOAL, "another")
    assert merge(base, drop(base, GOAL, "another"), write(base, "about.name", "Mia")) == plan_with(about__name="Mia")


def test_a_merge_that_holds_too_much_is_refused() -> None:
    def crowd(letter: str) -> Plan:
        return Plan(people=tuple(Person(id=f"{letter}{number}") for number in range(200)))

    with pytest.raises(ValueError, match="too_long"):
        merge(Plan(), crowd("a"), crowd("b"))


@settings(max_examples=60, deadline=None)
@given(plans, plans, plans)
def test_any_three_plans_merge_once(base: Plan, mine: Plan, theirs: Plan) -> None:
    merged = merge(base, mine, theirs)
    assert merge(base, merged, theirs) == merged
    assert merge(base, mine, mine) == merge(base, mine, base) == merge(base, base, mine) == mine


def test_a_text_typed_over_what_was_seen_takes_its_place() -> None:
    assert put(plan_with(answers__goal_note="old"), GOAL, "new", "old") == plan_with(answers__goal_note="new")


def test_a_text_that_was_not_seen_is_kept_beside_the_new_one() -> None:
    plan = put(plan_with(answers__goal_note="theirs"), GOAL, "mine", "old")
    assert plan == keep(plan_with(answers__goal_note="mine"), GOAL, "theirs")


def test_a_text_that_was_not_changed_changes_nothing() -> None:
    plan = plan_with(answers__goal_note="theirs", people__p1__stage="two", answers__kinds=("a",))
    assert put(plan, GOAL, "old", "old") == plan
    assert put(plan, "people.p1.stage", "ten", "ten") == plan
    assert put(plan, "answers.kinds", ("b",), ("b",)) == plan


def test_text_that_only_grew_takes_the_place_of_the_shorter_one() -> None:
    plan = plan_with(answers__goal_note="I like trees")
    assert put(plan, GOAL, "I like trees and bees", "I like") == plan_with(answers__goal_note="I like trees and bees")
    assert put(plan, GOAL, "I like", "") == plan


def test_a_version_that_the_text_came_to_contain_is_let_go() -> None:
    plan = keep(plan_with(answers__goal_note="I like"), GOAL, "I like bees")
    assert put(plan, GOAL, "I like bees and trees", "I like").others == {}


def test_line_breaks_of_any_kind_are_the_same_text() -> None:
    plan = plan_with(answers__goal_note="one\ntwo")
    assert put(plan, GOAL, "one\r\ntwo", "") == put(plan, GOAL, "one\r\ntwo", "one\r\ntwo") == plan
    assert merge_stale(plan, GOAL, "one\r\ntwo", ()) == plan


def test_an_emptied_field_does_not_empty_what_was_not_seen() -> None:
    plan = plan_with(answers__goal_note="theirs")
    assert put(plan, GOAL, "", "old") == plan
    assert put(plan, GOAL, "", "theirs") == BASE


@pytest.mark.parametrize("path", ["questions.gone.text", "people.gone.name", "interviews.p1.suggested.gone.name"])
@pytest.mark.parametrize("plan", [BASE, Plan()])
def test_a_text_for_a_record_that_is_gone_is_kept(plan: Plan, path: str) -> None:
    kept = put(plan, path, "What did you study?", "What?")
    assert kept.others == {path: ("What did you study?",)}
    assert put(kept, path, "", "What?") == kept


def test_a_choice_has_no_other_versions() -> None:
    plan = put(plan_with(people__p1__stage="ten"), "people.p1.stage", "two", None)
    assert plan == plan_with(people__p1__stage="two")
    assert keep(plan, "people.p1.stage", "ten") == plan
    assert put(plan, "people.p1.stage", None, "two") == BASE


def test_of_a_list_both_changes_are_made() -> None:
    plan = plan_with(answers__kinds=("a", "b"))
    assert put(plan, "answers.kinds", ("a", "c"), ("a",)).answers == {"kinds": ("a", "b", "c")}
    assert put(plan, "answers.kinds", (), ("a",)).answers == {"kinds": ("b",)}
    assert put(plan, "answers.kinds", (), ("a", "b")) == BASE
    assert put(BASE, "answers.kinds", ("a",), ()).answers == {"kinds": ("a",)}


def test_a_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="too_long"):
        put(BASE, GOAL, "x" * 50_001, "")


PLACES = (
    *(GOAL, "answers.draws_me", "about.name", "people.p1.name", "people.nobody.how", "questions.q1.text"),
    *("questions.none.text", "interviews.p1.where", "interviews.p2.answers.notes", "interviews.p1.drafts.thank_you"),
    *("interviews.p1.suggested.s1.name", "interviews.p1.suggested.none.how", "team.members.none.name"),
)
typed = some.sampled_from(["", "a", "a b", "a b c", "b", "c\r\nd", "c\nd", "\x00e", "e"])
sent = some.lists(some.tuples(some.sampled_from(PLACES), typed, typed), max_size=12)


@settings(max_examples=300, deadline=None)
@given(sent, sent)
def test_many_texts_at_once_give_the_plan_that_one_after_the_other_gives(
    before: list[tuple[str, str, str]], texts: list[tuple[str, str, str]]
) -> None:
    plan = BASE
    for each in before:
        plan = put(plan, *each)
    one_by_one = plan
    for each in texts:
        one_by_one = put(one_by_one, *each)
    together = put_texts(plan, texts)
    assert together == one_by_one
    assert list(together.others) == list(one_by_one.others)
    assert Plan.model_validate(together.model_dump()) == together


def test_many_texts_of_which_one_does_not_fit_are_refused_whole() -> None:
    with pytest.raises(ValueError, match="too_long"):
        put_texts(BASE, [(GOAL, "trees", ""), ("about.name", "x" * 60_000, "")])


@pytest.mark.parametrize("old", ["now", "earlier", "earl", "beside", ""])
def test_an_old_text_that_comes_again_changes_nothing(old: str) -> None:
    plan = keep(plan_with(answers__goal_note="now"), GOAL, "beside")
    assert merge_stale(plan, GOAL, old, ["earlier", True, ["a"]]) == plan


def test_a_new_text_that_comes_without_a_base_is_kept_with_the_one_that_stands() -> None:
    plan = merge_stale(plan_with(answers__goal_note="theirs"), GOAL, "mine", ["earlier"])
    assert plan == keep(plan_with(answers__goal_note="mine"), GOAL, "theirs")
    assert merge_stale(plan, GOAL, "mine", ["earlier"]) == merge_stale(plan, GOAL, "theirs", ["earlier"]) == plan


def test_a_text_that_grew_comes_in_place_of_the_shorter_one() -> None:
    assert merge_stale(plan_with(answers__goal_note="I"), GOAL, "I like", ()) == plan_with(answers__goal_note="I like")


def test_a_value_that_comes_again_changes_nothing_and_a_new_one_does() -> None:
    when, new = datetime(2026, 3, 8, 10), datetime(2026, 3, 9, 10)
    plan = plan_with(interviews__p1__when=new)
    assert merge_stale(plan, "interviews.p1.when", when, ["2026-03-08T10:00:00"]) == plan
    assert merge_stale(plan, "interviews.p1.when", when, []) == plan_with(interviews__p1__when=when)
    assert merge_stale(BASE, "answers.kinds", ("a",), [["a"]]) == BASE
    assert merge_stale(BASE, "answers.kinds", ("a",), [["b"]]).answers == {"kinds": ("a",)}


def test_a_chosen_version_changes_places_with_the_text() -> None:
    plan = keep(plan_with(answers__goal_note="mine"), GOAL, "theirs")
    chosen = choose(plan, GOAL, "theirs")
    assert chosen == keep(plan_with(answers__goal_note="theirs"), GOAL, "mine")
    assert choose(chosen, GOAL, "mine") == plan


def test_a_version_chosen_twice_is_chosen_once() -> None:
    plan = choose(keep(plan_with(answers__goal_note="mine"), GOAL, "theirs"), GOAL, "theirs")
    assert choose(plan, GOAL, "theirs") == plan


def test_a_version_chosen_over_nothing_leaves_none() -> None:
    assert choose(keep(BASE, GOAL, "theirs"), GOAL, "theirs") == plan_with(answers__goal_note="theirs")


def test_a_dropped_version_goes_and_the_others_stay() -> None:
    plan = keep(keep(plan_with(answers__goal_note="mine"), GOAL, "one"), GOAL, "two")
    assert drop(plan, GOAL, "one") == keep(plan_with(answers__goal_note="mine"), GOAL, "two")
    assert drop(drop(plan, GOAL, "one"), GOAL, "two") == plan_with(answers__goal_note="mine")
    assert drop(plan, GOAL, "three") == plan


def test_the_newest_versions_are_kept() -> None:
    plan = BASE
    for number in range(OTHERS_LIMIT + 5):
        plan = keep(plan, GOAL, f"version {number:02}")
    assert plan.others[GOAL] == tuple(f"version {number:02}" for number in range(5, OTHERS_LIMIT + 5))


def test_a_version_is_kept_once_and_without_those_it_contains() -> None:
    plan = keep(keep(keep(BASE, GOAL, "I like"), GOAL, "I like trees"), GOAL, "I like trees")
    assert plan.others == {GOAL: ("I like trees",)}


@pytest.mark.parametrize(
    ("value", "texts", "found"),
    [
        ("Ana fixes bikes and radios", ("Ana fixes bikes", ""), "Ana fixes bikes"),
        ("one two three", ("one four", "one two"), "one two"),  # theirs came too late to be seen
        ("a word", ("all that Ben wrote", ""), ""),
        ("I love dogs", ("I like dogs and cats", "I like dogs"), "I like dogs"),
        ("I love dogs and cats", ("I like dogs and cats", "I like dogs"), "I like dogs and cats"),
        ("b a x", ("b", "b a", "b c"), "b"),
        ("something else", ("Ben's text", "Ana's words"), "Ana's words"),
        ("", ("Ben's text",), "Ben's text"),
    ],
)
def test_what_someone_saw_is_known_by_what_they_wrote(value: str, texts: tuple[str, ...], found: str) -> None:
    assert seen(value, texts) == found
