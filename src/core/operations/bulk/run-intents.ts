/**
 * The engine of a run: a few intents at a time, in the order in which they come, which is customers in turn. It knows
 * nothing of what an intent does; it keeps what must be looked at later, leaves a customer alone who is turned away, and
 * ends early when something says that the rest would fare no better.
 */
import { type Failure, isCspError } from '../../errors.ts';
import type { Clock, Instant } from '../../ports/environment.ts';
import type { Intent } from '../../ports/journal.ts';
import { isGivenUp, toFailure } from '../partner.ts';

/** An intent that is worked on; what it remembers from one step to the next is its step's own. */
export interface Task<M> {
  readonly intent: Intent;
  readonly memory: M;
}

/** The service is in trouble, or out of reach. */
export type Trouble = Extract<Failure, { readonly code: 'unavailable' | 'serviceFailed' | 'answerUnusable' }>;

/** How a step ended: nothing more to do now, again later, its customer later, all later, or nothing more for anybody. */
export type Rest<M> =
  | { readonly kind: 'rests' }
  | { readonly kind: 'later'; readonly task: Task<M>; readonly ms: number }
  | { readonly kind: 'customer-later'; readonly task: Task<M>; readonly until: Instant }
  | { readonly kind: 'all-later'; readonly task: Task<M>; readonly trouble: Trouble }
  | { readonly kind: 'stop'; readonly failure: Failure };

export interface RunIntents<M> {
  readonly intents: AsyncIterable<Intent>;
  readonly begin: (intent: Intent) => Task<M>;
  readonly step: (task: Task<M>) => Promise<Rest<M>>;
  readonly clock: Clock;
  readonly concurrency: number;
  /** When the run must end, and what is said then. */
  readonly endsAt: Instant;
  readonly timeIsUp: Failure;
  /** Milliseconds for which a service in trouble is waited for; ten minutes where nothing is said. */
  readonly patienceMs?: number | undefined;
  /** Why the run should be given up, asked before each step. */
  readonly givenUp: () => Promise<Failure | null>;
  /** Told after each intent that rests. */
  readonly onRest?: () => void;
}

/** A customer who was turned away; or everybody, while the service is in trouble. */
interface Gate {
  readonly since: Instant;
  opensAt: Instant;
  isShut: boolean;
  /** Since it opened, one task is under way to see whether it goes well again. */
  isTried: boolean;
  /** Times in a row. */
  strikes: number;
}

/** No customer has this id. */
const everybody = '';
const mostStrikes = 4;
const usualPatienceMs = 10 * 60_000;
/** How long a service in trouble is left alone at a time. */
const troubleMs = 15_000;
/** Nobody is asked again sooner, whatever the hint. */
const shortestPauseMs = 1_000;
/** More than this are never held, however many wait: for customers who are turned away, or to be looked at again. */
const mostHeld = 2_000;
/** What is under way at the end of a run may take so long to end. */
const drainMs = 5_000;

