/**
 * The closed list of failures: every code, the facts that belong to it, and the exit code that scripts see.
 * Sentences for people live in the locale catalogues, keyed by the same codes.
 */
import type { Instant } from './ports/environment.ts';
import type { Money } from './rules/money.ts';
import type { Role } from './rules/roles.ts';

/** The order, and the line where one was named, that a failure is about. */
export interface OrderReference {
  readonly customer: string;
  readonly orderId: string;
  readonly line?: number;
}

/** What a purchase had become when something ended the command after it. */
export interface OrdersPlaced {
  readonly customer: string;
  readonly orders: readonly string[];
  readonly requestId: string;
}

/** Present where the orders stand although the command failed. */
interface AfterPurchase {
  readonly placed?: OrdersPlaced;
}

/** Instants are called `…At`, so that JSON can write them as such. */
export interface ErrorDetails {
  // 1 internal
  internal: { readonly reason: string };
  // 2 usage
  commandUnknown: { readonly given: string; readonly suggestion: string | null };
  optionUnknown: { readonly given: string; readonly command: string; readonly suggestion: string | null };
  argumentUnexpected: { readonly given: string; readonly command: string };
  argumentMissing: { readonly flag: string; readonly command: string };
  argumentInvalid: { readonly flag: string; readonly given: string; readonly expected: string };
  argumentsConflict: { readonly flags: readonly string[] };
  secretInArgument: { readonly flag: string };
  idsOnStdin: Record<never, never>;
  confirmationNeeded: { readonly flag: string };
  acknowledgementNeeded: { readonly flag: string };
  queryInvalid: { readonly query: string; readonly reason: string };
  fieldUnknown: { readonly field: string; readonly fields: readonly string[] };
  customerAmbiguous: { readonly query: string; readonly matches: readonly string[] };
  choiceNotOffered: { readonly flag: string; readonly given: string; readonly choices: readonly string[] };
  choiceNeeded: { readonly flag: string; readonly choices: readonly string[] };
  settingUnknown: { readonly key: string; readonly keys: readonly string[] };
  // 3 input
  inputRefused: {
    readonly file: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly reason: InputFault;
    readonly found?: string;
  };
  // 4 auth
  roleMissing: { readonly act: string; readonly needed: readonly Role[]; readonly held: readonly Role[] };
  // 5 unknown
  outcomeUnknown: OrderReference & { readonly requestId: string };
  purchaseUnknown: { readonly customer: string; readonly requestId: string; readonly reason: string };
  // 6 refused
  declined: Record<never, never>;
  notAllFound: { readonly customer: string; readonly missing: readonly string[] };
  lineNotActive: OrderReference & { readonly status: string };
  kindUnknown: OrderReference & { readonly title: string };
  cancelWindowClosed: OrderReference & {
    readonly closedAt: Instant;
    readonly windowDays: number | null;
    readonly edition: string;
  };
  supportRequestOnly: OrderReference & {
    readonly rule: 'esu' | 'on-premises';
    readonly edition: string;
    readonly source: string;
  };
  neverCancellable: OrderReference & { readonly title: string };
  reservationRules: OrderReference & { readonly title: string };
  cancelRefusedByService: OrderReference & {
    readonly serviceCode: string;
    readonly text: string;
    readonly days: number | null;
  };
  marketUnavailable: { readonly country: string; readonly title: string };
  keyForCustomerOnly: OrderReference & {
    readonly edition: string;
    readonly portalUrl: string;
    readonly helpUrl: string;
  };
  noKeyForKind: OrderReference & { readonly title: string };
  cartLineRefused: AfterPurchase & { readonly line: number; readonly serviceCode: string; readonly text: string };
  cartExpired: { readonly cartId: string };
  quantityOutOfRange: { readonly given: number; readonly minimum: number; readonly maximum: number };
  refundRequestIncomplete: { readonly missing: readonly string[] };
  nothingToRefund: OrderReference;
  // 7 unavailable
  busy: { readonly path: string };
  timeout: AfterPurchase & { readonly seconds: number };
  orderPending: AfterPurchase & OrderReference;
  // 8 guard
  countMismatch: { readonly expected: number; readonly found: number };
  tooMany: { readonly found: number; readonly maximum: number; readonly flag: string };
  /** Without an order it was begun under that request id, and nobody knows here what came of it. */
  repeatPurchase: {
    readonly customer: string;
    readonly orderId: string | null;
    readonly requestId: string | null;
    readonly secondsAgo: number;
  };
  priceAboveLimit: { readonly price: Money; readonly limit: Money };
  priceUnknown: { readonly title: string };
  priceChanged: { readonly quoted: Money; readonly cart: Money };
  currencyMismatch: { readonly price: string; readonly limit: string };
  revealRefused: Record<never, never>;
  fileExists: { readonly path: string };
  // 10 storage
  purchaseNotRecorded: OrdersPlaced & { readonly reason: string };
  cancelNotRecorded: OrderReference & { readonly requestId: string; readonly reason: string };
  storageFailed: { readonly path: string; readonly reason: string };
  storageTooNew: { readonly path: string; readonly found: number; readonly supported: number };
  activityTampered: { readonly sequence: number };
  clipboardFailed: {
    readonly content: 'key' | 'link' | 'message' | 'request';
    readonly reason: 'no-clipboard' | 'failed';
  };
  // 11 not found
  customerNotFound: { readonly query: string };
  productNotFound: { readonly query: string; readonly country: string };
  skuNotFound: { readonly productId: string; readonly query: string; readonly country: string };
  /** Without a customer none of them has it. */
  orderNotFound: Omit<OrderReference, 'customer'> & { readonly customer: string | null };
  nothingToChoose: { readonly customer: string };
  lineNotFound: OrderReference;
  keyNotFound: OrderReference;
  keyRevoked: OrderReference;
  linkNotFound: OrderReference;
  linkEnded: OrderReference & { readonly cause: 'expired' | 'used-up' | 'revoked' };
  downloadNotFound: OrderReference & { readonly options: readonly string[] };
  editionNotFound: { readonly query: string; readonly editions: readonly string[] };
  topicNotFound: { readonly query: string; readonly topics: readonly string[] };
  // 130
  interrupted: AfterPurchase;
  // 143
  terminated: AfterPurchase;
}

