"""How a hall plays: the live game over its events. Pure: the clock and the dice are handed in."""
