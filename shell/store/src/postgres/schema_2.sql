CREATE TABLE key_value (
    tab text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    until bigint,
    sealed boolean NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (tab, key)
);

CREATE INDEX key_value_until ON key_value (until) WHERE until IS NOT NULL;
