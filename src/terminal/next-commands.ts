/** What to run after a failure, the same in every language. */
import type { ErrorCode, ErrorDetails, OrdersPlaced } from '../core/errors.ts';
import type { FailureOf } from '../core/ports/environment.ts';
import { holes } from '../core/rules/holes.ts';
import { type CommandLine, resolveLine } from '../core/rules/suggestion.ts';

/** What the service itself wrote down. */
const serviceRecords: CommandLine = ['activity', '--event', 'all', '--since', '1d'];

/** The next command to try; `null` where the sentence itself says what to do. */
const tries: { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => CommandLine | null } = {
  internal: () => null,
  backendFailed: () => null,
  backendNotChosen: () => null,
  commandUnknown: (d) => helpOf(d.suggestion?.split(',')[0] ?? d.given.split(' ').slice(0, -1).join(' ')),
  optionUnknown: (d) => helpOf(d.command.replace(/^csp ?/, '')),
  argumentUnexpected: (d) => helpOf(d.command.replace(/^csp ?/, '')),
  argumentMissing: (d) => (d.command === '' ? null : helpOf(d.command.replace(/^csp ?/, ''))),
  argumentInvalid: () => null,
  argumentsConflict: () => null,
  secretInArgument: () => null,
  confirmationNeeded: () => null,
  acknowledgementNeeded: () => null,
  queryInvalid: () => ['help', 'output'],
  fieldUnknown: () => null,
  customerAmbiguous: (d) => ['customers', '--search', d.query],
  choiceNotOffered: () => null,
  choiceNeeded: () => null,
  settingUnknown: (d) => ['config', 'list', ...(d.file === undefined ? [] : ['--show-origin'])],
  settingNotForProject: () => ['config', 'list', '--show-origin'],
  profileUnknown: (d) => ['login', '--profile', d.profile],
  inputRefused: () => null,
  orderOfAnother: () => null,
  roleMissing: () => ['help', 'roles'],
  accessDenied: () => ['whoami'],
  signInNeeded: (d) => (d.profile === 'default' ? ['login'] : ['login', '--profile', d.profile]),
  signInFailed: () => ['help', 'auth'],
  keyringUnavailable: () => ['login', '--insecure-storage'],
  tokenStoreRefused: () => ['doctor'],
  purchaseUnknown: (d) => ['orders', '--customer', d.customer],
  outcomeUnknown: (d) => ['orders', '--customer', d.customer, '--order', d.orderId],
  outcomeUnsettled: () => serviceRecords,
  wrongAnswer: () => serviceRecords,
  runInDoubt: (d) => ['runs', 'show', d.runId],
  declined: () => null,
  runRefused: (d) =>
    d.runId === null ? null : d.refundable > 0 ? ['support-request', '--from-run', d.runId] : ['runs', 'show', d.runId],
  runUnfinished: (d) => (d.heldBy === null ? null : ['runs', 'show', d.heldBy]),
  runLive: (d) => (d.runId === null ? null : ['runs', 'show', d.runId]),
  runNotFound: () => ['runs', 'list'],
  runChanged: (d) => ['runs', 'show', d.runId],
  runOfAnother: () => ['whoami'],
  doneAlready: (d) => ['orders', '--customer', d.customer, '--order', d.orderId],
  nothingInDoubt: (d) => ['runs', 'show', d.runId],
  nothingToDrop: (d) => ['runs', 'show', d.runId],
  planUnusable: () => null,
  notAllEligible: () => null,
  expectCountNeeded: () => null,
  notAllFound: (d) => ['orders', '--customer', d.customer],
  lineNotActive: () => null,
  lineStatusUnclear: () => null,
  cancelNotAllowed: supportRequest,
  orderFailed: lookAtOrder,
  orderUnclear: lookAtOrder,
  kindUnknown: supportRequest,
  cancelWindowClosed: supportRequest,
  supportRequestOnly: supportRequest,
  cancelUndetermined: supportRequest,
  neverCancellable: () => null,
  reservationRules: () => null,
  cancelRefusedByService: supportRequest,
  marketUnavailable: (d) => ['policy', 'markets', ...(d.kind === undefined ? [] : ['--kind', d.kind])],
  keyForCustomerOnly: (d) => ['copy-link', '--customer', d.customer, '--order', d.orderId, '--message'],
  downloadNotReal: () => ['sandbox', 'serve', '--with-keys'],
  noKeyForKind: () => null,
  cartLineRefused: placedOrders,
  cartExpired: () => null,
  quantityOutOfRange: () => null,
  refundRequestIncomplete: () => null,
  serviceRefused: () => null,
  commandNotStarted: () => ['sandbox', 'exec', '--help'],
  portTaken: () => null,
  busy: () => null,
  timeout: placedOrders,
  unavailable: () => ['doctor'],
  throttled: () => null,
  answerUnusable: () => ['doctor'],
  listIncomplete: () => null,
  orderListTooLarge: () => null,
  serviceFailed: () => ['doctor'],
  orderPending: lookAtOrder,
  nothingToRefund: (d) => ['orders', '--customer', d.customer, '--order', d.orderId, '-o', 'json'],
  countMismatch: () => null,
  tooMany: () => null,
  repeatPurchase: (d) => ['orders', '--customer', d.customer, ...(d.orderId === null ? [] : ['--order', d.orderId])],
  priceAboveLimit: () => null,
  priceUnknown: () => null,
  priceChanged: () => null,
  currencyMismatch: () => null,
  revealRefused: () => null,
  keptStateNeeded: () => null,
  tlsRefused: () => ['doctor'],
  crossHost: () => null,
  tenantMismatch: () => ['whoami'],
  checksFailed: () => null,
  fileExists: () => null,
  purchaseNotRecorded: (d) => lookAt(d),
  storageFailed: () => null,
  storageTooNew: () => null,
  activityTampered: () => null,
  clipboardFailed: () => null,
  customerNotFound: () => ['customers'],
  productNotFound: (d) => ['catalog', '--country', d.country],
  skuNotFound: (d) => ['catalog', '--country', d.country, '--search', d.productId],
  orderNotFound: (d) =>
    d.customer === null ? ['list-software', '--all-customers'] : ['orders', '--customer', d.customer],
  nothingToChoose: (d) => ['list-software', '--customer', d.customer],
  lineNotFound: (d) => ['orders', '--customer', d.customer, '--order', d.orderId, '-o', 'json'],
  keyNotFound: () => null,
  keysNotInApi: (d) => ['copy-link', '--customer', d.customer, '--order', d.orderId, '--message'],
  notInApi: () => null,
  keyRevoked: () => null,
  linkNotFound: (d) => ['copy-link', '--customer', d.customer, '--order', d.orderId],
  linkEnded: (d) =>
    d.cause === 'revoked' ? null : ['copy-link', '--customer', d.customer, '--order', d.orderId, '--renew'],
  downloadNotFound: () => null,
  editionNotFound: () => ['policy', 'list'],
  topicNotFound: () => ['--help'],
  interrupted: placedOrders,
  terminated: placedOrders,
};

