/** Beginning a run, or taking up the one that the same rows began before. */
import { CspError, type ErrorCode } from '../../errors.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Intent, Journal, Run, RunKind, RunLock, StateCounts } from '../../ports/journal.ts';
import type { Partner } from '../partner.ts';
import { lockName } from './carry-out.ts';
import type { Plan } from './plan.ts';

/** What a run is asked for. */
export interface RunRequest {
  readonly kind: RunKind;
  readonly manifest: string;
  /** The input file's absolute path; `null` for stdin and plans. */
  readonly source: string | null;
}

/**
 * Held by this process until it is released. `run` is the one that these rows began before: unfinished, or finished with
 * nothing left to try.
 */
export interface HeldRun {
  readonly run: Run | undefined;
  /** The finished run of the same rows after which a new one is to be begun. */
  readonly follows: Run | undefined;
  readonly lock: RunLock;
}

type IsStale = (run: Run, counts: StateCounts) => boolean | Promise<boolean>;

/**
 * `isStale` says of a finished run that the same rows mean something new. Fails with `runLive` while another process works
 * on the same rows, and with `runChanged` when the file's unfinished run began with other rows.
 */
export const holdRun = async (
  partner: Partner,
  journal: Journal,
  request: RunRequest,
  isStale: IsStale = () => false,
): Promise<HeldRun> => {
  const { environment } = partner.identity;
  const { kind, manifest, source } = request;
  const lock = await journal.tryLock(lockName({ environment, kind, manifest }));
  try {
    const found = await journal.findRun(environment, kind, manifest);
    if (lock === undefined) throw new CspError('runLive', { runId: found?.id ?? null, pid: found?.pid ?? null });
    const isNew = found === undefined || (await isOver(journal, found, isStale));
    const begun = isNew && source !== null ? await journal.findUnfinished(environment, kind, source) : undefined;
    if (begun !== undefined) throw new CspError('runChanged', { runId: begun.id, file: source ?? '' });
    return isNew ? { run: undefined, follows: found, lock } : { run: found, follows: undefined, lock };
  } catch (error) {
    lock?.release();
    throw error;
  }
};

/** The run that these rows began before and that is not finished; for a look, without holding it. */
export const findUnfinished = async (
  { identity }: Partner,
  journal: Journal,
  { kind, manifest }: RunRequest,
): Promise<Run | undefined> => {
  const run = await journal.findRun(identity.environment, kind, manifest);
  return run?.finishedAt === null ? run : undefined;
};

/** A finished run that left something to try, or that tells nothing of today: whoever asks again means it. */
const isOver = async (journal: Journal, run: Run, isStale: IsStale): Promise<boolean> => {
  if (run.finishedAt === null) return false;
  const counts = await journal.countStates(run.id);
  return counts.dropped > 0 || (await isStale(run, counts)) || (await hasRefused(journal, run, mayPass));
};

/** Refused when it was sent, or an order to cancel for what another day may mend; what the rules refuse they refuse again. */
const mayPass = (intent: Intent): boolean =>
  wasSent(intent) || (intent.orderId !== null && !byTheRules.has(intent.failure?.code));

const byTheRules: ReadonlySet<ErrorCode | undefined> = new Set([
  'cancelWindowClosed',
  'supportRequestOnly',
  'cancelUndetermined',
  'kindUnknown',
  'neverCancellable',
  'reservationRules',
]);

const wasSent = ({ attempts, evidence }: Intent): boolean => attempts > 0 || evidence === 'answer';

export const wasRefusedByService = (journal: Journal, run: Run): Promise<boolean> => hasRefused(journal, run, wasSent);

/** Whether the run refused one like this. */
export const hasRefused = async (
  journal: Journal,
  { id }: Run,
  isMeant: (intent: Intent) => boolean,
): Promise<boolean> => {
  for await (const intent of journal.listIntents(id, ['refused'])) if (isMeant(intent)) return true;
  return false;
};

export interface NewRunFacts {
  readonly id: string;
  readonly at: Instant;
  readonly facts: { readonly [name: string]: string };
}

/** Writes the whole plan down before anything of it is done. */
export const createRun = async (
  { identity }: Partner,
  journal: Journal,
  request: RunRequest,
  plan: Plan,
  { id, at, facts }: NewRunFacts,
): Promise<Run> => {
  const { environment, userPrincipalName } = identity;
  const run = { id, ...request, environment, actor: userPrincipalName, createdAt: at, facts };
  await journal.createRun(run, plan.intents, plan.lines);
  return { ...run, pid: null, correlationId: null, finishedAt: null };
};
