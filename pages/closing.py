"""What I decide: all conversations side by side, what stands out, and the decision."""

from workshop.ui.screens.closing import page

page()
