"""Classes in the store: who finds them, what each side sees, and what is left when they end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop import keys
from workshop.classroom.board import Board, HandedIn, Report
from workshop.classroom.class_report import PIECES, identities, piece, report
from workshop.content import Content
from workshop.keys import new_key, read_join_code, tag
from workshop.plan.model import Person, Plan, write
from workshop.store import CLASS_DAYS, Classes, Membership, open_classes, open_store
from workshop.store.diary import RAN_SINCE

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


@pytest.fixture
def classes(each_database: str) -> Classes:
    """Classes in a fresh database, of each kind."""
    return open_classes(each_database)


def begin(classes: Classes, **board: str) -> tuple[str, str]:
    """A new class: its teacher's key and its join code."""
    key = classes.begin(Board(**board))
    found = classes.open(key)
    assert found
    return key, found.code


def join(classes: Classes, code: str, nickname: str) -> str:
    """A new student in a class: the key of their plan."""
    key = new_key()
    assert classes.join(code, key, Report(nickname=nickname))
    return key


def nicknames(classes: Classes, key: str) -> list[str]:
    found = classes.open(key)
    assert found
    return [each.report.nickname for each in classes.members(found).values()]


def test_a_class_is_found_by_its_teacher_by_its_code_and_by_its_students(classes: Classes) -> None:
    key, code = begin(classes, name="Room 12")
    student = join(classes, code, "Otter")
    assert (looked := classes.look(code))
    assert looked.name == "Room 12"
    assert (mine := classes.mine(student))
    assert (mine.nickname, mine.board.name) == ("Otter", "Room 12")
    assert nicknames(classes, key) == ["Otter"]
    other = begin(classes)[0]
    assert nicknames(classes, other) == []
    assert classes.open(new_key()) is None
    assert classes.mine(new_key()) is None
    assert classes.look("00000000" if code != "00000000" else "11111111") is None


def test_what_the_teacher_writes_reaches_each_student(classes: Classes) -> None:
    key, code = begin(classes)
    student = join(classes, code, "Otter")
    classes.write_board(key, lambda board: board.model_copy(update={"said": "Now step 3", "page": "prepare"}))
    mine = classes.mine(student)
    assert mine
    assert (mine.board.said, mine.board.page) == ("Now step 3", "prepare")


def test_a_report_reaches_the_teacher_and_only_changed_ones_are_opened_again(classes: Classes) -> None:
    key, code = begin(classes)
    students = [join(classes, code, name) for name in ("A", "B", "C")]
    found = classes.open(key)
    assert found
    before = classes.members(found)
    classes.tell(students[1], lambda own: Report(nickname=own.nickname, page="prepare", done=("research",)))
    after = classes.members(found, before)
    assert [each.report.page for each in after.values()] == ["", "prepare", ""]
    assert [after[number].report is before[number].report for number in before] == [True, False, True]


def test_what_a_student_says_and_hands_in_stays_until_it_is_taken_back(classes: Classes) -> None:
    key, code = begin(classes)
    student = join(classes, code, "Otter")
    handed = {"goal": HandedIn(text="Learn about nursing", at=NOW)}

    def told(own: Membership) -> Report:
        return Report(nickname=own.nickname, help=own.help, handed=dict(own.handed or {}))

    classes.tell(student, told, change=lambda own: replace(own, help=True, handed=handed))
    classes.tell(student, told)
    found = classes.open(key)
    assert found
    (member,) = classes.members(found).values()
    assert (member.report.help, member.report.handed) == (True, handed)
    classes.tell(student, told, change=lambda own: replace(own, help=False, handed={}))
    (member,) = classes.members(found).values()
    assert (member.report.help, member.report.handed) == (False, {})


def test_a_student_who_leaves_is_gone_at_once(classes: Classes) -> None:
    key, code = begin(classes)
    student, other = join(classes, code, "Otter"), join(classes, code, "Fox")
    classes.tell(student, lambda own: Report(nickname=own.nickname), frozenset({"1" * 64}))
    classes.leave(student)
    assert nicknames(classes, key) == ["Fox"]
    assert classes.mine(student) is None
    assert classes.tell(student, lambda own: Report(nickname="back")) is None
    own = classes.mine(other)
    assert own
    assert classes.same_people(other, own, frozenset({"1" * 64})) == set()


