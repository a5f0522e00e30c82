-- Times are whole milliseconds since 1970 in UTC. Ids are texts that the program makes.
-- Every statement is one that SQLite and PostgreSQL both take.

CREATE TABLE players (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    team TEXT NOT NULL,
    team_key TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    bank_id TEXT NOT NULL,
    bank_version TEXT NOT NULL,
    bank_hash TEXT NOT NULL,
    mode TEXT NOT NULL,
    preset TEXT NOT NULL,
    seed BIGINT NOT NULL,
    questions TEXT NOT NULL,
    length INTEGER NOT NULL,
    possible DOUBLE PRECISION NOT NULL,
    pass_mark DOUBLE PRECISION NOT NULL,
    started_at BIGINT NOT NULL,
    shown_position INTEGER,
    shown_at BIGINT,
    ended_at BIGINT,
    outcome TEXT NOT NULL,
    mark DOUBLE PRECISION NOT NULL,
    points BIGINT NOT NULL,
    passed INTEGER NOT NULL
);

CREATE INDEX attempts_of_player ON attempts (player_id, bank_id, started_at);

CREATE INDEX attempts_by_end ON attempts (ended_at);

CREATE TABLE responses (
    attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    given TEXT,
    mark DOUBLE PRECISION NOT NULL,
    weight DOUBLE PRECISION NOT NULL,
    points BIGINT NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    certainty INTEGER,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (attempt_id, position)
);

CREATE TABLE flags (
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    bank_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    flagged_at BIGINT NOT NULL,
    PRIMARY KEY (player_id, bank_id, question_id)
);

-- Each player's best attempt at each bank, and their sum over all banks under the bank id ''.
-- Kept in the transaction that ends an attempt, so that a board is a read of the first rows of an index.
CREATE TABLE best (
    bank_id TEXT NOT NULL,
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    points BIGINT NOT NULL,
    mark DOUBLE PRECISION NOT NULL,
    reached_at BIGINT NOT NULL,
    PRIMARY KEY (bank_id, player_id)
);

CREATE INDEX best_first ON best (bank_id, points DESC, mark DESC, reached_at, player_id);

-- One row that grows whenever a board has changed: what an open board asks once a second.
CREATE TABLE board_revision (
    revision BIGINT NOT NULL
);

INSERT INTO board_revision (revision) VALUES (0);
