"""Every text of the theme stands out from what is behind it, by day and by night."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from workshop.paths import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
PAGES = ("style", "live", "projector", "teacher", "wide")
STYLE = "".join((ROOT / "workshop" / "assets" / f"{page}.css").read_text(encoding="utf-8") for page in PAGES)
MARKS = re.findall(r"--mark-(?!line)[a-z]+: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLE)
ENOUGH = 4.5
MODES = ("light", "dark")


def pairs(rule: str, name: str) -> list[tuple[str, str]]:
    """The colors by day and by night that a rule of the style file gives something."""
    return re.findall(rf"[ ;{{]{name}: light-dark\((#[0-9a-f]{{6}}), (#[0-9a-f]{{6}})\)", rule)


RULES = [(pairs(rule, "background"), pairs(rule, "color")) for rule in STYLE.split("}")]
SHEETS = [pair for sheet, text in RULES if not text for pair in sheet]
ACCENT_TEXT = [pair for sheet, text in RULES if not sheet for pair in text]
LABELS = [(sheet[0], text[0]) for sheet, text in RULES if sheet and text]


def luminance(color: str) -> float:
    """How bright a color such as "#0f6b5c" is, from 0 to 1, as WCAG 2 counts it."""
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def backgrounds(mode: str) -> Iterator[str]:
    """What a text can stand on: the page, its panels, the sidebar and its panels, and the sheets of the style file."""
    for part in (THEME[mode], THEME[mode]["sidebar"]):
        yield part["backgroundColor"]
        yield part["secondaryBackgroundColor"]
    yield from (pair[MODES.index(mode)] for pair in SHEETS)


def too_faint(colors: list[str], mode: str) -> list[tuple[str, str]]:
    return [(color, behind) for color in colors for behind in backgrounds(mode) if contrast(color, behind) < ENOUGH]


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#ffffff") == 1


def test_the_style_file_of_all_pages_asks_of_no_page_what_is_on_it() -> None:
    """With such a rule the browser works out the style of half the page again with each thing that is drawn."""
    everywhere = (ROOT / "workshop" / "assets" / "style.css").read_text(encoding="utf-8")
    subjects = re.findall(r"([^\s,(]*):has\(", everywhere)
    assert subjects
    assert [each for each in subjects if each in ("", "*", "html", "body", ".stApp") or "stApp" in each] == []


def test_the_style_file_names_sheets_and_accent_text() -> None:
    assert SHEETS
    assert ACCENT_TEXT


@pytest.mark.parametrize("mode", MODES)
def test_text_can_be_read_on_every_background(mode: str) -> None:
    theme = THEME[mode]
    assert not too_faint([theme["textColor"], theme["sidebar"].get("textColor", theme["textColor"])], mode)


@pytest.mark.parametrize("mode", MODES)
def test_links_can_be_read_on_every_background(mode: str) -> None:
    assert not too_faint([THEME[mode]["linkColor"]], mode)


@pytest.mark.parametrize("mode", MODES)
def test_white_can_be_read_on_the_accent(mode: str) -> None:
    assert contrast("#ffffff", THEME[mode]["primaryColor"]) >= ENOUGH


def test_the_accent_can_be_read_on_every_light_background() -> None:
    assert not too_faint([THEME["light"]["primaryColor"]], "light")


@pytest.mark.parametrize("mode", MODES)
def test_the_accent_as_text_can_be_read_on_every_background(mode: str) -> None:
    assert not too_faint([pair[MODES.index(mode)] for pair in ACCENT_TEXT], mode)


@pytest.mark.parametrize("mode", MODES)
def test_the_colors_of_the_style_file_are_those_of_the_theme(mode: str) -> None:
    assert {pair[MODES.index(mode)] for pair in ACCENT_TEXT} == {THEME[mode]["linkColor"]}


@pytest.mark.parametrize("mode", MODES)
def test_a_label_with_a_color_of_its_own_can_be_read(mode: str) -> None:
    place = MODES.index(mode)
    assert len(LABELS) >= 3
    assert [pair for pair in LABELS if contrast(pair[0][place], pair[1][place]) < ENOUGH] == []


@pytest.mark.parametrize("mode", MODES)
def test_the_signs_of_the_clock_can_be_read_on_the_page(mode: str) -> None:
    clock = (ROOT / "workshop" / "assets" / "clock.css").read_text(encoding="utf-8")
    signs = re.findall(r"--accent: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", clock)
    assert len(signs) == 3
    page = THEME[mode]["backgroundColor"]
    assert [pair for pair in signs if contrast(pair[MODES.index(mode)], page) < ENOUGH] == []


@pytest.mark.parametrize("mode", MODES)
def test_marks_and_signs_stand_out_on_the_page_and_on_its_cards(mode: str) -> None:
    place = MODES.index(mode)
    behind = [THEME[mode]["backgroundColor"], THEME[mode]["secondaryBackgroundColor"], SHEETS[0][place]]
    assert len(MARKS) == 4
    assert min(contrast(pair[place], each) for pair in MARKS for each in behind) >= ENOUGH
