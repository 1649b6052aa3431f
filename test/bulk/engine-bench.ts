/** The engine alone, with steps that a test makes up. */
import type { Failure } from '../../src/core/errors.ts';
import { type Rest, type RunIntents, runIntents, type Task } from '../../src/core/operations/bulk/run-intents.ts';
import type { Intent } from '../../src/core/ports/journal.ts';
import { storedIntent } from '../state/journal-bench.ts';
import { createVirtualClock, startedAt } from './virtual-clock.ts';

export type Step = (task: Task<number>) => Promise<Rest<number>>;

export const second = 1_000;
export const timeIsUp: Failure = { code: 'timeout', details: { seconds: 3600 } };
export const rests: Rest<number> = { kind: 'rests' };

/** Customers in turn: 0, 1, …, 0, 1, … */
export const intents = (count: number, customers = 1): readonly Intent[] =>
  Array.from({ length: count }, (_, at) => storedIntent(at + 1, { customerId: `customer-${at % customers}` }));

export const engine = async (
  all: Iterable<Intent>,
  step: Step,
  { clock = createVirtualClock(), ...changes }: Partial<RunIntents<number>> = {},
): Promise<Failure | null> =>
  runIntents<number>({
    intents: (async function* () {
      yield* all;
    })(),
    begin: (intent) => ({ intent, memory: 0 }),
    step,
    clock,
    concurrency: 8,
    endsAt: startedAt + 3600 * second,
    timeIsUp,
    givenUp: async () => null,
    ...changes,
  });

export const laterTask = ({ intent, memory }: Task<number>): Task<number> => ({ intent, memory: memory + 1 });
