"""The check of a message takes twice the steps for twice the text, and names only the first few of each kind."""

import sys
from collections import Counter
from types import FrameType

import pytest

from workshop.coach.message import KINDS, MOST_OF_A_CODE, REMARKS, Kind, check_message
from workshop.content import load
from workshop.plan.model import About, Plan

CONTENT = load()
SHORT, TWICE = 4_000, 2.5
LETTER = "Dear Ms. Ito,\n\nThank you for your time. You told me how you mend the red machine.\n\nKind regards,\nMaya "
PLAN = Plan(about=About(name="Maya", email="maya.dogs", phone="five"))
REPEATED = (
    "12 Oak Street. ",
    "12 Oak Street\n",
    "I live at 12 Oak Street. ",
    "12 Oak Street, where I live. ",
    "I live on Oak Street 12. ",
    "Meet me at my house. ",
    "not at my house, ",
    "My parents are out until 6. ",
    "This is a secret. ",
    "Send me a picture of you. ",
    "lol x [] ",
    "lol. ",
    "i think i am ",
    "HELLO [] ",
    "THANK YOU SO MUCH. ",
    "[] ",
    ":] ",
    "XX and <name>. ",
    "zoe.dogs\n",
    "maya.dogs\n",
    "Reach me at zoe.dogs. ",
    "My number is five five five. ",
    "555-01, ",
    "I am looking for a job. ",
    "Could I have 45 minutes? ",
    "You told me a lot. Thank you for your time. ",
    "I will visit the clinic. ",
    "don't ",
    "My mom is never home so come to my house and tell nobody. ",
    "my mom away ",
    "Where: my house\n",
    "dogs2011 ",
    "@zoe ",
    "1234-",
)
EVERYTHING = (
    "I live at 12 Oak Street. My parents are out until 6. This is a secret. lol [] I NEED TO TALK. I want a job. "
    "Could you refer me? Please read my resume. A file is attached. Reach me at zoe.dogs.\n"
)


def steps(text: str, kind: Kind) -> int:
    """How many lines and calls of the coach are run for a text."""
    count = 0

    def trace(frame: FrameType, *_: object) -> object:
        nonlocal count
        if "workshop" not in frame.f_code.co_filename:
            return None
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check_message(CONTENT, text, kind, plan=PLAN)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_text_takes_twice_the_steps(kind: Kind, piece: str) -> None:
    check_message(CONTENT, "", kind)  # which makes the lists ready
    once = LETTER + piece * (SHORT // len(piece))
    twice = LETTER + piece * (2 * SHORT // len(piece))
    assert steps(twice, kind) <= TWICE * steps(once, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_few_of_each_remark_are_given(kind: Kind) -> None:
    text = LETTER.replace("Kind", f"{EVERYTHING * 50}\nKind")
    remarks = check_message(CONTENT, text, kind)
    given = Counter(each.code for each in remarks)
    assert max(given.values()) == MOST_OF_A_CODE
    assert set(given) <= set(REMARKS)
    first = [each.span[0] for each in remarks if each.code == "private_place"]
    assert first == sorted(first)
    assert first[0] < len(LETTER) + len(EVERYTHING)


def test_what_is_mended_makes_room_for_the_next() -> None:
    lines = [f"This is a secret of number {number}." for number in range(7)]
    for mended in range(7):
        text = "\n\n".join(["Dear Ms. Ito,", *lines[mended:]])
        secrets = [each for each in check_message(CONTENT, text, "thank-you") if each.code == "secret"]
        assert len(secrets) == min(MOST_OF_A_CODE, 7 - mended)
