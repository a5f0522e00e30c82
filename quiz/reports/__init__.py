"""What it shows: feedback on an answer, the summary of an attempt, standings. No front end, no I/O."""
