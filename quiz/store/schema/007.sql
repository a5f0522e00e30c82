-- What holds for the whole store, whoever opens it: how long it keeps what people did.

CREATE TABLE store_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
