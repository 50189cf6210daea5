CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0)
) STRICT;

CREATE TABLE entry (
    log INTEGER NOT NULL REFERENCES log (number),
    seq INTEGER NOT NULL CHECK (seq >= 0),
    id BLOB NOT NULL CHECK (length(id) = 16),
    stream TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 0),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    bytes BLOB NOT NULL,
    PRIMARY KEY (log, seq),
    UNIQUE (log, id),
    UNIQUE (log, stream, version)
) STRICT;

CREATE TABLE checkpoint (
    log INTEGER NOT NULL REFERENCES log (number),
    size INTEGER NOT NULL CHECK (size >= 0),
    note TEXT NOT NULL,
    PRIMARY KEY (log, size)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'an entry of the record is never changed'); END;

CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'an entry of the record is never removed'); END;

-- Also keeps INSERT OR REPLACE from putting another entry in the place of one.
CREATE TRIGGER entry_is_not_before_the_head BEFORE INSERT ON entry
WHEN NEW.seq < (SELECT size FROM log WHERE number = NEW.log)
BEGIN SELECT raise(ABORT, 'an entry of the record is added at the head'); END;

CREATE TRIGGER log_only_grows BEFORE UPDATE ON log
WHEN NEW.size < OLD.size OR NEW.origin <> OLD.origin OR NEW.number <> OLD.number
BEGIN SELECT raise(ABORT, 'a log only grows'); END;

CREATE TRIGGER log_is_not_removed BEFORE DELETE ON log
BEGIN SELECT raise(ABORT, 'a log is never removed'); END;
