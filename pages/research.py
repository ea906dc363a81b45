"""Step 1: research."""

from workshop.ui.screens.research import page

page()
