"""What a class is, as pure functions: nothing here is drawn or saved."""
