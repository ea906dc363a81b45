"""Earlier versions: two texts in one blank, and any blank or the whole plan as it was at an earlier time."""

from workshop.ui.screens.earlier import page

page()
