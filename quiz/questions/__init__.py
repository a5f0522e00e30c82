"""What a question is: one file a type with all that is true of it whatever draws it, and what all types share."""
