"""For teachers: run a session with a class."""

from workshop.ui.classroom import classroom_page

classroom_page()
