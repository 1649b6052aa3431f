/** What a command line does, as far as it can be seen from outside: for holding two of them against each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dependencies } from '../../src/commands/context.ts';
import type { StoredFault } from '../../src/core/ports/emulator.ts';
import type { Account } from '../../src/core/ports/sign-in.ts';
import { type CommandBench, createCommandBench, type Outcome, type Scene } from './command-bench.ts';

/** A command line, and what else it stands in. */
export interface Line extends Pick<Scene, 'columns' | 'answers' | 'stdin'> {
  readonly line: string;
}

/** Words to add to the line; or two whole lines, without the flag and with it. */
export type Demonstration = string | readonly [without: string, withFlag: string];

export interface ModeScene extends Omit<Line, 'line'> {
  /** Flags in it are shown by leaving them out. */
  readonly line: string;
  readonly now?: number;
  /** What happened before. */
  readonly before?: readonly (string | Line)[];
  /** A field of its rows. */
  readonly field?: string;
  readonly shows?: { readonly [flag: string]: Demonstration };
  /** Flags that are taken and make no difference, with the reason. */
  readonly idle?: { readonly [flag: string]: string };
}

const account: Account = {
  profile: 'default',
  kind: 'app+user',
  way: 'browser',
  userPrincipalName: 'me@partner.example',
  tenantId: '0c9e51f7-68d2-4b3a-8f05-7a1d94e2b6c8',
  clientId: '9d7d1f0a-3c64-4d0e-8b52-6f1e0a7c2b95',
  cloud: 'global',
  isEmulator: false,
  roles: null,
  hasMfa: null,
  keptIn: { place: 'keyring' },
  keepsClientSecret: false,
  accessEndsAt: 0,
};

/** Stand-ins for what reaches out of the machine: each notes what it was asked for. */
const recordingParts = (note: (what: string, asked?: unknown) => void): Partial<Dependencies> => ({
  signIn: async () => ({
    profile: 'default',
    cloud: 'global',
    login: async ({ way, allowsFile }) => {
      note('login', { way, allowsFile });
      return account;
    },
    logout: async (scope) => {
      note('logout', scope);
      return ['default'];
    },
    findAccount: async () => account,
    confirmMfa: async () => null,
  }),
  diagnose: async () => [{ check: 'node', state: 'ok', finding: 'nodeFits', facts: { version: '22' } }],
  downloader: async () => ({
    checkFolder: async (folder) => note('checkFolder', folder),
    save: async (url, folder) => {
      note('save', { url, folder });
      return { path: folder, bytes: 1, checksum: null, resumedFrom: 0 };
    },
  }),
  emulator: async () => ({
    serve: async (options) => {
      note('serve', options);
      return { url: 'http://emulator', tenantId: 'TENANT', certificatePath: undefined, close: async () => {} };
    },
    addFault: async (rule): Promise<StoredFault> => {
      note('addFault', rule);
      return { number: 1, rule, hits: 0 };
    },
    listFaults: async () => [{ number: 1, rule: { on: 'cancel', status: 429 }, hits: 0 }],
    clearFaults: async () => 1,
  }),
  runCommand: async (words) => {
    note('runCommand', words);
    return 0;
  },
});

/** What one run of a command line asked for, answered and left behind. */
export interface Seen extends Outcome {
  /** The calls of the service and of the stand-ins, with what they were given. */
  readonly calls: readonly string[];
  /** What this machine remembers and keeps. */
  readonly memory: unknown;
  readonly files: { readonly [path: string]: string };
}

/** Runs `before` and then the line itself in a world of its own. */
export const watch = async (now: number, before: readonly Line[], line: Line): Promise<Seen> => {
  const bench = await createCommandBench(now);
  try {
    for (const earlier of before) {
      const { failure } = await bench.csp(inFolder(bench, earlier.line), earlier);
      if (failure !== null && earlier.line.startsWith('cancel') === false)
        throw new Error(`${earlier.line}: ${JSON.stringify(failure)}`);
    }
    return await see(bench, line);
  } finally {
    await bench.close();
  }
};

/** The same in a world that is there. */
export const see = async (bench: CommandBench, line: Line): Promise<Seen> => {
  const calls: string[] = [];
  const note = (what: string, asked: unknown = null): void => void calls.push(`${what} ${JSON.stringify(asked)}`);
  const outcome = await bench.csp(inFolder(bench, line.line), {
    ...line,
    parts: recordingParts(note),
    partner: (partner) => ({
      ...partner,
      backend: new Proxy(partner.backend, {
        get: (backend, name, receiver) => {
          note(String(name));
          return Reflect.get(backend, name, receiver);
        },
      }),
    }),
  });
  const { environment } = bench.partner.identity;
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const memory = [
    await bench.state.listEvents(environment, { since: 0 }),
    await bench.state.listArchivedAuditRecords(environment, range),
    await bench.controls.status(),
  ];
  const files = Object.fromEntries(
    readdirSync(bench.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );
  const seen: Seen = { ...outcome, calls, memory, files };
  return JSON.parse(JSON.stringify(seen).replaceAll(bench.folder, 'FOLDER')) as Seen;
};

const inFolder = ({ folder }: CommandBench, line: string): string => line.replaceAll('FOLDER', folder);
