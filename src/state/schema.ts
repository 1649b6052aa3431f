/** The tables of `activity.db`: what was done here, what the service says, and runs with all they have to do, under one chain. */
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
  // A chain entry of a run has the run's id for its environment and `run` or `intent` for its kind.
  `CREATE TABLE run (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     environment TEXT NOT NULL,
     manifest TEXT NOT NULL,
     source TEXT,
     actor TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     finished_at INTEGER,
     pid INTEGER,
     correlation_id TEXT,
     facts TEXT NOT NULL
   ) STRICT;
   CREATE TABLE intent (
     run TEXT NOT NULL REFERENCES run,
     number INTEGER NOT NULL,       -- from 1
     claim TEXT NOT NULL,           -- digest of environment, customer and target
     state TEXT NOT NULL,
     entry INTEGER NOT NULL,        -- the chain's sequence number of the last step
     epoch INTEGER NOT NULL DEFAULT 0,
     attempts INTEGER NOT NULL DEFAULT 0,
     first_sent_at INTEGER,
     last_sent_at INTEGER,
     settled_at INTEGER,
     request_id TEXT,
     cart_id TEXT,
     evidence TEXT,
     order_ids TEXT,
     failure TEXT,
     standing_run TEXT,
     standing_number INTEGER,
     target TEXT NOT NULL,
     customer_id TEXT NOT NULL,
     customer_name TEXT NOT NULL,
     order_id TEXT,
     shown_as TEXT NOT NULL,
     lines TEXT NOT NULL,
     is_whole INTEGER NOT NULL,
     facts TEXT NOT NULL,
     PRIMARY KEY (run, number)
   ) STRICT;
   CREATE INDEX intent_by_state ON intent (run, state);
   CREATE UNIQUE INDEX live_intent ON intent (claim) WHERE state IN ('ready', 'cart', 'sent', 'accepted', 'unknown');
   CREATE TABLE line (
     run TEXT NOT NULL,
     line INTEGER NOT NULL,         -- of the input
     number INTEGER NOT NULL,
     order_line INTEGER,            -- the line of the order that it names
     key TEXT NOT NULL,             -- digest of what it asks for
     PRIMARY KEY (run, line),
     FOREIGN KEY (run, number) REFERENCES intent
   ) STRICT, WITHOUT ROWID;`,
];
