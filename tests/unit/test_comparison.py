"""All conversations together: who stands where, what the guesses became, what stands out, and how it is drawn."""

import re
import time
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as some

from workshop.coach.together import LONGEST, NoticedKind, noticed
from workshop.content import Content, load, read_rules
from workshop.content.words.comparison import NoticedWords, TogetherWords
from workshop.paths import ROOT
from workshop.plan.comparison import WIDEST, Mark, next_people, side_by_side, together
from workshop.plan.model import Interview, Person, Plan, Suggestion
from workshop.ui.plan.comparison import facts_html, guesses_html
from workshop.vocabulary import COMPARED

ENERGY = ("very_low", "low", "middle", "high", "very_high")
FIT = ("not_at_all", "a_little", "partly", "well", "very_well")
NAMES = ("Ana", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hoa", "Ivo", "Jun", "Kim", "Lea")


def plan_of(*talks: dict[str, str], people: dict[str, str] | None = None, **answers: str) -> Plan:
    """A plan with a conversation held for each dictionary of answers, with Ana, Ben and so on."""
    persons = [Person.model_validate({"id": name.lower(), "name": name, **(people or {})}) for name in NAMES]
    held = [
        Interview(person=person.id, status="met", answers=dict(talk))
        for person, talk in zip(persons, talks, strict=False)
    ]
    return Plan(people=tuple(persons), interviews=tuple(held), answers=dict(answers))


def felt(energy: int, fit: int, **more: str) -> dict[str, str]:
    """The answers of a conversation with an energy and a fit from 1 to 5."""
    return {"my_energy": ENERGY[energy - 1], "my_fit": FIT[fit - 1], **more}


def kinds(content: Content, plan: Plan) -> list[str]:
    return [remark.kind for remark in noticed(content, plan, together(content, plan))]


def said(content: Content, plan: Plan, kind: NoticedKind) -> str:
    return next(each.say for each in noticed(content, plan, together(content, plan)) if each.kind == kind)


# Side by side


def test_nobody_met_is_nobody_shown(content: Content) -> None:
    found = together(content, plan_of(guess_1="You work alone."))
    assert (found.people, found.rows, found.comparable) == ((), (), False)
    assert [guess.text for guess in found.guesses] == ["You work alone."]
    assert list(side_by_side(found)) == []


@pytest.mark.parametrize(("count", "widths"), [(1, [1]), (2, [2]), (3, [3]), (5, [2, 3]), (12, [4, 4, 4])])
def test_people_stand_in_tables_of_few(content: Content, count: int, widths: list[int]) -> None:
    found = together(content, plan_of(*[{"all_day": f"day {number}"} for number in range(count)]))
    tables = list(side_by_side(found))
    assert [len(people) for people, _ in tables] == widths
    assert max(widths) <= WIDEST
    assert [person.name for people, _ in tables for person in people] == list(NAMES[:count])
    assert [cell for _, rows in tables for row in rows for cell in row.cells] == [f"day {n}" for n in range(count)]
    assert found.comparable == (count > 1)


def test_rows_stand_in_their_order_and_a_row_without_words_is_left_out(content: Content) -> None:
    plan = plan_of({"they_like": "soup", "surprise": "photos"}, felt(4, 2, they_dislike=" \n "))
    rows = together(content, plan).rows
    assert [row.field for row in rows] == ["my_energy", "my_fit", "they_like", "surprise"]
    assert rows[0].cells == ("", Mark(4, 5, "High"))
    assert rows[1].cells == ("", Mark(2, 5, "A little"))
    assert rows[2].cells == ("soup", "")
    assert [row.label for row in rows] == [content.fields[row.field].label for row in rows]


def test_whoever_was_not_met_or_is_off_the_table_is_left_out(content: Content) -> None:
    plan = plan_of({"all_day": "a"}, {"all_day": "b"}, {"all_day": "c"})
    gone = tuple(person.model_copy(update={"removed": person.id == "ana"}) for person in plan.people)
    talks = tuple(
        talk.model_copy(update={"status": "yes" if talk.person == "ben" else "thanked"}) for talk in plan.interviews
    )
    found = together(content, plan.model_copy(update={"people": gone, "interviews": talks}))
    assert [person.name for person in found.people] == ["Cleo"]


def test_an_answer_that_is_no_option_is_no_mark(content: Content) -> None:
    found = together(content, plan_of({"my_energy": "eleven", "all_day": "x"}, {"my_energy": "high"}))
    assert found.marks("my_energy") == (None, Mark(4, 5, "High"))
    assert found.marks("my_fit") == (None, None)


def test_a_guess_knows_what_was_before_and_what_each_conversation_said(content: Content) -> None:
    plan = plan_of(
        {"guess_1_held": "wrong", "guess_1_now": "She works in a team."},
        {"guess_1_now": "Not sure yet."},
        {"guess_2_held": "held"},
        {"guess_1_held": "perhaps"},
        guess_1="You work alone.",
        guess_1_sure="very",
    )
    first, second = together(content, plan).guesses
    assert (first.number, first.text, first.sure) == (1, "You work alone.", Mark(3, 3, "Very sure"))
    assert [(each.person.name, each.held, each.label, each.now) for each in first.verdicts] == [
        ("Ana", "wrong", "It was wrong", "She works in a team."),
        ("Ben", "", "", "Not sure yet."),
    ]
    assert (second.number, second.text, second.sure) == (2, "", None)
    assert [each.person.name for each in second.verdicts] == ["Cleo"]


def test_what_is_compared_is_a_field_of_each_person(content: Content) -> None:
    assert all(content.fields[field].place == "interview" for field in COMPARED)
    assert [len(content.fields[field].options) for field in ("my_energy", "my_fit")] == [5, 5]


def test_the_next_person_is_someone_not_asked_yet_or_a_name_that_was_given() -> None:
    plan = plan_of({}, {})
    talk = plan.interviews[0].model_copy(
        update={
            "suggested": (
                Suggestion(id="s_1", name="Zoe\nLind"),
                Suggestion(id="dan", name="Dan"),
                Suggestion(id="s_2", name=" "),
            )
        }
    )
    people = (*plan.people[:4], Person(id="p_blank"))
    found = next_people(plan.model_copy(update={"people": people, "interviews": (talk, plan.interviews[1])}))
    assert [person.name for person in found] == ["Cleo", "Dan", "Zoe Lind"]


# What stands out


def test_nothing_stands_out_before_the_first_conversation(content: Content) -> None:
    assert kinds(content, plan_of(guess_1="You work alone.")) == []


def test_one_conversation_is_one_story(content: Content) -> None:
    assert kinds(content, plan_of(felt(5, 5))) == ["one"]


@pytest.mark.parametrize(
    ("talks", "expected"),
    [
        ([(5, 3), (4, 3)], ["energy_all"]),
        ([(4, 3), (4, 3), (3, 3)], ["energy_some"]),
        ([(1, 3), (2, 3)], ["energy_low"]),
        ([(3, 3), (2, 3)], []),
        ([(5, 5), (3, 4)], ["energy_some", "both"]),
        ([(5, 3), (3, 4)], ["energy_some", "apart"]),
        ([(5, 5), (5, 3)], ["energy_all"]),  # two share the highest energy
        ([(3, 3), (2, 2)], []),  # the highest is not high
    ],
)
def test_what_is_felt_is_said_only_where_the_marks_show_it(
    content: Content, talks: list[tuple[int, int]], expected: list[str]
) -> None:
    assert kinds(content, plan_of(*[felt(*marks) for marks in talks])) == expected


def test_while_a_mark_is_missing_no_pattern_is_claimed(content: Content) -> None:
    plan = plan_of(felt(5, 5), felt(5, 4), {"all_day": "x"})
    assert kinds(content, plan) == ["unmarked"]
    assert "for Cleo." in said(content, plan, "unmarked")


def test_remarks_name_the_people_and_count_them(content: Content) -> None:
    plan = plan_of(felt(5, 2), felt(4, 5), felt(3, 3))
    assert said(content, plan, "energy_some").startswith("Your energy was high in 2 of your 3 conversations, with Ana")
    assert "Ana and Ben" in said(content, plan, "energy_some")
    apart = said(content, plan, "apart")
    assert apart.index("Ana") < apart.index("Ben")


def verdicts(*held: str) -> list[dict[str, str]]:
    return [felt(3, 3, guess_1_held=each) for each in held]


@pytest.mark.parametrize(
    ("held", "answers", "expected"),
    [
        (("held", "partly"), {"guess_1": "g"}, []),
        (("wrong", "partly"), {"guess_1": "g"}, ["guess_wrong"]),
        (("wrong", "partly"), {"guess_1": "g", "guess_2": "h"}, ["guesses_wrong"]),
        (("wrong", "unclear"), {"guess_1": "g", "guess_1_sure": "very"}, ["guess_wrong", "sure_wrong"]),
        (("wrong", "unclear"), {"guess_1": "g", "guess_1_sure": "fairly"}, ["guess_wrong"]),
        (("wrong", "held"), {"guess_1": "g"}, ["guess_wrong", "differ"]),
        (("wrong", "held"), {}, ["guess_wrong"]),  # a guess that was never written down is not quoted
    ],
)
def test_wrong_guesses_are_counted_and_quoted(
    content: Content, held: tuple[str, ...], answers: dict[str, str], expected: list[str]
) -> None:
    assert kinds(content, plan_of(*verdicts(*held), **answers)) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({"organisation": "City Clinic"}, ["same_place"]),
        ({"organisation": "City Clinic", "title": "nurse"}, ["same_place"]),
        ({"title": "nurse", "stage": "two"}, ["same_job"]),
        ({"stage": "two"}, ["same_stage"]),
        ({"stage": "leader"}, []),
        ({}, []),
    ],
)
def test_three_people_who_are_alike_are_noticed(content: Content, people: dict[str, str], expected: list[str]) -> None:
    three = [felt(3, 3)] * 3
    assert kinds(content, plan_of(*three, people=people)) == expected
    assert kinds(content, plan_of(*three[:2], people=people)) == []


