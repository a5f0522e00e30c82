"""What is asked: the model of a bank, loading it with line-numbered problems, and its text."""
