"""Step 3: prepare."""

from workshop.ui.screens.prepare import page

page()
