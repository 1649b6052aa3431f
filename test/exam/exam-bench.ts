/** What a backend brings to the exam: itself, over the world of `fixtures/sandbox`, and the levers of that world. */
import { isCspError } from '../../src/core/errors.ts';
import type { Backend, Order, SoftwareTarget } from '../../src/core/ports/backend.ts';
import type { Instant } from '../../src/core/ports/environment.ts';
import type { Role } from '../../src/core/rules/roles.ts';

export interface ExamBench {
  readonly backend: Backend;
  /** Sets the service's clock; it stands still until it is set again. */
  setNow(instant: Instant): Promise<void>;
  signInAs(roles: readonly Role[]): Promise<void>;
  /** A customer takes downloads through the newest link of a line. */
  download(target: SoftwareTarget, times: number): Promise<void>;
  close(): Promise<void>;
}

/** What the service behind a backend can state. What it cannot is expected as such: `null`, a refusal, a broader code. */
export interface States {
  /** Prices in the catalogue and in carts, and in what answers a checkout or a cancellation; orders that are read have them. */
  readonly prices: boolean;
  /** Versions, languages and file types of a SKU. */
  readonly skuFiles: boolean;
  /** Until when a subscription can be cancelled, where the policy editions would say so otherwise. */
  readonly deadlines: boolean;
  /** A window of a subscription ends at 23:59 of its last day. */
  readonly windowsEndWithTheirDay: boolean;
  /** For how long a cart can be checked out. */
  readonly cartMs: number;
  /** A key for each version, language and file type, instead of one for the line. */
  readonly keyForEachOption: boolean;
  /** When links end, that they can be renewed, and which were issued. */
  readonly linkLives: boolean;
  /** That a request that was answered is refused under another role. */
  readonly rolesOfRepeats: boolean;
  /** What it calls a request id that came with something else before. */
  readonly reusedId: { readonly cart: string; readonly cancel: string };
  /** What names the record of a request in the activity log: its id, or that of the run. */
  readonly recordId: (requestId: string) => string;
  /** What this backend calls the refusal that the sandbox calls `code`. */
  readonly code: (code: string) => string;
}

export const statesAll: States = {
  prices: true,
  skuFiles: true,
  deadlines: false,
  windowsEndWithTheirDay: false,
  cartMs: 7 * 86_400_000,
  keyForEachOption: true,
  linkLives: true,
  rolesOfRepeats: true,
  reusedId: { cart: 'internal', cancel: 'internal' },
  recordId: (requestId) => requestId,
  code: (code) => code,
};

/** A bench whose world was made at `now` and is as it was made, with a clock that stands there. */
export type OpenBench = (now: Instant) => Promise<ExamBench>;

export const today: Instant = Date.UTC(2026, 10, 21, 10, 0, 0);
export const secondMs = 1_000;
export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Customers of the world. */
export const contoso = '45411344-b09d-47e7-9653-542006bf9766';
export const contosoSuites = '00c7bb6c-c116-457f-b7b6-fa733ea5fa1d';
export const fabrikam = 'c002be2e-e10e-4e90-97b1-ea752a4f019e';
export const tailspin = 'c7fdb5c3-c216-4839-a7a1-c7cd1649df35';
export const proseware = '9ea1b28e-c628-4d4b-b3d4-4c04d3525bc7';
export const margie = 'afb1d2e6-125a-40a2-8455-72107446ed2b';
/** In Andorra, where reservations are not sold. */
export const coho = 'db75e655-15fc-49f1-9392-1df630d7ae39';
export const nobody = '11111111-1111-4111-8111-111111111111';

/** Perpetual software, live: an order whose key and links are the partner's to take. */
export const windowsServer: SoftwareTarget = {
  customerId: contoso,
  orderId: 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1',
  line: 0,
};

/** The code that a call fails with, or `fine`. Any other error ends the test. */
export const codeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'fine';
  } catch (error) {
    if (isCspError(error)) return error.code;
    throw error;
  }
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** A thousand calls take their time on a machine that does other things too. */
const patienceMs = 120_000;

/** One question: a bench of its own, made at `now`, and closed whatever happens. */
export const ask = (open: OpenBench, title: string, answer: (bench: ExamBench) => Promise<void>, now = today): void => {
  test(
    title,
    async () => {
      const bench = await open(now);
      try {
        await answer(bench);
      } finally {
        await bench.close();
      }
    },
    patienceMs,
  );
};

/** Asks for a cancellation of lines by their numbers, or of the whole order; the order as it is then. */
export const cancelOrder = async (
  backend: Backend,
  customerId: string,
  orderId: string,
  lines: readonly number[] | 'all',
  requestId: string,
): Promise<Order> => {
  const offers = lines === 'all' ? lines : lines.map((line) => ({ line, offerId: null }));
  const answer = await backend.requestCancel({ customerId, orderId, lines: offers, requestId });
  return answer ?? backend.getOrder(customerId, orderId);
};