def test_two_spellings_of_one_place_are_one_and_another_place_is_another(content: Content) -> None:
    plan = plan_of(*[felt(3, 3)] * 3)

    def at(*places: str) -> Plan:
        some_people = zip(plan.people, places, strict=False)
        return plan.model_copy(
            update={"people": tuple(each.model_copy(update={"organisation": place}) for each, place in some_people)}
        )

    assert kinds(content, at("City Clinic", "city  clinic", "CITY CLINIC")) == ["same_place"]
    assert kinds(content, at("City Clinic", "City Clinic", "Mill")) == []
    assert kinds(content, at("City Clinic", "City Clinic", "")) == []


def test_every_remark_can_be_made_and_follows_a_rule() -> None:
    made = set(NoticedWords.model_fields)
    assert made == set(get_args(NoticedKind))
    code = (ROOT / "workshop" / "coach" / "together.py").read_text(encoding="utf-8")
    assert all(code.count(f'"{kind}"') >= 2 for kind in made)
    words = load().together.noticed
    assert {getattr(words, kind).rule for kind in made} <= {rule.id for rule in read_rules()}


def test_every_word_of_the_page_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for folder in ("pages", "workshop") for path in (ROOT / folder).rglob("*.py")
    )
    assert [name for name in TogetherWords.model_fields if not re.search(rf"(words|together)\.{name}\b", code)] == []


