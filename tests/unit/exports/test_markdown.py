"""The Markdown: what a student typed is shown, never read as markup."""

import pytest
from conftest import PAYLOADS, hostile_plan
from hypothesis import example as such_as
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from test_outline import own_texts

from workshop.content import Content
from workshop.exports import FORMATS, Options
from workshop.exports.markdown import _quoted, escaped, one_line
from workshop.plan.model import Plan, clean

PARSER = MarkdownIt("gfm-like", {"linkify": False})
LINKS = {"link_open", "image", "html_inline", "html_block", "em_open", "strong_open", "s_open", "code_inline", "fence"}
ODD = "\\`*_{}[]<>()#+-.!|~&:@$^=\"'/ \n\tw1aé٠漢"
texts = st.text(st.one_of(st.sampled_from(ODD), st.characters())).map(clean)


def said(tokens: list[Token]) -> str:
    """The text of parsed Markdown: line breaks as they are, paragraphs two apart."""
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    return "\n\n".join("".join("\n" if part.type in BREAKS else part.content for part in parts) for parts in inline)


BREAKS = {"hardbreak", "softbreak"}


def kinds(tokens: list[Token]) -> set[str]:
    return {part.type for token in tokens for part in [token, *(token.children or [])]}


@given(texts)
@such_as("  a  \n\n\n\n    b\t\n***\n1. x\n- y\n# z\n===\n| a | b |\n|---|---|")
@such_as("a\n \n\nb")
@such_as("\n\na\n\n")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    tokens = PARSER.parse(escaped(text))
    assert kinds(tokens) <= {"paragraph_open", "paragraph_close", "inline", "text", "hardbreak"}
    assert said(tokens) == text


@given(texts.filter(lambda text: text.strip()))
def test_any_text_comes_back_out_of_a_quote(text: str) -> None:
    tokens = PARSER.parse(_quoted(text))
    quote = {"blockquote_open", "blockquote_close"}
    assert kinds(tokens) <= {"paragraph_open", "paragraph_close", "inline", "text", "hardbreak", *quote}
    assert tokens[0].type == "blockquote_open"
    assert tokens[-1].type == "blockquote_close"
    assert said(tokens) == text


@given(texts.filter(lambda text: text.strip()))
def test_any_text_comes_back_out_of_a_table(text: str) -> None:
    tokens = PARSER.parse(f"| a | b |\n| --- | --- |\n| {one_line(text)} | c |")
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    assert said(cells[2:3]) == text
    assert not kinds(tokens) & LINKS


@given(texts.filter(lambda text: text.strip()))
def test_any_text_comes_back_out_of_a_heading_and_an_item(text: str) -> None:
    for start, kind in (("## ", "heading_open"), ("- ", "bullet_list_open"), ("1. ", "ordered_list_open")):
        tokens = PARSER.parse(start + one_line(text))
        assert tokens[0].type == kind
        assert said(tokens) == text
        assert not kinds(tokens) & LINKS


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_payload_becomes_markup(content: Content, options: Options, payload: str) -> None:
    plain = document(content, hostile_plan(content, "plain", "plain"), options)
    attacked = document(content, hostile_plan(content, payload, payload), options)
    assert not kinds(attacked) - kinds(plain) - {"hardbreak"}
    assert not kinds(attacked) & (LINKS - {"strong_open"})
    for kind in ("strong_open", "heading_open", "table_open", "tr_open", "list_item_open"):
        assert count(attacked, kind) == count(plain, kind)


def count(tokens: list[Token], kind: str) -> int:
    return sum(part.type == kind for token in tokens for part in [token, *(token.children or [])])


def document(content: Content, plan: Plan, options: Options) -> list[Token]:
    return PARSER.parse(FORMATS["markdown"].build(content, plan, options).decode())


def test_everything_the_student_typed_is_shown(content: Content, options: Options, any_plan: Plan) -> None:
    shown = "".join(said(document(content, any_plan, options)).split())
    assert not {text for text in own_texts(any_plan) if "".join(text.split()) not in shown}


def test_links_are_not_made_even_where_addresses_become_links() -> None:
    text = "http://h/t www.h.org a@b.org ftp://x mailto:a@b.c"
    parser = MarkdownIt("gfm-like", {"linkify": True})
    assert kinds(parser.parse(text)) & LINKS
    tokens = parser.parse(escaped(text))
    assert said(tokens) == text
    assert not kinds(tokens) & LINKS


def test_the_checklist_is_a_task_list(content: Content, options: Options, example: Plan) -> None:
    lines = FORMATS["markdown"].build(content, example, options).decode().splitlines()
    ticked = sum(example.checks.values()) + sum(sum(each.checks.values()) for each in example.interviews)
    assert sum(line.startswith("- [x] ") for line in lines) == ticked
    assert sum(line.startswith("- [ ] ") for line in lines) > 40
