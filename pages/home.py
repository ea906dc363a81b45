"""Home: what this is, what comes out of it, and the six steps."""

from workshop.ui.screens.home import page

page()
