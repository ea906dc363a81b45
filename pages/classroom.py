"""For teachers: run a session with a class."""

from workshop.ui.classroom.page import classroom_page

classroom_page()
