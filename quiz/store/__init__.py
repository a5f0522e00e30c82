"""What is kept: players, attempts and responses, in one local SQLite file or one PostgreSQL database."""
