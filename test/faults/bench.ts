/** A partner of many orders behind an emulator with faults, and the built `csp` signed in to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { clientId, tenantId } from '../emulator/emulator-bench.ts';
import { byRefreshToken, fetchRefreshToken } from '../process/emulated-session.ts';
import { openSession, program } from '../process/session.ts';
import {
  changedUnjournaled,
  executedTwice,
  hostileOutput,
  lastOf,
  leaked,
  otherBytes,
  type SentBytes,
  sentTooEarly,
  sentUnjournaled,
  tally,
} from './invariants.ts';
import { type LedgerEntry, openLedgerReader } from './ledger.ts';
import { countsOf, type MemoryRead, readMemory } from './memory-file.ts';
import { clockEnv, openService, type Service } from './open-service.ts';
import { keepReports } from './reports.ts';
import type { ServiceSetting } from './service-process.ts';
import { type PlacedOrder, type WorldPlan, writeWorld } from './world.ts';

/** Printed by the runner; the same one throws the same dice. */
export const seed = Number(process.env['FAULTS_SEED'] ?? 1);
export const isNightly = process.env['FAULTS_NIGHTLY'] === '1';

/** A figure for whoever runs the tests. */
export const note = (text: string): void => void process.stderr.write(`  ${text}\n`);

/** From 0 to 1, by the seed. */
export const createDice = (salt: number): (() => number) => {
  let state = (seed * 7919 + salt) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export interface BenchPlan
  extends WorldPlan,
    Partial<Omit<ServiceSetting, 'fixtures' | 'ledgerPath' | 'bodiesPath' | 'seed'>> {
  /** How many times as fast as the machine's the clock of `csp` and of the emulator is. */
  readonly speed?: number;
  /** That of the emulator, where it is another, so that what it remembers lives through a slow test. */
  readonly serviceSpeed?: number;
  /** Where `csp` is to find the service, when that is not the emulator itself. */
  readonly front?: (url: string) => Promise<string>;
}

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of the machine's clock. */
  readonly ms: number;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Scripts loaded into the process. */
  readonly hooks?: readonly string[];
  /** Instead of the program alone, such as a tracer in front of it. */
  readonly before?: readonly string[];
}

export interface Bench {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stateFolder: string;
  readonly orders: readonly PlacedOrder[];
  readonly service: Service;
  readonly speed: number;
  readonly ledger: () => readonly LedgerEntry[];
  readonly memory: () => Promise<MemoryRead>;
  readonly setFaults: (...rules: readonly FaultRule[]) => Promise<void>;
  /** Writes a file into the working folder. */
  readonly write: (name: string, text: string) => string;
  readonly start: (words: readonly string[], options?: StartOptions) => Running;
  readonly csp: (words: readonly string[], options?: StartOptions) => Promise<Ended>;
  /** All that was piped out so far. */
  readonly sinks: ReadonlyMap<string, string>;
  readonly signIn: () => Promise<void>;
  /** Fails with what is broken, the seed, the ledger's end and the counts. */
  readonly check: (problems?: readonly string[]) => Promise<MemoryRead>;
  readonly close: () => Promise<void>;
}

