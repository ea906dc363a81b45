"""What the coach says."""

from dataclasses import dataclass
from typing import Literal

from workshop.content.text import fill
from workshop.content.words.coach import Said

Level = Literal["fix", "better", "good"]
Span = tuple[int, int]
WHOLE: Span = (0, 0)


@dataclass(frozen=True)
class Remark:
    """One remark: what must be fixed, could be better, or is well done.

    `rule` is a number in `content/rules.yaml`, None for what keeps a student safe, `code` names the remark for
    programs, and `span` is where the words it is about stand in the text, as start and end in characters; (0, 0) where
    it is about the whole.
    """

    rule: int | None
    level: Level
    code: str
    span: Span
    say: str


def worded(said: Said, code: str, level: Level, span: Span, /, **blanks: str) -> Remark:
    """A remark in the words of the content."""
    return Remark(rule=said.rule, level=level, code=code, span=span, say=fill(said.say, blanks))
