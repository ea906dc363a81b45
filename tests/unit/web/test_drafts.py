"""Texts that a page sends by itself: each is saved where it belongs, and nothing else is."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.web.client import Answer, Browser
from workshop.content import Content
from workshop.keys import mark, new_key
from workshop.plan.file import FILE_LIMIT
from workshop.plan.merge import leaves
from workshop.plan.messages import EMPTIED
from workshop.plan.model import (
    TEXT_LIMIT,
    ChosenQuestion,
    Interview,
    Person,
    Plan,
    Suggestion,
    holds_text,
    read,
    replace,
)
from workshop.store import Store, StoreError
from workshop.web.limits import DRAFT_LIMIT
from workshop.web.running import DRAFTS_AT_ONCE

Make = Callable[..., Browser]

BOX = "answers.draws_me"
PLAN = Plan(
    people=(Person(id="p1", name="Ana"),),
    questions=(ChosenQuestion(id="q1", text="Why?"),),
    interviews=(Interview(person="p1", status="met", suggested=(Suggestion(id="s1", name="Cara"),)),),
    answers={"undecided": True, "goal_advice": ("days",)},
)
EVERY_KIND = [
    *(f"about.{name}" for name in ("name", "school", "year", "email", "phone")),
    BOX,
    *(
        f"people.p1.{name}"
        for name in ("name", "pronounced", "address", "title", "organisation", "how", "connector", "email", "phone")
    ),
    "questions.q1.text",
    "interviews.p1.where",
    "interviews.p1.answers.notes",
    "interviews.p1.drafts.thank_you",
    "interviews.p1.drafts.thank_you_subject",
    "interviews.p1.suggested.s1.name",
    "interviews.p1.suggested.s1.how",
]


@pytest.fixture
def student(browser: Make, store: Store) -> Browser:
    """Someone with a person, a question and a conversation."""
    someone = browser()
    store.edit(someone.key, lambda _: PLAN)
    return someone


def one(address: str, text: str, base: str = "") -> dict[str, str]:
    return {"address": address, "base": base, "text": text}


def send(student: Browser, *texts: dict[str, Any], mark_: str = "", **more: Any) -> Answer:
    """Send texts as the page does."""
    return post(student, json.dumps({"mark": mark_ or mark(student.key), "texts": texts} | more))


def written(student: Browser, *texts: dict[str, Any]) -> bytes:
    """What a page of this student sends with some texts."""
    return json.dumps({"mark": mark(student.key), "texts": texts}).encode()


def post(student: Browser, body: str | bytes) -> Answer:
    return student.post("/draft", body=body.encode() if isinstance(body, str) else body)


def said(answer: Answer) -> str:
    return str(json.loads(answer.body).get("trouble", ""))


@pytest.mark.parametrize("address", EVERY_KIND)
def test_a_text_of_every_kind_is_saved_before_the_answer(student: Browser, store: Store, address: str) -> None:
    base = read(PLAN, address) or ""
    answer = send(student, one(address, "my own words", base))
    saved = store.load(student.key)
    assert read(saved.plan, address) == "my own words"
    assert saved.plan.others == {}
    assert saved.at is not None
    assert (answer.status, json.loads(answer.body)) == (200, {"at": round(saved.at.timestamp() * 1000)})


def test_every_text_of_the_example_has_an_address_that_is_saved(browser: Make, store: Store, example: Plan) -> None:
    someone = browser()
    store.edit(someone.key, lambda _: example)
    addresses = [path for path in _texts_of(example) if holds_text(example, path)]
    assert len(addresses) > 100
    for start in range(0, len(addresses), 200):
        part = addresses[start : start + 200]
        assert send(someone, *(one(path, f"new {path}", read(example, path)) for path in part)).status == 200
    plan = store.load(someone.key).plan
    assert [path for path in addresses if read(plan, path) != f"new {path}"] == []


def _texts_of(plan: Plan) -> list[str]:
    return [path for path, value in leaves(plan).items() if isinstance(value, str)]


def test_several_texts_are_one_save(student: Browser, store: Store) -> None:
    before = store.revision(student.key)
    send(student, one(BOX, "trees"), one("about.name", "Teo"), one("interviews.p1.where", "Clinic"))
    plan = store.load(student.key).plan
    assert (plan.words("draws_me"), plan.about.name, plan.interview("p1").where) == ("trees", "Teo", "Clinic")
    assert store.revision(student.key) == before + 1


def test_all_texts_of_a_request_are_checked_at_once(
    student: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load(student.key)
    checks, check = [], Plan.model_validate

    def counted(parts: Any) -> Plan:
        checks.append(parts)
        return check(parts)

    monkeypatch.setattr(Plan, "model_validate", counted)
    texts = [one(f"answers.a_{number}", "x") for number in range(150)]
    over_others = [one(BOX, f"<{number:02}>", base="not seen") for number in range(50)]
    assert send(student, *texts, *over_others).status == 200
    assert len(checks) == 1


def test_no_texts_change_nothing(student: Browser, store: Store) -> None:
    assert send(student).status == 200
    assert store.load(student.key).plan == PLAN


def test_a_visitor_without_a_plan_gets_one_with_the_first_text(browser: Make, store: Store) -> None:
    someone = browser()
    assert json.loads(send(someone).body) == {"at": None}
    assert store.revision(someone.key) == 0
    assert send(someone, one(BOX, "trees")).status == 200
    assert store.load(someone.key).plan == Plan(answers={"draws_me": "trees"})


# What someone else wrote meanwhile


def test_a_text_over_something_it_did_not_see_leaves_both_versions(student: Browser, store: Store) -> None:
    send(student, one(BOX, "from the first tab"))
    send(student, one(BOX, "another thing"))
    plan = store.load(student.key).plan
    assert plan.words("draws_me") == "another thing"
    assert plan.others == {BOX: ("from the first tab",)}


def test_a_text_over_what_it_saw_takes_its_place(student: Browser, store: Store) -> None:
    send(student, one(BOX, "trees"))
    send(student, one(BOX, "birds", base="trees"))
    plan = store.load(student.key).plan
    assert (plan.words("draws_me"), plan.others) == ("birds", {})


def test_a_box_emptied_over_something_it_did_not_see_loses_nothing(student: Browser, store: Store) -> None:
    send(student, one(BOX, "trees"))
    send(student, one(BOX, "", base="what stood there long ago"))
    assert store.load(student.key).plan.words("draws_me") == "trees"


def test_a_text_of_a_question_that_was_taken_off_is_kept_beside(student: Browser, store: Store) -> None:
    store.edit(student.key, lambda plan: replace(plan, questions=()))
    send(student, one("questions.q1.text", "Why, in my words?", base="Why?"))
    plan = store.load(student.key).plan
    assert plan.questions == ()
    assert plan.others == {"questions.q1.text": ("Why, in my words?",)}


@pytest.mark.parametrize("base", ["", "b", "trees"])
def test_the_same_texts_sent_twice_are_saved_once(student: Browser, store: Store, base: str) -> None:
    send(student, one(BOX, "trees"))
    texts = [one(BOX, "birds", base), one("about.name", "Teo"), one("interviews.p1.drafts.thank_you", "")]
    first, after = send(student, *texts), store.load(student.key)
    second = send(student, *texts)
    assert store.load(student.key) == after
    assert (first.status, first.body) == (second.status, second.body)


def test_twenty_pages_at_once_that_try_again_lose_no_text(student: Browser, store: Store) -> None:
    async def one_page(number: int) -> int:
        """Send as the page does: what was not saved is sent again."""
        body = written(student, one(f"answers.field_{number}", f"text {number}"), one(BOX, f"<{number:02}>"))
        for _ in range(100):
            answer = await student.post_beside_others("/draft", body)
            if answer.status == 200:
                break
            await asyncio.sleep(0.05)
        return answer.status

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*map(one_page, range(20)))

    assert asyncio.run(all_at_once()) == [200] * 20
    plan = store.load(student.key).plan
    assert [plan.words(f"field_{number}") for number in range(20)] == [f"text {number}" for number in range(20)]
    assert {plan.words("draws_me"), *plan.others[BOX]} == {f"<{number:02}>" for number in range(20)}


def test_more_requests_of_a_visitor_than_may_wait_are_told_to_try_again_and_those_of_others_are_not(
    student: Browser, browser: Make, store: Store
) -> None:
    other = browser()

    async def all_at_once() -> list[Answer]:
        many = [written(student, one(f"answers.field_{number}", "x")) for number in range(45)]
        sent = [student.post_beside_others("/draft", body) for body in many]
        return await asyncio.gather(*sent, other.post_beside_others("/draft", written(other, one(BOX, "trees"))))

    *answers, of_the_other = asyncio.run(all_at_once())
    assert Counter(answer.status for answer in answers) == {200: DRAFTS_AT_ONCE, 429: 45 - DRAFTS_AT_ONCE}
    assert all(said(answer) for answer in answers if answer.status == 429)
    assert of_the_other.status == 200
    saved = store.load(student.key).plan.answers
    assert [f"field_{number}" in saved for number in range(45)] == [answer.status == 200 for answer in answers]


# What is no blank for words


@pytest.mark.parametrize(
    "address",
    [
        "people.p1.stage",
        "people.p1.closeness",
        "people.p1.id",
        "people.p1.removed",
        "people.p1",
        "people",
        "questions.q1.starred",
        "questions.q1.id",
        "interviews.p1.status",
        "interviews.p1.when",
        "interviews.p1.sent",
        "interviews.p1.person",
        "interviews.p1.checks.x",
        "checks.x",
        "others.answers",
        "others.answers.draws_me",
        "schema_numbers.about",
        "format",
        "__class__.x",
        "about.__class__",
        "about.name.__class__",
        "answers.a.b",
        "answers.",
        "answers",
        ".",
        "",
        "answers.draws_me\n",
        "answers.undecided",
        "answers.goal_advice",
        "answers.Draws",
        "answers.ä",
        "answers.__class__",
        "interviews.p1.answers.É",
        "interviews.P 1.where",
    ],
)
def test_an_address_that_holds_no_text_is_passed_over_and_the_others_are_saved(
    student: Browser, store: Store, address: str
) -> None:
    answer = send(student, one(address, "x"), one("about.name", "Teo"))
    assert answer.status == 200
    assert store.load(student.key).plan == replace(PLAN, about=PLAN.about.model_copy(update={"name": "Teo"}))


@pytest.mark.parametrize("address", ["people.nobody.name", "questions.none.text", "interviews.p1.suggested.none.name"])
def test_a_text_of_a_record_that_is_not_there_makes_no_record(student: Browser, store: Store, address: str) -> None:
    assert send(student, one(address, "x")).status == 200
    plan = store.load(student.key).plan
    assert replace(plan, others={}) == PLAN
    assert plan.others == {address: ("x",)}


# Texts as they come


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c\x7f", "abc"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufffe\uffff", ""),
        ("![x](https://example.org/x.png) <script>", "![x](https://example.org/x.png) <script>"),
        ("{my_name} 漢字 👩🏽‍🔬 \t", "{my_name} 漢字 👩🏽‍🔬 \t"),
        ("x" * TEXT_LIMIT, "x" * TEXT_LIMIT),
    ],
)
def test_a_text_is_kept_as_it_is_without_what_no_document_can_hold(
    student: Browser, store: Store, text: str, kept: str
) -> None:
    assert send(student, one(BOX, text)).status == 200
    assert store.load(student.key).plan.words("draws_me") == kept


@pytest.mark.parametrize("text", ["", "\x00", "\x07\x08"])
@pytest.mark.parametrize("name", ["thank_you", "thank_you_subject"])
def test_an_emptied_message_stays_emptied(student: Browser, store: Store, name: str, text: str) -> None:
    path = f"interviews.p1.drafts.{name}"
    send(student, one(path, "Dear Ana", base="the template"))
    send(student, one(path, text, base="Dear Ana"))
    assert read(store.load(student.key).plan, path) == EMPTIED


def test_an_emptied_box_leaves_no_trace(student: Browser, store: Store) -> None:
    send(student, one(BOX, "trees"))
    send(student, one(BOX, "", base="trees"))
    assert store.load(student.key).plan == PLAN


# What is refused


def test_a_text_over_the_limit_is_called_too_long_and_nothing_changes(
    student: Browser, store: Store, content: Content
) -> None:
    answer = send(student, one("about.name", "Teo"), one(BOX, "x" * 60_000))
    assert (answer.status, said(answer)) == (422, content.words.too_long)
    assert store.load(student.key).plan == PLAN


def test_a_plan_that_is_full_says_so_and_keeps_what_it_has(student: Browser, store: Store, content: Content) -> None:
    full = {f"answer_{number}": "x" * TEXT_LIMIT for number in range(FILE_LIMIT // TEXT_LIMIT - 1)}
    before = store.edit(student.key, lambda plan: replace(plan, answers=full)).plan
    answer = send(student, one(BOX, "y" * TEXT_LIMIT))
    assert (answer.status, said(answer)) == (422, content.words.plan_full)
    assert store.load(student.key).plan == before


def test_more_than_a_page_can_hold_is_refused(student: Browser, store: Store) -> None:
    texts = [one(f"answers.a_{number}", "x" * 49_000) for number in range(DRAFT_LIMIT // 49_000 + 1)]
    assert send(student, *texts).status == 413
    assert store.load(student.key).plan == PLAN


@pytest.mark.parametrize("other", ["", "00000000", "the mark of somebody"])
def test_the_page_of_another_plan_saves_nothing(student: Browser, store: Store, content: Content, other: str) -> None:
    answer = send(student, one(BOX, "trees"), mark_=other or mark(new_key()))
    assert (answer.status, said(answer)) == (409, content.words.plan_gone)
    assert store.load(student.key).plan == PLAN


@pytest.mark.parametrize("cookie", ["", "not-a-key", "x" * 43 + "!"])
def test_a_visitor_without_a_key_saves_nothing(student: Browser, store: Store, cookie: str) -> None:
    stranger = Browser(student.app, cookies={"plan_key": cookie} if cookie else {})
    answer = send(stranger, one(BOX, "trees"), mark_=mark(student.key))
    assert (answer.status, stranger.cookies.get("plan_key", "")) == (409, cookie)
    assert store.load(student.key).plan == PLAN


GOOD = {"address": BOX, "base": "", "text": "trees"}


def _wrong() -> dict[str, Any]:
    return {
        "a list": [],
        "a number": 1,
        "nothing": None,
        "no texts": {"mark": "M"},
        "no mark": {"texts": [GOOD]},
        "an unknown key": {"mark": "M", "texts": [GOOD], "key": "x"},
        "an unknown key in a text": {"mark": "M", "texts": [GOOD | {"at": 1}]},
        "texts by address": {"mark": "M", "texts": {BOX: "trees"}},
        "a text that is a number": {"mark": "M", "texts": [GOOD | {"text": 1}]},
        "a text that is nothing": {"mark": "M", "texts": [GOOD | {"text": None}]},
        "a base that is a list": {"mark": "M", "texts": [GOOD | {"base": ["trees"]}]},
        "no base": {"mark": "M", "texts": [{"address": BOX, "text": "trees"}]},
        "an address that is a number": {"mark": "M", "texts": [GOOD | {"address": 5}]},
        "a long address": {"mark": "M", "texts": [GOOD | {"address": "answers." + "x" * 200}]},
        "201 texts": {"mark": "M", "texts": [GOOD] * 201},
        "a mark that is a number": {"mark": 12345678, "texts": [GOOD]},
        "a long mark": {"mark": "M" * 21, "texts": [GOOD]},
    }


@pytest.mark.parametrize("kind", _wrong())
def test_what_has_another_form_is_refused_whole(student: Browser, store: Store, kind: str) -> None:
    body = json.dumps(_wrong()[kind]).replace('"M"', json.dumps(mark(student.key)))
    assert (post(student, body).status, post(student, body).body) == (400, "{}")
    assert store.load(student.key).plan == PLAN


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"{",
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"mark": "\\ud800", "texts": []}',
        b'{"mark": "x", "texts": [{"address": "answers.a", "base": "", "text": "\\ud800"}]}',
        b"mark=x&texts=y",
    ],
)
def test_what_is_no_json_is_refused(student: Browser, store: Store, body: bytes) -> None:
    assert post(student, body).status == 400
    assert store.load(student.key).plan == PLAN


def test_another_site_saves_nothing(student: Browser, store: Store) -> None:
    body = json.dumps({"mark": mark(student.key), "texts": [GOOD]}).encode()
    assert student.post("/draft", ("origin", "https://elsewhere.test"), body=body).status == 403
    assert student.get("/draft").status == 405
    assert store.load(student.key).plan == PLAN


@pytest.mark.parametrize("end", ["delete", "rotate"])
def test_a_plan_that_was_ended_takes_no_text(student: Browser, store: Store, content: Content, end: str) -> None:
    new = getattr(store, end)(student.key)
    answer = send(student, one(BOX, "trees"))
    assert (answer.status, said(answer)) == (410, content.words.plan_gone)
    if end == "rotate":
        assert store.load(new).plan == PLAN
    else:
        assert store.revision(student.key) == 0


def test_without_a_database_nothing_is_called_saved(
    student: Browser, store: Store, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(*_: Any) -> None:
        raise StoreError

    with monkeypatch.context() as away:
        away.setattr(Store, "edit", no_answer)
        answer = send(student, one(BOX, "trees"))
        assert (answer.status, json.loads(answer.body)) == (503, {"at": None, "trouble": content.words.not_saved})
    assert store.load(student.key).plan == PLAN
    assert send(student, one(BOX, "trees")).status == 200


def test_a_damaged_plan_is_not_written_over(student: Browser, store: Store) -> None:
    with store._engine.begin() as connection:
        connection.exec_driver_sql("update sealed_plans set sealed = x'00'")
    assert send(student, one(BOX, "trees")).status == 503
    with store._engine.begin() as connection:
        assert connection.exec_driver_sql("select sealed from sealed_plans").scalar() == b"\x00"


def test_no_answer_holds_a_text_or_the_key(student: Browser, store: Store) -> None:
    secret = "my secret words"
    store.edit(student.key, lambda plan: replace(plan, answers={"draws_me": secret, "intro": f"{secret} too"}))
    answers = [
        send(student, one(BOX, "other words", base="x")),
        send(student, one("answers.intro", "x" * 60_000)),
        send(student, one("people.p1.stage", "x")),
        send(student, one(BOX, secret), mark_="00000000"),
        post(student, json.dumps({"mark": mark(student.key), "texts": [secret]})),
        post(student, secret),
    ]
    store.delete(student.key)
    answers.append(send(student, one(BOX, secret)))
    assert [answer.status for answer in answers] == [200, 422, 200, 409, 400, 400, 410]
    for answer in answers:
        told = answer.body + "".join(value for _, value in answer.headers)
        assert not [each for each in (secret, "other words", "Ana", "Why?", "Cara", student.key) if each in told]
