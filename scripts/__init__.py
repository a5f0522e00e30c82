"""Scripts that make things from the program and are not part of it."""
