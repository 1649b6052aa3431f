/** The same exam for the backend over the REST: through the real transport to the emulator, which serves a sandbox. */
import type { Oddity } from '../../src/core/ports/emulator.ts';
import { backendExam } from './backend-exam.ts';
import { openEmulatedBench, runId } from './emulated-bench.ts';
import { type States, statesAll } from './exam-bench.ts';

/** The sandbox's refusals by the codes that the REST has for them. */
const codes: { readonly [code: string]: string } = {
  roleMissing: 'accessDenied',
  keyForCustomerOnly: 'accessDenied',
  marketUnavailable: 'cartLineRefused',
  cancelWindowClosed: 'cancelRefusedByService',
  lineNotFound: 'cancelRefusedByService',
  supportRequestOnly: 'cancelRefusedByService',
  neverCancellable: 'cancelRefusedByService',
  reservationRules: 'cancelRefusedByService',
};

const states: States = {
  ...statesAll,
  prices: false,
  skuFiles: false,
  deadlines: true,
  keyForEachOption: false,
  linkLives: false,
  rolesOfRepeats: false,
  reusedId: { cart: 'cartLineRefused', cancel: 'cancelRefusedByService' },
  recordId: () => runId,
  code: (code) => codes[code] ?? code,
};

/** A day counts whole today. */
const today: States = { ...states, windowsEndWithTheirDay: true };

/** The forms of before the new commerce, as the emulator gave them by itself once. */
const older = [
  'long-order-ids',
  'paged-subscriptions',
  'etag',
  'exact-ends',
  'refund-options',
  'plain-subscriptions',
  'few-prices',
  'short-carts',
] as const satisfies readonly Oddity[];

/**
 * Every other form that today's service may have, all at once, as far as they go together. Orders that the service places
 * itself and lines that give credit would be counted by the exam: they are told where operations join them.
 */
const odd = [
  'bom',
  'zoneless-dates',
  'link-headers',
  'late-subscription-ids',
  'empty-etag',
  'accepted-changes',
  'hours-refusals',
  'no-mfa',
] as const satisfies readonly Oddity[];

backendExam('partner-center through the emulator of today', (now) => openEmulatedBench(now), today);
backendExam(
  'partner-center through the emulator in odd forms',
  (now) => openEmulatedBench(now, { oddities: odd }),
  today,
);
backendExam(
  'partner-center through the emulator in older forms',
  (now) => openEmulatedBench(now, { oddities: older }),
  { ...states, cartMs: 15 * 60_000 },
);
