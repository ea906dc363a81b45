"""The workshop's content: everything a reader reads, as checked and frozen data."""

from workshop.content.load import Content, ContentError, load, read_rules
from workshop.content.text import fill, placeholders

__all__ = ["Content", "ContentError", "fill", "load", "placeholders", "read_rules"]
