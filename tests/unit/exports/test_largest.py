"""The largest plans there are: no document takes the memory of a whole server, and what is missing in one is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from workshop.content import Content
from workshop.exports import Options, blocks
from workshop.exports.budget import fitted
from workshop.exports.outline import outline
from workshop.paths import ROOT
from workshop.plan.file import FILE_LIMIT, dump
from workshop.plan.model import ChosenQuestion, Interview, Person, Plan, Suggestion

MOST_MEMORY = 1_200  # MB, of which some 150 are Python with the content
MAKE = """
import resource, sys
from datetime import date
from pathlib import Path
from workshop.content import load
from workshop.exports import FORMATS, Options
from workshop.plan.model import Plan

plan, content = Plan.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8")), load()
for made in FORMATS.values():
    made.build(content, plan, Options(today=date(2026, 3, 2), paper="a4"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def with_three_hundred_of_each(length: int, suggested: int = 50) -> Plan:
    """A plan of before there were limits: 15,000 suggested people, and texts of a length in characters."""
    text = ("words " * (length // 6 + 1))[:length]
    names = [f"p{number}" for number in range(300)]
    several = tuple(Suggestion(id=f"s{number}", name="Ana") for number in range(suggested))
    talk = Interview(person="p0", status="met", medium="video", answers={"notes": text}, suggested=several)
    return Plan(
        people=tuple(Person(id=name, name="Ana", how=text) for name in names),
        questions=tuple(ChosenQuestion(id=name, text=text, starred=True) for name in names),
        interviews=tuple(talk.model_copy(update={"person": name}) for name in names),
        answers={f"a_{number}": "x" for number in range(6_000)},
    )


@pytest.mark.whole
@pytest.mark.parametrize("length", [5, 3_600])
def test_the_documents_of_an_enormous_plan_take_about_a_gigabyte(length: int, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(with_three_hundred_of_each(length).model_dump_json(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MAKE, file], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    assert int(done.stdout) < MOST_MEMORY


def test_a_document_from_which_parts_are_left_out_says_so_at_both_ends_and_keeps_the_checklists(
    content: Content, options: Options
) -> None:
    plan = with_three_hundred_of_each(300, suggested=2)
    assert len(dump(plan)) < FILE_LIMIT
    whole = outline(content, plan, options)
    document = fitted(whole, "shortened")
    note = blocks.Paragraph("shortened", quiet=True)
    assert (document.blocks[0], document.blocks[-1]) == (note, note)
    assert len(document.blocks) < len(whole.blocks)
    cards, of_the_whole = (
        [block for block in each.blocks if isinstance(block, blocks.Card)] for each in (document, whole)
    )
    assert len(cards) < len(of_the_whole)
    assert all(block in document.blocks for block in whole.blocks if isinstance(block, blocks.Ticks))


def test_a_student_with_sixty_conversations_gets_every_card(content: Content, options: Options) -> None:
    names = [f"p{number}" for number in range(60)]
    plan = Plan(
        people=tuple(Person(id=name, name="Ana", how="from the fair") for name in names),
        questions=tuple(ChosenQuestion(id=f"q{number}", text="What do you do all day?") for number in range(150)),
        interviews=tuple(Interview(person=name, status="met", answers={"notes": "x" * 2_000}) for name in names),
    )
    document = outline(content, plan, options)
    assert fitted(document, "shortened") is document
    assert len([block for block in document.blocks if isinstance(block, blocks.Card)]) == 60
