"""The student's work as one value, and pure functions over it."""
