-- A store as it was at version 7 of its schema, before policies were acknowledged. SQLite and PostgreSQL take it.
CREATE TABLE schema_version (version INTEGER NOT NULL);
CREATE TABLE players (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    team TEXT NOT NULL,
    team_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    guest INTEGER NOT NULL DEFAULT 0
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
    passed INTEGER NOT NULL,
    on_board INTEGER NOT NULL DEFAULT 1
, origin TEXT NOT NULL DEFAULT '', game_id TEXT, team TEXT NOT NULL DEFAULT '', site TEXT NOT NULL DEFAULT '');
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
CREATE TABLE best (
    bank_id TEXT NOT NULL,
    player_id TEXT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    points BIGINT NOT NULL,
    mark DOUBLE PRECISION NOT NULL,
    reached_at BIGINT NOT NULL,
    PRIMARY KEY (bank_id, player_id)
);
CREATE TABLE board_revision (
    revision BIGINT NOT NULL
, site TEXT NOT NULL DEFAULT '');
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
CREATE TABLE inset_quiz (about TEXT NOT NULL);
CREATE TABLE bank_material (
    bank_hash TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    bank_id TEXT NOT NULL,
    bank_version TEXT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    kept_at BIGINT NOT NULL
);
CREATE INDEX attempts_of_player ON attempts (player_id, bank_id, started_at);
CREATE INDEX attempts_by_end ON attempts (ended_at);
CREATE INDEX best_first ON best (bank_id, points DESC, mark DESC, reached_at, player_id);
CREATE INDEX material_of_bank ON bank_material (bank_id);
CREATE INDEX attempts_of_bank ON attempts (bank_id, started_at);
CREATE UNIQUE INDEX board_revision_of_site ON board_revision (site);
CREATE TABLE certificates (
    code TEXT PRIMARY KEY,
    attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    issued_at BIGINT NOT NULL
);
CREATE INDEX certificates_of_attempt ON certificates (attempt_id);
CREATE TABLE secrets (
    purpose TEXT PRIMARY KEY,
    secret TEXT NOT NULL
);
CREATE TABLE store_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO schema_version VALUES (7);
INSERT INTO players VALUES ('id-0','Ann','ann','Science','science',1000,0);
INSERT INTO players VALUES ('id-1','Bob O''Neill','bob o''neill','','',1001,0);
INSERT INTO players VALUES ('id-7','Ann','guest
ann','Red','red',8000,1);
INSERT INTO attempts VALUES ('id-2','id-0','first','2026.11','0123456789abcdef','quiz','steady',7,'["q0"]',1,1.0,80.0,2000,NULL,NULL,2000,'finished',100.0,700,1,1,'',NULL,'Science','');
INSERT INTO attempts VALUES ('id-3','id-0','second','2026.11','0123456789abcdef','quiz','steady',7,'["q0"]',1,1.0,80.0,3000,NULL,NULL,3000,'finished',50.0,300,0,1,'',NULL,'Science','');
INSERT INTO attempts VALUES ('id-4','id-1','first','2026.11','0123456789abcdef','quiz','steady',7,'["q0"]',1,1.0,80.0,4000,NULL,NULL,4000,'finished',50.0,500,0,1,'',NULL,'','');
INSERT INTO attempts VALUES ('id-5','id-1','second','2026.11','0123456789abcdef','quiz','steady',7,'["q0", "q1"]',2,2.0,80.0,5000,NULL,NULL,NULL,'open',0.0,0,0,1,'',NULL,'','');
INSERT INTO attempts VALUES ('00112233445566ff-p-first','id-7','first','1','0123456789abcdef','quiz','accuracy',1,'["a"]',1,1.0,80.0,7000,NULL,NULL,8000,'finished',100.0,100,1,1,'live','00112233445566ff','Red','');
INSERT INTO responses VALUES ('id-2',0,'q0','answered','{"kind":"picked","options":[1]}',1.0,1.0,700,2.5,NULL,2000);
INSERT INTO responses VALUES ('id-3',0,'q0','answered','{"kind":"picked","options":[1]}',0.5,1.0,300,2.5,NULL,3000);
INSERT INTO responses VALUES ('id-4',0,'q0','answered','{"kind":"picked","options":[1]}',0.5,1.0,500,2.5,NULL,4000);
INSERT INTO responses VALUES ('id-5',0,'q0','answered','{"kind":"picked","options":[1]}',1.0,1.0,800,2.5,NULL,5100);
INSERT INTO responses VALUES ('00112233445566ff-p-first',0,'a','answered','{"kind":"picked","options":[1]}',1.0,1.0,100,2.5,NULL,8000);
INSERT INTO flags VALUES ('id-0','first','q0',6000);
INSERT INTO best VALUES ('first','id-0',700,100.0,2000);
INSERT INTO best VALUES ('','id-0',1000,75.0,3000);
INSERT INTO best VALUES ('second','id-0',300,50.0,3000);
INSERT INTO best VALUES ('first','id-1',500,50.0,4000);
INSERT INTO best VALUES ('','id-1',500,50.0,4000);
INSERT INTO best VALUES ('first','id-7',100,100.0,8000);
INSERT INTO best VALUES ('','id-7',100,100.0,8000);
INSERT INTO board_revision VALUES (3,'');
INSERT INTO games VALUES ('00112233445566ff','BCDFG','{"banks":[{"id":"first","title":"The first bank","version":"1","content_hash":"0123456789abcdef","pass_mark":80}],"questions":[{"bank":"first","question":"a","reading":5.0,"limit":20.0},{"bank":"first","question":"b","reading":5.0,"limit":20.0}],"rounds":[2],"seed":1,"preset":"accuracy","mood":"playful","may_change":false,"teams":[],"hands":false}',7000,8000);
INSERT INTO game_events VALUES ('00112233445566ff',0,'{"event":"joined","at":0.0,"player":"p","name":"Ann","team":"Red"}');
INSERT INTO game_events VALUES ('00112233445566ff',1,'{"event":"joined","at":0.0,"player":"q","name":"Bea","team":""}');
INSERT INTO game_events VALUES ('00112233445566ff',2,'{"event":"joined","at":0.0,"player":"r","name":"Rude","team":""}');
INSERT INTO inset_quiz VALUES ('These tables are the scores of INSET Quiz.');
INSERT INTO certificates VALUES ('NSVZ-N5QY-6N5N','id-2','Mrs A. Khan',9000);
INSERT INTO secrets VALUES ('certificates','00ff');
INSERT INTO store_settings VALUES ('keep_for','18m');
