"""What a team sees of its work."""
