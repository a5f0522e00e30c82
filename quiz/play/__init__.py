"""How one plays: the attempt, its points and time limits, which questions are drawn. Pure: clock and dice are handed in."""
