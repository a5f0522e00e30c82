-- Players of live games are guests: a nickname that somebody types on a phone never is a person of the store.
-- Their name_key begins with the word "guest" and a line break, which no name can hold.

ALTER TABLE players ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;
