"""A plan that someone shows, to read."""

from workshop.ui.screens.shared import page

page()
