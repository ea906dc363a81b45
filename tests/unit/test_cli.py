"""The command line explains itself, does what it says, and reports trouble in a line."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from workshop.cli.main import _parser, main
from workshop.content import read_rules
from workshop.exports import FORMATS
from workshop.paths import ROOT
from workshop.plan.file import dump, load
from workshop.plan.model import Plan
from workshop.vocabulary import STEPS

EXAMPLE = ROOT / "content" / "en" / "example-plan.json"

Said = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """A function that runs a command and gives its exit code, its output and its errors."""

    def act(*arguments: object) -> Said:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        if isinstance(left.value.code, str):  # Python prints it and exits with 1
            return 1, said.out, said.err + left.value.code
        return left.value.code or 0, said.out, said.err

    return act


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the content with one mistake in it."""
    copy = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    file = copy / "en" / "steps" / "contact.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("minutes:", "minuts:", 1), encoding="utf-8")
    return copy


def commands() -> dict[str, argparse.ArgumentParser]:
    (found,) = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def test_there_are_the_commands_the_manual_names() -> None:
    assert set(commands()) == {
        *("serve", "check", "export", "blank", "pack", "family", "backup", "restore", "upgrade", "coverage", "coach")
    }


@pytest.mark.parametrize("name", commands())
def test_every_command_and_every_option_has_help(name: str) -> None:
    command = commands()[name]
    assert command.description
    assert [action.dest for action in command._actions if not action.help] == []
    (listing,) = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert {action.dest: action.help for action in listing._choices_actions}[name]


@pytest.mark.parametrize("name", [None, *commands()])
def test_help_is_printed(run: Callable[..., Said], name: str | None) -> None:
    code, out, _ = run(*filter(None, [name]), "--help")
    assert (code, out.startswith("usage: workshop")) == (0, True)


@pytest.mark.parametrize("arguments", [[], ["dance"], ["export"], ["export", EXAMPLE, "--format", "gif", "--out", "x"]])
def test_a_wrong_command_line_exits_with_2_and_says_how(run: Callable[..., Said], arguments: list[str]) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "usage: workshop" in err


def test_check_says_that_the_content_is_in_order(run: Callable[..., Said]) -> None:
    code, out, err = run("check")
    assert (code, err) == (0, "")
    assert "in order: en; schools: default, riverside" in out


def test_check_of_broken_content_exits_with_1_and_says_what_to_mend_once(
    run: Callable[..., Said], broken: Path
) -> None:
    code, out, err = run("check", broken)
    assert (code, out) == (1, "")
    assert (
        err
        == 'content/en/steps/contact.yaml, at the top: "minuts" is not a key that belongs here. Did you mean "minutes"?'
    )


def test_check_looks_at_every_school(run: Callable[..., Said], broken: Path) -> None:
    shutil.copy(ROOT / "content" / "en" / "steps" / "contact.yaml", broken / "en" / "steps" / "contact.yaml")
    (broken / "schools" / "riverside.yaml").write_text("id: riverside\n", encoding="utf-8")
    code, _, err = run("check", broken)
    assert code == 1
    assert "content/schools/riverside.yaml" in err
    assert "default.yaml" not in err


