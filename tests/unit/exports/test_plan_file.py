"""The plan file: out, in, and out again."""

from workshop.content import Content
from workshop.exports import FORMATS, Options
from workshop.paths import ROOT
from workshop.plan.file import dump, load
from workshop.plan.model import Plan


def test_a_plan_comes_back_as_it_was(content: Content, options: Options, any_plan: Plan) -> None:
    made = FORMATS["plan"].build(content, any_plan, options)
    back = load(made)
    assert back == any_plan
    assert FORMATS["plan"].build(content, back, options) == made


def test_the_example_is_written_as_the_workshop_writes_it() -> None:
    text = (ROOT / "content" / "en" / "example-plan.json").read_text(encoding="utf-8")
    assert dump(load(text)) == text
