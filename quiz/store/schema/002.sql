-- A live game is its plan and what happened, one event after another. Nothing in it is ever changed.

CREATE TABLE games (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    plan TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE TABLE game_events (
    game_id TEXT NOT NULL REFERENCES games (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (game_id, number)
);
