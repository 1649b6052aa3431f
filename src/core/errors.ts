/**
 * The closed list of failures: every code with the exit code that scripts see; the facts are in `error-details.ts`.
 * Sentences for people live in the locale catalogues, keyed by the same codes.
 */
import type { ErrorDetails, IncompleteList } from './error-details.ts';

export type {
  ErrorDetails,
  IncompleteList,
  InputFault,
  InputProblem,
  OrderReference,
  OrdersPlaced,
  UnknownReason,
} from './error-details.ts';
export type { SignInFault, SignInHint } from './ports/sign-in-faults.ts';

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
  /** As a shell says it. */
  notStarted: 127,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitName = keyof typeof exitCodes;

const exitNameOf: { readonly [C in ErrorCode]: ExitName } = {
  internal: 'internal',
  backendFailed: 'internal',
  commandUnknown: 'usage',
  optionUnknown: 'usage',
  argumentUnexpected: 'usage',
  argumentMissing: 'usage',
  argumentInvalid: 'usage',
  argumentsConflict: 'usage',
  secretInArgument: 'usage',
  confirmationNeeded: 'usage',
  acknowledgementNeeded: 'usage',
  queryInvalid: 'usage',
  fieldUnknown: 'usage',
  customerAmbiguous: 'usage',
  choiceNotOffered: 'usage',
  choiceNeeded: 'usage',
  settingUnknown: 'usage',
  settingNotForProject: 'usage',
  profileUnknown: 'usage',
  topicNotFound: 'usage',
  inputRefused: 'input',
  orderOfAnother: 'input',
  roleMissing: 'auth',
  accessDenied: 'auth',
  signInNeeded: 'auth',
  signInFailed: 'auth',
  keyringUnavailable: 'auth',
  tokenStoreRefused: 'auth',
  outcomeUnknown: 'unknown',
  outcomeUnsettled: 'unknown',
  wrongAnswer: 'unknown',
  runInDoubt: 'unknown',
  purchaseUnknown: 'unknown',
  orderUnclear: 'unknown',
  declined: 'refused',
  notAllFound: 'refused',
  runRefused: 'refused',
  lineNotActive: 'refused',
  lineStatusUnclear: 'refused',
  cancelNotAllowed: 'refused',
  orderFailed: 'refused',
  kindUnknown: 'refused',
  cancelWindowClosed: 'refused',
  supportRequestOnly: 'refused',
  cancelUndetermined: 'refused',
  neverCancellable: 'refused',
  reservationRules: 'refused',
  cancelRefusedByService: 'refused',
  marketUnavailable: 'refused',
  keyForCustomerOnly: 'refused',
  downloadNotReal: 'refused',
  noKeyForKind: 'refused',
  cartLineRefused: 'refused',
  cartExpired: 'refused',
  quantityOutOfRange: 'refused',
  refundRequestIncomplete: 'refused',
  serviceRefused: 'refused',
  nothingToRefund: 'refused',
  busy: 'unavailable',
  runUnfinished: 'unavailable',
  portTaken: 'unavailable',
  timeout: 'unavailable',
  orderPending: 'unavailable',
  unavailable: 'unavailable',
  throttled: 'unavailable',
  answerUnusable: 'unavailable',
  listIncomplete: 'unavailable',
  orderListTooLarge: 'unavailable',
  serviceFailed: 'unavailable',
  countMismatch: 'guard',
  expectCountNeeded: 'guard',
  notAllEligible: 'guard',
  runChanged: 'guard',
  runOfAnother: 'guard',
  doneAlready: 'guard',
  nothingInDoubt: 'guard',
  nothingToDrop: 'guard',
  planUnusable: 'guard',
  tooMany: 'guard',
  repeatPurchase: 'guard',
  priceAboveLimit: 'guard',
  priceUnknown: 'guard',
  priceChanged: 'guard',
  currencyMismatch: 'guard',
  revealRefused: 'guard',
  backendNotChosen: 'guard',
  keptStateNeeded: 'guard',
  tlsRefused: 'guard',
  crossHost: 'guard',
  tenantMismatch: 'guard',
  checksFailed: 'guard',
  fileExists: 'guard',
  runLive: 'locked',
  purchaseNotRecorded: 'storage',
  storageFailed: 'storage',
  storageTooNew: 'storage',
  activityTampered: 'storage',
  clipboardFailed: 'storage',
  runNotFound: 'notFound',
  customerNotFound: 'notFound',
  productNotFound: 'notFound',
  skuNotFound: 'notFound',
  orderNotFound: 'notFound',
  nothingToChoose: 'notFound',
  lineNotFound: 'notFound',
  keyNotFound: 'notFound',
  keysNotInApi: 'notFound',
  notInApi: 'notFound',
  keyRevoked: 'notFound',
  linkNotFound: 'notFound',
  linkEnded: 'notFound',
  downloadNotFound: 'notFound',
  editionNotFound: 'notFound',
  commandNotStarted: 'notStarted',
  interrupted: 'interrupted',
  terminated: 'terminated',
};

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'busy',
  'timeout',
  'throttled',
  'answerUnusable',
  'serviceFailed',
  'unavailable',
  'orderPending',
  'runUnfinished',
  'runLive',
  'interrupted',
  'terminated',
]);

const brand = Symbol.for('csp.CspError');

/** The one error class: a code, its facts, and the failure underneath where there was one. */
export class CspError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails[C] & IncompleteList;
  readonly [brand] = true;

  constructor(code: C, details: ErrorDetails[C] & IncompleteList, cause?: unknown) {
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

/** Also of a code from elsewhere, such as a backend of somebody's own or a journal of a later csp: never a success. */
export const exitCodeOf = (code: ErrorCode): number => exitCodes[isErrorCode(code) ? exitNameOf[code] : 'internal'];

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(exitNameOf, code);

/** One of ours, also of another copy of this class. Whoever makes one may give it any code: only those known here count. */
export const isCspError = (error: unknown): error is CspError =>
  typeof error === 'object' &&
  error !== null &&
  brand in error &&
  'code' in error &&
  isErrorCode(error.code) &&
  'details' in error &&
  typeof error.details === 'object' &&
  error.details !== null;

/** Turns an expected refusal, a value, into the error that ends the command. */
export const toError = (failure: Failure): CspError => new CspError(failure.code, failure.details);

/** The first of several exit codes in this list is the most serious one. */
const bySeriousness = [10, 1, 5, 4, 130, 143, 7, 8, 2, 3, 9, 6, 11, 127];

/** The one a command that did many things ends with. A code that nobody knows is no success: it counts as `internal`. */
export const worstExitCode = (codes: readonly number[]): number => {
  const known = codes.map((code) =>
    code === exitCodes.ok || bySeriousness.includes(code) ? code : exitCodes.internal,
  );
  return bySeriousness.find((code) => known.includes(code)) ?? exitCodes.ok;
};
