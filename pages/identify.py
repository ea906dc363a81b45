"""Step 2: identify."""

from workshop.ui.screens.identify import page

page()
