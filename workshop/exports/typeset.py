"""Setting a document with Typst: tagged (PDF/UA-1), in our fonts, the same bytes for the same input."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

from workshop.exports.fonts import HEADING, families, font_set
from workshop.exports.options import Options
from workshop.exports.printable import only_plain, with_squares
from workshop.exports.turn import one_at_a_time

Prepared = Callable[[Callable[[str], str]], dict[str, Any]]


@one_at_a_time
def typeset(template: Path, prepared: Prepared, options: Options) -> bytes:
    """The PDF of a template over data; `prepared` makes the data, given what turns any text into one that prints."""
    try:
        return _compile(template, prepared(with_squares), options)
    except typst.TypstError:
        # A mix of scripts that no font can set together; a plain PDF is better than none.
        return _compile(template, prepared(only_plain), options)


def _compile(template: Path, data: dict[str, Any], options: Options) -> bytes:
    look = {"paper": options.paper, "fonts": families(), "heading": HEADING}
    made = typst.compile(
        template,
        font_paths=font_set(),
        sys_inputs={"data": json.dumps(data | look, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=options.midnight,
    )
    return bytes(made)
