"""What it shows: feedback, summaries, standings, run sheets and tallies, from a bank, an attempt or the store handed in."""
