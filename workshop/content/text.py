"""Blanks in a text: `{like_this}`."""

import re
from collections.abc import KeysView, Mapping

_BLANK = re.compile(r"\{([a-z_]+)\}")


def placeholders(text: str) -> KeysView[str]:
    """The names of the blanks in `text`, each once, in the order of the text."""
    return dict.fromkeys(_BLANK.findall(text)).keys()


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with each blank that `values` knows replaced; the values themselves are never looked into."""
    return _BLANK.sub(lambda found: values.get(found[1], found[0]), text)
