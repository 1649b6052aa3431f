/**
 * What `--verbose` and `--debug` tell about a run, on stderr: where it reads and how much, and with `--debug` each call
 * of a backend with its ids and its time. Answers are counted, never shown, so no key or link gets in. Loaded only when asked.
 */
import { isCspError } from './core/errors.ts';
import type { Backend } from './core/ports/backend.ts';
import type { Output } from './core/ports/environment.ts';
import { editionAt } from './core/rules/policy-editions.ts';
import type { Messages } from './locales/messages.ts';

export interface TraceOptions {
  readonly output: Output;
  readonly messages: Messages;
  readonly isDebug: boolean;
  /** Milliseconds since the process began. */
  readonly elapsed: () => number;
}

export interface Trace {
  /** A technical line, the same in every language, with `--debug` only. */
  readonly note: (line: string) => void;
  /** The same part, its calls counted and reported. */
  readonly watch: <T extends object>(name: string, part: T) => T;
  /** Tells which backend is used, of what place, under which edition of the rules. */
  readonly introduce: (backend: Backend, place: string) => Promise<void>;
  /** Tells how much was read. Once. */
  readonly end: () => void;
}

export const createTrace = ({ output, messages, isDebug, elapsed }: TraceOptions): Trace => {
  const { trace: words } = messages.text;
  const read = { requests: 0, customers: 0, orders: 0 };
  let hasEnded = false;
  const note = (line: string): void => {
    if (isDebug) output.verbose((d) => d.line, { line });
  };

  const follow = (name: string, values: readonly unknown[], call: () => unknown): unknown => {
    const began = elapsed();
    const done = (outcome: string): void =>
      note(
        [name, ...values.filter(isData).map(wordOf), '→', outcome, `${(elapsed() - began).toFixed(1)} ms`].join(' '),
      );
    const count = (rows: number): void => {
      if (/\.(list|find)Customers$/.test(name)) read.customers += rows;
      if (/\.(listOrders|getOrder)$/.test(name)) read.orders += rows;
    };
    const succeed = <T>(answer: T): T => {
      count(Array.isArray(answer) ? answer.length : 1);
      done(Array.isArray(answer) ? `${answer.length} rows` : 'ok');
      return answer;
    };
    const fail = (error: unknown): never => {
      done(isCspError(error) ? error.code : 'failed');
      throw error;
    };
    read.requests += 1;
    const answer = call();
    if (answer instanceof Promise) return answer.then(succeed, fail);
    return isStream(answer) ? countRows(answer, count, done) : succeed(answer);
  };

  const watch = <T extends object>(name: string, part: T): T =>
    new Proxy(part, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function' || key === 'close') return member;
        const call = (values: unknown[]): unknown => Reflect.apply(member, target, values);
        return (...values: unknown[]) =>
          key === 'forRun'
            ? watch(name, call(values) as object)
            : follow(`${name}.${String(key)}`, values, () => call(values));
      },
    });

  return {
    note,
    watch,
    introduce: async (backend, place) => {
      const now = await backend.now();
      output.verbose(words.backend, { backend: backend.name, place, now, edition: editionAt(now).id });
    },
    end: () => {
      if (hasEnded) return;
      hasEnded = true;
      if (read.customers + read.orders > 0) output.verbose(words.read, read);
      note(`total ${elapsed().toFixed(1)} ms`);
    },
  };
};

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

async function* countRows(
  rows: AsyncIterable<unknown>,
  count: (rows: number) => void,
  done: (outcome: string) => void,
): AsyncGenerator<unknown> {
  let given = 0;
  try {
    for await (const row of rows) {
      given += 1;
      yield row;
    }
  } finally {
    count(given);
    done(`${given} rows`);
  }
}

const isData = (value: unknown): boolean => typeof value !== 'function';

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '–'));
