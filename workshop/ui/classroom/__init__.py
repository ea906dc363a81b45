"""What a teacher sees, and what a student sees of a class."""
