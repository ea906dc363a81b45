"""What cannot reach anyone is said at the box, and what can is let through, in any country's way of writing it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Visitor, shown, trouble
from workshop.content import Content
from workshop.plan.contact_details import email_in, is_wrong, phone_in, usable_email, usable_phone
from workshop.plan.model import Person, Plan, Team, Teammate, write
from workshop.plan.progress import progress
from workshop.plan.team import addresses

EMAILS = """
ana.diaz@school.example
a@t.co
o'brien+career@mail.school.k12.ca.us
zoë@münchen.de
x_y@a-b.org
1@2.com
李@例え.jp
a@xn--bcher-kva.example
"""
NO_EMAILS = """
mrskim.gmail.com
zoe.dogs
@zoe.dogs
ask my mom
five five five
555-0134
zoe@gmail
zoe@@gmail.com
zoe@x.org@y.org
zoe park@school.org
zoe@school,org
zoe@.com
zoe@school..org
zoe@school.org.
zoe@school.org, ana@school.org
zoe@-school.org
zoe@1.2.3.4
zoe@school.o
mailto:zoe@school.org
zoe at school dot org
"""
PHONES = """
555 0134
555-0134
(555) 010-0134
555.010.0134
1/555/010-0134
555‑010‑0134
+1 (555) 010 0134
+977 98-41234567
+44 (0)20 7946 0958
011 977 98 4123 4567
+8613812345678
555-010-0134 ext. 12
555-010-0134, Ext 12
5550100134x12
(555) 010-0134 (ext 4)
555-0134 #12
"""
NO_PHONES = """
five five five
ask my mom
555
555-01
911
call me at 555-0134
555-0134 home
555-0134 or 555-0135
1-800-FLOWERS
ext. 5550134
++15550100134
12345678901234567890
---
zoe@school.org
"""


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("text", lines(EMAILS))
def test_a_real_address_can_be_used(text: str) -> None:
    assert usable_email(f" {text}\n")


@pytest.mark.parametrize("text", lines(NO_EMAILS))
def test_what_no_mail_reaches_cannot(text: str) -> None:
    assert not usable_email(text)


@pytest.mark.parametrize("text", lines(PHONES))
def test_a_real_number_can_be_used(text: str) -> None:
    assert usable_phone(f" {text}\n")


@pytest.mark.parametrize("text", lines(NO_PHONES))
def test_what_nobody_can_call_cannot(text: str) -> None:
    assert not usable_phone(text)


ADDRESSES = {
    " dana@x.example\n": "dana@x.example",
    "dana@x.example (work)": "dana@x.example",
    "Dana Reyes <dana@x.example>": "dana@x.example",
    "work: dana@x.example": "dana@x.example",
    "dana@x.example or d@y.example": "dana@x.example",
    "dana@x.example, ask for Kim": "dana@x.example",
    "dana@x.example office": "dana@x.example",
    "mrskim.gmail.com or kim@x.example": "kim@x.example",
    "mailto:zoe@school.org": "zoe@school.org",
    "zoe park@school.org": "",
    "zoe@school. org": "",
    "zoe@school,org": "",
    "zoe@school.co m": "",
    "zoe@x.org@y.org": "",
    "ask my mom": "",
    "": "",
}
NUMBERS = """
555-010-0134, ask for Kim
Front desk: 555-010-0134
555 0134 or 555 0199
555-010-0134 555-010-0199
555-0134/555-0199
call me at 555-0134
555-0134 home
(555) 010-0134 ext. 12, after 3 pm
Kim +977 98-41234567
"""
NO_NUMBERS = """
five five five
ask my mom
555
555-01 or 555-02
911, ask for Kim
room 12, floor 3
1-800-FLOWERS
12345678901234567890
kim@x.example
"""


@pytest.mark.parametrize(("text", "address"), ADDRESSES.items())
def test_an_address_among_other_words_is_found_and_no_part_of_one(text: str, address: str) -> None:
    assert email_in(text) == address
    assert is_wrong("email", text) == (bool(text.strip()) and not address)


@pytest.mark.parametrize("text", lines(PHONES) + lines(NUMBERS))
def test_a_box_with_a_number_that_can_be_used_is_not_wrong(text: str, content: Content) -> None:
    assert phone_in(text)
    assert not is_wrong("phone", text)
    plan = write(ODD, "people.p_kim.phone", text)
    assert content.steps["identify"].missing["reach"] not in progress(content, plan, "identify").missing


@pytest.mark.parametrize("text", lines(NO_NUMBERS))
def test_a_box_without_such_a_number_is_wrong(text: str) -> None:
    assert not phone_in(text)
    assert is_wrong("phone", text)


def test_a_mail_goes_to_the_address_alone() -> None:
    zoe, ana = (Teammate(id=f"m_0000000{each}", name=each, email=f"{each}@x.example (school)") for each in "ab")
    plan = Plan(team=Team(members=(zoe, ana), point=zoe.id))
    assert addresses(plan) == ("b@x.example",)


def test_an_empty_blank_and_any_other_blank_are_not_wrong() -> None:
    assert not any(is_wrong(blank, text) for blank in ("email", "phone") for text in ("", "  \n"))
    assert not is_wrong("name", "zoe.dogs")
    assert is_wrong("email", "zoe.dogs")
    assert is_wrong("phone", "ask my mom")


@pytest.mark.parametrize("text", ["a" * 50_000, "1 " * 30_000, "a." * 20_000 + "@", "@" + "a-" * 20_000, " " * 9 + "("])
def test_a_very_long_text_is_answered_at_once(text: str) -> None:
    assert not usable_email(text)
    assert not usable_phone(text)
    assert not email_in(text)
    assert phone_in(text) == text.startswith("1 1 1 1 1 1 1")


Visit = Callable[..., Visitor]
KIM = Person(id="p_kim", name="Mrs. Kim", email="mrskim.gmail.com", phone="ask my mom")
ODD = Plan(people=(KIM,), team=Team(members=(Teammate(id="m_0000000a", name="Zoe", email="zoe.dogs"),)))


def said(screen: Any, content: Content) -> list[str]:
    """What the page says of addresses and numbers: "email" or "phone", in the order of the page."""
    words = {"email": content.words.wrong_email, "phone": content.words.wrong_phone}
    return [blank for _, text in shown(screen) for blank, line in words.items() if text.endswith(line)]


def test_the_boxes_of_the_student_say_it_and_keep_what_was_written(visitor: Visit, content: Content) -> None:
    student = visitor().have(Plan())
    screen = student.open("prepare")
    assert said(screen, content) == []
    screen = screen.text_input(key=student.box("about.email")).set_value("zoe.dogs").run()
    screen = screen.text_input(key=student.box("about.phone")).set_value("five five five").run()
    assert said(screen, content) == ["email", "phone"]
    assert (student.plan.about.email, student.plan.about.phone) == ("zoe.dogs", "five five five")
    screen = screen.text_input(key=student.box("about.email")).set_value("zoe@dogs.example").run()
    assert said(screen, content) == ["phone"]
    assert trouble(screen) == []


@pytest.mark.parametrize("view", ["table", "one"])
def test_the_boxes_of_a_person_say_it_in_the_table_and_one_by_one(visitor: Visit, content: Content, view: str) -> None:
    student = visitor().have(ODD)
    assert said(student.open("identify", people_view=view), content) == ["email", "phone"]
    right = write(write(ODD, "people.p_kim.email", "kim@clinic.example"), "people.p_kim.phone", "")
    assert said(student.have(right).come_back().open("identify", people_view=view), content) == []


def test_the_boxes_of_a_team_say_it(visitor: Visit, content: Content) -> None:
    assert said(visitor().have(ODD).open("my_plan"), content) == ["email"]


def test_what_reaches_nobody_does_not_count_as_a_way_to_reach_someone(content: Content) -> None:
    missing = content.steps["identify"].missing["reach"]
    assert missing in progress(content, ODD, "identify").missing
    for blank, text in (("email", "kim@clinic.example"), ("phone", "+977 98-41234567"), ("connector", "Mr. Osei")):
        assert missing not in progress(content, write(ODD, f"people.p_kim.{blank}", text), "identify").missing
