"""What the coach says of a text, drawn as one element: each level has its words, and the words meant are marked."""

import html
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from workshop.coach.remarks import Level, Remark, Span
from workshop.content import fill
from workshop.content.words.interface import InterfaceWords

_LONGEST = 90
_IDEAS = 3  # what could be better is named a little at a time
Place = Callable[[Span], tuple[str, int] | None]


def draw_remarks(
    words: InterfaceWords, remarks: Sequence[Remark], text: str, place: Place, *, closing: Sequence[str]
) -> None:
    """Draw the remarks on `text`: what to fix, and the first ideas what could be better; all else behind one line.

    `place` says in which box of the plan, by address, a span stands, and at which character: a press on the words
    takes the reader there. None means nowhere. The `closing` lines stand under what there is to mend.
    """
    to_do = [each for each in remarks if each.level != "good"]
    good = [each for each in remarks if each.level == "good"]
    now = sum(each.level == "fix" for each in to_do) + _IDEAS
    parts = [f"<h4>{html.escape(words.check_title)}</h4>"]
    if to_do:
        parts.append(remark_list(words, to_do[:now], text, place))
    parts += (f"<p>{html.escape(line)}</p>" for line in closing)
    for title, later in ((words.check_more, to_do[now:]), (words.check_good, good)):
        if later:
            count = html.escape(fill(title, {"count": str(len(later))}))
            parts.append(f"<details><summary>{count}</summary>{remark_list(words, later, text, place)}</details>")
    st.html(f'<section class="remarks">{"".join(parts)}</section>')


def remark_list(words: InterfaceWords, remarks: Iterable[Remark], text: str, place: Place) -> str:
    """Remarks as a list in HTML: how much each matters, the words it is about, and what it says of all of them."""
    names: dict[Level, str] = {
        "fix": words.check_fix,
        "better": words.check_better,
        "good": words.check_well_done,
    }
    same: dict[tuple[Level, str], list[str]] = {}
    for each in remarks:
        same.setdefault((each.level, each.say), []).append(_quote(each, text, place))
    lines = (
        f'<li class="{level}"><strong>{html.escape(names[level])}</strong> {" ".join(quotes)} {html.escape(say)}</li>'
        for (level, say), quotes in same.items()
    )
    return f"<ul>{''.join(lines)}</ul>"


def _quote(remark: Remark, text: str, place: Place) -> str:
    """The words a remark is about, as a button that leads to them; nothing if it is about the whole."""
    start, end = remark.span
    found = place(remark.span) if end > start else None
    if not found:
        return ""
    quoted = " ".join(text[start:end].split())
    shown = quoted if len(quoted) <= _LONGEST else f"{quoted[:_LONGEST]}…"
    where = f'data-box="{html.escape(found[0])}" data-from="{found[1]}" data-length="{end - start}"'
    return f'<button type="button" class="quote" {where}><mark>{html.escape(shown)}</mark></button>'
