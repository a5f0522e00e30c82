"""What is run to make something of the program, and is no part of it."""
