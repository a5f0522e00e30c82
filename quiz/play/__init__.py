"""How it is played: attempts, timing, marks and points, choosing questions. Pure: clock and dice are handed in."""
