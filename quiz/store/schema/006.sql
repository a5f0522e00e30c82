-- Certificates that were issued: the name that stands on each, which is kept nowhere else. The attempt says all the rest.

CREATE TABLE certificates (
    code TEXT PRIMARY KEY,
    attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    issued_at BIGINT NOT NULL
);

CREATE INDEX certificates_of_attempt ON certificates (attempt_id);

-- What the store alone knows, made once, by what it is for: whoever has it can make codes of certificates.

CREATE TABLE secrets (
    purpose TEXT PRIMARY KEY,
    secret TEXT NOT NULL
);
