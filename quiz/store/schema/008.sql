-- That a person has read a policy of the school and will follow it: once for each version and text of it.

CREATE TABLE acknowledgements (
    id TEXT PRIMARY KEY,
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    acknowledged_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX acknowledgements_of_player ON acknowledgements (player_id, sha256, version);

-- Which of them a certificate names. Those that were issued before there was one name none, and stay what they are.

ALTER TABLE certificates ADD COLUMN acknowledgement_id TEXT REFERENCES acknowledgements (id) ON DELETE CASCADE;
