-- The exact text of every bank that was played, once a text: answers are positions in it, and mean nothing without it.
-- A bank's hash is the first 16 digits of its SHA-256.

CREATE TABLE bank_material (
    bank_hash TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    bank_id TEXT NOT NULL,
    bank_version TEXT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    kept_at BIGINT NOT NULL
);

CREATE INDEX material_of_bank ON bank_material (bank_id);

-- What was so when an attempt was played: from where, in which live game, in which team, on which site.
-- Of attempts from before this only a live game can be told; their team is the one that the player is in now.

ALTER TABLE attempts ADD COLUMN origin TEXT NOT NULL DEFAULT '';

ALTER TABLE attempts ADD COLUMN game_id TEXT;

ALTER TABLE attempts ADD COLUMN team TEXT NOT NULL DEFAULT '';

ALTER TABLE attempts ADD COLUMN site TEXT NOT NULL DEFAULT '';

UPDATE attempts SET team = COALESCE((SELECT players.team FROM players WHERE players.id = attempts.player_id), '');

UPDATE attempts SET origin = 'live', game_id = substr(id, 1, 16)
    WHERE substr(id, 17, 1) = '-' AND substr(id, 1, 16) IN (SELECT games.id FROM games);

CREATE INDEX attempts_of_bank ON attempts (bank_id, started_at);

CREATE INDEX attempts_of_game ON attempts (game_id);

-- A row for each site, which grows whenever a board has changed there: an open board asks for their sum once a second.

ALTER TABLE board_revision ADD COLUMN site TEXT NOT NULL DEFAULT '';

CREATE UNIQUE INDEX board_revision_of_site ON board_revision (site);
