"""What one can do: the use cases that every front end shares."""
