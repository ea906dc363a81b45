"""What the printed plan holds."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from conftest import hostile_plan

from tests.conftest import leaves
from workshop.content import Content, load
from workshop.exports import Options, blocks
from workshop.exports.budget import BUDGET, fitted
from workshop.exports.inline import inline, isolated, starts_right_to_left
from workshop.exports.outline import outline
from workshop.plan.dates import as_day
from workshop.plan.model import Person, Plan, Team, Teammate, replace, write
from workshop.plan.team import share_out
from workshop.vocabulary import TEAM_SECTIONS

IDS = {"id", "person", "zone", "when", "on", "template", "status", "medium", "closeness", "stage"}
IDS |= {"asker", "point", "roles"}
OPTIONS = {option.id for field in load().fields.values() for option in field.options}


def texts(part: Any) -> Iterator[str]:
    """Every text of a document or a part of it."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from texts(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts(getattr(part, field.name))


def own_texts(plan: Plan) -> set[str]:
    """Every free text the student typed about themselves and the people still on the table."""
    data = plan.model_dump(mode="json", exclude={"format": True, "schema_numbers": True, "checks": True})
    data["people"] = [person for person in data["people"] if not person["removed"]]
    return {text for text in leaves(_without(data, IDS)) if text.strip() and text not in OPTIONS and not as_day(text)}


def _without(node: Any, names: set[str]) -> Any:
    if isinstance(node, dict):
        return {key: _without(part, names) for key, part in node.items() if key not in names}
    return [_without(part, names) for part in node] if isinstance(node, list) else node


def test_everything_the_student_typed_is_in_the_document(content: Content, options: Options, example: Plan) -> None:
    shown = "\n".join(texts(outline(content, example, options)))
    missing = {text for text in own_texts(example) if text not in shown}
    assert not missing


def test_every_text_of_every_field_is_in_the_document(content: Content, options: Options) -> None:
    plan = hostile_plan(content, "a typed text", "a long text")
    numbered = Plan.model_validate(_numbered(plan.model_dump(mode="json"), iter(range(10_000))))
    shown = "\n".join(texts(outline(content, numbered, options)))
    missing = {text for text in own_texts(numbered) if text.startswith("a typed text") and text not in shown}
    assert not missing


def test_notes_roles_and_who_asks_are_in_the_plan_of_a_team(content: Content, options: Options, example: Plan) -> None:
    ana, ben = (Teammate(id=f"m_{name.lower()}", name=name, email=f"{name}@school.example") for name in ("Ana", "Ben"))
    plan = share_out(replace(example, team=Team(members=(ana, ben), point=ana.id)))
    for name, value in (("roles.lead", ben.id), ("team_notes.m_ana", "flour"), ("team_notes.m_ben", "early")):
        plan = write(plan, f"interviews.p_rosa.{name}", value)
    document = outline(content, plan, options)
    shown, words = list(texts(document)), content.team
    assert {"Ana@school.example", words.card.writes, "flour", "early"} <= set(shown)
    card = next(block for block in document.blocks if isinstance(block, blocks.Card))
    assert {words.roles["lead"].title, "Ben", f"Ana: {plan.questions[0].text}"} <= set(texts(card))
    alone = set(texts(outline(content, example, options)))
    assert not {content.section(name).title for name in TEAM_SECTIONS} & alone


def _numbered(node: Any, numbers: Iterator[int]) -> Any:
    """The plan with a number after each typed text, so that each is different."""
    if node in ("a typed text", "a long text"):
        return f"a typed text {next(numbers)}."
    if isinstance(node, dict):
        return {key: _numbered(part, numbers) for key, part in node.items()}
    return [_numbered(part, numbers) for part in node] if isinstance(node, list) else node


def test_choices_print_their_labels_and_dates_their_words(content: Content, options: Options, example: Plan) -> None:
    shown = list(texts(outline(content, example, options)))
    labels = {option.id: option.label for option in content.fields["decision"].options}
    assert labels["go_deeper"] in shown
    assert "go_deeper" not in shown
    assert "Saturday, March 21" in shown
    assert not any("2026-03-21" in text for text in shown)


def test_people_taken_off_the_table_are_left_out(content: Content, options: Options, example: Plan) -> None:
    assert "Someone Removed" not in "\n".join(texts(outline(content, example, options)))


def test_answers_to_fields_that_are_gone_are_kept(content: Content, options: Options, example: Plan) -> None:
    plan = write(example, "answers.field_of_old", "still mine")
    document = outline(content, plan, options)
    last = document.blocks[-1]
    assert last == blocks.Answers(((blocks.Answer("field_of_old", "still mine"),),))


def test_the_path_to_a_major_is_printed_only_with_answers(content: Content, options: Options, example: Plan) -> None:
    title = content.section("undecided_path").title
    assert title not in list(texts(outline(content, example, options)))
    assert title in list(texts(outline(content, write(example, "answers.interest_1", "drawing"), options)))


def test_the_steps_stand_in_the_order_of_the_content(content: Content, options: Options, example: Plan) -> None:
    titles = [content.steps[step].title for step in content.workshop.steps]
    found = [block.text for block in outline(content, example, options).blocks if getattr(block, "level", 0) == 1]
    assert [text for text in found if text in titles] == titles


