"""The Textual app: home, play, results, review, board, settings."""
