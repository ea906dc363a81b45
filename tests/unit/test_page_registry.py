"""The one list of pages names every page there is, and no other list is kept."""

import re
from typing import get_args

from workshop.page_registry import MENU, PAGE, PAGES
from workshop.paths import ROOT
from workshop.vocabulary import STEPS, PageId


def test_each_file_of_a_page_is_in_the_list_once() -> None:
    assert sorted(page.file for page in PAGES) == sorted(f"pages/{file.name}" for file in (ROOT / "pages").glob("*.py"))
    assert len({page.address for page in PAGES}) == len(PAGE) == len(PAGES)


def test_the_pages_a_run_sheet_may_name_are_in_the_list_and_for_everyone() -> None:
    assert {PAGE[name].shown_to for name in get_args(PageId)} == {"everyone"}


def test_each_page_of_the_menu_has_a_sign_and_steps_have_their_own() -> None:
    assert {page.part for page in PAGES} == {*MENU, None}
    assert [page.id for page in PAGES if page.part == "steps"] == list(STEPS)
    assert {page.id for page in PAGES if page.part and not page.icon} == set(STEPS)


def test_the_code_names_only_pages_that_are_in_the_list() -> None:
    asked = re.compile(r'\b(?:go_to|page_link)\(\s*"(\w*)"|\bPAGE\["(\w*)"\]')
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "workshop").rglob("*.py")]
    named = {first or second for text in texts for first, second in asked.findall(text)}
    assert {"family", "my_plan", "shared"} <= named
    assert named - PAGE.keys() == set()
