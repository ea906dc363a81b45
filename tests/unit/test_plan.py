"""A plan is read and changed at its addresses, and a plan file comes back exactly or is refused with a reason."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from workshop.paths import ROOT
from workshop.plan.file import FILE_LIMIT, PlanError, dump, json_schema, load
from workshop.plan.model import (
    SCHEMA,
    TEXT_LIMIT,
    ChosenQuestion,
    Person,
    Plan,
    Team,
    Teammate,
    clean,
    move,
    new_id,
    read,
    replace,
    write,
)
from workshop.vocabulary import ROLES, STATUSES


def records(each: some.SearchStrategy[dict[str, Any]], key: str) -> some.SearchStrategy[list[dict[str, Any]]]:
    return some.lists(each, max_size=3, unique_by=lambda record: record[key])


texts = some.text(some.characters(), max_size=40)
wild_texts = some.text(some.characters(exclude_categories=()), max_size=40)
ids = some.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
answers = some.dictionaries(ids, some.one_of(texts, some.booleans(), some.lists(texts, max_size=3)), max_size=4)
ticks = some.dictionaries(ids, some.booleans(), max_size=4)
people = some.fixed_dictionaries(
    {"id": ids, "name": texts},
    optional={
        "how": texts,
        "closeness": some.sampled_from(["known", "introduced", "alumni", "stranger", None]),
        "practice": some.booleans(),
        "removed": some.booleans(),
    },
)
questions = some.fixed_dictionaries(
    {"id": ids, "text": texts, "starred": some.booleans()}, optional={"asker": some.one_of(some.none(), ids)}
)
members = some.fixed_dictionaries({"id": ids, "name": texts}, optional={"email": texts, "removed": some.booleans()})
interviews = some.fixed_dictionaries(
    {"person": ids},
    optional={
        "status": some.sampled_from(STATUSES),
        "sent": some.lists(some.fixed_dictionaries({"template": ids, "on": some.just("2026-03-01")}), max_size=2),
        "drafts": some.dictionaries(ids, texts, max_size=2),
        "when": some.one_of(some.none(), some.just("2026-03-08T02:30:00"), some.just("2199-12-31T23:59:59.000001")),
        "zone": some.sampled_from(["America/Chicago", "Asia/Kolkata", "UTC", None]),
        "minutes": some.integers(5, 240),
        "medium": some.sampled_from(["in_person", "video", "phone", None]),
        "answers": answers,
        "checks": ticks,
        "suggested": records(some.fixed_dictionaries({"id": ids, "name": texts, "how": texts}), "id"),
        "roles": some.dictionaries(some.sampled_from(ROLES), ids, max_size=3),
        "team_notes": some.dictionaries(ids, texts, max_size=3),
    },
)
plans = some.fixed_dictionaries(
    {
        "about": some.fixed_dictionaries({}, optional={"name": texts, "email": texts}),
        "answers": answers,
        "people": records(people, "id"),
        "questions": records(questions, "id"),
        "interviews": records(interviews, "person"),
        "checks": ticks,
        "team": some.fixed_dictionaries(
            {"members": records(members, "id")}, optional={"point": some.one_of(some.none(), ids)}
        ),
    }
).map(Plan.model_validate)


def addresses(plan: Plan) -> Iterator[str]:
    """The address of every blank a student can fill with text."""
    yield from (f"about.{name}" for name in type(plan.about).model_fields)
    yield from (f"answers.{name}" for name, answer in plan.answers.items() if isinstance(answer, str))
    yield from (f"people.{person.id}.{name}" for person in plan.people for name in ("name", "how", "email", "title"))
    yield from (f"questions.{question.id}.text" for question in plan.questions)
    yield from (f"team.members.{each.id}.{name}" for each in plan.team.members for name in ("name", "email"))
    for talk in plan.interviews:
        yield f"interviews.{talk.person}.where"
        yield from (f"interviews.{talk.person}.answers.{name}" for name in talk.answers)
        yield from (f"interviews.{talk.person}.drafts.{name}" for name in talk.drafts)
        yield from (f"interviews.{talk.person}.team_notes.{name}" for name in talk.team_notes)
        yield from (f"interviews.{talk.person}.suggested.{each.id}.name" for each in talk.suggested)


def with_a_team(plan: Plan) -> Plan:
    """The same plan with a member, who took notes of one conversation."""
    first, *others = plan.interviews
    noted = first.model_copy(update={"team_notes": {"m_ada": "They like mornings."}})
    team = Team(members=(Teammate(id="m_ada", name="Ada", email="ada@example.org"),))
    return replace(plan, team=team, interviews=(noted, *others))


def flat(node: Any, path: str = "") -> dict[str, Any]:
    """Plain data as one value an address."""
    if isinstance(node, dict):
        return {key: value for name, part in node.items() for key, value in flat(part, f"{path}.{name}").items()}
    if isinstance(node, list):
        return {key: value for n, part in enumerate(node) for key, value in flat(part, f"{path}.{n}").items()}
    return {path: node}


def test_the_addresses_that_are_tried_are_of_every_kind(example: Plan) -> None:
    tried = [re.split(r"\.(?:[pqm]_\w+\.)?", address) for address in addresses(with_a_team(example))]
    assert {parts[0] for parts in tried} == {"about", "answers", "people", "questions", "team", "interviews"}
    assert {parts[1] for parts in tried if parts[0] == "interviews"} == {
        *("where", "answers", "drafts", "team_notes", "suggested")
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data(), text=wild_texts)
def test_what_is_written_at_an_address_is_read_there_and_nowhere_else(example: Plan, data: Any, text: str) -> None:
    plan = with_a_team(example)
    address = data.draw(some.sampled_from(sorted(addresses(plan))))
    changed = write(plan, address, text)
    assert (read(changed, address) or "") == clean(text)
    before, after = flat(plan.model_dump(mode="json")), flat(changed.model_dump(mode="json"))
    assert len([key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]) <= 1


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("answers.goal_advice", ("studies", "skills")),
        ("answers.undecided", True),
        ("checks.research_facts", True),
        ("people.p_zoe.closeness", "known"),
        ("people.p_zoe.practice", True),
        ("questions.q_typical_day.starred", False),
        ("interviews.p_zoe.status", "no"),
        ("interviews.p_zoe.minutes", 45),
        ("interviews.p_zoe.medium", None),
        ("interviews.p_zoe.checks.phone_time", True),
        ("interviews.p_sunita.answers.notes", "first note with someone new"),
    ],
)
def test_a_value_of_another_kind_is_read_back_too(example: Plan, address: str, value: Any) -> None:
    assert read(write(example, address, value), address) == value


@pytest.mark.parametrize("nothing", ["", None, False, (), []])
def test_an_empty_answer_leaves_no_trace(example: Plan, nothing: Any) -> None:
    for address in ("answers.x", "checks.x", "interviews.p_zoe.answers.x", "interviews.p_zoe.drafts.x"):
        assert write(write(example, address, "a" if "checks" not in address else True), address, nothing) == example


def test_text_that_cleans_to_nothing_leaves_no_trace(example: Plan) -> None:
    assert write(example, "answers.x", "\x00\x07") == example


def test_a_path_into_a_person_who_is_gone_changes_nothing(example: Plan) -> None:
    assert write(example, "people.nobody.name", "A") == example
    assert write(example, "questions.nothing.text", "A") == example
    assert read(example, "people.nobody.name") is None


def test_the_old_plan_is_never_touched(example: Plan) -> None:
    before = dump(example)
    write(example, "answers.draws_me", "another")
    write(example, "interviews.p_zoe.answers.notes", "another")
    assert dump(example) == before


@given(text=wild_texts)
def test_cleaning_twice_is_cleaning_once_and_the_rest_can_be_stored(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", once)


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_becomes_one(line_break: str) -> None:
    assert clean(f"a{line_break}b") == "a\nb"


@pytest.mark.parametrize(
    "text", ["tab\there", "two\n\nlines", "محمد", "李小龍", "👩\u200d👧", "e\u0301", "\u202eabc", "  spaces  "]
)
def test_cleaning_keeps_what_people_write(text: str) -> None:
    assert clean(text) == text


@settings(max_examples=60, deadline=None)
@given(plan=plans)
def test_a_plan_file_gives_the_same_plan_and_the_same_file(plan: Plan) -> None:
    written = dump(plan)
    assert load(written) == plan
    assert dump(load(written.encode("utf-8"))) == written


def test_the_example_is_a_plan_file_that_comes_back_exactly(example: Plan) -> None:
    assert dump(load(dump(example))) == dump(example)
    assert load("\ufeff".encode() + dump(example).encode()) == example


def test_the_published_schema_accepts_the_example_and_refuses_a_broken_one(example: Plan) -> None:
    schema, found = json_schema(), json.loads(dump(example))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    found["people"][0]["closeness"] = "enemy"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, schema)


def changed(**parts: Any) -> str:
    """An empty plan file with parts exchanged."""
    return json.dumps({**json.loads(dump(Plan())), **parts})


REFUSED = {
    "not JSON": ("hello", "not a plan file"),
    "half a file": (dump(Plan())[:50], "not a plan file"),
    "not UTF-8": (b'{"format": "\xff"}', "not a plan file"),
    "another JSON file": ('{"a": 1}', "not a plan file"),
    "a list": ("[]", "not a plan file"),
    "wrong format": (changed(format="other"), "not a plan file"),
    "a key twice": (dump(Plan()).replace('"answers"', '"checks"'), "not a plan file"),
    "NaN": (changed().replace('"about": 1', '"about": NaN'), "not a plan file"),
    "Infinity": (changed().replace('"about": 1', '"about": -Infinity'), "not a plan file"),
    "a nesting bomb": ("[" * 200_000, "not a plan file"),
    "a nesting bomb inside": (
        changed(answers="?").replace('"?"', '{"a":' * 50_000 + "1" + "}" * 50_000),
        "not a plan file",
    ),
    "an endless number": (changed(checks="?").replace('"?"', "9" * 5_000), "not a plan file"),
    "too large": (" " * (FILE_LIMIT + 1), "too large"),
    "no schema numbers": (changed(schema=None), "damaged"),
    "a newer schema number": (changed(schema={**SCHEMA, "people": SCHEMA["people"] + 1}), "newer version"),
    "an unknown part": (changed(diary=[]), "diary"),
    "a number for a name": (changed(about={"name": 7}), "about > name"),
    "a list for the people": (changed(people={"id": "p"}), "people"),
    "a person without id": (changed(people=[{"name": "Ana"}]), "people > 0 > id"),
    "an id with a dot": (changed(people=[{"id": "p.1"}]), "people > 0 > id"),
    "an unknown status": (changed(interviews=[{"person": "p", "status": "maybe"}]), "interviews > 0 > status"),
    "a day that does not exist": (
        changed(interviews=[{"person": "p", "sent": [{"template": "t", "on": "2026-02-30"}]}]),
        "interviews > 0 > sent > 0 > on",
    ),
    "a time that does not exist": (
        changed(interviews=[{"person": "p", "when": "2026-03-01T25:00"}]),
        "interviews > 0 > when",
    ),
    "a year long past": (changed(interviews=[{"person": "p", "when": "1066-10-14T09:00"}]), "interviews > 0 > when"),
    "a year far ahead": (changed(interviews=[{"person": "p", "when": "9999-12-31T23:59"}]), "interviews > 0 > when"),
    "an unknown time zone": (changed(interviews=[{"person": "p", "zone": "Mars/Olympus"}]), "interviews > 0 > zone"),
    "endless minutes": (changed(interviews=[{"person": "p", "minutes": 10**9}]), "interviews > 0 > minutes"),
    "text over the limit": (changed(about={"name": "x" * (TEXT_LIMIT + 1)}), "about > name"),
    "too many people": (changed(people=[{"id": f"p_{n}"} for n in range(301)]), "people"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_good_is_refused_with_what_is_wrong_and_what_to_do(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(PlanError, match=re.escape(words)) as caught:
        load(data)
    message = str(caught.value)
    assert re.search(r"Choose|choose|Open it there", message)
    assert "\n" not in message


@pytest.mark.parametrize("when", ["2026-03-01T10:00:00Z", 1772359200])
def test_a_meeting_time_with_an_offset_is_refused_since_the_zone_says_it(when: Any) -> None:
    with pytest.raises(PlanError, match="interviews > 0 > when"):
        load(changed(interviews=[{"person": "p", "when": when}]))


@pytest.mark.parametrize(
    "parts",
    [
        {"people": [{"id": "p"}, {"id": "p"}]},
        {"questions": [{"id": "q", "text": "a"}, {"id": "q", "text": "b"}]},
        {"interviews": [{"person": "p"}, {"person": "p"}]},
        {"interviews": [{"person": "p", "suggested": [{"id": "s"}, {"id": "s"}]}]},
    ],
    ids=lambda parts: next(iter(parts)),
)
def test_a_file_with_two_records_of_one_id_is_refused(parts: Any) -> None:
    with pytest.raises(PlanError):
        load(changed(**parts))


def test_an_answer_that_is_too_long_is_called_too_long() -> None:
    with pytest.raises(PlanError, match=f"letters, {TEXT_LIMIT + 1:,}"):
        load(changed(answers={"draws_me": "x" * (TEXT_LIMIT + 1)}))


def test_a_newer_file_with_a_part_we_do_not_know_is_called_newer() -> None:
    with pytest.raises(PlanError, match="newer version"):
        load(changed(schema={**SCHEMA, "diary": 1}, diary=[]))


@pytest.mark.parametrize(
    "address", ["about.name", "answers.draws_me", "interviews.p_zoe.answers.notes", "questions.q_typical_day.text"]
)
def test_text_over_the_limit_is_not_written(example: Plan, address: str) -> None:
    assert read(write(example, address, "x" * TEXT_LIMIT), address) == "x" * TEXT_LIMIT
    with pytest.raises(ValueError, match="50000"):
        write(example, address, "x" * (TEXT_LIMIT + 1))


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("interviews.p_zoe.minutes", 0),
        ("interviews.p_zoe.zone", "Mars/Olympus"),
        ("interviews.p_zoe.when", datetime(1066, 10, 14, 9)),
        ("interviews.p_zoe.status", "maybe"),
        ("people.p_zoe.closeness", "enemy"),
        ("answers.Not An Id", "x"),
    ],
)
def test_a_value_that_does_not_fit_is_not_written(example: Plan, address: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"validation error"):
        write(example, address, value)


def test_a_question_moves_as_far_as_the_list_goes() -> None:
    order = tuple(ChosenQuestion(id=name, text=name) for name in "abc")
    assert "".join(each.id for each in move(order, "a", 1)) == "bac"
    assert "".join(each.id for each in move(order, "c", -1)) == "acb"
    assert "".join(each.id for each in move(order, "b", -9)) == "bac"
    assert "".join(each.id for each in move(order, "b", 9)) == "acb"
    assert move(order, "z", 1) == order


def test_people_taken_off_the_table_are_kept_and_not_shown(example: Plan) -> None:
    gone = write(example, "people.p_zoe.removed", True)
    assert gone.person("p_zoe") is not None
    assert "p_zoe" not in [person.id for person in gone.present]
    assert write(gone, "people.p_zoe.removed", False) == example


def test_new_ids_fit_and_differ() -> None:
    made = {new_id("p") for _ in range(200)}
    assert len(made) == 200
    assert len(replace(Plan(), people=tuple(Person(id=each) for each in made)).people) == 200


def test_a_part_that_does_not_fit_is_not_exchanged(example: Plan) -> None:
    with pytest.raises(ValueError, match="people"):
        replace(example, people=tuple(Person(id=new_id("p")) for _ in range(301)))


def test_the_schema_in_the_documents_is_the_one_of_the_model() -> None:
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    file = ROOT / "docs" / "plan.schema.json"
    remedy = "write json_schema() to it again, with indent=2 and ensure_ascii=False"
    assert file.read_text(encoding="utf-8") == text, remedy