/** Why an input file was refused; the sentence for each is in the locale catalogue. */
export type InputFault =
  | 'unreadable'
  | 'empty'
  | 'encoding'
  | 'json'
  | 'columnMissing'
  | 'columnCount'
  | 'quote'
  | 'tooLarge'
  | 'notFile'
  | 'nothingUsable';

export type ErrorCode = keyof ErrorDetails;

/** The exit codes that scripts rely on. */
export const exitCodes = {
  ok: 0,
  internal: 1,
  usage: 2,
  input: 3,
  auth: 4,
  unknown: 5,
  refused: 6,
  unavailable: 7,
  guard: 8,
  locked: 9,
  storage: 10,
  notFound: 11,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitName = keyof typeof exitCodes;

const exitNameOf: { readonly [C in ErrorCode]: ExitName } = {
  internal: 'internal',
  commandUnknown: 'usage',
  optionUnknown: 'usage',
  argumentUnexpected: 'usage',
  argumentMissing: 'usage',
  argumentInvalid: 'usage',
  argumentsConflict: 'usage',
  secretInArgument: 'usage',
  idsOnStdin: 'usage',
  confirmationNeeded: 'usage',
  acknowledgementNeeded: 'usage',
  queryInvalid: 'usage',
  fieldUnknown: 'usage',
  customerAmbiguous: 'usage',
  choiceNotOffered: 'usage',
  choiceNeeded: 'usage',
  settingUnknown: 'usage',
  topicNotFound: 'usage',
  inputRefused: 'input',
  roleMissing: 'auth',
  outcomeUnknown: 'unknown',
  purchaseUnknown: 'unknown',
  declined: 'refused',
  notAllFound: 'refused',
  lineNotActive: 'refused',
  kindUnknown: 'refused',
  cancelWindowClosed: 'refused',
  supportRequestOnly: 'refused',
  neverCancellable: 'refused',
  reservationRules: 'refused',
  cancelRefusedByService: 'refused',
  marketUnavailable: 'refused',
  keyForCustomerOnly: 'refused',
  noKeyForKind: 'refused',
  cartLineRefused: 'refused',
  cartExpired: 'refused',
  quantityOutOfRange: 'refused',
  refundRequestIncomplete: 'refused',
  nothingToRefund: 'refused',
  busy: 'unavailable',
  timeout: 'unavailable',
  orderPending: 'unavailable',
  countMismatch: 'guard',
  tooMany: 'guard',
  repeatPurchase: 'guard',
  priceAboveLimit: 'guard',
  priceUnknown: 'guard',
  priceChanged: 'guard',
  currencyMismatch: 'guard',
  revealRefused: 'guard',
  fileExists: 'guard',
  purchaseNotRecorded: 'storage',
  cancelNotRecorded: 'storage',
  storageFailed: 'storage',
  storageTooNew: 'storage',
  activityTampered: 'storage',
  clipboardFailed: 'storage',
  customerNotFound: 'notFound',
  productNotFound: 'notFound',
  skuNotFound: 'notFound',
  orderNotFound: 'notFound',
  nothingToChoose: 'notFound',
  lineNotFound: 'notFound',
  keyNotFound: 'notFound',
  keyRevoked: 'notFound',
  linkNotFound: 'notFound',
  linkEnded: 'notFound',
  downloadNotFound: 'notFound',
  editionNotFound: 'notFound',
  interrupted: 'interrupted',
  terminated: 'terminated',
};

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'busy',
  'timeout',
  'orderPending',
  'interrupted',
  'terminated',
]);

const brand = Symbol.for('csp.CspError');

/** The one error class: a code, its facts, and the failure underneath where there was one. */
export class CspError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails[C];
  readonly [brand] = true;

  constructor(code: C, details: ErrorDetails[C], cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'CspError';
    this.code = code;
    this.details = details;
  }

  get exitCode(): number {
    return exitCodeOf(this.code);
  }

  /** True when the same command may be run again as it is. */
  get isRetryable(): boolean {
    return retryableCodes.has(this.code) && !('placed' in this.details);
  }
}

/** One failure as a value: what a rule or a row of a report carries instead of a throw. */
export type Failure = { readonly [C in ErrorCode]: { readonly code: C; readonly details: ErrorDetails[C] } }[ErrorCode];

export const exitCodeOf = (code: ErrorCode): number => exitCodes[exitNameOf[code]];

export const isCspError = (error: unknown): error is CspError =>
  typeof error === 'object' && error !== null && brand in error;

/** Turns an expected refusal, a value, into the error that ends the command. */
export const toError = (failure: Failure): CspError => new CspError(failure.code, failure.details);

/** The most serious of several exit codes: the one a command that did many things ends with. */
export const worstExitCode = (codes: readonly number[]): number =>
  [10, 1, 5, 4, 130, 143, 7, 8, 2, 3, 9, 6, 11].find((code) => codes.includes(code)) ?? 0;