def test_a_student_can_be_taken_out_by_their_own_teacher_only(classes: Classes) -> None:
    key, code = begin(classes)
    stranger = classes.open(begin(classes)[0])
    student = join(classes, code, "Otter")
    found = classes.open(key)
    assert found
    assert stranger
    (number,) = classes.members(found)
    classes.remove(stranger, number)
    assert classes.mine(student)
    classes.remove(found, number)
    assert classes.mine(student) is None


def test_a_class_that_ends_leaves_nothing(classes: Classes) -> None:
    key, code = begin(classes)
    student = join(classes, code, "Otter")
    classes.tell(student, lambda own: Report(nickname=own.nickname), frozenset({"1" * 64}))
    classes.end(key)
    assert classes.open(key) is None
    assert classes.look(code) is None
    assert classes.mine(student) is None
    assert classes.join(code, new_key(), Report(nickname="late")) is None
    assert classes.write_board(key, lambda board: board) is None
    assert _counts(classes) == [0, 0, 0, 0]


def test_a_class_that_nobody_uses_ends_by_itself(classes: Classes) -> None:
    key, _ = begin(classes)
    today = datetime.now(UTC).date()
    later = today + timedelta(days=CLASS_DAYS + RAN_SINCE)
    assert classes.delete_unused(later, CLASS_DAYS) == 0
    for number in range(RAN_SINCE):
        assert classes.open(key)
        deleted = classes.delete_unused(later + timedelta(days=number), CLASS_DAYS)
    assert deleted == 1
    assert _counts(classes) == [0, 0, 0, 0]


def _counts(classes: Classes) -> list[int]:
    names = ("classes", "class_keys", "class_members", "class_people")
    with classes._engine.connect() as connection:
        return [int(connection.exec_driver_sql(f"select count(*) from {name}").scalar_one()) for name in names]


def test_joining_again_or_elsewhere_leaves_no_second_student(classes: Classes) -> None:
    key, code = begin(classes)
    other, elsewhere = begin(classes)
    student = join(classes, code, "Otter")
    classes.join(code, student, Report(nickname="Beaver"))
    assert nicknames(classes, key) == ["Beaver"]
    classes.join(elsewhere, student, Report(nickname="Beaver"))
    assert (nicknames(classes, key), nicknames(classes, other)) == ([], ["Beaver"])


def test_the_class_follows_when_a_plan_gets_another_key(classes: Classes) -> None:
    key, code = begin(classes)
    old, new, other = join(classes, code, "Otter"), new_key(), join(classes, code, "Fox")
    classes.tell(old, lambda own: Report(nickname=own.nickname, done=("research",)), frozenset({"1" * 64}))
    classes.follow(old, new)
    assert classes.mine(old) is None
    assert (mine := classes.mine(new))
    assert mine.nickname == "Otter"
    classes.tell(new, lambda own: Report(nickname=own.nickname, page="prepare"))
    assert nicknames(classes, key) == ["Otter", "Fox"]
    own = classes.mine(other)
    assert own
    assert classes.same_people(other, own, frozenset({"1" * 64})) == {"1" * 64}


def test_the_database_holds_no_word_of_a_class(database: str, on_disk: Callable[[], bytes]) -> None:
    classes = open_classes(database)
    key, code = begin(classes, name="MARKERNAME", said="MARKERSAID")
    student = join(classes, code, "MARKERNICK")
    handed = {"goal": HandedIn(text="MARKERHANDED", at=NOW)}
    classes.tell(student, lambda own: Report(nickname="MARKERNICK", handed=handed, page="MARKERPAGE"))
    found = on_disk()
    assert b"SQLite" in found
    assert [each for each in ("MARKER", code, key, student) if each.encode() in found] == []


def test_a_report_opens_with_the_teachers_secret_only(database: str) -> None:
    classes = open_classes(database)
    key, code = begin(classes)
    student = join(classes, code, "Otter")
    found = classes.open(key)
    own = classes.mine(student)
    assert found
    assert own
    with classes._engine.connect() as connection:
        row = connection.exec_driver_sql("select number, report from class_members").one()
    place = f"report {found.id} {row.number} 1"
    assert b"Otter" in keys.take_out(found.private, row.report, place)
    with pytest.raises(keys.SealError):
        keys.take_out(keys.new_letterbox()[0], row.report, place)
    with pytest.raises(keys.SealError):
        keys.take_out(found.private, row.report, place + "1")
    assert own.secret not in (found.private, key.encode())


