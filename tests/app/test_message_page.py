"""The coach beside a message: what it says there, that it follows the text, and that a text stays a text."""

import html
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor
from workshop.coach.message import check_message
from workshop.content import Content, fill
from workshop.plan.model import About, Interview, Person, Plan
from workshop.vocabulary import Closeness

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


def test_the_same_advice_on_several_words_is_given_once(visitor: Visit, content: Content) -> None:
    page = remarks(
        visitor().have(with_draft("Dear Ms. Ruiz,\n\nMy insta is @zoe.dogs, dm me.\n\nMaya")).open("contact")
    )
    assert len(re.findall(r"<mark>[^<]*(?:insta|zoe|dm)[^<]*</mark>", page)) > 1
    assert page.count(html.escape(content.coach.messages.say.private_data)) == 1


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


@pytest.mark.parametrize("template", ["email_known", "voicemail", "nudge", "phone_script"])
@pytest.mark.parametrize("closeness", [None, "introduced", "alumni", "stranger", "known"])
def test_before_writing_to_someone_new_students_ask_themselves_whether_it_is_safe(
    visitor: Visit, content: Content, template: str, closeness: Closeness | None
) -> None:
    person = RUIZ.model_copy(update={"closeness": closeness})
    screen = visitor().have(with_letter(person=person)).open("contact")
    kinds = next(each for each in screen.selectbox if each.label == content.words.message_kind)
    shown = remarks(kinds.set_value(template).run())
    assert (html.escape(content.words.check_yourself) in shown) == (closeness != "known")
    assert "send it." not in content.words.check_all_good


OTHERS = ("ask_introduction", "phone_script", "voicemail", "nudge", "reschedule", "cancel", "thanks_anyway")


@pytest.mark.parametrize("template", OTHERS)
def test_a_danger_is_named_in_every_message_and_no_praise_is_given(
    visitor: Visit, content: Content, template: str
) -> None:
    text = "Dear Ms. Ruiz,\n\nCome by my house, 12 Oak Street, my parents are out until 6."
    for body, named in ((text, True), ("Dear Ms. Ruiz,\n\nok.", False)):
        screen = visitor().have(with_draft(body, template=template)).open("contact")
        kinds = next(each for each in screen.selectbox if each.label == content.words.message_kind)
        shown = remarks(kinds.set_value(template).run())
        for code in ("private_place", "no_adult"):
            said = getattr(content.coach.messages.say, code)
            assert (html.escape(said) in shown) == named
        assert bool(shown) == named
        assert html.escape(content.words.check_all_good) not in shown


def test_markup_in_a_message_stays_text(visitor: Visit) -> None:
    text = 'Hi <img src=x onerror=alert(1)> & co,\n\nI want a job at <b>Acme</b>" onclick="x.\n\nMaya'
    page = remarks(visitor().have(with_draft(text)).open("contact"))
    assert "<img" not in page
    assert "<b>" not in page
    assert page.count("<mark>") == page.count("</mark>") > 0


def test_what_is_named_as_missing_above_is_not_said_twice(visitor: Visit, content: Content) -> None:
    screen = visitor().have(Plan(people=(ANA,))).open("contact")
    assert any(each.body for each in screen.warning)
    words = html.escape(content.coach.messages.say.placeholder)
    assert words not in remarks(screen)


READY = MAYA.model_copy(update={"year": "11th grade"})
RUIZ = ANA.model_copy(update={"how": "you coached my cousin", "email": "ruiz@clinic.example"})
GOOD = "\n\n".join(
    (
        "Dear Ms. Ruiz,",
        "You may remember me: you coached my cousin. I am a student at Eastside High (11th grade). I want to learn how "
        "people become nurses and what the days are like.",
        "Could we talk for about 20 minutes, at a time that suits you? I am looking for information and advice, not "
        "for a job. If you say yes, I will send you my questions before we meet.",
        "Thank you in advance for your time.",
        "Kind regards,\nMaya Thapa\nmaya@mail.example",
    )
)


