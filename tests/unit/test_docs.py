"""The documents name what there is, and nothing else."""

import os
import re

import pytest

from workshop.paths import HOME, ROOT
from workshop.settings import NAMES, Settings

SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
OURS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md"), *ROOT.glob("workshop/**/*.py")]


def row(name: str) -> str:
    """A setting as a row of the table."""
    field = next(each for each in Settings.model_fields.values() if each.validation_alias == name)
    values = field.default if isinstance(field.default, tuple) else (field.default,)
    default = ", ".join(map(str, values)).replace(f"{HOME}{os.sep}", "").replace(os.sep, "/")
    return f"| `{name}` | {field.description} | {f'`{default}`' if default else 'not set'} |"


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_is_documented_with_its_text_and_its_default(name: str) -> None:
    assert row(name) in SETTINGS.splitlines(), f"put this row into docs/settings.md:\n{row(name)}"


def test_no_other_setting_is_documented() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", SETTINGS, re.M)
    assert rows == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_has_a_name_and_a_text_of_its_own(name: str) -> None:
    assert re.fullmatch(r"WORKSHOP(_[A-Z]+)+", name)
    texts = [field.description for field in Settings.model_fields.values()]
    assert all(texts)
    assert len(set(texts)) == len(NAMES)


def test_whatever_is_named_anywhere_is_a_setting() -> None:
    named = {name for file in OURS for name in re.findall(r"\bWORKSHOP_[A-Z_]+\b", file.read_text(encoding="utf-8"))}
    assert named == set(NAMES)


def test_the_readme_has_no_second_table_of_settings() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](docs/settings.md)" in readme
    assert "| `WORKSHOP_" not in readme
