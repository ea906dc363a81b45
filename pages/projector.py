"""For the projector: what the class does now."""

from workshop.ui.classroom.projector import projector_page

projector_page()
