"""What in a message still waits to be filled in, by its signs. One pattern serves the coach and the mail link."""

import re
from collections.abc import Iterator

# For JavaScript too: no lookbehind, and no classes but those of ASCII. What only looks like a blank is passed over in
# front, such as the smiley ":]" or "a[0]"; a blank is the group 1. The bounds keep the time short. The wide signs are
# those of keyboards for Chinese and Japanese.
_OPEN, _CLOSE = r"\[［【〔〖", r"\]］】〕〗"
_EITHER = _OPEN + _CLOSE
_PASSED_OVER = (
    r"[:;=][-']?\]",
    rf"[:;=][-']?\[(?![^{_EITHER}]{{0,200}}[{_CLOSE}])",
    r"[A-Za-z_]\[\d{1,4}\]",
)
_BLANKS = (
    rf"[{_OPEN}][^{_EITHER}]{{0,200}}[{_CLOSE}]",
    rf"[{_EITHER}]",
    r"[{｛][^{}｛｝\n]{1,120}[}｝]",
    r"[<＜](?![\d \t=-])[^<>＜＞\n@/]{1,60}[>＞]",
    r"\bX{2,5}\b",
    r"[_＿]{3,}",
    r"\b(?:Mrs|Ms|Mr|Dr)\.?[ \t\n\u00a0]{0,3}(?:\.{3}|…|/|_)[./…_ ]{0,40}",
)
BLANK = f"{'|'.join(_PASSED_OVER)}|({'|'.join(_BLANKS)})"
_BLANK = re.compile(BLANK, re.ASCII)


def blanks_in(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the blanks of a text stand."""
    return (found.span(1) for found in _BLANK.finditer(text) if found[1])
