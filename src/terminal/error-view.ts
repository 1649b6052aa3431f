/** A failure on the screen: for people what happened, why and what to try; for machines one line of JSON, the last one. */
import type { CspError, ErrorCode, ErrorDetails, IncompleteList, OrdersPlaced } from '../core/errors.ts';
import type { FailureOf, JsonObject, JsonValue } from '../core/ports/environment.ts';
import { toIso } from '../core/rules/iso.ts';
import { shellWord as word } from '../core/rules/shell-word.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';
import { failureSentence } from '../locales/failure-sentence.ts';
import type { Paint } from './palette.ts';
import { jsonText, safeDetails } from './safe-text.ts';
import { wrapText } from './wrap-text.ts';

/** What the service itself wrote down. */
const serviceRecords = 'csp activity --event all --since 1d';

/** The next command to try, the same in every language; `null` where the sentence itself says what to do. */
const tries: { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => string | null } = {
  internal: () => null,
  backendFailed: () => null,
  backendNotChosen: () => null,
  commandUnknown: (d) => helpOf(d.suggestion?.split(',')[0] ?? d.given.split(' ').slice(0, -1).join(' ')),
  optionUnknown: (d) => `${d.command} --help`,
  argumentUnexpected: (d) => `${d.command} --help`,
  argumentMissing: (d) => (d.command === '' ? null : `${d.command} --help`),
  argumentInvalid: () => null,
  argumentsConflict: () => null,
  secretInArgument: () => null,
  confirmationNeeded: () => null,
  acknowledgementNeeded: () => null,
  queryInvalid: () => 'csp help output',
  fieldUnknown: () => null,
  customerAmbiguous: (d) => `csp customers --search ${word(d.query)}`,
  choiceNotOffered: () => null,
  choiceNeeded: () => null,
  settingUnknown: () => 'csp config list',
  inputRefused: () => null,
  orderOfAnother: () => null,
  roleMissing: () => 'csp help roles',
  accessDenied: () => 'csp whoami',
  signInNeeded: (d) => (d.profile === 'default' ? 'csp login' : `csp login --profile ${word(d.profile)}`),
  signInFailed: () => 'csp help auth',
  keyringUnavailable: () => 'csp login --insecure-storage',
  tokenStoreRefused: () => 'csp doctor',
  purchaseUnknown: (d) => `csp orders --customer ${word(d.customer)}`,
  outcomeUnknown: (d) => `csp orders --customer ${word(d.customer)} --order ${word(d.orderId)}`,
  outcomeUnsettled: () => serviceRecords,
  wrongAnswer: () => serviceRecords,
  runInDoubt: (d) => `csp runs show ${d.runId}`,
  declined: () => null,
  runRefused: (d) =>
    d.runId === null
      ? null
      : d.refundable > 0
        ? `csp support-request --from-run ${d.runId}`
        : `csp runs show ${d.runId}`,
  runUnfinished: () => null,
  runLive: (d) => (d.runId === null ? null : `csp runs show ${d.runId}`),
  runNotFound: () => 'csp runs list',
  runChanged: (d) => `csp runs show ${d.runId}`,
  runOfAnother: () => 'csp whoami',
  doneAlready: (d) => `csp orders --customer ${word(d.customer)} --order ${word(d.orderId)}`,
  nothingInDoubt: (d) => `csp runs show ${d.runId}`,
  nothingToDrop: (d) => `csp runs show ${d.runId}`,
  planUnusable: () => null,
  notAllEligible: () => null,
  expectCountNeeded: () => null,
  notAllFound: (d) => `csp orders --customer ${word(d.customer)}`,
  lineNotActive: () => null,
  kindUnknown: supportRequest,
  cancelWindowClosed: supportRequest,
  supportRequestOnly: supportRequest,
  neverCancellable: () => null,
  reservationRules: () => null,
  cancelRefusedByService: supportRequest,
  marketUnavailable: (d) => `csp catalog --country ${d.country}`,
  keyForCustomerOnly: (d) => `csp copy-link --customer ${word(d.customer)} --order ${word(d.orderId)} --message`,
  downloadNotReal: () => 'csp sandbox serve --with-keys',
  noKeyForKind: () => null,
  cartLineRefused: placedOrders,
  cartExpired: () => null,
  quantityOutOfRange: () => null,
  refundRequestIncomplete: () => null,
  serviceRefused: () => null,
  commandNotStarted: () => 'csp sandbox exec --help',
  portTaken: () => null,
  busy: () => null,
  timeout: placedOrders,
  unavailable: () => 'csp doctor',
  throttled: () => null,
  answerUnusable: () => 'csp doctor',
  orderListTooLarge: () => null,
  serviceFailed: () => 'csp doctor',
  orderPending: (d) => placedOrders(d) ?? `csp orders --customer ${word(d.customer)} --order ${word(d.orderId)}`,
  nothingToRefund: (d) => `csp orders --customer ${word(d.customer)} --order ${word(d.orderId)} -o json`,
  countMismatch: () => null,
  tooMany: () => null,
  repeatPurchase: (d) =>
    `csp orders --customer ${word(d.customer)}${d.orderId === null ? '' : ` --order ${word(d.orderId)}`}`,
  priceAboveLimit: () => null,
  priceUnknown: () => null,
  priceChanged: () => null,
  currencyMismatch: () => null,
  revealRefused: () => null,
  keptStateNeeded: () => null,
  tlsRefused: () => 'csp doctor',
  crossHost: () => null,
  tenantMismatch: () => 'csp whoami',
  checksFailed: () => null,
  fileExists: () => null,
  purchaseNotRecorded: (d) => lookAt(d),
  cancelNotRecorded: (d) => `csp orders --customer ${word(d.customer)} --order ${word(d.orderId)}`,
  storageFailed: () => null,
  storageTooNew: () => null,
  activityTampered: () => null,
  clipboardFailed: () => null,
  customerNotFound: () => 'csp customers',
  productNotFound: (d) => `csp catalog --country ${d.country}`,
  skuNotFound: (d) => `csp catalog --country ${d.country} --search ${word(d.productId)}`,
  orderNotFound: (d) =>
    d.customer === null ? 'csp list-software --all-customers' : `csp orders --customer ${word(d.customer)}`,
  nothingToChoose: (d) => `csp list-software --customer ${word(d.customer)}`,
  lineNotFound: (d) => `csp orders --customer ${word(d.customer)} --order ${word(d.orderId)} -o json`,
  keyNotFound: () => null,
  keysNotInApi: (d) => `csp copy-link --customer ${word(d.customer)} --order ${word(d.orderId)} --message`,
  notInApi: () => null,
  keyRevoked: () => null,
  linkNotFound: (d) => `csp copy-link --customer ${word(d.customer)} --order ${word(d.orderId)}`,
  linkEnded: (d) =>
    d.cause === 'revoked' ? null : `csp copy-link --customer ${word(d.customer)} --order ${word(d.orderId)} --renew`,
  downloadNotFound: () => null,
  editionNotFound: () => 'csp policy list',
  topicNotFound: () => 'csp --help',
  interrupted: placedOrders,
  terminated: placedOrders,
};

