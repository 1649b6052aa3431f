/** What a `csp` has written down on its own disk: runs, intents, and every step of them under the chain. */
import { join } from 'node:path';
import type { Intent, IntentState, Run, StateCounts } from '../../src/core/ports/journal.ts';
import type { ChainVerdict } from '../../src/core/ports/state.ts';
import { openDatabase } from '../../src/sqlite.ts';
import { noIntents } from '../../src/state/intents.ts';
import { openMemory } from '../../src/state/memory.ts';

/** One step of an intent as the chain tells it. */
export interface Step {
  readonly runId: string;
  readonly number: number;
  readonly state: IntentState;
  readonly requestId: string | undefined;
}

export interface RunMemory {
  readonly run: Run;
  readonly counts: StateCounts;
  readonly intents: readonly Intent[];
  /** Of the input, as the rows of a report name them. */
  readonly inputLines: readonly number[];
}

export interface MemoryRead {
  readonly runs: readonly RunMemory[];
  readonly steps: readonly Step[];
  readonly chain: ChainVerdict;
  /** Of SQLite: `ok`. */
  readonly integrity: string;
}

/** Reads it all; whoever wrote it has ended. */
export const readMemory = async (stateFolder: string): Promise<MemoryRead> => {
  const path = join(stateFolder, 'activity.db');
  const { state, journal } = openMemory(path);
  try {
    const runs: RunMemory[] = [];
    const opened = await journal();
    for (const run of await opened.listRuns(null)) {
      const intents: Intent[] = [];
      for await (const intent of opened.listIntents(run.id)) intents.push(intent);
      const inputLines: number[] = [];
      for await (const { line } of opened.listLines(run.id)) inputLines.push(line);
      runs.push({ run, intents, inputLines, counts: await opened.countStates(run.id) });
    }
    return { runs, chain: await state.verify(), ...readRaw(path) };
  } finally {
    await state.close();
  }
};

const readRaw = (path: string): Pick<MemoryRead, 'steps' | 'integrity'> => {
  const database = openDatabase(path);
  try {
    const rows = database.all<{ run: string; body: string }>(
      "SELECT environment AS run, body FROM entry WHERE kind = 'intent' ORDER BY sequence",
    );
    const [check] = database.all<{ integrity_check: string }>('PRAGMA integrity_check');
    return {
      steps: rows.map(({ run, body }) => ({ runId: run, ...(JSON.parse(body) as Omit<Step, 'runId'>) })),
      integrity: check?.integrity_check ?? '',
    };
  } finally {
    database.close();
  }
};

/** States with something in them. */
export const countsOf = (counts: Partial<StateCounts>): Partial<StateCounts> =>
  Object.fromEntries(Object.entries({ ...noIntents, ...counts }).filter(([, count]) => count > 0));