const unlimited = 10_000_000;
const signals: Readonly<Record<string, number>> = { SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

export const openBench = async (plan: BenchPlan): Promise<Bench> => {
  const { speed = 1, faults = [], remembers = 'forever', perMinute = unlimited, tokenSeconds = 360_000 } = plan;
  const folder = mkdtempSync(join(tmpdir(), 'csp-faults-'));
  const ledgerPath = join(folder, 'ledger.jsonl');
  const orders = writeWorld(join(folder, 'world'), plan);
  const clock = clockEnv(speed, Date.now());
  const bodiesPath = join(folder, 'bodies.jsonl');
  const paths = { fixtures: join(folder, 'world'), ledgerPath, bodiesPath };
  const setting = { ...paths, seed, faults, remembers, perMinute, tokenSeconds };
  const service = await openService(setting, clockEnv(plan.serviceSpeed ?? speed, Date.now()));
  const url = (await plan.front?.(service.url)) ?? service.url;
  const session = openSession({
    ...clock,
    CI: 'true',
    CSP_BACKEND: 'partner-center',
    CSP_CLOUD: url,
    CSP_TENANT_ID: tenantId,
    CSP_CLIENT_ID: clientId,
  });
  const reader = openLedgerReader(ledgerPath);
  const stateFolder = join(session.home, 'state');
  const sinks = new Map<string, string>();
  const secrets: string[] = [];
  const reports = keepReports();
  const children = new Set<ChildProcess>();

  const start: Bench['start'] = (words, { env = {}, input, hooks = [], before = [] } = {}) => {
    const options = [session.env['NODE_OPTIONS'] ?? '', ...hooks.map((hook) => `--require ${hook}`)].join(' ');
    const [file = '', ...args] = [...before, process.execPath, program, ...words];
    const began = performance.now();
    const report = reports.begin(words, session.home);
    const child = spawn(file, args, {
      cwd: session.home,
      env: { ...session.env, NODE_OPTIONS: options, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    children.add(child);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin?.on('error', () => undefined).end(input);
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => {
        children.delete(child);
        const [stdout, stderr] = [Buffer.concat(out).toString(), Buffer.concat(err).toString()];
        const name = `run ${sinks.size / 2 + 1} (${words[0]})`;
        sinks.set(`${name} stdout`, stdout).set(`${name} stderr`, stderr);
        const exitCode = code ?? 128 + (signals[signal ?? ''] ?? 0);
        report(name, { stdout, stderr, isCut: code === null || child.stdout?.readableEnded !== true });
        resolve({ exitCode, stdout, stderr, ms: performance.now() - began });
      });
    });
    return { child, ended };
  };

  const bench: Bench = {
    home: session.home,
    env: session.env,
    stateFolder,
    orders,
    service,
    speed,
    ledger: reader.read,
    memory: () => readMemory(stateFolder),
    setFaults: (...rules) => service.tell({ kind: 'faults', rules }),
    write: (name, text) => {
      writeFileSync(join(session.home, name), text);
      return name;
    },
    start,
    csp: (words, options) => start(words, options).ended,
    sinks,
    signIn: async () => {
      const token = await fetchRefreshToken(url);
      secrets.push(token);
      const { exitCode, stderr } = await session.run(byRefreshToken, { input: token });
      if (exitCode !== 0) throw new Error(`signing in ended with ${exitCode}: ${stderr}`);
    },
    check: async (problems = []) => {
      const ledger = reader.read();
      const memory = await readMemory(stateFolder);
      const broken = [
        ...problems,
        ...executedTwice(ledger),
        ...reports.problems(memory),
        ...changedUnjournaled(ledger, memory),
        ...sentUnjournaled(ledger, memory),
        ...otherBytes(readSent(bodiesPath)),
        ...sentTooEarly(ledger, 100 * speed),
        ...leaked(secrets, new Map([...sinks, ['journal', readFileSync(join(stateFolder, 'activity.db'), 'latin1')]])),
        ...hostileOutput(sinks),
        ...(memory.chain.sound ? [] : [`the chain is broken at ${memory.chain.firstBad}`]),
        ...(memory.integrity === 'ok' ? [] : [`SQLite says: ${memory.integrity}`]),
      ];
      if (broken.length > 0) throw new Error(`${broken.slice(0, 20).join('\n')}\n${story(bench, memory)}`);
      return memory;
    },
    close: async () => {
      for (const child of children) child.kill('SIGKILL');
      reader.close();
      await service.close();
      session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await bench.signIn();
    return bench;
  } catch (error) {
    await bench.close();
    throw error;
  }
};

/** Without the last line, which may still be written. */
const readSent = (path: string): readonly SentBytes[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as SentBytes)
    : [];

/** Opens a bench, hands it on and closes it again. */
export const inBench = async (plan: BenchPlan, act: (bench: Bench) => Promise<void>): Promise<void> => {
  const bench = await openBench(plan);
  try {
    await act(bench);
  } finally {
    await bench.close();
  }
};

/** For whoever reads why a test failed. */
const story = ({ ledger, sinks }: Pick<Bench, 'ledger' | 'sinks'>, { runs }: MemoryRead): string =>
  [
    `seed ${seed}`,
    `ledger: ${JSON.stringify(tally(ledger()))}`,
    ...runs.map(({ run, counts }) => `run ${run.id}: ${JSON.stringify(countsOf(counts))}`),
    'the ledger ends with:',
    lastOf(ledger()),
    'the last runs said:',
    ...[...sinks.values()]
      .filter((text) => text !== '')
      .slice(-3)
      .map((text) => text.slice(-1_500)),
  ].join('\n');
