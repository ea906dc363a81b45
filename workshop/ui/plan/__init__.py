"""Blocks of the student's pages."""
