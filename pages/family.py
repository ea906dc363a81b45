"""For families: how to help without taking over."""

from workshop.ui.screens.family import page

page()
