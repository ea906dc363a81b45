"""My plan: what is next, the downloads, bringing a plan back, and the whole plan to read."""

from workshop.ui.screens.my_plan import page

page()
