/** The tables of `activity.db`: one journal for what was done here and for what the service says, under one chain. */
export const migrations: readonly string[] = [
  `CREATE TABLE entry (
     sequence INTEGER PRIMARY KEY,  -- from 1, without a gap
     environment TEXT NOT NULL,     -- backend and partner tenant
     kind TEXT NOT NULL,            -- an event's type, or 'audit-record'
     at INTEGER NOT NULL,           -- milliseconds since 1970, UTC
     record_id TEXT,                -- the service's id of an audit record
     body TEXT NOT NULL,            -- everything else, as JSON
     hash TEXT NOT NULL             -- SHA-256 over this row and the hash before it
   ) STRICT;
   CREATE INDEX entry_by_time ON entry (environment, kind, at);
   CREATE UNIQUE INDEX entry_by_record ON entry (environment, record_id) WHERE record_id IS NOT NULL;
   CREATE TABLE head (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     length INTEGER NOT NULL,       -- tells when the last entries are gone
     hash TEXT NOT NULL
   ) STRICT;
   INSERT INTO head VALUES (1, 0, '');`,
];
