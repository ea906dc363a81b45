"""The coach: remarks on what a student wrote and planned, each tied to a rule and to the words it is about."""

from workshop.coach.question_list import Planned, check_questions
from workshop.coach.questions import check_question
from workshop.coach.remarks import Level, Remark

__all__ = ["Level", "Planned", "Remark", "check_question", "check_questions"]
