"""Step 4: contact."""

from workshop.ui.screens.contact import page

page()
