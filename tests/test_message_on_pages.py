"""The coach beside a message: what it says there, that it follows the text, and that a text stays a text."""

import html
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor
from workshop.coach.message import check_message
from workshop.content import Content
from workshop.plan import About, Interview, Person, Plan

Visit = Callable[[], Visitor]
MAYA = About(name="Maya Thapa", school="Eastside High", year="grade 11", email="maya@mail.example")
ANA = Person(id="p_ana", name="Ana Ruiz", address="Ms. Ruiz", title="nurse", closeness="known")
GREEDY = "Dear Ms. Ruiz,\n\nI am Maya and I need a job in your team. Can we talk for 20 minutes?\n\nMaya Thapa"


def remarks(screen: AppTest) -> str:
    """The page's remarks as HTML; empty if there are none."""
    return "".join(str(each.proto.body) for each in screen.get("html") if 'class="remarks"' in str(each.proto.body))


def with_draft(text: str, status: str = "to_ask", template: str = "email_known") -> Plan:
    talk = Interview.model_validate({"person": "p_ana", "status": status, "drafts": {template: text}})
    return Plan(about=MAYA, people=(ANA,), interviews=(talk,))


def test_a_remark_names_the_words_and_goes_once_they_are_mended(visitor: Visit, content: Content) -> None:
    student = visitor().have(with_draft(GREEDY))
    screen = student.open("contact")
    said = content.coach.messages.say.asks_job
    assert html.escape(said.split("{")[0]) in remarks(screen)
    box = student.box("interviews.p_ana.drafts.email_known")
    mended = GREEDY.replace("need a job in your team", "would like to hear how you became a nurse")
    screen = screen.text_area(key=box).set_value(mended).run()
    assert html.escape(said.split("{")[0]) not in remarks(screen)


def test_a_press_on_the_words_leads_to_where_they_stand(visitor: Visit, content: Content) -> None:
    text = "Dear Ms. Ruiz,\n\nI like maps 🗺. Please give me a job.\n\nMaya Thapa"
    page = remarks(visitor().have(with_draft(text)).open("contact"))
    quotes = re.findall(r'data-box="([^"]+)" data-from="(\d+)" data-length="(\d+)"><mark>([^<]+)</mark>', page)
    path = "interviews.p_ana.drafts.email_known"
    texts = {path: text, f"{path}_subject": content.templates["email_known"].subject}
    assert {box for box, *_ in quotes} == texts.keys()
    for box, start, length, words in quotes:
        shown = " ".join(texts[box][int(start) : int(start) + int(length)].split())
        assert html.escape(shown) == words
    assert any("job" in words for *_, words in quotes)


@pytest.mark.parametrize(
    ("page", "status", "template", "kind"),
    [("contact", "yes", "confirm", "confirm"), ("follow_up", "met", "thank_you", "thank-you")],
)
def test_the_other_messages_are_looked_at_too(
    visitor: Visit, content: Content, page: str, status: str, template: str, kind: str
) -> None:
    text = "Hey,\n\nok."
    student = visitor().have(with_draft(text, status, template))
    shown = remarks(student.open(page))
    found = check_message(content, f"Subject: A subject\n\n{text}", kind, plan=student.plan, person=ANA)  # type: ignore[arg-type]
    first = next(each for each in found if each.level == "fix")
    assert html.escape(first.say) in shown


def test_a_message_nobody_asks_anything_in_is_left_alone(visitor: Visit, content: Content) -> None:
    student = visitor().have(with_draft(""))
    screen = student.open("contact")
    kinds = next(each for each in screen.selectbox if each.label == content.words.message_kind)
    assert remarks(screen)
    assert not remarks(kinds.set_value("voicemail").run())


def test_markup_in_a_message_stays_text(visitor: Visit) -> None:
    text = 'Hi <img src=x onerror=alert(1)> & co,\n\nI want a job at <b>Acme</b>" onclick="x.\n\nMaya'
    page = remarks(visitor().have(with_draft(text)).open("contact"))
    assert "<img" not in page
    assert "<b>" not in page
    assert page.count("<mark>") == page.count("</mark>") > 0


def test_what_is_named_as_missing_above_is_not_said_twice(visitor: Visit, content: Content) -> None:
    screen = visitor().have(Plan(people=(ANA,))).open("contact")
    assert any(each.body for each in screen.warning)
    words = html.escape(content.coach.messages.say.placeholder.split("{words}”")[1])
    assert words not in remarks(screen)
