"""In a real run, each change to Streamlit's insides is in use."""

import json
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import Server, new_visit
from workshop.streamlit_patches import PATCHES


def test_each_replacement_is_called_while_a_student_works(browser: Browser, tmp_path: Path) -> None:
    counts = tmp_path / "counts.json"
    server = Server(tmp_path, program=("-m", "tests.browser.counting", str(counts)))
    visit = new_visit(browser, server.url)
    visit.open("research")
    visit.type("answers.draws_me", "Animals and the sea")
    visit.go("prepare")
    visit.context.close()
    server.process.terminate()
    server.process.wait()
    server.stop()
    calls = json.loads(counts.read_text(encoding="utf-8"))
    assert {patch.name: calls[patch.name] for patch in PATCHES if not calls[patch.name]} == {}
