"""How to stay safe is on the page before a student writes to someone or meets them, and nothing else says otherwise."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from pydantic_core import to_jsonable_python
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, leaves, shown, trouble
from workshop.coach.message import check_message
from workshop.content import Content
from workshop.content.safety_words import SafetyCard
from workshop.plan import Interview, Person, Plan

Visit = Callable[[], Visitor]
MOST_WORDS, LONGEST_SENTENCE = 90, 22
CARDS = ("contact", "conduct")


def with_kim(**facts: object) -> Plan:
    kim = Person.model_validate({"id": "p_kim", "name": "Mrs. Kim"} | facts)
    return Plan(people=(kim,), interviews=(Interview(person="p_kim"),))


def card(content: Content, page: str) -> SafetyCard:
    return content.safety.contact if page == "contact" else content.safety.conduct


def is_folded(screen: AppTest, title: str) -> bool:
    return title in [folder.label for folder in screen.expander]


def is_open(screen: AppTest, title: str) -> bool:
    return any(title in text.value and "###" in text.value for text in screen.main.markdown)


@pytest.mark.parametrize("page", CARDS)
@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("closeness", [None, "introduced", "alumni", "stranger"])
def test_the_card_is_open_for_everyone_whom_the_student_does_not_say_they_know(
    visitor: Visit, content: Content, page: str, closeness: str | None, practice: bool
) -> None:
    screen = visitor().have(with_kim(closeness=closeness, practice=practice)).open(page)
    title = card(content, page).title
    assert (is_open(screen, title), is_folded(screen, title)) == (True, False)
    assert trouble(screen) == []


@pytest.mark.parametrize("page", CARDS)
def test_the_card_is_folded_for_someone_the_student_knows(visitor: Visit, content: Content, page: str) -> None:
    screen = visitor().have(with_kim(closeness="known")).open(page)
    title = card(content, page).title
    assert (is_open(screen, title), is_folded(screen, title)) == (False, True)
    folder = next(each for each in screen.expander if each.label == title)
    assert all(line in folder.markdown[0].value for line in card(content, page).lines)


@pytest.mark.parametrize("page", CARDS)
def test_the_card_is_open_while_nobody_is_on_the_list(visitor: Visit, content: Content, page: str) -> None:
    assert is_open(visitor().open(page), card(content, page).title)


@pytest.mark.parametrize(("page", "section"), [("contact", "contact_people"), ("conduct", "meeting")])
def test_the_card_comes_before_what_is_to_be_filled_in(
    visitor: Visit, content: Content, page: str, section: str
) -> None:
    texts = [text for _, text in shown(visitor().have(with_kim()).open(page))]
    places = [
        next(number for number, text in enumerate(texts) if words in text)
        for words in (content.words.worksheet, card(content, page).lines[0], content.section(section).title)
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("page", CARDS)
def test_a_card_is_short_enough_to_be_read(content: Content, page: str) -> None:
    text = " ".join(card(content, page).lines).replace("*", "")
    assert len(text.split()) <= MOST_WORDS
    assert max(len(sentence.split()) for sentence in text.replace("?", ".").split(".")) <= LONGEST_SENTENCE


def test_between_them_the_cards_name_what_keeps_a_minor_safe(content: Content) -> None:
    both = " ".join((*content.safety.contact.lines, *content.safety.conduct.lines)).casefold()
    for words in ("parent", "guardian", "teacher", "is real", "workplace", "library", "video", "never at a home"):
        assert words in both
    for words in ("home address", "money", "pictures", "secrets", "leave", "the same day", "not in trouble"):
        assert words in both


def test_nothing_a_reader_is_told_says_what_a_student_may_not_write(content: Content) -> None:
    said = [each.name for each in fields(content) if each.name not in ("coach", "safety", "teach")]
    texts = [text for name in said for text in leaves(to_jsonable_python(getattr(content, name)))]
    assert len(texts) > 1000
    for text in texts:
        codes = {each.code for each in check_message(content, f"Dear Ms. Ito,\n\n{text}", "request")}
        assert not codes & {"private_place", "no_adult", "secret"}, text
