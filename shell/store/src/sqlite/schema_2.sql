CREATE TABLE key_value (
    tab TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    until INTEGER,
    sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    bytes BLOB NOT NULL,
    PRIMARY KEY (tab, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX key_value_until ON key_value (until) WHERE until IS NOT NULL;