def with_letter(body: str = GOOD, subject: str = "", about: About = READY, person: Person = RUIZ) -> Plan:
    drafts = {"email_known": body, "email_known_subject": subject}
    talk = Interview(person="p_ana", drafts={name: text for name, text in drafts.items() if text})
    return Plan(about=about, people=(person,), interviews=(talk,))


def test_a_message_in_which_nothing_is_open_is_cleared(visitor: Visit, content: Content) -> None:
    page = remarks(visitor().have(with_letter()).open("contact"))
    assert html.escape(content.words.check_all_good) in page


@pytest.mark.parametrize("gap", ["[your school]", "[]", "[your school", "{name}", "<name>", "XX", "____"])
@pytest.mark.parametrize("where", ["subject", "body", "under the name"])
def test_no_message_with_something_to_fill_in_is_cleared(
    visitor: Visit, content: Content, gap: str, where: str
) -> None:
    body = GOOD.replace("at Eastside High", f"at {gap}") if where == "body" else GOOD
    body = f"{body}\n{gap}" if where == "under the name" else body
    subject = f"A student of {gap}: 20 minutes about your work?" if where == "subject" else ""
    page = remarks(visitor().have(with_letter(body, subject)).open("contact"))
    assert html.escape(content.words.check_all_good) not in page


@pytest.mark.parametrize("template", ["email_known", "email_introduced", "email_alumni", "email_stranger"])
def test_no_message_with_a_gap_of_its_own_is_cleared(visitor: Visit, content: Content, template: str) -> None:
    student = visitor().have(Plan(about=READY, people=(RUIZ,)))
    kinds = next(each for each in student.open("contact").selectbox if each.label == content.words.message_kind)
    screen = kinds.set_value(template).run()
    assert content.messages.gaps["goal"] in screen.warning[0].value
    page = remarks(screen)
    assert page
    assert html.escape(content.words.check_all_good) not in page


@pytest.mark.parametrize(
    ("about", "person", "said"),
    [
        ({}, {"email": "ruiz.clinic"}, "wrong_their_email"),
        ({"email": "zoe.dogs"}, {}, "wrong_my_email"),
        ({"phone": "five five five"}, {}, "wrong_my_phone"),
    ],
)
def test_no_message_to_or_from_what_reaches_nobody_is_cleared(
    visitor: Visit, content: Content, about: dict[str, str], person: dict[str, str], said: str
) -> None:
    owner, asked = READY.model_copy(update=about), RUIZ.model_copy(update=person)
    body = "\n".join([GOOD.replace("maya@mail.example", owner.email), *filter(None, [owner.phone])])
    screen = visitor().have(with_letter(body, about=owner, person=asked)).open("contact")
    (written,) = {**about, **person}.values()
    assert fill(getattr(content.words, said), {"written": written}) in screen.warning[0].value.replace("\\", "")
    assert html.escape(content.words.check_all_good) not in remarks(screen)
    assert html.escape(content.words.check_left_above) in remarks(screen)
    assert content.coach.messages.say.contact_wrong not in html.unescape(remarks(screen))


def test_an_own_address_that_was_mended_in_the_message_is_not_called_missing(visitor: Visit, content: Content) -> None:
    screen = visitor().have(with_letter(about=READY.model_copy(update={"email": "maya.dogs"}))).open("contact")
    assert not screen.warning
    assert html.escape(content.words.check_all_good) in remarks(screen)


def test_a_number_to_call_that_reaches_nobody_is_named_where_one_calls(visitor: Visit, content: Content) -> None:
    person = RUIZ.model_copy(update={"phone": "ask my mom"})
    screen = visitor().have(with_letter(person=person)).open("contact")
    line = fill(content.words.wrong_their_phone, {"written": "ask my mom"})
    assert line not in " ".join(each.value for each in screen.warning)
    kinds = next(each for each in screen.selectbox if each.label == content.words.message_kind)
    assert line in kinds.set_value("phone_script").run().warning[0].value
