"""Step 5: conduct."""

from workshop.ui.screens.conduct import page

page()
