"""The mix of people on Identify: what the table shows of it, and that it follows the people at once."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, shown, trouble
from workshop.content import Content
from workshop.plan.model import Interview, Person, Plan
from workshop.ui.plan.mix import DEEPEST, MOST_NAMES, MOST_TWIGS

ANA = Person(id="p_ana", name="Ana Silva", closeness="known", stage="two", practice=True)
BEN = Person(id="p_ben", name="Ben Okafor", closeness="introduced", stage="ten", connector="Ana Silva")
HOSTILE = '<img src=http://h/t.png> <b>x</b> &amp; "q" **x** [x](javascript:alert(1)) {names}'

TAGS = {"div", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "bdi", "p", "strong", "small"}
TAGS |= {"ul", "li"}

Visit = Callable[..., Visitor]


class Table(HTMLParser):
    """The rows of a table, each a list of the words in its cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self._inside = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {data}".strip()


def picture(screen: AppTest) -> str:
    """The HTML of the mix; nothing where it is not drawn."""
    return next((text for name, text in shown(screen) if name == "Html.body" and 'class="mix"' in text), "")


def words_in(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_each_person_stands_in_a_cell_under_the_words_of_the_people_table(visitor: Visit, content: Content) -> None:
    screen = visitor().have(Plan(people=(ANA, BEN))).open("identify")
    head, *rows = Table(picture(screen)).rows
    stages, words = content.people.stages, content.words
    assert head == [content.people.column("stage").label, *vars(content.coach.mix.known).values()]
    assert [row[0] for row in rows] == list(stages.values())
    cells = {(row[0], place): cell for row in rows for place, cell in enumerate(row) if place and cell}
    assert cells == {
        (stages["two"], 1): "Ana Silva",
        (stages["five"], 2): words.mix_here,
        (stages["ten"], 2): "Ben Okafor",
    }
    assert content.coach.mix.gap.stage.why in words_in(picture(screen))


def test_a_way_of_knowing_someone_that_is_missing_is_marked_at_its_head(visitor: Visit, content: Content) -> None:
    five = BEN.model_copy(update={"id": "p_five", "stage": "five"})
    head, *rows = Table(picture(visitor().have(Plan(people=(ANA, five, BEN))).open("identify"))).rows
    assert [content.words.mix_here in cell for cell in head] == [False, False, False, True]
    assert not any(content.words.mix_here in cell for row in rows for cell in row)


def test_the_mix_follows_a_change_at_once_without_the_rest_of_the_page(visitor: Visit, content: Content) -> None:
    student = visitor().have(Plan(people=(ANA, BEN)))
    screen = student.open("identify", people_view="one")
    screen = screen.pills(key=student.box("people.p_ana.stage")).set_value("five").run()
    assert ["Ana Silva" in row[1] for row in Table(picture(screen)).rows] == [False, False, True, False, False]
    screen = screen.text_input(key=student.box("people.p_ana.name")).set_value("Ana Ruiz").run()
    assert "Ana Ruiz" in picture(screen)
    assert "Ana Silva" in picture(screen)  # whom Ben still names as the one who connects them
    assert trouble(screen) == []


def test_without_people_there_is_one_line_and_no_picture(visitor: Visit, content: Content) -> None:
    gap = content.coach.mix.gap.first
    for plan in (Plan(), Plan(people=(Person(id="p_new"),))):
        screen = visitor().have(plan).open("identify")
        assert picture(screen) == ""
        assert f"{gap.say} {gap.why}" in [each.value for each in screen.caption]


def test_the_advice_says_nothing_twice(visitor: Visit, content: Content) -> None:
    words = words_in(picture(visitor().have(Plan(people=(BEN,))).open("identify")))
    assert content.coach.mix.gap.practice.say in words
    assert content.coach.mix.start.find.say not in words


def test_those_beside_the_grid_are_named(visitor: Visit, content: Content) -> None:
    eva = Person(id="p_eva", name="Eva", stage="two")
    plan = Plan(people=(ANA, BEN, eva), interviews=(Interview(person="p_ben", status="no"),))
    words = words_in(picture(visitor().have(plan).open("identify")))
    assert content.words.mix_no_place.replace("{names}", "Eva") in words
    assert content.words.mix_said_no.replace("{names}", "Ben Okafor") in words


def test_who_introduced_whom_is_a_list_in_a_list(visitor: Visit) -> None:
    html = picture(visitor().have(Plan(people=(ANA, BEN))).open("identify"))
    tree = html.partition('<ul role="list">')[2]
    assert re.sub(r"</?bdi>", "", tree).startswith('<li>Ana Silva<ul role="list"><li>Ben Okafor</li></ul></li></ul>')


def test_three_hundred_people_in_one_row_of_introductions_fit_into_a_small_picture(
    visitor: Visit, content: Content
) -> None:
    people = tuple(
        Person(id=f"p{n}", name=f"Person{n} Lee", connector=f"Person{n - 1} Lee", stage="two", closeness="introduced")
        for n in range(300)
    )
    screen = visitor().have(Plan(people=people)).open("identify")
    html = picture(screen)
    assert trouble(screen) == []
    assert html.count("<ul") == html.count("</ul>") == DEEPEST + 1
    assert html.count("<li>") == html.count("</li>") == MOST_TWIGS
    assert html.count("mix_name") == MOST_NAMES
    assert content.words.mix_more.replace("{count}", str(300 - MOST_NAMES)) in html
    assert len(html) < 12_000


@pytest.mark.parametrize("name", [HOSTILE, HOSTILE * 600, "\u202eabc", "محمد", "x" * 49_000])
def test_any_name_is_shown_as_text_and_is_never_endless(visitor: Visit, name: str) -> None:
    people = [each.model_copy(update={"name": name, "connector": f"{name} {each.id}"}) for each in (ANA, BEN)]
    beside = [each.model_copy(update={"id": f"{each.id}_2", "stage": None}) for each in people]
    html = picture(visitor().have(Plan(people=(*people, *beside))).open("identify"))
    assert Table(html).tags == TAGS
    assert len(html) < 10_000
