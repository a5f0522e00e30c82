"""What is kept: players, attempts, responses and live games, in one local SQLite file or one PostgreSQL database."""
