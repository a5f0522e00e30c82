-- Whether an attempt stands on the board: it was played by its bank's own rules. Before this, every quiz did.

ALTER TABLE attempts ADD COLUMN on_board INTEGER NOT NULL DEFAULT 1;

UPDATE attempts SET on_board = 0 WHERE mode <> 'quiz';