/** Works until nothing is left; answers why it ended before that, or `null`. Never throws. */
export const runIntents = async <M>(run: RunIntents<M>): Promise<Failure | null> => {
  const { clock, concurrency, endsAt, step, givenUp, patienceMs = usualPatienceMs } = run;
  const source = run.intents[Symbol.asyncIterator]();
  const held: Task<M>[] = [];
  const gates = new Map<string, Gate>();
  const active = new Set<Promise<void>>();
  let waiting = 0;
  let isWoken = false;
  let goOn = (): void => undefined;
  let isExhausted = false;
  let ended: Failure | null = null;

  const wake = (): void => {
    isWoken = true;
    goOn();
  };
  const untilWoken = async (): Promise<void> => {
    if (isWoken) return;
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  };
  const end = (failure: Failure): void => {
    ended ??= failure;
  };
  const isOpen = (who: string): boolean => {
    const gate = gates.get(who);
    return gate === undefined || !(gate.isShut || gate.isTried);
  };
  /** By how much the clock was set back since: what was an instant of the old one is no instant of the new. */
  const setBack = (since: Instant): number => Math.max(0, since - clock.now());
  const isFree = ({ intent }: Task<M>): boolean => isOpen(everybody) && isOpen(intent.customerId);
  /** In the order in which they came. */
  const hold = (task: Task<M>): void => {
    const behind = held.findIndex(({ intent }) => intent.number > task.intent.number);
    held.splice(behind < 0 ? held.length : behind, 0, task);
  };

  /** The next task whose customer is not left alone just now. */
  const take = async (): Promise<Task<M> | undefined> => {
    if (!isOpen(everybody)) return undefined;
    const free = held.findIndex(isFree);
    if (free >= 0) return held.splice(free, 1)[0];
    while (!isExhausted && held.length + waiting < mostHeld) {
      const next = await source.next();
      if (next.done === true) isExhausted = true;
      else {
        const task = run.begin(next.value);
        if (isFree(task)) return task;
        held.push(task);
      }
    }
    return undefined;
  };

  const wait = (ms: number, act: () => void): void => {
    waiting += 1;
    const isDue = (): void => {
      waiting -= 1;
      act();
      wake();
    };
    // A sleep fails when the run is given up; the next turn asks why.
    clock.sleep(ms).then(isDue, isDue);
  };

  /** Those who left together and are turned away together are one strike. */
  const leaveAlone = (who: string, until: Instant, isHopeless: (gate: Gate) => boolean, failure: Failure): void => {
    const now = clock.now();
    const gate = gates.get(who) ?? { since: now, opensAt: 0, isShut: false, isTried: false, strikes: 0 };
    gates.set(who, gate);
    if (!gate.isShut) gate.strikes += 1;
    else if (until <= gate.opensAt) return;
    Object.assign(gate, { opensAt: until, isShut: true, isTried: false });
    if (until > endsAt || isHopeless(gate)) end(failure);
    else {
      wait(until - now, () => {
        if (gate.opensAt === until) gate.isShut = false;
      });
    }
  };
  /** Whether it goes well with a customer again could not be seen. */
  const notTried = (who: string): void => {
    const gate = gates.get(who);
    if (gate !== undefined) gate.isTried = false;
  };
  /** It went well, or for everybody: was answered. */
  const openGate = (who: string): void => {
    if (gates.get(who)?.isShut === false) gates.delete(who);
  };
  const leaveCustomerAlone = (task: Task<M>, hint: Instant): void => {
    hold(task);
    openGate(everybody);
    const retryAt = Math.max(hint, clock.now() + shortestPauseMs);
    const isHopeless = ({ strikes }: Gate): boolean => strikes > mostStrikes;
    leaveAlone(task.intent.customerId, retryAt, isHopeless, { code: 'throttled', details: { retryAt } });
  };
  const leaveAllAlone = (task: Task<M>, trouble: Trouble): void => {
    hold(task);
    notTried(task.intent.customerId);
    const hint = 'retryAt' in trouble.details ? trouble.details.retryAt : null;
    const until = Math.max(hint ?? 0, clock.now() + troubleMs);
    leaveAlone(everybody, until, ({ since }) => until > since + patienceMs, trouble);
  };

  const settle = (rest: Rest<M>, { intent }: Task<M>): void => {
    if (rest.kind === 'stop') end(rest.failure);
    else if (rest.kind === 'customer-later') leaveCustomerAlone(rest.task, rest.until);
    else if (rest.kind === 'all-later') leaveAllAlone(rest.task, rest.trouble);
    else {
      openGate(everybody);
      openGate(intent.customerId);
      if (rest.kind === 'later') wait(rest.ms, () => hold(rest.task));
      else run.onRest?.();
    }
  };

  const begin = (task: Task<M>): void => {
    for (const who of [everybody, task.intent.customerId]) {
      const gate = gates.get(who);
      if (gate !== undefined) gate.isTried = true;
    }
    const beganAt = clock.now();
    const stepped = step(task)
      .catch((error: unknown): Rest<M> => ({ kind: 'stop', failure: toFailure(error) }))
      .then((rest) => {
        active.delete(stepped);
        settle(rest.kind === 'customer-later' ? { ...rest, until: rest.until - setBack(beganAt) } : rest, task);
        wake();
      });
    active.add(stepped);
  };

  const isOver = async (): Promise<boolean> => {
    const reason = await givenUp();
    if (reason !== null) end(reason);
    else if (clock.now() >= endsAt) end(run.timeIsUp);
    return ended !== null;
  };

  // Wakes the loop when the time is up, and when the run is given up.
  clock.sleep(Math.max(0, endsAt - clock.now())).then(wake, wake);
  try {
    while (!(await isOver())) {
      isWoken = false;
      const task = active.size < concurrency ? await take() : undefined;
      // What ended meanwhile, and who was turned away meanwhile, counts.
      if (ended !== null) break;
      if (task !== undefined && isFree(task)) begin(task);
      else if (task !== undefined) hold(task);
      else if (active.size + waiting > 0) await untilWoken();
      else break;
    }
  } catch (error) {
    end(toFailure(error));
  }
  await drain(active, ended, clock);
  await source.return?.();
  return ended;
};

/** A run that is given up, or whose time is up, waits no longer; what was sent and not answered is read back when it goes on. */
const drain = async (active: ReadonlySet<Promise<void>>, ended: Failure | null, clock: Clock): Promise<void> => {
  const all = Promise.all(active);
  if (ended === null || !isGivenUp(ended)) {
    await all;
    return;
  }
  await Promise.race([all, sleepAnyway(clock, drainMs)]);
};

/** The clock of a run that was given up sleeps no more. */
const sleepAnyway = async (clock: Clock, ms: number): Promise<void> => {
  try {
    await clock.sleep(ms);
  } catch (error) {
    if (!isCspError(error)) throw error;
    await new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    });
  }
};
