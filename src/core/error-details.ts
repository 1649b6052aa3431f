/** Every failure by its code, grouped by exit code, with the facts that belong to it. */
import type { BackendErrors } from './ports/backend-errors.ts';
import type { Instant, QueryFault } from './ports/environment.ts';
import type { InputFault, InputProblem } from './ports/input-faults.ts';
import type { SignInFault, SignInHint } from './ports/sign-in-faults.ts';
import type { MarketKind } from './rules/markets.ts';
import type { Money } from './rules/money.ts';
import type { Role } from './rules/roles.ts';
import type { OrderReference, SignInLack, UnknownDetails } from './unknown-details.ts';

export type { UnknownReason } from './ports/backend-errors.ts';
export type { InputFault, InputProblem } from './ports/input-faults.ts';
export type { OrderReference } from './unknown-details.ts';

export interface RunReference {
  readonly runId: string;
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

/** The ids by which Microsoft's support finds a request. */
interface Traced {
  readonly requestId: string;
  readonly correlationId: string;
}

/** What any failure may say beside its own facts, where a list was being written. Customers by their domains. */
export interface IncompleteList {
  /** Left out, each for a reason of its own. */
  readonly lacks?: readonly string[];
  /** This one and those after it were not read. */
  readonly endsBefore?: string;
  /** So many records could not be identified, and are missing. */
  readonly leftOut?: number;
}

/** Instants are called `…At`, so that JSON can write them as such. */
export interface ErrorDetails extends BackendErrors, UnknownDetails {
  // 1 internal
  internal: { readonly reason: string };
  // 2 usage
  commandUnknown: { readonly given: string; readonly suggestion: string | null };
  optionUnknown: { readonly given: string; readonly command: string; readonly suggestion: string | null };
  argumentUnexpected: { readonly given: string; readonly command: string };
  argumentMissing: { readonly flag: string; readonly command: string; readonly hole?: string };
  argumentInvalid: { readonly flag: string; readonly given: string; readonly expected: string };
  argumentsConflict: { readonly flags: readonly string[]; readonly goesWith?: readonly string[] };
  secretInArgument: { readonly flag: string };
  confirmationNeeded: { readonly flag: string };
  acknowledgementNeeded: { readonly flag: string };
  queryInvalid: { readonly query: string } & QueryFault;
  fieldUnknown: { readonly field: string; readonly fields: readonly string[] };
  customerAmbiguous: { readonly query: string; readonly matches: readonly string[] };
  choiceNotOffered: { readonly flag: string; readonly given: string; readonly choices: readonly string[] };
  choiceNeeded: { readonly flag: string; readonly choices: readonly string[] };
  /** `file` where it stands in a settings file. */
  settingUnknown: { readonly key: string; readonly keys: readonly string[]; readonly file?: string };
  /** `keys` are those that a project's file may set, `only` the one value that it may set this one to. */
  settingNotForProject: {
    readonly key: string;
    readonly file: string;
    readonly only?: string;
    readonly keys: readonly string[];
  };
  /** `source` is the flag, the variable or the file that names it. */
  profileUnknown: { readonly profile: string; readonly source: string; readonly profiles: readonly string[] };
  // 3 input
  inputRefused: {
    readonly file: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly reason: InputFault;
    readonly found?: string;
    readonly columns?: string;
    /** Of a list that is used as a whole or not at all: the first problems, of which the one above is the first, … */
    readonly problems?: readonly InputProblem[];
    /** … and how many there are. Reading may have ended before the end of the file. */
    readonly total?: number;
  };
  /** A line of the file names an order under a customer who does not own it. */
  orderOfAnother: {
    readonly line: number;
    readonly orderId: string;
    readonly customer: string;
    readonly owner: string;
  };
  // 4 auth
  roleMissing: { readonly act: string; readonly needed: readonly Role[]; readonly held: readonly Role[] };
  accessDenied: {
    readonly operation: string;
    readonly serviceCode: string | null;
    /** `policy`: Conditional Access · `gateway`: turned away before the service, such as for its address. */
    readonly missing: 'role' | 'user' | 'mfa' | 'relationship' | 'policy' | 'gateway' | 'unknown';
    /** The service's own words, where csp does not know what is missing. */
    readonly text?: string;
  };
  signInNeeded: SignInLack;
  signInFailed: {
    readonly cause: SignInFault;
    readonly serviceCode: string | null;
    readonly text: string;
    /** What the sign-in host's number is about, where it is known. */
    readonly hint?: SignInHint;
  };
  keyringUnavailable: { readonly reason: string };
  tokenStoreRefused: {
    readonly path: string;
    readonly reason: 'symlink' | 'notFile' | 'foreign' | 'readable' | 'writable';
  };
  // 5 unknown
  /** Ordered, and the order has a status that may still become another, or that nobody knows. */
  orderUnclear: AfterPurchase & OrderReference & { readonly status: string };
  runInDoubt: RunReference & { readonly unknown: number };
  // 6 refused
  declined: Record<never, never>;
  runRefused: {
    /** `null` for a dry run. */
    readonly runId: string | null;
    readonly refused: number;
    /** Those of them that a support request may help. */
    readonly refundable: number;
  };
  notAllFound: { readonly customer: string; readonly missing: readonly string[] };
  lineNotActive: OrderReference & { readonly status: string };
  lineStatusUnclear: OrderReference & { readonly status: string };
  cancelNotAllowed: OrderReference & { readonly title: string };
  orderFailed: AfterPurchase & OrderReference & { readonly status: string };
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
  /** No page tells whether it can be cancelled, nor does the service. */
  cancelUndetermined: OrderReference & { readonly title: string };
  neverCancellable: OrderReference & { readonly title: string };
  reservationRules: OrderReference & { readonly title: string };
  cancelRefusedByService: OrderReference & {
    readonly serviceCode: string;
    readonly text: string;
    readonly days: number | null;
  };
  marketUnavailable: { readonly country: string; readonly title: string; readonly kind?: MarketKind };
  keyForCustomerOnly: OrderReference & {
    readonly edition: string;
    readonly portalUrl: string;
    readonly helpUrl: string;
  };
  downloadNotReal: Record<never, never>;
  noKeyForKind: OrderReference & { readonly title: string };
  cartLineRefused: AfterPurchase & {
    readonly line: number;
    readonly serviceCode: string;
    readonly text: string;
    /** After the refusal of its checkout the cart was read, and is open, and no order shows of it. */
    readonly isCartOpen?: true;
  };
  cartExpired: { readonly cartId: string };
  quantityOutOfRange: { readonly given: number; readonly minimum: number; readonly maximum: number };
  refundRequestIncomplete: { readonly missing: readonly string[] };
  serviceRefused: {
    readonly operation: string;
    readonly status: number;
    readonly serviceCode: string | null;
    readonly text: string;
  };
  // 7 unavailable
  /** `heldBy`: the run that is to be settled first, for it has one of the orders in hand and nobody works on it. */
  runUnfinished: RunReference & { readonly left: number; readonly heldBy: string | null };
  busy: { readonly path: string };
  portTaken: { readonly host: string; readonly port: number; readonly reason: string };
  timeout: AfterPurchase & { readonly seconds: number };
  orderPending: AfterPurchase & OrderReference;
  unavailable: { readonly host: string; readonly reason: string; readonly retryAt: Instant | null };
  throttled: { readonly retryAt: Instant };
  /** The service's own failure, or an answer that is not the service's (`isForeign`), such as a proxy's page. */
  serviceFailed: Traced & {
    readonly operation: string;
    readonly status: number;
    readonly isForeign: boolean;
    readonly retryAt: Instant | null;
  };
  answerUnusable: Partial<Traced> & { readonly operation: string; readonly reason: string };
  /** So many records could not be identified, and are missing from what was listed. */
  listIncomplete: { readonly leftOut: number };
  /** The customer's orders are more than can be read at once; it will not be otherwise later. */
  orderListTooLarge: { readonly customer: string };
  nothingToRefund: OrderReference;
  // 8 guard
  countMismatch: { readonly expected: number; readonly found: number };
  expectCountNeeded: { readonly found: number; readonly flag: string };
  notAllEligible: { readonly found: number; readonly eligible: number };
  /** The file is no longer what its unfinished run began with. */
  runChanged: RunReference & { readonly file: string };
  /** It was made in another environment. */
  runOfAnother: RunReference & { readonly expected: string; readonly found: string };
  /** A person says that it was not; `orderId` is what shows it. */
  doneAlready: RunReference & {
    readonly kind: 'cancel' | 'buy';
    readonly line: number;
    readonly customer: string;
    readonly orderId: string;
  };
  nothingInDoubt: RunReference;
  nothingToDrop: RunReference & { readonly inDoubt: number };
  planUnusable: {
    readonly path: string;
    readonly reason: 'format' | 'digest' | 'environment' | 'age';
    readonly expected: string;
    readonly found: string;
  };
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
  revealRefused: { readonly what: 'key' | 'link' };
  tlsRefused: { readonly host: string; readonly reason: string };
  crossHost: { readonly host: string; readonly target: string };
  tenantMismatch: { readonly expected: string; readonly found: string };
  checksFailed: { readonly checks: readonly string[] };
  fileExists: { readonly path: string };
  // 9 locked
  /** Without an id the run is still being planned there. */
  runLive: { readonly runId: string | null; readonly pid: number | null };
  // 10 storage
  purchaseNotRecorded: OrdersPlaced & { readonly reason: string };
  storageFailed: { readonly path: string; readonly reason: string };
  storageTooNew: { readonly path: string; readonly found: number; readonly supported: number };
  activityTampered: { readonly sequence: number };
  clipboardFailed: {
    readonly content: 'key' | 'link' | 'message' | 'request';
    readonly reason: 'no-clipboard' | 'failed';
  };
  // 11 not found
  runNotFound: { readonly query: string };
  customerNotFound: { readonly query: string };
  productNotFound: { readonly query: string; readonly country: string };
  skuNotFound: { readonly productId: string; readonly query: string; readonly country: string };
  /** Without a customer none of them has it. */
  orderNotFound: Omit<OrderReference, 'customer'> & { readonly customer: string | null };
  nothingToChoose: { readonly customer: string };
  lineNotFound: OrderReference;
  keyNotFound: OrderReference;
  keysNotInApi: OrderReference & {
    readonly portalUrl: string;
    readonly customerUrl: string;
    readonly helpUrl: string;
  };
  notInApi: { readonly what: PartOfApi; readonly where: string };
  keyRevoked: OrderReference;
  linkNotFound: OrderReference;
  linkEnded: OrderReference & { readonly cause: 'expired' | 'used-up' | 'revoked' };
  downloadNotFound: OrderReference & { readonly options: readonly string[] };
  editionNotFound: { readonly query: string; readonly editions: readonly string[] };
  // 127 not started
  commandNotStarted: { readonly command: string; readonly reason: string };
  topicNotFound: { readonly query: string; readonly topics: readonly string[] };
  // 130
  interrupted: AfterPurchase;
  // 143
  terminated: AfterPurchase;
}

export type PartOfApi = 'one-time-purchases' | 'audit-records' | 'service-requests' | 'link-list' | 'link-renewal';
