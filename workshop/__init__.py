"""Career Conversations: a self-guided workshop on the informational interview."""
