"""The tables that stand before the decision in every document."""

import io

import pytest
from docx import Document as opened_document

from workshop.content import Content
from workshop.exports import FORMATS, Options, blocks
from workshop.exports.compared import LONGEST_CELL, compared
from workshop.exports.outline import outline
from workshop.plan.model import Interview, Person, Plan, write


def tables(content: Content, plan: Plan) -> list[blocks.Table]:
    return [block for block in compared(content, plan) if isinstance(block, blocks.Table)]


def met(count: int, **answers: str) -> Plan:
    """A plan with so many conversations held, each with the same answers."""
    people = tuple(Person(id=f"p_{number}", name=f"Person {number}") for number in range(count))
    talks = tuple(Interview(person=person.id, status="met", answers=dict(answers)) for person in people)
    return Plan(people=people, interviews=talks)


def test_a_plan_without_conversations_has_no_tables(content: Content, empty: Plan) -> None:
    assert list(compared(content, empty)) == []
    assert list(compared(content, met(3))) == []


def test_one_person_is_not_compared_but_what_came_of_a_guess_is_shown(content: Content) -> None:
    assert list(compared(content, met(1, all_day="x"))) == []
    heading, table = compared(content, write(met(1, guess_1_held="wrong"), "answers.guess_1", "Alone."))
    assert heading == blocks.Heading(2, content.together.guesses)
    assert isinstance(table, blocks.Table)
    assert table.rows == ((("Alone.",), ("Person 0: It was wrong",)),)


def test_the_shipped_example_shows_three_people_and_three_guesses(content: Content, shipped: Plan) -> None:
    facts, guesses = tables(content, shipped)
    assert facts.heads == (content.together.compare, "Halina Wiśniewska", "Zoë Nakagawa-Peña", "Kwabena Asante")
    assert [len(row) for row in facts.rows] == [4] * 7
    assert facts.rows[0][1:] == (("In between (3 of 5)",), ("Very high (5 of 5)",), ("High (4 of 5)",))
    assert all(any(cell) for row in facts.rows for cell in row)
    assert [len(row[1]) for row in guesses.rows] == [3, 3, 3]
    assert guesses.rows[0][0][1] == "Very sure (3 of 3)"
    assert guesses.rows[0][1][1] == "Zoë Nakagawa-Peña: It was wrong"


@pytest.mark.parametrize(("count", "heads"), [(2, [3]), (5, [3, 4]), (12, [5, 5, 5])])
def test_many_people_stand_in_several_tables(content: Content, count: int, heads: list[int]) -> None:
    found = tables(content, met(count, all_day="x"))
    assert [len(table.heads) for table in found] == heads
    assert all(len(table.widths) == len(table.heads) for table in found)


def test_a_long_answer_is_brief_in_the_table_and_whole_with_its_person(content: Content, options: Options) -> None:
    long = "word " * 200
    plan = met(2, all_day=long)
    cells = [line for table in tables(content, plan) for row in table.rows for cell in row for line in cell]
    assert max(map(len, cells)) <= LONGEST_CELL
    answers = [block for block in outline(content, plan, options).blocks if isinstance(block, blocks.Answers)]
    assert [answer.text for block in answers for row in block.rows for answer in row if answer] == [long] * 2


def test_the_tables_stand_right_before_the_decision(content: Content, options: Options, shipped: Plan) -> None:
    titles = [each.text for each in outline(content, shipped, options).blocks if isinstance(each, blocks.Heading)]
    start = titles.index(content.together.side_by_side)
    closing = [part.title for part in content.closing]
    assert titles[start : start + 2 + len(closing)] == [
        content.together.side_by_side,
        content.together.guesses,
        *closing,
    ]
    assert titles.index(content.steps["follow_up"].title) < start


def test_every_document_holds_the_decision_and_the_comparison(
    content: Content, options: Options, shipped: Plan
) -> None:
    wanted = ("Hà Đặng", "Medical laboratory technology, two years, at Ferry County", "In between (3 of 5)")
    markdown = FORMATS["markdown"].build(content, shipped, options).decode().replace("\\", "")
    word = opened_document(io.BytesIO(FORMATS["word"].build(content, shipped, options)))
    lines = [each.text for each in word.paragraphs]
    lines += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert [text for text in wanted if text not in markdown] == []
    assert [text for text in wanted if not any(text in line for line in lines)] == []
    assert FORMATS["pdf"].build(content, shipped, options).startswith(b"%PDF")


def test_the_step_of_this_week_is_in_the_calendar(content: Content, options: Options, shipped: Plan) -> None:
    calendar = FORMATS["calendar"].build(content, shipped, options).decode().replace("\r\n ", "")
    assert f"SUMMARY:{shipped.words('next_1')}" in calendar
    assert shipped.words("next_1_by").replace("-", "") in calendar
