"""The conversation itself: held, rehearsed, observed."""
