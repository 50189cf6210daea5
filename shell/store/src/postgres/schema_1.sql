CREATE TABLE commonweal_store (version bigint NOT NULL);
INSERT INTO commonweal_store VALUES (0);

CREATE TABLE log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    origin text COLLATE "C" NOT NULL UNIQUE,
    size bigint NOT NULL DEFAULT 0 CHECK (size >= 0)
);

CREATE TABLE entry (
    log bigint NOT NULL REFERENCES log (number),
    seq bigint NOT NULL CHECK (seq >= 0),
    id bytea NOT NULL CHECK (length(id) = 16),
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL CHECK (version >= 0),
    leaf bytea NOT NULL CHECK (length(leaf) = 32),
    bytes bytea NOT NULL,
    PRIMARY KEY (log, seq),
    UNIQUE (log, id),
    UNIQUE (log, stream, version)
);

CREATE TABLE checkpoint (
    log bigint NOT NULL REFERENCES log (number),
    size bigint NOT NULL CHECK (size >= 0),
    note text NOT NULL,
    PRIMARY KEY (log, size)
);

CREATE TABLE blob (
    name text COLLATE "C" PRIMARY KEY,
    sealed bytea NOT NULL
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END $$;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
FOR EACH ROW EXECUTE FUNCTION refuse('an entry of the record is never changed');

CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry
FOR EACH ROW EXECUTE FUNCTION refuse('an entry of the record is never removed');

CREATE TRIGGER entries_are_not_emptied BEFORE TRUNCATE ON entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse('an entry of the record is never removed');

CREATE TRIGGER log_only_grows BEFORE UPDATE ON log
FOR EACH ROW WHEN (NEW.size < OLD.size OR NEW.origin <> OLD.origin OR NEW.number <> OLD.number)
EXECUTE FUNCTION refuse('a log only grows');

CREATE TRIGGER log_is_not_removed BEFORE DELETE ON log
FOR EACH ROW EXECUTE FUNCTION refuse('a log is never removed');