def test_plans_and_classes_share_one_database_and_no_key(database: str) -> None:
    key, _ = begin(open_classes(database))
    store = open_store(database)
    assert store.load(key).plan == Plan()
    store.edit(key, lambda plan: write(plan, "about.name", "A"))
    assert open_classes(database).open(key)


@given(st.text())
def test_a_join_code_is_eight_digits_however_they_are_written(text: str) -> None:
    assert read_join_code("4829 1375") == read_join_code("4829-1375") == read_join_code("٤٨٢٩١٣٧٥") == "48291375"
    found = read_join_code(text)
    assert found is None or (len(found) == 8 and found.isascii() and found.isdigit())


def test_a_report_holds_no_words_of_the_plan(content: Content, example: Plan) -> None:
    told = report(content, example, "Otter", "research", NOW).model_dump_json()
    texts = [each for each in _texts(example.model_dump(mode="json")) if len(each) > 25]
    assert len(texts) > 50
    assert [each for each in texts if each in told] == []
    assert [person.name for person in example.people if person.name in told] == []


def _texts(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for part in node.values() for text in _texts(part)]
    if isinstance(node, list):
        return [text for part in node for text in _texts(part)]
    return [node] if isinstance(node, str) else []


def test_what_is_done_in_the_example_is_reported(content: Content, example: Plan) -> None:
    told = report(content, example, "Otter")
    assert set(told.done) == {step for step, left in told.left.items() if not left}
    assert set(told.ticked) <= {item.id for step in content.steps.values() for item in step.checklist}
    assert told.ticked
    assert report(content, Plan(), "Otter").begun == ()


@pytest.mark.parametrize("name", PIECES)
def test_each_piece_that_can_be_handed_in_has_a_text_in_the_example(content: Content, example: Plan, name: str) -> None:
    assert piece(content, example, name)
    assert piece(content, Plan(), name) == ""


def person(**facts: str) -> frozenset[str]:
    return identities(Person(id="p", **facts))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Ana Lee"}, {"name": "LEE, Ana"}),
        ({"name": "Dr. Ana Lee"}, {"name": "ana  lee"}),
        ({"name": "José García"}, {"name": "Jose Garcia"}),
        ({"name": "Nguyễn Thị Minh"}, {"name": "nguyen thi minh"}),
        ({"name": "李娜"}, {"name": "李娜 "}),
        ({"name": "김민수"}, {"name": "김민수"}),
        ({"name": "अनीता शर्मा"}, {"name": "शर्मा अनीता"}),
        ({"name": "Ana", "email": "Ana.Lee@Example.org"}, {"name": "Ms Lee", "email": " ana.lee@example.org"}),
        ({"name": "Ana", "phone": "+1 (312) 555-0142"}, {"name": "A. Lee", "phone": "312.555.0142"}),
    ],
)
def test_the_same_person_is_known_on_two_lists(one: dict[str, str], other: dict[str, str]) -> None:
    assert person(**one) & person(**other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Ana"}, {"name": "Ana"}),
        ({"name": "अनीता"}, {"name": "अनीता"}),
        ({"name": "Ana Lee"}, {"name": "Ana Leigh"}),
        ({"name": ""}, {"name": ""}),
        ({"email": "later"}, {"email": "later"}),
        ({"phone": "ext. 12"}, {"phone": "12"}),
        ({"name": "Dr."}, {"name": "Dr."}),
    ],
)
def test_nobody_is_taken_for_someone_else(one: dict[str, str], other: dict[str, str]) -> None:
    assert not person(**one) & person(**other)


def test_the_hash_of_a_person_is_worth_nothing_in_another_class() -> None:
    assert tag(b"1" * 32, "name ana lee") != tag(b"2" * 32, "name ana lee")
    assert tag(b"1" * 32, "name ana lee") == tag(b"1" * 32, "name ana lee")