def test_check_looks_at_the_example_plan(run: Callable[..., Said], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    (copy / "en" / "example-plan.json").write_text("{", encoding="utf-8")
    code, _, err = run("check", copy)
    assert code == 1
    assert "example-plan.json" in err


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("questions.yaml", "text: What difference does", "text: Does", "q_field_impact"),
        ("questions.yaml", "text: What difference does", "text: Are you proud of the", "q_field_impact"),
        ("classroom.yaml", 'asked: "What do you sign, exactly?"', 'asked: "Do you sign pages?"', "mechanic"),
        ("classroom.yaml", "    asked: What", "    asked: Do you like what", "electrician"),
    ],
)
def test_check_finds_a_closed_question_among_those_we_offer(
    run: Callable[..., Said], tmp_path: Path, file: str, old: str, new: str, place: str
) -> None:
    copy = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    text = (copy / "en" / file).read_text(encoding="utf-8")
    assert old in text
    (copy / "en" / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    code, _, err = run("check", copy)
    assert code == 1
    assert err.startswith(f"content/en/{file}, ")
    assert f'"{place}": "' in err
    assert "“Yes” or “no” would answer this." in err
    assert err.count("\n") == 0


def test_check_of_a_folder_that_is_not_there_exits_with_1(run: Callable[..., Said], tmp_path: Path) -> None:
    code, _, err = run("check", tmp_path / "nowhere")
    assert code == 1
    assert "missing" in err


# what a file of each format begins with
SIGNATURES = {
    "pdf": b"%PDF-",
    "word": b"PK\x03\x04",
    "markdown": b"# ",
    "people": b"\xef\xbb\xbf",
    "calendar": b"BEGIN:VCALENDAR",
    "plan": b"{",
}


@pytest.mark.parametrize("format_", FORMATS)
def test_export_writes_each_format(run: Callable[..., Said], tmp_path: Path, format_: str) -> None:
    out = tmp_path / "made"
    code, said, err = run("export", EXAMPLE, "--format", format_, "--out", out)
    assert (code, err) == (0, "")
    assert str(out) in said
    assert out.read_bytes().startswith(SIGNATURES[format_])


def test_an_exported_plan_file_is_the_same_plan(run: Callable[..., Said], tmp_path: Path, example: Plan) -> None:
    run("export", EXAMPLE, "--format", "plan", "--out", tmp_path / "again.json")
    assert load((tmp_path / "again.json").read_bytes()) == example


def test_paper_size_reaches_the_document(run: Callable[..., Said], tmp_path: Path) -> None:
    for paper in ("a4", "letter"):
        run("export", EXAMPLE, "--format", "pdf", "--paper", paper, "--out", tmp_path / paper)
    assert (tmp_path / "a4").read_bytes() != (tmp_path / "letter").read_bytes()


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xfe", b"[]", b"[" * 100_000, dump(Plan()).replace(": 1", ": 99").encode()]
)
def test_a_broken_plan_file_gives_one_line_and_exit_code_1(
    run: Callable[..., Said], tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "plan.json").write_bytes(data)
    code, out, err = run("export", tmp_path / "plan.json", "--format", "markdown", "--out", tmp_path / "made")
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err
    assert not (tmp_path / "made").exists()


def test_a_missing_plan_file_gives_one_line_that_names_it(run: Callable[..., Said], tmp_path: Path) -> None:
    code, _, err = run("export", tmp_path / "nowhere.json", "--format", "pdf", "--out", tmp_path / "made")
    assert code == 1
    assert "nowhere.json" in err
    assert len(err.strip().splitlines()) == 1


def test_a_place_that_cannot_be_written_gives_one_line(run: Callable[..., Said], tmp_path: Path) -> None:
    code, _, err = run("export", EXAMPLE, "--format", "plan", "--out", tmp_path / "no" / "folder" / "plan.json")
    assert code == 1
    assert len(err.strip().splitlines()) == 1


PAPERS = ("blank", "pack", "family")


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(("file", "start"), [("made.pdf", b"%PDF-"), ("MADE.DOCX", b"PK\x03\x04")])
def test_papers_are_written_in_the_format_of_the_file_name(
    run: Callable[..., Said], tmp_path: Path, name: str, file: str, start: bytes
) -> None:
    code, said, err = run(name, "--out", tmp_path / file, "--language", "en", "--paper", "a4")
    assert (code, err) == (0, "")
    assert str(tmp_path / file) in said
    assert (tmp_path / file).read_bytes().startswith(start)


def test_blank_writes_the_worksheet_of_one_step(run: Callable[..., Said], tmp_path: Path) -> None:
    run("blank", "--out", tmp_path / "all.pdf")
    run("blank", "--out", tmp_path / "one.pdf", "--step", "research")
    pages = [len(PdfReader(tmp_path / name).pages) for name in ("one.pdf", "all.pdf")]
    assert 2 <= pages[0] < pages[1] / 3


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(
    ("file", "more", "words"),
    [
        ("made.txt", (), (".pdf", ".docx", "made.txt")),
        ("made", (), (".pdf", ".docx", "made")),
        ("made.pdf", ("--language", "xx"), ("--language", "en", "xx")),
        ("no/folder/made.pdf", (), ("cannot be written",)),
    ],
)
def test_a_wrong_argument_for_a_paper_gives_one_line_and_exit_code_2(
    run: Callable[..., Said], tmp_path: Path, name: str, file: str, more: tuple[str, ...], words: tuple[str, ...]
) -> None:
    code, out, err = run(name, "--out", tmp_path / file, *more)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert all(word in err for word in words)
    assert not (tmp_path / file).exists()


def test_an_unknown_step_exits_with_2_and_names_the_steps(run: Callable[..., Said], tmp_path: Path) -> None:
    code, _, err = run("blank", "--out", tmp_path / "made.pdf", "--step", "dance")
    assert code == 2
    assert all(step in err for step in ("dance", *STEPS))


def test_coverage_lists_every_rule_and_exits_with_0(run: Callable[..., Said]) -> None:
    code, out, err = run("coverage")
    assert (code, err) == (0, "")
    assert all(f"  {rule.id:2}  {rule.rule}  [" in out for rule in read_rules())
    assert "nowhere" not in out


def test_coverage_exits_with_1_if_a_rule_is_taught_nowhere(
    run: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    file = copy / "en" / "workshop.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("rules: [4]", "rules: [5]"), encoding="utf-8")
    monkeypatch.setenv("WORKSHOP_CONTENT", str(copy))
    code, out, _ = run("coverage")
    assert code == 1
    assert "not under its step: nowhere" in out
    assert "88 of 89" in out


def command(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `python -m workshop` as a process of its own, from another folder."""
    words = [sys.executable, "-m", "workshop", *map(str, arguments)]
    return subprocess.run(words, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)


def test_serve_on_a_port_in_use_gives_one_line_and_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = command(tmp_path, "serve", "--port", taken.getsockname()[1])
    assert (done.returncode, done.stdout) == (1, "")
    assert "--port" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_module_runs_as_a_command_from_any_folder(tmp_path: Path) -> None:
    done = command(tmp_path, "export", EXAMPLE, "--format", "markdown", "--out", "plan.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "plan.md").read_text(encoding="utf-8").startswith("# ")


def test_trouble_of_the_command_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"format": "other"}', encoding="utf-8")
    done = command(tmp_path, "export", "plan.json", "--format", "plan", "--out", "x")
    assert done.returncode == 1
    assert done.stderr.startswith("This is not a plan file.")
    assert len(done.stderr.strip().splitlines()) == 1
