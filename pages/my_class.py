"""My class: what the teacher sees, asking for help, handing in, leaving."""

from workshop.ui.classroom.my_class import my_class

my_class()
