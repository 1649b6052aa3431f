/**
 * What a backend of somebody's own may fail with, and what each failure must tell: its code decides what happens next, and
 * its facts stand in sentences. Anything else is not one of ours.
 */
import { CspError, type ErrorCode, type ErrorDetails, isCspError } from './core/errors.ts';
import { unknownReasons } from './core/ports/backend-errors.ts';
import { marketKinds } from './core/rules/markets.ts';
import { acts, roles } from './core/rules/roles.ts';

type Check = (fact: unknown) => boolean;
type Checks<D> = { readonly [F in keyof D]-?: Check };

const text: Check = (fact) => typeof fact === 'string';
const number: Check = (fact) => typeof fact === 'number' && Number.isFinite(fact);
const flag: Check = (fact) => typeof fact === 'boolean';
const texts: Check = (fact) => Array.isArray(fact) && fact.every(text);
const oneOf =
  (...known: readonly string[]): Check =>
  (fact) =>
    known.some((one) => one === fact);
const someOf =
  (...known: readonly string[]): Check =>
  (fact) =>
    Array.isArray(fact) && fact.every(oneOf(...known));
const orNull =
  (check: Check): Check =>
  (fact) =>
    fact === null || check(fact);
const optional =
  (check: Check): Check =>
  (fact) =>
    fact === undefined || check(fact);
/** What only the tool itself adds. */
const none: Check = (fact) => fact === undefined;

const order = { customer: text, orderId: text, line: optional(number) };
const traced = { requestId: text, correlationId: text };

const failures = {
  accessDenied: {
    operation: text,
    serviceCode: orNull(text),
    missing: oneOf('role', 'user', 'mfa', 'relationship', 'policy', 'gateway', 'unknown'),
    text: optional(text),
  },
  answerUnusable: {
    operation: text,
    reason: text,
    requestId: optional(text),
    correlationId: optional(text),
  },
  busy: { path: text },
  cancelRefusedByService: { ...order, serviceCode: text, text, days: orNull(number) },
  cancelUndetermined: { ...order, title: text },
  cancelWindowClosed: { ...order, closedAt: number, windowDays: orNull(number), edition: text },
  cartExpired: { cartId: text },
  cartLineRefused: { line: number, serviceCode: text, text, isCartOpen: optional(flag), placed: none },
  customerNotFound: { query: text },
  downloadNotFound: { ...order, options: texts },
  interrupted: { placed: none },
  keyForCustomerOnly: { ...order, edition: text, portalUrl: text, helpUrl: text },
  keyNotFound: order,
  keyRevoked: order,
  keysNotInApi: { ...order, portalUrl: text, customerUrl: text, helpUrl: text },
  kindUnknown: { ...order, title: text },
  lineNotActive: { ...order, status: text },
  lineNotFound: order,
  linkEnded: { ...order, cause: oneOf('expired', 'used-up', 'revoked') },
  linkNotFound: order,
  marketUnavailable: { country: text, title: text, kind: optional(oneOf(...marketKinds)) },
  neverCancellable: { ...order, title: text },
  noKeyForKind: { ...order, title: text },
  notInApi: { what: oneOf('one-time-purchases', 'audit-records', 'service-requests'), where: text },
  orderListTooLarge: { customer: text },
  orderNotFound: { ...order, customer: orNull(text) },
  orderPending: { ...order, placed: none },
  outcomeUnknown: { ...order, requestId: text, reason: oneOf(...unknownReasons), retryAt: optional(number) },
  outcomeUnsettled: {
    ...traced,
    operation: text,
    reason: oneOf(...unknownReasons),
    retryAt: optional(number),
    signIn: none,
  },
  productNotFound: { query: text, country: text },
  quantityOutOfRange: { given: number, minimum: number, maximum: number },
  reservationRules: { ...order, title: text },
  roleMissing: { act: oneOf(...acts), needed: someOf(...roles), held: someOf(...roles) },
  serviceFailed: { ...traced, operation: text, status: number, isForeign: flag, retryAt: orNull(number) },
  serviceRefused: { operation: text, status: number, serviceCode: orNull(text), text },
  signInNeeded: {
    profile: text,
    cloud: optional(text),
    reason: oneOf('none', 'expired', 'revoked', 'mfa', 'audience'),
  },
  skuNotFound: { productId: text, query: text, country: text },
  storageFailed: { path: text, reason: text },
  storageTooNew: { path: text, found: number, supported: number },
  supportRequestOnly: { ...order, rule: oneOf('esu', 'on-premises'), edition: text, source: text },
  terminated: { placed: none },
  throttled: { retryAt: number },
  timeout: { seconds: number, placed: none },
  tlsRefused: { host: text, reason: text },
  unavailable: { host: text, reason: text, retryAt: orNull(number) },
  wrongAnswer: { operation: text, expected: text, found: text, nothingOrdered: optional(flag) },
} satisfies { readonly [C in ErrorCode]?: Checks<ErrorDetails[C]> };

type Known = keyof typeof failures;

const isKnown = (code: string): code is Known => Object.hasOwn(failures, code);

/** The failure as one of ours, or, where it is none, in few words what it is. */
export const readFailure = (error: unknown): CspError | string => {
  if (!isCspError(error) || !isKnown(error.code)) return saidBy(error);
  const { code, details } = error;
  const wrong = Object.entries(failures[code]).filter(([fact, check]) => !check(Reflect.get(details, fact)));
  return wrong.length === 0
    ? new CspError(code, details, error)
    : `${code} (${wrong.map(([fact]) => fact).join(', ')})`;
};

const saidBy = (error: unknown): string => {
  try {
    if (!(error instanceof Error)) return String(error);
    const { name, message } = error;
    const code: unknown = Reflect.get(error, 'code');
    if (typeof code !== 'string') return `${name}: ${message}`;
    return message === code ? code : `${code}: ${message}`;
  } catch {
    return typeof error;
  }
};
