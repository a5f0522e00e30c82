-- Who may play under a name in a browser: of a token, of what a sign-on service says, or of a word that was handed out, only
-- the hash. Names without a row here are those of the app, and nobody takes one over in a browser unasked.

CREATE TABLE credentials (
    hash TEXT PRIMARY KEY,
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    last_used BIGINT NOT NULL
);

CREATE INDEX credentials_of_player ON credentials (player_id);
