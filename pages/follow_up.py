"""Step 6: follow up."""

from workshop.ui.screens.follow_up import page

page()