def test_a_card_stands_with_each_person_who_is_met(content: Content, options: Options, example: Plan) -> None:
    cards = [block for block in outline(content, example, options).blocks if isinstance(block, blocks.Card)]
    assert [card.title for card in cards] == ["Rosa Delgado", "Samuel Okafor"]


def test_the_card_asks_starred_questions_first(content: Content, options: Options, example: Plan) -> None:
    card = next(block for block in outline(content, example, options).blocks if isinstance(block, blocks.Card))
    columns = next(block for block in card.blocks if isinstance(block, blocks.Columns))
    asked = next(block for part in columns.parts for block in part if isinstance(block, blocks.Questions))
    assert [question.starred for question in asked.items] == [True] * 4 + [False] * 4
    assert [question.text for question in asked.items[:2]] == [question.text for question in example.starred[:2]]


def test_the_checklist_is_ticked_as_in_the_plan(content: Content, options: Options, example: Plan) -> None:
    ticks = [block for block in outline(content, example, options).blocks if isinstance(block, blocks.Ticks)]
    items = [item for block in ticks for item in block.items]
    boxes = sum(len(step.checklist) for step in content.steps.values())
    days = {kind.id: len(kind.checklist) for kind in content.meeting.kinds}
    assert len(items) == boxes + days["in_person"] + days["video"]
    ticked = sum(example.checks.values()) + sum(sum(each.checks.values()) for each in example.interviews)
    assert sum(item.done for item in items) == ticked


def test_an_empty_plan_leaves_room_to_write(content: Content, options: Options, empty: Plan) -> None:
    document = outline(content, empty, options)
    assert any(isinstance(block, blocks.Blanks) for block in document.blocks)
    assert not any(isinstance(block, blocks.Card | blocks.Answers) for block in document.blocks)
    assert document.title == content.export.plan_title


def test_marks_of_bold_in_our_texts_are_not_printed(content: Content, options: Options, example: Plan) -> None:
    assert not [text for text in texts(outline(content, example, options)) if "**" in text]


def test_a_document_that_fits_is_not_cut(content: Content, options: Options, hostile: Plan) -> None:
    document = outline(content, hostile, options)
    assert fitted(document, "shortened") is document


def test_an_endless_document_is_cut_and_says_so(content: Content, options: Options, example: Plan) -> None:
    people = [{"id": f"p_{number}", "how": "w" * 50_000} for number in range(60)]
    endless = Plan.model_validate({**example.model_dump(mode="json"), "people": people, "interviews": []})
    document = fitted(outline(content, endless, options), "shortened")
    assert sum(map(len, texts(document))) < BUDGET * 1.1
    assert document.blocks[-1] == blocks.Paragraph("shortened", quiet=True)
    assert example.words("draws_me") in list(texts(document))


def test_text_that_turns_the_line_around_is_shut_off() -> None:
    assert isolated("Maya") == "Maya"
    assert isolated("محمد") == "\u2068محمد\u2069"
    assert isolated("a\u202eb") == "\u2068a\u202eb\u2069"
    assert isolated("\u2069a\u2067b") == "\u2068a\u2067b\u2069\u2069"


def test_each_line_is_shut_off_by_itself() -> None:
    assert isolated("a\nمحمد\n\u202ec") == "a\n\u2068محمد\u2069\n\u2068\u202ec\u2069"


def test_a_name_without_end_is_brief_inside_our_sentences(content: Content, options: Options, example: Plan) -> None:
    document = outline(content, write(example, "about.name", "Maya " * 1_000), options)
    assert len(document.title) < 200
    assert inline("x" * 10_000, 20) == "x" * 19 + "…"


def test_direction_follows_the_first_letter() -> None:
    assert starts_right_to_left("1. «محمد» (Mohammed)")
    assert not starts_right_to_left("Mohammed محمد")
    assert not starts_right_to_left("123 …")


def test_a_draft_stands_under_the_title_of_its_message_subject_first(
    content: Content, options: Options, example: Plan
) -> None:
    drafts = {"thank_you": "the note", "gone": "kept", "thank_you_subject": "the subject"}
    document = outline(content, write(example, "interviews.p_okafor.drafts", drafts), options)
    shown = [answer for answers in document.blocks if isinstance(answers, blocks.Answers) for answer in answers.rows]
    title = content.templates["thank_you"].title
    subject = content.export.message_subject.replace("{title}", title)
    expected = [(subject, "the subject"), (title, "the note"), ("gone", "kept")]
    assert [(row[0].label, row[0].text) for row in shown if row[0] and row[0].text in drafts.values()] == expected


def test_the_mix_of_people_is_printed_with_the_next_step(content: Content, options: Options) -> None:
    ana = Person(id="p_ana", name="Ana Silva", closeness="known", stage="two")
    title, plan = content.words.mix_title, Plan(people=(ana,))
    printed = outline(content, plan, options).blocks
    place = printed.index(blocks.Heading(3, title))
    table, advice = printed[place + 1 : place + 3]
    assert isinstance(table, blocks.Table)
    assert isinstance(advice, blocks.Paragraph)
    assert [row[0] for row in table.rows] == [(label,) for label in content.people.stages.values()]
    assert table.rows[0][1:] == (("Ana Silva",), (), ())
    assert content.people.stages["five"] in advice.text
    assert "Ana Silva" in advice.text
    assert title not in list(texts(outline(content, Plan(), options)))
