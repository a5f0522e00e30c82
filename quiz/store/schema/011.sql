-- The best attempts on each of the school's sites stand beside those of all sites together, which are under the site ''.
-- All of them are reckoned anew from the attempts.

DROP TABLE best;

CREATE TABLE best (
    site TEXT NOT NULL,
    bank_id TEXT NOT NULL,
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    points BIGINT NOT NULL,
    mark DOUBLE PRECISION NOT NULL,
    reached_at BIGINT NOT NULL,
    PRIMARY KEY (site, bank_id, player_id)
);

INSERT INTO best (site, bank_id, player_id, points, mark, reached_at)
    SELECT '', bank_id, player_id, points, mark, ended_at FROM (
        SELECT bank_id, player_id, points, mark, ended_at, ROW_NUMBER() OVER (
            PARTITION BY bank_id, player_id ORDER BY points DESC, mark DESC, ended_at
        ) AS place
        FROM attempts WHERE outcome = 'finished' AND on_board = 1
    ) AS placed WHERE place = 1;

INSERT INTO best (site, bank_id, player_id, points, mark, reached_at)
    SELECT site, bank_id, player_id, points, mark, ended_at FROM (
        SELECT site, bank_id, player_id, points, mark, ended_at, ROW_NUMBER() OVER (
            PARTITION BY site, bank_id, player_id ORDER BY points DESC, mark DESC, ended_at
        ) AS place
        FROM attempts WHERE outcome = 'finished' AND on_board = 1 AND site <> ''
    ) AS placed WHERE place = 1;

INSERT INTO best (site, bank_id, player_id, points, mark, reached_at)
    SELECT site, '', player_id, SUM(points), AVG(mark), MAX(reached_at) FROM best GROUP BY site, player_id;

-- By the player, too: for the sums over all banks, and because whoever goes takes their rows along.
CREATE INDEX best_of_player ON best (player_id, site);

CREATE INDEX best_first ON best (site, bank_id, points DESC, mark DESC, reached_at, player_id);

-- Where no site has a name, nothing stands in it.
CREATE INDEX attempts_of_site ON attempts (site, ended_at) WHERE site <> '';
