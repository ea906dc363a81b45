"""The command line: `workshop serve | check | export | blank | pack | family | backup | restore | upgrade | ...`."""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import chdir
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path

from workshop import services
from workshop.cli.checking import problems_in
from workshop.cli.printing import ArgumentError, add_papers, languages_in, write_out
from workshop.coach import Planned, Remark, check_questions
from workshop.coach.message import KINDS, check_message
from workshop.content import ContentError, read_rules
from workshop.content.coverage import report, untaught
from workshop.exports import FORMATS, Options
from workshop.paths import HOME, ROOT
from workshop.plan.file import PlanError
from workshop.plan.file import load as load_plan
from workshop.settings import SettingsError, settings
from workshop.store import StoreError
from workshop.store.backup import BackupError, backup, restore
from workshop.store.upgrade import upgrade

_COACH = "Look at a text as the workshop does; exit code 1 if anything must be fixed."
_LEVELS = {"fix": "Fix this", "better": "Could be better", "good": "Well done"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; a wrong argument ends with a message and exit code 2, other trouble with exit code 1."""
    asked = _parser().parse_args(arguments)
    try:
        sys.exit(asked.run(asked))
    except ArgumentError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except (ContentError, SettingsError, PlanError, BackupError, StoreError, OSError) as error:
        sys.exit(f"{error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workshop", description="Career Conversations, the workshop in a browser.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="start the workshop and print its address", description=_serve.__doc__)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 lets other machines in")
    serve.add_argument("--port", type=int, default=8501, help="port to listen on (default 8501)")
    serve.set_defaults(run=_serve)
    check = commands.add_parser("check", help="check the content files", description=_check.__doc__)
    check.add_argument(
        "directory", nargs="?", type=Path, metavar="DIR", help="content folder (default: the one in use)"
    )
    check.set_defaults(run=_check)
    export = commands.add_parser("export", help="turn a plan file into a document", description=_export.__doc__)
    export.add_argument(
        "plan", type=Path, metavar="PLAN_FILE", help="a plan file, as “Your plan file” on My plan gives it"
    )
    export.add_argument("--format", required=True, choices=list(FORMATS), help="what to make")
    export.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it")
    export.add_argument("--paper", choices=("a4", "letter"), default="letter", help="paper size (default letter)")
    export.set_defaults(run=_export)
    add_papers(commands)
    copy = commands.add_parser("backup", help="copy the database while the workshop runs", description=_backup.__doc__)
    copy.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it; a new file")
    copy.set_defaults(run=_backup)
    back = commands.add_parser("restore", help="put a copy of the database back", description=_restore.__doc__)
    back.add_argument("file", type=Path, metavar="FILE", help="a file that `workshop backup` wrote")
    back.add_argument("--replace", action="store_true", help="also if there are plans now; they are kept beside it")
    back.set_defaults(run=_restore)
    newer = commands.add_parser("upgrade", help="bring the database to this version", description=_upgrade.__doc__)
    newer.set_defaults(run=_upgrade)
    coverage = commands.add_parser("coverage", help="show which rules are taught where", description=_coverage.__doc__)
    coverage.set_defaults(run=_coverage)
    coach = commands.add_parser("coach", help="say what is good in a text and what is not", description=_COACH)
    _add_coaches(coach.add_subparsers(required=True, metavar="WHAT", help="what to look at"))
    return parser


def _add_coaches(coaches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    questions = coaches.add_parser(
        "questions", help="look at a list of questions", description=_coach_questions.__doc__
    )
    questions.add_argument("file", type=Path, metavar="FILE", help="a text file with one question a line")
    questions.add_argument("--minutes", type=int, default=20, help="the minutes asked for (default 20)")
    questions.add_argument("--json", action="store_true", help="print the remarks as JSON, for programs")
    questions.set_defaults(run=_coach_questions)
    message = coaches.add_parser("message", help="look at a message", description=_coach_message.__doc__)
    message.add_argument("file", type=Path, metavar="FILE", help="a text; it may begin with a line “Subject: ...”")
    message.add_argument("--plan", type=Path, metavar="PLAN_FILE", help="a plan file, to check names against")
    message.add_argument(
        "--kind",
        choices=KINDS,
        default="request",
        help="what the message is (default request); in any other, only dangers are looked for",
    )
    message.add_argument("--json", action="store_true", help="print the remarks as JSON, for programs")
    message.set_defaults(run=_coach_message)


def _serve(asked: argparse.Namespace) -> int:
    """Start the workshop. Plans go to the database of WORKSHOP_DATABASE_URL, by default one SQLite file."""
    services.content()
    os.environ["WORKSHOP_CONTENT"] = str(settings().content)
    os.chdir(HOME)  # in a checkout Streamlit reads .streamlit/config.toml from here; in a wheel, beside its script
    sys.path.insert(0, str(ROOT))
    if settings().frame_ancestors:  # inside another site's page a browser sends only such cookies
        os.environ.setdefault("STREAMLIT_SERVER_XSRF_COOKIE_SAME_SITE", "none")
    from app import app, running
    from workshop.web.serve import listen, serve

    listener = listen(asked.host, asked.port)
    port = listener.getsockname()[1]
    print(
        f"Career Conversations is running at http://{'localhost' if asked.host == '127.0.0.1' else asked.host}:{port}"
    )
    print("Press Ctrl+C to stop.", flush=True)
    serve(app, running, listener)
    return 0


def _check(asked: argparse.Namespace) -> int:
    """Check every content file; exit code 1 with file, place and remedy of each problem."""
    directory = asked.directory or settings().content
    schools = sorted(path.stem for path in (directory / "schools").glob("*.yaml")) or ["default"]
    languages = languages_in(directory) or [settings().language]
    problems = problems_in(directory, languages, schools)
    if problems:
        raise ContentError(problems)
    print(f"The content in {directory} is in order: {', '.join(languages)}; schools: {', '.join(schools)}.")
    return 0


def _export(asked: argparse.Namespace) -> int:
    """Turn a plan file into a PDF, a Word or Markdown document, a CSV of people, a calendar, or a plan file."""
    options = Options(today=date.today(), paper=asked.paper, now=datetime.now(UTC))
    made = FORMATS[asked.format].build(services.content(), load_plan(asked.plan.read_bytes()), options)
    write_out(asked.out, made)
    return 0


def _backup(asked: argparse.Namespace) -> int:
    """Copy the SQLite file of WORKSHOP_DATABASE_URL, also while the workshop runs, and check that the copy is whole."""
    plans = backup(settings().database_url, asked.out)
    print(f"Wrote {asked.out}. Plans in it: {plans:,}.")
    return 0


def _restore(asked: argparse.Namespace) -> int:
    """Put a backup in the place of the SQLite file of WORKSHOP_DATABASE_URL. Stop the workshop first."""
    kept = restore(settings().database_url, asked.file, replace=asked.replace)
    print(f"The plans are as in {asked.file} again." + (f" What was there before is in {kept}." if kept else ""))
    return 0


def _upgrade(_: argparse.Namespace) -> int:
    """Bring the database of WORKSHOP_DATABASE_URL to this version. An SQLite file is copied beside it before.

    `serve` does this itself for an SQLite file. Make a backup of PostgreSQL first.
    """
    with chdir(ROOT):  # where `serve` is when it opens the database
        done = upgrade(settings().database_url)
    if done is None:
        print("The database is of this version.")
        return 0
    print("The database is of this version now.")
    if done.copy:
        print(
            f"As it was before, it is in {done.copy}. Delete that when all is well: what students delete stays there."
        )
    return 0


def _coverage(_: argparse.Namespace) -> int:
    """Show, for each of the rules the sources teach, where the content teaches it; exit code 1 if one is missing."""
    content, rules = services.content(), read_rules(settings().content)
    print(report(content, rules))
    return 1 if untaught(content, rules) else 0


def _coach_questions(asked: argparse.Namespace) -> int:
    """Look at a list of questions, one a line, and at what to ask first; exit code 1 if anything must be fixed."""
    lines = [(found.start(), found[0]) for found in re.finditer(r"[^\r\n]+", _text(asked.file)) if found[0].strip()]
    planned = check_questions(services.content(), [line for _, line in lines], asked.minutes)
    remarks = [
        replace(remark, span=(start + remark.span[0], start + remark.span[1]))
        for (start, _), question in zip(lines, planned.questions, strict=True)
        for remark in question.remarks
    ]
    remarks += planned.remarks
    if asked.json:
        _print_json(remarks)
    else:
        _print_planned(planned)
    return _must_fix(remarks)


def _coach_message(asked: argparse.Namespace) -> int:
    """Check a message to or after an interview; exit code 1 if anything must be fixed."""
    text = _text(asked.file).removeprefix("\ufeff")
    plan = load_plan(asked.plan.read_bytes()) if asked.plan else None
    remarks = check_message(services.content(), text, asked.kind, plan=plan)
    if asked.json:
        _print_json(remarks)
    else:
        _print_remarks(remarks, text)
    return _must_fix(remarks)


def _must_fix(remarks: Iterable[Remark]) -> int:
    return int(any(remark.level == "fix" for remark in remarks))


def _print_json(remarks: Iterable[Remark]) -> None:
    print(json.dumps([asdict(remark) for remark in remarks], ensure_ascii=False, indent=2))


def _text(file: Path) -> str:
    """The text of a file with its line breaks as they are. Raises `OSError`."""
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise OSError(f"There is no file {file}.") from None
    except UnicodeDecodeError:
        raise OSError(f"{file} is not UTF-8 text. Save it as UTF-8.") from None


def _print_planned(planned: Planned) -> None:
    for question in planned.questions:
        print(question.text.strip())
        _print_remarks(question.remarks)
    print("The whole list")
    _print_remarks(planned.remarks)
    for title, places in (
        ("Ask first", planned.first),
        ("If there is time", planned.if_time),
        ("Closing", planned.closing),
        ("Leave out", planned.leave_out),
    ):
        print(title)
        print("".join(f"  {planned.questions[place].text.strip()}\n" for place in places) or "  -\n", end="")


def _print_remarks(remarks: Iterable[Remark], text: str = "") -> None:
    for remark in remarks:
        about = " ".join(text[slice(*remark.span)].split())
        rule = f" (rule {remark.rule})" if remark.rule else ""
        print(f"  {_LEVELS[remark.level]}{rule}: {remark.say}" + (f"  > {about}" if about else ""))
