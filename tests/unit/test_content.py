"""The content is whole, and a mistake in it is answered with one clear message."""

import functools
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic_core import to_jsonable_python

from tests.conftest import leaves
from workshop.content import Content, ContentError, load, read_rules
from workshop.paths import ROOT

CONTENT = ROOT / "content"
FILES = sorted(str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*.yaml"))
SCHOOLS = sorted(path.stem for path in (CONTENT / "schools").glob("*.yaml"))

Change = Callable[[Path], object]


def swap(old: str, new: str) -> Change:
    """Exchange the first `old` in the file, which must be there."""

    def change(path: Path) -> None:
        before = path.read_text(encoding="utf-8")
        assert old in before, f"{path} no longer holds {old!r}: choose another mistake"
        path.write_text(before.replace(old, new, 1), encoding="utf-8")

    return change


def add(text: str) -> Change:
    """Put text at the end of the file."""
    return lambda path: path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def write(data: bytes) -> Change:
    """Make this the whole file."""
    return lambda path: path.write_bytes(data)


def repeat(first_line: str) -> Change:
    """Write the list entry that begins with this line a second time, right behind the first."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        start = text.index(first_line)
        indent = len(first_line) - len(first_line.lstrip())
        after = re.compile(rf"^ {{0,{indent}}}\S", re.M).search(text, start + len(first_line))
        end = after.start() if after else len(text)
        path.write_text(text[:end] + text[start:end] + text[end:], encoding="utf-8")

    return change


RESEARCH, IDENTIFY = "en/steps/research.yaml", "en/steps/identify.yaml"
CLASSROOM, FAMILY = "en/classroom.yaml", "en/family.yaml"
FOLLOW_UP, QUESTIONS, MESSAGES = "en/steps/follow_up.yaml", "en/questions.yaml", "en/messages.yaml"

# name of the mistake: file, what to do to it, what the message must say besides the file
MISTAKES: dict[str, tuple[str, Change, tuple[str, ...]]] = {
    "phone number in the middle of a sentence": (
        MESSAGES,
        swap("You can reach me at {my_contact}.", "You can reach me at {my_phone}."),
        ("messages.yaml", "{my_phone}", "a line of its own"),
    ),
    "phone number on the conversation card": (
        "en/meeting.yaml",
        swap("Thank you for making time to talk with me.", "My number is {my_phone}."),
        ("card", "{my_phone}", "a line of its own"),
    ),
    "misspelt key": (
        RESEARCH,
        swap("label: Your name", "lable: Your name"),
        ("sections, item 1, fields, item 1", '"lable"', 'Did you mean "label"?'),
    ),
    "misspelt key that may be left out": (
        RESEARCH,
        swap("example: Teo Alvarez", "exampel: Teo Alvarez"),
        ("fields, item 1", '"exampel"', 'Did you mean "example"?'),
    ),
    "misspelt key of the interface words": (
        "en/words.yaml",
        swap("home: Home", "hoem: Home"),
        ("at the top", '"hoem"', 'Did you mean "home"?'),
    ),
    "misspelt key of the coach": (
        "en/coach.yaml",
        swap('  instead: "What', '  insted: "x"\n  instead: "What'),
        ("questions", '"insted"', 'Did you mean "instead"?'),
    ),
    "phrase with a group that is not there": (
        "en/coach.yaml",
        swap("- recommend me", "- recommend me to +bosss"),
        ('the phrase "recommend me to +bosss', 'names the group "bosss"', 'Did you mean "boss"?'),
    ),
    "missing id": (
        RESEARCH,
        swap("      - id: name\n        kind", "      - kind"),
        ('"id" is missing. Add a line "id: ',),
    ),
    "missing text": (
        QUESTIONS,
        swap("    text: What difference does this work make to other people?\n", ""),
        ("questions, item 1", '"text" is missing. Add a line "text: '),
    ),
    "field id twice in a file": (
        RESEARCH,
        swap("id: interest_2", "id: interest_1"),
        ('field id "interest_1" stands twice', "rename"),
    ),
    "field id twice in two files": (
        IDENTIFY,
        swap("id: circle_family", "id: goal_note"),
        ('field id "goal_note" stands twice', "research.yaml", "rename"),
    ),
    "question id twice": (
        QUESTIONS,
        repeat("  - id: q_field_impact"),
        ('question id "q_field_impact" stands twice', "rename"),
    ),
    "message id twice": (MESSAGES, repeat("  - id: voicemail"), ('message id "voicemail" stands twice', "rename")),
    "topic twice": (QUESTIONS, repeat("  - id: pay"), ('topic id "pay" stands twice', "rename")),
    "checklist id twice": (
        IDENTIFY,
        swap("id: identify_reach", "id: research_facts"),
        ('checklist item id "research_facts" stands twice', "research.yaml", "rename"),
    ),
    "checklist id twice in the meeting": (
        "en/meeting.yaml",
        swap("id: phone_time", "id: video_time"),
        ('checklist item id "video_time" stands twice', "rename"),
    ),
    "option id twice": (
        RESEARCH,
        swap("{id: fairly,", "{id: very,"),
        ('option id "guess_1_sure.very" stands twice', "rename"),
    ),
    "recall of nothing": (
        FOLLOW_UP,
        swap("recall: guess_1", "recall: gues_1"),
        ('"recall: gues_1"', 'Did you mean "guess_1"?'),
    ),
    "unknown blank in a message": (
        MESSAGES,
        swap("Dear {dear},", "Dear {deer},"),
        ("templates, item 1, body", '"{deer}" refers to nothing', 'Did you mean "{dear}"?'),
    ),
    "misspelt blank in a lesson": (
        IDENTIFY,
        swap("**Ask for help at {office}.**", "**Ask for help at {Office}.**"),
        ("lesson, good, item 4", '"{Office}" refers to nothing', 'Did you mean "{office}"?'),
    ),
    "misspelt blank in the interface words": (
        "en/words.yaml",
        swap("{time}", "{tme}"),
        (
            "saved_at",
            '"{tme}" refers to nothing',
            'Did you mean "{time}"?',
            "may hold {time} and the words of the school",
        ),
    ),
    "blank that another text has": (
        "en/words.yaml",
        swap("home: Home", "home: Home {time}"),
        ("home", '"{time}" refers to nothing', "may hold only the words of the school, {alumni},"),
    ),
    "blank that another remark has": (
        "en/coach.yaml",
        swap("later: “{said}”", "later: “{instead}”"),
        ("questions, remarks, several, say", '"{instead}" refers to nothing', "may hold {said} and"),
    ),
    "blank with a capital letter in a list": (
        "en/doors.yaml",
        swap("{code}", "{Code}"),
        ("finish, letter, item", '"{Code}" refers to nothing', 'Did you mean "{code}"?'),
    ),
    "blank under a name of its own": (
        "en/teach.yaml",
        lambda path: path.write_text(
            re.sub("(?m)^    pack: .*", "    pack: For {name}", path.read_text("utf-8")), "utf-8"
        ),
        ("cold, files, pack", '"{name}" refers to nothing'),
    ),
    "brace that stands alone": (
        "en/words.yaml",
        swap("{time}", "{time"),
        ("saved_at", 'a "{" stands alone', "may hold {time} and"),
    ),
    "wide brace": ("en/words.yaml", swap("{time}", "｛time｝"), ("saved_at", 'a "｛" stands alone')),
    "blank in the words of a school": (
        "schools/default.yaml",
        swap("office: your school's", "office: your {rooms}'s"),
        ("office", '"{rooms}" refers to nothing', "No text here may hold braces"),
    ),
    "unknown condition": (
        RESEARCH,
        add("  weather: Wait for the sun.\n"),
        ("missing", '"weather" refers to nothing', "Remove"),
    ),
    "misspelt condition": (
        RESEARCH,
        swap("\n  draw: Write a few", "\n  drew: Write a few"),
        ("missing", '"drew" refers to nothing', 'Did you mean "draw"?'),
    ),
    "condition without words": (
        RESEARCH,
        swap("\n  field: Name one field or job to look into.", ""),
        ("missing", '"field" is missing', "Add it"),
    ),
    "unknown rule number": (
        RESEARCH,
        swap("rules: [7]", "rules: [97]"),
        ("why, item 1, rules, item 1", "89", "found 97"),
    ),
    "unknown topic": (
        QUESTIONS,
        swap("topic: field\n", "topic: fields\n"),
        ("questions, item 1", '"topic" must be one of field,', '"fields"'),
    ),
    "unknown kind": (RESEARCH, swap("kind: line", "kind: txt"), ('"kind" must be one of line, text,', 'found "txt"')),
    "choice without options": (RESEARCH, swap("kind: line", "kind: choice"), ("fields, item 1", 'needs "options"')),
    "field that code reads is renamed": (
        RESEARCH,
        swap("id: goal_note", "id: goal_notes"),
        ('field "goal_note" is missing', '"goal_notes"'),
    ),
    "field about the student with an unknown id": (
        RESEARCH,
        swap("id: year", "id: age"),
        ('field "age"', "must be one of name, school, year"),
    ),
    "column left out": (
        "en/people.yaml",
        swap("  - id: practice", "  - id: praktice"),
        ("columns", '"praktice"', 'Did you mean "practice"?'),
    ),
    "gap without words": (
        MESSAGES,
        swap("  sent_on: the date of your first message\n", ""),
        ("gaps", '"sent_on" is missing', "Add it"),
    ),
    "step named twice": (
        "en/workshop.yaml",
        swap("steps: [research, identify,", "steps: [research, research,"),
        ("steps", "must name each of research, identify"),
    ),
    "minutes that do not add up": (
        CLASSROOM,
        swap("minutes: 10\n            page: research", "minutes: 11\n            page: research"),
        ("run_sheets, item 1, parts, item 1", "add up to 51", '"minutes" says 50'),
    ),
    "activity on a page that does not exist": (
        CLASSROOM,
        swap("page: research", "page: reserch"),
        ("activities, item 2", '"page" must be one of home, research,', 'found "reserch"'),
    ),
    "activity that teaches an unknown rule": (CLASSROOM, swap("rules: [85]", "rules: [95]"), ("89", "found 95")),
    "activity twice": (CLASSROOM, swap("id: fifty_goal", "id: fifty_why"), ('"fifty_why" stands twice', "rename")),
    "persona twice": (CLASSROOM, swap("id: nurse", "id: electrician"), ('persona id "electrician" stands', "rename")),
    "persona with too little to tell": (
        CLASSROOM,
        lambda path: path.write_text(re.sub(r"      - \{topic: .*\n", "", path.read_text("utf-8"), count=2), "utf-8"),
        ("personas, item 1", '"facts" needs four to six entries; found 3'),
    ),
    "fact about an unknown topic": (
        CLASSROOM,
        swap("{topic: day,", "{topic: days,"),
        ("personas, item 1, facts, item 1", '"topic" must be one of field,', 'found "days"'),
    ),
    "way in without words": (
        CLASSROOM,
        swap("  two_year: Two-year degree\n", ""),
        ("routes", '"two_year" is missing', "Add it"),
    ),
    "step without help for families": (
        FAMILY,
        swap("  prepare:\n", "  prepair:\n"),
        ("steps", "prepair"),
    ),
    "tab for indentation": (RESEARCH, swap("\n    - text: >-", "\n\t- text: >-"), (", line ", "tab", "spaces")),
    "tab before a key": (RESEARCH, swap("\n    fields:", "\n\tfields:"), (", line ", "tab", "spaces")),
    "key twice": (RESEARCH, add("icon: search\n"), (", line ", 'the key "icon" stands twice', "Remove one")),
    "alias": (
        RESEARCH,
        swap("short: Research\ntitle: Research the work", "short: &a Research\ntitle: *a"),
        (", line 3", "alias", "Write the text out"),
    ),
    "key that YAML reads as true or false": (
        "en/people.yaml",
        swap('"yes": Said', "yes: Said"),
        (", line ", 'key "yes"', "quotes"),
    ),
    "text that YAML reads as true or false": (
        RESEARCH,
        swap("label: A little sure", "label: Yes"),
        ("label", "found True", "quotes"),
    ),
    "blank without quotes": (RESEARCH, swap("example: Teo Alvarez", "example: {office}"), ("example", "quotes")),
    "colon without quotes": (RESEARCH, swap("title: About you", "title: About you: first"), (", line ", "colons")),
    "empty file": (IDENTIFY, write(b""), ("empty", "Put its content back")),
    "not UTF-8": (IDENTIFY, write("id: caf\u00e9\n".encode("latin-1")), ("byte 7", "Save the file as UTF-8")),
    "missing file": (IDENTIFY, Path.unlink, ("missing", "Put it back")),
    "missing file of the school": ("schools/default.yaml", Path.unlink, ("missing", "Put it back")),
    "list where a mapping belongs": (
        RESEARCH,
        swap("  example:\n    title: Teo turns", "  example:\n  - title: Teo turns"),
        ("lesson, example", 'must be a group of lines such as "key: value"', "indentation"),
    ),
    "mapping where a list belongs": (
        "retired.yaml",
        swap("field: []", "field:\n    old_field: gone"),
        ("ids, field", "must be a list", "indentation"),
    ),
    "whole file is a list": (IDENTIFY, write(b"- a\n- b\n"), ('must be a group of lines such as "key: value"',)),
    "retired kind that is misspelt": (
        "retired.yaml",
        swap("  question: []", "  qestion: []"),
        ("ids", '"qestion" refers to nothing', 'Did you mean "question"?'),
    ),
}


@pytest.fixture(scope="module", autouse=True)
def parse_the_same_text_once() -> Iterator[None]:
    """Parsing is slow, and each test changes one file only: keep what the others hold."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "load", functools.cache(yaml.load))
        yield


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of content/ to break."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_gets_one_message_with_file_place_and_remedy(copy: Path, mistake: str) -> None:
    file, change, words = MISTAKES[mistake]
    change(copy / file)
    with pytest.raises(ContentError) as caught:
        load(copy)
    assert len(caught.value.problems) == 1, caught.value
    message = caught.value.problems[0]
    if mistake != "field that code reads is renamed":  # nobody knows in which file it was
        assert message.startswith(f"content/{file}")
    assert all(word in message for word in words), message
    assert message.endswith((".", "?"))


# kind: an id of that kind that the content has, and where
USED = {
    "field": ("goal_note", RESEARCH),
    "option": ("guess_1_sure.very", RESEARCH),
    "section": ("goal", RESEARCH),
    "checklist item": ("family_introduce", FAMILY),
    "topic": ("pay", QUESTIONS),
    "question": ("q_field_impact", QUESTIONS),
    "message": ("voicemail", MESSAGES),
    "source": ("source_onet", "en/sources.yaml"),
    "meeting kind": ("video", "en/meeting.yaml"),
    "column": ("practice", "en/people.yaml"),
    "run sheet": ("fifty", CLASSROOM),
    "activity": ("fifty_goal", CLASSROOM),
    "persona": ("nurse", CLASSROOM),
    "curveball": ("silence", "en/live.yaml"),
}


def test_every_kind_of_id_can_be_retired() -> None:
    assert list(yaml.safe_load((CONTENT / "retired.yaml").read_text(encoding="utf-8"))["ids"]) == list(USED)


@pytest.mark.parametrize("kind", USED)
def test_a_retired_id_used_again_is_reported_where_it_is_used(copy: Path, kind: str) -> None:
    name, file = USED[kind]
    change = re.compile(rf"(?m)^  {kind}: \[(.*)\]$")
    retired = copy / "retired.yaml"
    retired.write_text(change.sub(rf"  {kind}: [{name}]", retired.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(copy)
    (problem,) = caught.value.problems
    assert problem.startswith(f'content/{file}, {kind} "{name}": ')
    assert problem.endswith("Choose a new id.")


def test_the_box_that_was_retired_is_refused(copy: Path) -> None:
    swap("id: family_introduce", "id: family_not_for_them")(copy / FAMILY)
    with pytest.raises(ContentError, match=r'^content/en/family\.yaml, checklist item "family_not_for_them": '):
        load(copy)


def test_two_mistakes_in_two_files_get_two_messages(copy: Path) -> None:
    swap("kind: line", "kind: txt")(copy / RESEARCH)
    swap("topic: field\n", "topic: fields\n")(copy / QUESTIONS)
    with pytest.raises(ContentError) as caught:
        load(copy)
    assert len(caught.value.problems) == 2


def test_messages_speak_no_python(copy: Path) -> None:
    for file, change in ((RESEARCH, MISTAKES["list where a mapping belongs"][1]), (IDENTIFY, write(b"7\n"))):
        change(copy / file)
    with pytest.raises(ContentError) as caught:
        load(copy)
    assert not re.search("dictionary|tuple|instance|NoneType", str(caught.value)), caught.value


@pytest.mark.parametrize("file", FILES)
def test_every_content_file_is_read(copy: Path, file: str) -> None:
    (copy / file).write_text("nonsense: [", encoding="utf-8")
    school = Path(file).stem if file.startswith("schools/") else "default"
    with pytest.raises(ContentError, match=re.escape(f"content/{file}, line 1")):
        load(copy, school=school)


@pytest.mark.parametrize("file", FILES)
def test_a_wrong_blank_is_found_in_every_text_of_every_file(copy: Path, file: str) -> None:
    found = yaml.safe_load((copy / file).read_text(encoding="utf-8"))
    (copy / file).write_text(yaml.safe_dump(with_blank(found), allow_unicode=True), encoding="utf-8")
    school = Path(file).stem if file.startswith("schools/") else "default"
    with pytest.raises(ContentError) as caught:
        load(copy, school=school)
    told = [problem for problem in caught.value.problems if '"{tme}" refers to nothing' in problem]
    assert all(problem.startswith(f"content/{file}, ") for problem in told)
    assert len(told) == len(set(told)) == len(list(leaves(found))) > 0


def with_blank(node: Any) -> Any:
    """The same data with a blank that nobody knows in every text."""
    if isinstance(node, str):
        return f"{node} {{tme}}"
    if isinstance(node, dict):
        return {key: with_blank(part) for key, part in node.items()}
    return [with_blank(part) for part in node] if isinstance(node, list) else node


@pytest.mark.parametrize("school", SCHOOLS)
def test_each_school_is_whole_and_its_words_are_spliced_in(school: str) -> None:
    content = load(school=school)
    texts = list(texts_of(content))
    assert content.school.id == school
    assert any(content.school.office in text for text in texts)
    assert not [text for text in texts if "{office}" in text]


def texts_of(content: Content) -> Iterator[str]:
    for part in fields(content):
        yield from leaves(to_jsonable_python(getattr(content, part.name)))


def test_the_bank_has_at_least_90_questions_over_all_8_topics(content: Content) -> None:
    topics = {topic.id for topic in content.bank.topics}
    assert len(content.questions) >= 90
    assert len(topics) == 8
    assert {question.topic for question in content.bank.questions} == topics


def test_each_topic_moment_and_audience_finds_questions(content: Content) -> None:
    bank = content.bank
    assert {question.moment for question in bank.questions} == set(bank.moments)
    assert {audience for question in bank.questions for audience in question.audiences} == set(bank.audiences)


def test_every_question_asks_one_thing(content: Content) -> None:
    assert not [question.text for question in content.bank.questions if len(re.findall(r"[.?!]", question.text)) != 1]


def test_no_content_text_holds_a_tab_or_html(content: Content) -> None:
    assert not [text for text in texts_of(content) if "\t" in text or re.search(r"<[a-zA-Z/!]|&[a-z]+;", text)]


def test_bold_marks_come_in_pairs(content: Content) -> None:
    assert not [text for text in texts_of(content) if text.count("**") % 2]


def test_the_rules_are_numbered_without_a_gap() -> None:
    assert [rule.id for rule in read_rules()] == list(range(1, 90))


def test_content_cannot_be_changed(content: Content) -> None:
    with pytest.raises(AttributeError):
        content.school = content.school  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        content.school.name = "another"
