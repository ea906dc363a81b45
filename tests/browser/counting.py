"""`workshop`, but each patch of Streamlit counts its calls: `python -m tests.browser.counting FILE serve ...`.

The counts are written to FILE, as JSON by the name of the patched attribute, when the server has ended.
"""

import functools
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import app  # noqa: F401 (applies the patches)
from workshop.cli.main import main
from workshop.streamlit_patches import PATCHES, Patch, owner_of

calls: Counter[str] = Counter({patch.name: 0 for patch in PATCHES})


def count(patch: Patch) -> None:
    """Put something in the place of a replacement that counts and calls it."""
    owner = owner_of(patch)
    standing: Any = vars(owner)[patch.name]
    if isinstance(standing, property):
        assert standing.fget
        counting: Any = property(counted(patch.name, standing.fget))
    elif isinstance(standing, classmethod):
        counting = classmethod(counted(patch.name, standing.__func__))
    else:
        counting = counted(patch.name, standing)
    setattr(owner, patch.name, counting)


def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """A function that counts its calls under a name."""

    @functools.wraps(call)
    def counting(*args: Any, **named: Any) -> Any:
        calls[name] += 1
        return call(*args, **named)

    return counting


if __name__ == "__main__":
    file = Path(sys.argv[1])
    for each in PATCHES:
        count(each)
    try:
        main(sys.argv[2:])
    finally:
        file.write_text(json.dumps(calls), encoding="utf-8")
