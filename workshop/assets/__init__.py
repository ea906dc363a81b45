"""The style files, scripts and templates of the pages."""

from pathlib import Path

_HERE = Path(__file__).parent


def asset(name: str) -> str:
    """The text of the file of this name, such as "clock.css". Raises `OSError`."""
    return (_HERE / name).read_text(encoding="utf-8")
