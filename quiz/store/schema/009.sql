-- How many questions a top-up asks somebody, from when on, and about how many minutes they take: what a shell's profile says.
-- It is reckoned from the answers, and a row of none says that it was. Every answer takes it away; what is lost is made anew.

CREATE TABLE due (
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    questions INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    PRIMARY KEY (player_id, questions)
);
