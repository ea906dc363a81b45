"""The plan file: out, in, and out again."""

from workshop.content import Content
from workshop.exports import FORMATS, Options
from workshop.plan import Plan
from workshop.plan_file import load


def test_a_plan_comes_back_as_it_was(content: Content, options: Options, any_plan: Plan) -> None:
    made = FORMATS["plan"].build(content, any_plan, options)
    back = load(made)
    assert back == any_plan
    assert FORMATS["plan"].build(content, back, options) == made
