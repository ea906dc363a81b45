"""A plan that someone shows, to read."""

from workshop.ui.book import book
from workshop.ui.reading import draw_shared

draw_shared(book())