# Any text


ANY = some.text(max_size=30) | some.sampled_from(
    ["", " ", "<b>x</b>", '"><img src=x onerror=alert(1)>', "{name}", "\u202e"]
)


@how(max_examples=60, deadline=None)
@given(
    some.lists(some.dictionaries(some.sampled_from((*COMPARED, "guess_1_held", "guess_1_now")), ANY), max_size=12), ANY
)
def test_any_texts_are_compared_noticed_and_drawn_as_text(talks: list[dict[str, str]], guess: str) -> None:
    content = load()
    plan = plan_of(*talks, guess_1=guess)
    found = together(content, plan)
    assert len(found.people) == len(talks)
    assert all(len(row.cells) == len(talks) for row in found.rows)
    assert all(remark.say for remark in noticed(content, plan, found))
    assert tags(facts_html(content, found) + guesses_html(content, found)) <= OURS


def test_a_text_without_end_is_short_inside_our_sentences_and_quick_to_draw(content: Content) -> None:
    long = "long text " * 5_000
    talks = [felt(5 if number else 3, 3, guess_1_held="wrong", all_day=long) for number in range(12)]
    plan = plan_of(*talks, people={"name": long, "organisation": long}, guess_1=long, guess_1_sure="very")
    begun = time.perf_counter()
    found = together(content, plan)
    remarks = noticed(content, plan, found)
    drawn = facts_html(content, found) + guesses_html(content, found)
    assert time.perf_counter() - begun < 0.2
    assert all(len(remark.say) < 14 * LONGEST for remark in remarks)
    assert len(drawn) < 50_000


