"""Front end for a school: one machine serves the quiz, and people play by themselves in a browser."""
