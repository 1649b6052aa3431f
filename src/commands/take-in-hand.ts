/** A run that this process begins, or goes on with. */
import type { CarryOut } from '../core/operations/bulk/carry-out.ts';
import type { LastWord } from '../core/operations/bulk/last-words.ts';
import type { Run } from '../core/ports/journal.ts';
import type { RunTexts } from '../locales/messages.ts';
import type { Dependencies } from './context.ts';
import type { RunScene } from './run-scene.ts';

export interface RunPace {
  readonly concurrency: number;
  /** Milliseconds. */
  readonly maxDuration: number;
  readonly failFast?: boolean;
  /** Also once it has begun: nothing more after a refusal. */
  readonly allOrNothing?: boolean;
}

/** Short enough to be typed; of the newest few a clash is as unlikely as one in millions. */
export const newRunId = ({ newId }: Pick<Dependencies, 'newId'>): string => newId().slice(-8);

/** From now on this process works on the run. */
export const takeInHand = async (
  { deps, text, partner, journal, isNamed }: RunScene,
  run: Run,
  { concurrency, maxDuration, failFast, allOrNothing }: RunPace,
): Promise<Omit<CarryOut, 'givenUp'>> => {
  const { clock, newId, output, pid } = deps;
  const endsAt = clock.now() + maxDuration;
  // With nobody else to turn to, a customer who is turned away is waited for; a service in trouble is not, at a prompt.
  const backend = isNamed === true ? partner.backend : { ...partner.backend, ...partner.backend.forRun?.(endsAt) };
  const correlationId = partner.backend.correlationId ?? null;
  await journal.begin(run.id, { pid, correlationId, at: await partner.backend.now() });
  return {
    ...{ partner: { ...partner, backend }, journal, run, clock, newId, concurrency },
    ...(isNamed === true && { patienceMs: 0 }),
    failsFast: failFast === true || allOrNothing === true,
    endsAt,
    timeIsUp: { code: 'timeout', details: { seconds: maxDuration / 1000 } },
    onElsewhere: (runId, count) => output.warn(text.elsewhere, { runId, kind: run.kind, count }),
    // A single purchase says so with its orders.
    onTakenUp: (runId, count) => {
      if (isNamed === true && run.kind === 'buy') return;
      output.warn(text.takenUp, { runId, kind: run.kind, count, command: deps.suggest(['runs', 'show', runId]) });
    },
    onLost: (words) => tellLastWords(output, text, run, words),
  };
};

/** The journal failed: what it may not have goes to stderr, a line of JSON each, so that it is written somewhere. */
const tellLastWords = (
  output: Dependencies['output'],
  text: RunTexts,
  { id, kind }: Run,
  words: readonly LastWord[],
): void => {
  if (words.length === 0) return;
  output.warn(text.lastWords, { runId: id, kind, count: words.length });
  for (const word of words) output.warn(({ line }) => line, { line: JSON.stringify(word) });
};
