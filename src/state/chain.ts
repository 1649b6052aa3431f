/**
 * The journal's chain: every entry carries a hash over itself and the entry before it, and the head keeps the last hash
 * and the length. Editing, deleting, swapping or inserting rows by hand is evident; it is not impossible, for whoever
 * may write the file may also compute the chain anew.
 */
import { CspError } from '../core/errors.ts';
import type { Instant } from '../core/ports/environment.ts';
import type { ChainVerdict } from '../core/ports/state.ts';
import { sha256 } from '../digest.ts';
import type { Database } from '../sqlite.ts';

export interface Entry {
  readonly environment: string;
  readonly kind: string;
  readonly at: Instant;
  readonly recordId: string | null;
  readonly body: string;
}

/** Appends an entry inside the caller's transaction; returns its sequence number. */
export const appendEntry = (database: Database, entry: Entry): number => {
  const head = readHead(database);
  const sequence = nextSequence(database);
  const hash = hashOf({ ...entry, sequence: String(sequence), at: String(entry.at) }, head.hash);
  const { environment, kind, at, recordId, body } = entry;
  database.run('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)', sequence, environment, kind, at, recordId, body, hash);
  database.run('REPLACE INTO head VALUES (1, ?, ?)', sequence, hash);
  return sequence;
};

/**
 * The number that the next entry gets: after all that is there, whatever was done to it by hand. Remembering goes on, and
 * `verifyChain` still names the place.
 */
export const nextSequence = (database: Database): number =>
  database.get<{ next: number }>(
    'SELECT 1 + max((SELECT ifnull(max(sequence), 0) FROM entry), (SELECT ifnull(max(length), 0) FROM head)) AS next',
  )?.next ?? 1;

/** The first sequence number at which the journal is not what was appended, or how many entries are sound. */
export const verifyChain = (database: Database): ChainVerdict =>
  // One transaction, so that nobody appends between head and entries.
  database.transaction(() => {
    const head = readHead(database);
    let previous = '';
    let expected = 1;
    for (const { hash, ...row } of readEntries(database)) {
      if (row.sequence !== String(expected) || hash !== hashOf(row, previous)) {
        return { sound: false, firstBad: Math.min(expected, Number(row.sequence)) };
      }
      previous = hash;
      expected += 1;
    }
    const length = expected - 1;
    if (head.length !== String(length)) return { sound: false, firstBad: Math.min(length, Number(head.length)) + 1 };
    return head.hash === previous ? { sound: true, events: length } : { sound: false, firstBad: length };
  });

/** What is in an entry's body. Fails with `activityTampered` when it is not the JSON that was appended. */
export const readBody = <Body>({ sequence, body }: { readonly sequence: number; readonly body: string }): Body => {
  try {
    return JSON.parse(body) as Body;
  } catch (error) {
    throw new CspError('activityTampered', { sequence }, error);
  }
};

/** As text where a number put in by hand might be too large to be read as one. */
interface StoredEntry extends Omit<Entry, 'at'> {
  readonly sequence: string;
  readonly at: string;
}

interface Head {
  readonly length: string;
  readonly hash: string;
}

const readHead = (database: Database): Head =>
  database.get<Head>('SELECT CAST(length AS TEXT) AS length, hash FROM head') ?? { length: '0', hash: '' };

const pageSize = 1000;

function* readEntries(database: Database): Generator<StoredEntry & { readonly hash: string }> {
  for (let skipped = 0; ; skipped += pageSize) {
    const page = database.all<StoredEntry & { readonly hash: string }>(
      `SELECT CAST(sequence AS TEXT) AS sequence, environment, kind, CAST(at AS TEXT) AS at, record_id AS recordId, body, hash
       FROM entry ORDER BY entry.sequence LIMIT ? OFFSET ?`,
      pageSize,
      skipped,
    );
    yield* page;
    if (page.length < pageSize) return;
  }
}

const hashOf = ({ sequence, environment, kind, at, recordId, body }: StoredEntry, previous: string): string =>
  sha256(JSON.stringify([previous, sequence, environment, kind, at, recordId, body])).toString('hex');
