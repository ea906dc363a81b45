"""The spreadsheet of people: readable everywhere, and harmless to open."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.content import Content
from workshop.exports import FORMATS, Options
from workshop.exports.people import harmless
from workshop.plan.model import Plan
from workshop.vocabulary import PERSON_COLUMNS

STARTERS = "=+-@\t\r＝＋－＠"


def rows(content: Content, plan: Plan, options: Options) -> list[list[str]]:
    text = FORMATS["people"].build(content, plan, options).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_head_holds_the_columns_words_and_the_status(content: Content, options: Options, empty: Plan) -> None:
    labels = {column.id: column.label for column in content.people.columns}
    assert sorted(rows(content, empty, options)[0][:-1]) == sorted(labels[name] for name in PERSON_COLUMNS)
    assert rows(content, empty, options)[0][-1] == content.export.facts.status
    assert len(rows(content, empty, options)) == 1


def test_each_person_on_the_table_has_a_row_with_labels(content: Content, options: Options, example: Plan) -> None:
    head, *people = rows(content, example, options)
    assert len(people) == len(example.present)
    rosa = dict(zip(head, people[0], strict=True))
    labels = {column.id: column.label for column in content.people.columns}
    assert rosa[labels["name"]] == "Rosa Delgado"
    assert rosa[labels["closeness"]] == content.people.closeness["introduced"]
    assert rosa[labels["phone"]] == "'+1 555 0100"
    assert rosa[content.export.facts.status] == content.people.statuses["yes"]


def test_no_cell_of_any_plan_starts_a_formula(content: Content, options: Options, any_plan: Plan) -> None:
    cells = [cell for row in rows(content, any_plan, options) for cell in row]
    assert cells
    assert not [cell for cell in cells if cell.lstrip(" \u200b\u2060\ufeff\u202e\n").startswith(tuple(STARTERS))]


@given(st.text(" \t\r\n\u200b\u202e\ufeff\u3000", max_size=4), st.sampled_from("=+-@＝＋－＠"), st.text())
def test_a_formula_is_made_harmless_behind_any_space(space: str, sign: str, rest: str) -> None:
    assert harmless(space + sign + rest) == f"'{space}{sign}{rest}"


@pytest.mark.parametrize("text", ["", "Rosa", "a=b", "'=1", " x", "1-2", "rosa@example.org", "李 = 小龍"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