function placedOrders(d: { readonly placed?: OrdersPlaced }): string | null {
  return d.placed === undefined ? null : lookAt(d.placed);
}

const lookAt = ({ customer, orders: [only, another] }: OrdersPlaced): string =>
  `csp orders --customer ${word(customer)}${only === undefined || another !== undefined ? '' : ` --order ${word(only)}`}`;

function supportRequest(d: { readonly customer: string; readonly orderId: string; readonly line?: number }): string {
  const line = d.line === undefined ? '' : ` --line ${d.line}`;
  return `csp support-request --customer ${word(d.customer)} --order ${word(d.orderId)}${line} --reason "…"`;
}

const helpOf = (command: string): string => ['csp', command, '--help'].filter(Boolean).join(' ');

/** A failure from a journal of another csp may lack what a sentence needs; then there is nothing to suggest. */
const tryFor = <C extends ErrorCode>({ code, details }: FailureOf<C>): string | null => {
  try {
    return tries[code](details);
  } catch {
    return null;
  }
};

/** Labels end with the space that the language sets behind them, if any. */
export interface ErrorLabels {
  readonly label: string;
  readonly tryLabel: string;
  readonly correlationLabel: string;
  readonly lacks: (details: { readonly customers: readonly string[] }) => string;
  readonly endsBefore: (details: { readonly customer: string }) => string;
}

/** Where somebody would ask Microsoft, and the sentences do not name it. */
const asksForCorrelation: ReadonlySet<ErrorCode> = new Set([
  'accessDenied',
  'cancelRefusedByService',
  'cartLineRefused',
  'outcomeUnknown',
  'serviceRefused',
  'wrongAnswer',
]);

/**
 * Several lines for people, ending with a newline. Data inside is escaped. Sentences are broken at `width` character
 * cells; the command to try is not, so that it can be copied. `correlationId` is that of the run.
 */
export const errorText = (
  error: CspError,
  texts: ErrorTexts,
  labels: ErrorLabels,
  paint: Paint,
  width?: number,
  correlationId?: string,
): string => {
  const safe = { code: error.code, details: safeDetails(error.details) };
  const { lacks, endsBefore }: IncompleteList = safe.details;
  const { what, why } = failureSentence(texts, safe);
  const next = tryFor(safe);
  const lines = [
    `${labels.label}${what}`,
    ...(why === undefined || why === '' ? [] : [why]),
    ...(lacks === undefined ? [] : [labels.lacks({ customers: lacks })]),
    ...(endsBefore === undefined ? [] : [labels.endsBefore({ customer: endsBefore })]),
    ...(correlationId !== undefined && asksForCorrelation.has(error.code)
      ? [`${labels.correlationLabel}${correlationId}`]
      : []),
  ].join('\n');
  const wrapped = width === undefined ? lines : wrapText(lines, width);
  return [
    paint('bad', labels.label) + wrapped.slice(labels.label.length),
    ...(next === null ? [] : [`${paint('strong', labels.tryLabel)}${next}`]),
    '',
  ].join('\n');
};

/** Instants as everywhere in JSON. They are the numbers whose names end in `At`. */
const withIsoInstants = (details: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      name.endsWith('At') && typeof value === 'number' ? toIso(value) : value,
    ]),
  );

/**
 * One line of JSON, ending with a newline; sentences in it are English in every language. `correlationId` is that of the
 * run, for failures that have none of their own.
 */
export const errorJson = (error: CspError, texts: ErrorTexts, correlationId?: string): string => {
  const { what, why } = failureSentence(texts, error);
  const details = withIsoInstants(error.details as JsonObject);
  const placed = details['placed'] as JsonObject | undefined;
  const idOf = (name: string): JsonValue => details[name] ?? placed?.[name] ?? null;
  const body = {
    code: error.code,
    message: why === undefined ? what : `${what} ${why}`,
    hint: tryFor(error),
    exitCode: error.exitCode,
    retryable: error.isRetryable,
    requestId: idOf('requestId'),
    correlationId: idOf('correlationId') ?? correlationId ?? null,
    details,
  };
  return `${jsonText({ error: body })}\n`;
};
