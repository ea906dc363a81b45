"""For the projector: what the class does now."""

from workshop.ui.projector import projector_page

projector_page()
