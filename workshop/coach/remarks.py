"""What the coach says."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["fix", "better", "good"]


@dataclass(frozen=True)
class Remark:
    """One remark: what must be fixed, could be better, or is well done.

    `rule` is a number in `content/rules.yaml`, `code` names the remark for programs, and `span` is where the words it
    is about stand in the text, as start and end in characters; (0, 0) where it is about the whole.
    """

    rule: int
    level: Level
    code: str
    span: tuple[int, int]
    say: str