# The tables


class _Tags(HTMLParser):
    """The tags of a page with the names of their attributes, and what can be read on it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.read: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *sorted(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.read.append(data)


def parsed(page: str) -> _Tags:
    reader = _Tags()
    reader.feed(page)
    reader.close()
    return reader


def tags(page: str) -> set[tuple[str, ...]]:
    return parsed(page).found


OURS = {
    ("table", "class", "role"),
    ("caption",),
    ("thead", "role"),
    ("tbody", "role"),
    ("tr", "role"),
    ("th", "role", "scope"),
    ("th", "dir", "role", "scope"),
    ("td", "dir", "role"),
    ("small",),
    ("span",),
    ("span", "class"),
    ("span", "aria-hidden", "class"),
    ("i", "class"),
    ("ul", "role"),
    ("li",),
    ("details",),
    ("summary",),
    ("p", "dir"),
}


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '" onmouseover="x', "<img src=http://h/t.png>", "&lt;b&gt;", "</td>"]
)
def test_hostile_text_is_shown_as_it_was_typed(content: Content, text: str) -> None:
    talk = dict.fromkeys((*COMPARED, "guess_1_held", "guess_1_now"), text) | {"my_energy": "low"}
    plan = plan_of(talk, talk, people={"name": text, "title": text}, guess_1=text)
    page = parsed(facts_html(content, together(content, plan)) + guesses_html(content, together(content, plan)))
    assert page.found <= OURS
    shown = "".join(page.read)
    assert shown.count(text) >= 2 * 8 + 3


def test_a_picture_has_its_words_beside_it(content: Content) -> None:
    page = facts_html(content, together(content, plan_of(felt(4, 1), {"all_day": "x"})))
    bars = re.findall(r'<span class="bar (\w+)" aria-hidden="true">(.*?)</span><span class="said">(.*?)</span>', page)
    assert [(kind, boxes.count('"on"'), boxes.count("<i "), words) for kind, boxes, words in bars] == [
        ("energy", 4, 5, "High (4 of 5)"),
        ("fit", 1, 5, "Not at all (1 of 5)"),
    ]
    assert page.count(content.together.blank) == 3


def test_each_answer_carries_the_name_it_belongs_to_for_a_narrow_screen(content: Content) -> None:
    page = facts_html(content, together(content, plan_of({"all_day": "a"}, {"all_day": "b"})))
    assert re.findall(r'<span class="who">(\w+)</span>(\w)', page) == [("Ana", "a"), ("Ben", "b")]


def test_a_verdict_has_a_sign_words_and_what_the_student_wrote(content: Content) -> None:
    plan = plan_of({"guess_1_held": "wrong", "guess_1_now": "In a team."}, {"guess_1_now": "Hm."}, guess_1="Alone.")
    page = guesses_html(content, together(content, plan))
    assert '<span class="verdict wrong">Ana: It was wrong</span></summary><p dir="auto">In a team.</p>' in page
    assert f'<span class="verdict ">Ben: {content.together.open}</span>' in page
