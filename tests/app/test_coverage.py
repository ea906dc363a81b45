"""Every rule of the sources is taught under its step, and everything that teaches one is on the screen."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic_core import to_jsonable_python
from streamlit.testing.v1 import AppTest

from tests.conftest import PAGES, Visitor, leaves, shown
from workshop.content import Content, read_rules
from workshop.content.coverage import coverage, report, untaught
from workshop.content.models import Cited, Template
from workshop.exports.family import family
from workshop.exports.pack import pack
from workshop.plan.live import start
from workshop.plan.model import Plan, Team, Teammate, write
from workshop.plan.model import replace as change

READ_ALOUD = ("title", "label", "hint", "text", "why", "when", "subject", "body", "say", "do", "may", "student")
BLANK = re.compile(r"\{[a-z_]+\}")
TEAM = Team(members=(Teammate(id="m_0000000a", name="Ana"), Teammate(id="m_0000000b", name="Ben")))
FURNITURE = re.compile(r"[\\*\u2068\u2069]|:material/\w+:")


def test_every_rule_is_taught_under_its_step(content: Content) -> None:
    rules = read_rules()
    assert len(rules) == 89
    assert untaught(content, rules) == []
    assert "89 of 89 rules are taught under their step." in report(content, rules)


def test_a_rule_that_loses_its_last_item_is_noticed(content: Content) -> None:
    bare = {name: step for name, step in content.steps.items() if name != "contact"}
    without = replace(content, steps=bare, messages=content.messages.model_copy(update={"templates": ()}))
    missing = {rule.id for rule in untaught(without, read_rules())}
    assert missing >= {rule.id for rule in read_rules() if rule.step == "contact"}
    assert all(f"  {number}  " in report(without, read_rules()) for number in missing)
    assert "nowhere" in report(without, read_rules())


def test_no_item_cites_a_rule_that_does_not_exist(content: Content) -> None:
    assert coverage(content).keys() == {rule.id for rule in read_rules()}


def bare(text: str) -> str:
    """A text as a reader sees it: without marks of Markdown, with single spaces."""
    return " ".join(FURNITURE.sub("", text).split())


def pieces(item: Cited) -> Iterator[str]:
    """What an item says to the reader, cut where the workshop fills in the student's words."""
    for name in READ_ALOUD:
        text = getattr(item, name, "")
        yield from (piece for part in BLANK.split(text) if (piece := bare(part)))


@pytest.fixture
def seen(visitor: Callable[..., Visitor], content: Content, example: Plan) -> dict[str, str]:
    """All that students can bring onto each page by its own controls: a team with a full plan, and one who is new."""
    untouched = [talk.model_copy(update={"drafts": {}}) for talk in example.interviews]
    student, newcomer = visitor().have(change(example, interviews=tuple(untouched), team=TEAM)), visitor()
    screens = {page: [words_on(student.open(page))] for page in PAGES}
    running = visitor().have(start(example, "p_nwosu", datetime.now(UTC)))
    screens["conduct"] += screens["live"]
    screens["follow_up"] += screens["closing"]
    screens["prepare"] += whole_bank(newcomer.open("prepare"), content)
    for template in content.templates:
        choice = labelled(student.open("contact").selectbox, content.words.message_kind)
        screens["contact"].append(words_on(choice.select(template).run()))
    for place in ({"card": "open"}, {"card": "ask_q_typical_day"}, {"card": "close"}, {"view": "what_if"}):
        screens["conduct"].append(words_on(running.open("live", query={"person": "p_nwosu"} | place)))
    for kind in content.meeting.kinds:
        student.have(write(student.plan, f"interviews.{example.present[0].id}.medium", kind.id))
        screens["conduct"].append(words_on(student.come_back().open("conduct")))
    screens |= {"classroom": texts(pack(content)), "family": texts(family(content))}
    return {("frame" if page == "home" else page): "\n".join(map(bare, words)) for page, words in screens.items()}


def texts(part: Any) -> list[str]:
    """Every text of a document that is printed."""
    return list(leaves(to_jsonable_python(part)))


def whole_bank(screen: AppTest, content: Content) -> Iterator[str]:
    while more := [each for each in screen.button if each.label == content.words.more_questions]:
        more[0].click().run()
    yield words_on(screen)


def words_on(screen: AppTest) -> str:
    return "\n".join(bare(text) for name, text in shown(screen) if not name.startswith("BidiComponent"))


def labelled(widgets: Iterable[Any], label: str) -> Any:
    return next(each for each in widgets if each.label == label)


def test_every_item_that_teaches_a_rule_is_on_the_page_of_its_step_or_on_paper(
    content: Content, seen: dict[str, str]
) -> None:
    lost = {
        (step, item_name(item), piece)
        for _, step, item in content.cited()
        for piece in pieces(item)
        if piece not in seen[step]
    }
    assert not lost


def item_name(item: Cited) -> str:
    return str(getattr(item, "id", type(item).__name__))


def test_every_item_that_teaches_a_rule_says_something(content: Content) -> None:
    assert all(list(pieces(item)) for _, _, item in content.cited())


def test_a_message_is_shown_with_its_fixed_words(content: Content) -> None:
    template = next(each for each in content.templates.values() if isinstance(each, Template) and each.subject)
    assert bare(template.title) in pieces(template)
    assert not any("{" in piece for piece in pieces(template))
