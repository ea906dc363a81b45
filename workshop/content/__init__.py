"""The workshop's content: everything a reader reads, as checked and frozen data."""

from workshop.content.content import Content
from workshop.content.load import load, read_rules
from workshop.content.reading import ContentError
from workshop.content.text import fill, placeholders

__all__ = ["Content", "ContentError", "fill", "load", "placeholders", "read_rules"]