function placedOrders(d: { readonly placed?: OrdersPlaced }): CommandLine | null {
  return d.placed === undefined ? null : lookAt(d.placed);
}

function lookAtOrder(d: {
  readonly customer: string;
  readonly orderId: string;
  readonly placed?: OrdersPlaced;
}): CommandLine {
  return placedOrders(d) ?? ['orders', '--customer', d.customer, '--order', d.orderId];
}

const lookAt = ({ customer, orders: [only, another] }: OrdersPlaced): CommandLine => [
  ...['orders', '--customer', customer],
  ...(only === undefined || another !== undefined ? [] : ['--order', only]),
];

function supportRequest(d: {
  readonly customer: string;
  readonly orderId: string;
  readonly line?: number;
}): CommandLine {
  const line = d.line === undefined ? [] : ['--line', String(d.line)];
  return ['support-request', '--customer', d.customer, '--order', d.orderId, ...line, '--reason', holes.reason];
}

/** `command` without `csp`. */
const helpOf = (command: string): CommandLine => [...command.split(' ').filter(Boolean), '--help'];

/** The command that the sentence itself leads to, with a colon at its end. */
const within: { readonly [C in ErrorCode]?: (details: ErrorDetails[C]) => CommandLine | null } = {
  purchaseUnknown: (d) => (d.runId === undefined ? null : resolveLine(d.runId, '1')),
  runInDoubt: (d) => resolveLine(d.runId),
  runChanged: (d) => ['runs', 'resolve', d.runId, '--drop'],
};

/** None for a failure from elsewhere that is unknown here, or lacks what the command needs. */
export const commandToTry = <C extends ErrorCode>({ code, details }: FailureOf<C>): CommandLine | null => {
  const found = Object.hasOwn(tries, code) ? tries[code](details) : null;
  return found?.every((word) => typeof word === 'string') === true ? found : null;
};

export const commandWithin = <C extends ErrorCode>({ code, details }: FailureOf<C>): CommandLine | null =>
  within[code]?.(details) ?? null;
