"""The fonts a PDF is set in. They come with Python packages, so that every machine prints the same."""

import functools
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

BODY = "Atkinson Hyperlegible"
HEADING = "Fraunces"
_PACKAGES = ("fontpkg_atkinson_hyperlegible", "fontpkg_fraunces", "manimgx_fonts", "justmytype_intl_cjk")
_FIRST_FALLBACKS = ("Noto Sans", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR", "Noto Sans TC")


class FontsMissing(RuntimeError):
    """A font package is not installed; the message says which."""


@functools.cache
def font_set() -> typst.Fonts:
    """The fonts as Typst wants them; nothing of the machine is looked at."""
    folders = [str(folder) for folder in _folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@functools.cache
def families() -> tuple[str, ...]:
    """The body's families in the order in which a character is looked up."""
    found = font_set().families()
    rest = [family for family in found if family not in (BODY, HEADING, *_FIRST_FALLBACKS)]
    return (BODY, *_FIRST_FALLBACKS, *rest)


@functools.cache
def coverage() -> tuple[frozenset[int], ...]:
    """Which characters each upright font has."""
    upright = [font for font in font_set().fonts() if font.style == "normal" and font.family != HEADING]
    files = sorted({font.path for font in upright if font.path})
    return tuple(frozenset(_characters(path)) for path in files)


@functools.cache
def printable() -> frozenset[int]:
    """Every character that some font has."""
    return frozenset().union(*coverage())


def _characters(path: str) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def _folders() -> Iterator[Path]:
    for package in _PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            name = package.replace("_", "-")
            raise FontsMissing(f'The font package "{name}" is not installed. Run: pip install {name}')
        yield Path(spec.origin).parent
