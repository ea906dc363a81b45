"""The coach: remarks on what a student wrote and planned, each tied to a rule and to the words it is about."""

from workshop.coach.remarks import Level, Remark

__all__ = ["Level", "Remark"]
