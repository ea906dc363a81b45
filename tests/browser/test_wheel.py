"""A wheel needs nothing of the repository it was built from."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import ROOT, Server, new_visit
from workshop.settings import NAMES

SHIPPED = ("app.py", "content", "pages", "workshop")
FONTS = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the workshop."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def target(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, as pip puts it there."""
    folder = tmp_path_factory.mktemp("target")
    pip("install", "--no-index", "--target", str(folder), str(wheel))
    return folder


def pip(command: str, *options: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", command, "--quiet", "--no-deps", *options], check=True)


class Installed(Server):
    """`workshop serve` as it comes from a wheel, without any setting."""

    def __init__(self, target: Path, folder: Path) -> None:
        self.started_in = folder
        super().__init__(folder, **dict.fromkeys(NAMES, ""), PYTHONPATH=str(target))


@pytest.fixture
def installed(target: Path, tmp_path: Path) -> Iterator[Installed]:
    """Such a server, started in an empty folder."""
    running = Installed(target, tmp_path)
    yield running
    running.stop()


def test_a_wheel_serves_the_workshop_from_an_empty_folder(
    installed: Installed, browser: Browser, tmp_path: Path
) -> None:
    font = next((ROOT / "workshop" / "ui" / "static").glob("atkinson-latin.*.woff2"))
    for path, holds in (
        ("", b"<html"),
        ("ready", b'"ready":true'),
        (f"app/static/{font.name}", font.read_bytes()),
    ):
        with urlopen(f"{installed.url}/{path}") as answer:
            assert (answer.status, holds in answer.read()) == (200, True), path
    visit = new_visit(browser, installed.url)
    for path in ("", "prepare", "my_plan"):
        visit.open(path)
        assert visit.page.get_by_role("alert").count() == 0
    assert {"Atkinson", "Fraunces"} <= set(visit.page.evaluate(FONTS))  # as .streamlit/config.toml says
    assert visit.own_troubles() == []
    visit.context.close()
    assert {file.name for file in tmp_path.iterdir()} == {"data"}
    assert (tmp_path / "data" / "workshop.sqlite3").exists()


def test_the_commands_of_a_wheel_find_their_content(target: Path, tmp_path: Path) -> None:
    program = shutil.which("workshop", path=f"{target / 'bin'}{os.pathsep}{target / 'Scripts'}")
    assert program
    environment = os.environ | dict.fromkeys(NAMES, "") | {"PYTHONPATH": str(target)}

    def workshop(*words: str) -> str:
        return subprocess.run(
            [program, *words], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert f"The content in {target}" in workshop("check")
    assert "blank.pdf" in workshop("blank", "--out", "blank.pdf")
    assert str(ROOT) not in workshop("coverage")


def test_a_wheel_holds_each_file_that_the_repository_ships(wheel: Path) -> None:
    inside = {Path(name) for name in ZipFile(wheel).namelist()}
    assert {path.parts[0] for path in inside if not path.parts[0].endswith(".dist-info")} == {"workshop"}
    tracked = [file for place in SHIPPED for file in (ROOT / place, *(ROOT / place).rglob("*")) if file.is_file()]
    for file in (each.relative_to(ROOT) for each in tracked if "__pycache__" not in each.parts):
        assert (file if file.parts[0] == "workshop" else Path("workshop", "installed", file)) in inside
    assert not [path for path in inside if "__pycache__" in path.parts or path.parts[1] == "data"]
