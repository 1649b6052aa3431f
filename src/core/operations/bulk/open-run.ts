/** Beginning a run, or taking up the one that the same rows began before. */
import { CspError } from '../../errors.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Journal, Run, RunKind, RunLock } from '../../ports/journal.ts';
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

/** Held by this process until it is released. `run` is the one that these rows began before, finished or not. */
export interface HeldRun {
  readonly run: Run | undefined;
  readonly lock: RunLock;
}

/**
 * Fails with `runLive` while another process works on the same rows, and with `runChanged` when the file's unfinished run
 * began with other rows.
 */
export const holdRun = async (partner: Partner, journal: Journal, request: RunRequest): Promise<HeldRun> => {
  const { environment } = partner.identity;
  const { kind, manifest, source } = request;
  const lock = await journal.tryLock(lockName({ environment, kind, manifest }));
  const run = await journal.findRun(environment, kind, manifest);
  if (lock === undefined) throw new CspError('runLive', { runId: run?.id ?? null, pid: run?.pid ?? null });
  try {
    const begun =
      run === undefined && source !== null ? await journal.findUnfinished(environment, kind, source) : undefined;
    if (begun !== undefined) throw new CspError('runChanged', { runId: begun.id, file: source ?? '' });
    return { run, lock };
  } catch (error) {
    lock.release();
    throw error;
  }
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
