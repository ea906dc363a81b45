"""The commands that write what is printed without a plan: blank worksheets, the teacher's pack, the family sheet."""

import argparse
from datetime import date
from pathlib import Path

from workshop.content import Content, load
from workshop.exports import DRAWN, Options
from workshop.exports.blocks import Document
from workshop.exports.family import family
from workshop.exports.pack import pack
from workshop.exports.worksheets import worksheets
from workshop.settings import settings
from workshop.vocabulary import STEPS


class ArgumentError(Exception):
    """An argument that cannot be meant, in one line."""


def add_papers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands `blank`, `pack` and `family`."""
    blank = commands.add_parser("blank", help="print blank worksheets to fill in by hand", description=_blank.__doc__)
    blank.add_argument("--step", choices=STEPS, help="only the worksheet of this step (default: all six)")
    teacher = commands.add_parser("pack", help="print run sheets and rehearsal cards", description=_pack.__doc__)
    home = commands.add_parser("family", help="print the two-page sheet for families", description=_family.__doc__)
    for paper, run in ((blank, _blank), (teacher, _pack), (home, _family)):
        paper.add_argument(
            "--out",
            required=True,
            type=Path,
            metavar="FILE",
            help="where to write it: a name that ends in .pdf or .docx",
        )
        paper.add_argument("--language", help="language of the content (default: the one in use)")
        paper.add_argument("--paper", choices=("a4", "letter"), default="letter", help="paper size (default letter)")
        paper.set_defaults(run=run)


def _blank(asked: argparse.Namespace) -> int:
    """Write blank worksheets with every field of every page, as PDF or Word, in black and white."""
    content = _content_for(asked)
    return _print(asked, content, worksheets(content, asked.step))


def _pack(asked: argparse.Namespace) -> int:
    """Write the teacher's pack, as PDF or Word: run sheets, cards for a rehearsal in threes, observer sheets."""
    content = _content_for(asked)
    return _print(asked, content, pack(content))


def _family(asked: argparse.Namespace) -> int:
    """Write the two-page sheet for families, as PDF or Word."""
    content = _content_for(asked)
    return _print(asked, content, family(content))


def _content_for(asked: argparse.Namespace) -> Content:
    """The content in the language asked for, once it is sure that the file can be of that kind."""
    if asked.out.suffix[1:].lower() not in DRAWN:
        endings = " or ".join(f".{extension}" for extension in DRAWN)
        raise ArgumentError(f"--out must end in {endings}; found {asked.out.name}.")
    chosen = settings()
    language, known = asked.language or chosen.language, languages_in(chosen.content)
    if asked.language and language not in known:
        raise ArgumentError(f"--language must be one of {', '.join(known)}; found {language}.")
    return load(chosen.content, language, chosen.school)


def languages_in(directory: Path) -> list[str]:
    """The languages that a content folder has."""
    return sorted(path.parent.name for path in directory.glob("*/workshop.yaml"))


def _print(asked: argparse.Namespace, content: Content, document: Document) -> int:
    made = DRAWN[asked.out.suffix[1:].lower()](content, document, Options(today=date.today(), paper=asked.paper))
    try:
        write_out(asked.out, made)
    except OSError as error:
        raise ArgumentError(f"{asked.out} cannot be written: {error.strerror}.") from None
    return 0


def write_out(path: Path, made: bytes) -> None:
    """Write a file, and say so."""
    path.write_bytes(made)
    print(f"Wrote {path} ({len(made):,} bytes).")
