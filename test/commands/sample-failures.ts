/** One example, or several, of every failure: the details are all there, and each text in them can be found again. */
import type { ErrorCode, ErrorDetails } from '../../src/core/errors.ts';
import { unknownReasons } from '../../src/core/ports/backend-errors.ts';
import { settingFailures } from './sample-setting-failures.ts';
import { signInFailures } from './sample-sign-in.ts';

const at = { customer: 'contoso.example', orderId: 'ORDER-1', line: 3 };
const placed = { customer: at.customer, orders: ['ORDER-1'], requestId: 'REQUEST-1' };
const traced = { requestId: 'REQUEST-1', correlationId: 'CORRELATION-1' };
const usd = (amount: string) => ({ amount, currency: 'USD' });
const closedAt = Date.UTC(2026, 10, 21, 4, 0, 0);
const input = { file: 'orders.csv', line: 12, column: 34 };
/** Of single cells; each sentence tells what was found. */
const cellFaults = [
  ...(['columnUnknown', 'columnTwice', 'valueKind', 'cellEmpty', 'character', 'spreadsheetNumber'] as const),
  ...(['lostZeros', 'orderId', 'orderLine', 'customer', 'orderDate', 'conflict'] as const),
  ...(['datesMixed', 'datesOpen', 'purchasedOn'] as const),
  ...(['productId', 'skuId', 'quantity', 'term', 'billingCycle'] as const),
];

/** A list of examples for each code. A code that is missing here does not compile. */
export const sampleFailures: { readonly [C in ErrorCode]: readonly ErrorDetails[C][] } = {
  internal: [{ reason: 'REASON' }],
  backendNotChosen: [{}],
  backendFailed: [{ backend: 'my-erp', method: 'getOrder', reason: 'orderLocked' }],
  commandUnknown: [
    { given: 'GIVEN', suggestion: 'SUGGESTION' },
    { given: 'GIVEN', suggestion: null },
  ],
  optionUnknown: [
    { given: '--GIVEN', command: 'csp COMMAND', suggestion: '--SUGGESTION' },
    { given: '--GIVEN', command: 'csp COMMAND', suggestion: null },
  ],
  argumentUnexpected: [{ given: 'GIVEN', command: 'csp COMMAND' }],
  argumentMissing: [
    { flag: '--FLAG', command: 'csp COMMAND' },
    { flag: '--FLAG', command: '' },
  ],
  argumentInvalid: [{ flag: '--FLAG', given: 'GIVEN', expected: 'EXPECTED' }],
  argumentsConflict: [{ flags: ['--ONE', '--TWO'] }, { flags: ['--ONE', '--TWO'], goesWith: ['--THREE'] }],
  secretInArgument: [{ flag: '--FLAG' }],
  confirmationNeeded: [{ flag: '--FLAG' }],
  acknowledgementNeeded: [{ flag: '--FLAG' }],
  queryInvalid: [
    { query: 'QUERY', reason: 'incomplete' },
    { query: 'QUERY', reason: 'unclosed', found: 'FOUND', column: 27 },
    { query: 'QUERY', reason: 'unexpected', found: 'FOUND', column: 27 },
    { query: 'QUERY', reason: 'unknownFunction', function: 'FUNCTION' },
    { query: 'QUERY', reason: 'argumentCount', function: 'FUNCTION', takes: 2, isOpen: false, given: 27 },
    { query: 'QUERY', reason: 'argumentCount', function: 'FUNCTION', takes: 1, isOpen: true, given: 0 },
    { query: 'QUERY', reason: 'argumentType', function: 'FUNCTION', argument: 27, takes: ['TAKES'], given: 'GIVEN' },
    { query: 'QUERY', reason: 'keyType', function: 'FUNCTION', given: ['GIVEN-1', 'GIVEN-2'] },
    { query: 'QUERY', reason: 'notComparable', sign: '<', left: 'LEFT', right: 'RIGHT' },
    { query: 'QUERY', reason: 'stepZero' },
    { query: 'QUERY', reason: 'tooDeep' },
  ],
  fieldUnknown: [{ field: 'FIELD', fields: ['ONE', 'TWO'] }],
  customerAmbiguous: [{ query: 'QUERY', matches: ['MATCH-1', 'MATCH-2'] }],
  choiceNotOffered: [
    { flag: '--FLAG', given: 'GIVEN', choices: ['CHOICE-1', 'CHOICE-2'] },
    { flag: '--FLAG', given: 'GIVEN', choices: [] },
  ],
  choiceNeeded: [{ flag: '--FLAG', choices: ['CHOICE-1', 'CHOICE-2'] }],
  ...settingFailures,
  inputRefused: [
    { ...input, reason: 'unreadable', found: 'EACCES' },
    { ...input, reason: 'unreadable' },
    { ...input, reason: 'empty' },
    { ...input, reason: 'encoding' },
    { ...input, reason: 'json', found: 'FOUND' },
    { ...input, reason: 'json' },
    { ...input, reason: 'columnMissing', found: 'COLUMN', columns: 'ONE, TWO' },
    { ...input, reason: 'columnCount' },
    { ...input, reason: 'quote' },
    { ...input, column: null, reason: 'tooLarge' },
    { ...input, line: null, column: null, reason: 'notFile' },
    { ...input, column: null, reason: 'notFile', columns: 'ONE, TWO' },
    { ...input, reason: 'archive' },
    { ...input, reason: 'workbook' },
    { ...input, line: null, column: null, reason: 'nothingUsable' },
    { ...input, reason: 'tooManyRows', found: '100000' },
    { ...input, reason: 'cut' },
    { ...input, reason: 'jsonSyntax' },
    ...cellFaults.map((reason) => ({ ...input, reason, found: 'FOUND' })),
    { ...input, reason: 'cut', problems: [{ line: 12, column: 34, reason: 'cut' }], total: 70 },
  ],
  orderOfAnother: [{ line: 12, orderId: 'ORDER-1', customer: 'contoso.example', owner: 'fabrikam.example' }],
  runInDoubt: [{ runId: 'ab12cd34', unknown: 2 }],
  runRefused: [
    { runId: 'ab12cd34', refused: 2, refundable: 2 },
    { runId: 'ab12cd34', refused: 2, refundable: 0 },
    { runId: null, refused: 2, refundable: 2 },
  ],
  runUnfinished: [
    { runId: 'ab12cd34', left: 2, heldBy: null },
    { runId: 'ab12cd34', left: 1, heldBy: 'ef56ab78' },
  ],
  runLive: [
    { runId: 'ab12cd34', pid: 4711 },
    { runId: null, pid: null },
  ],
  runNotFound: [{ query: 'QUERY' }],
  runChanged: [{ runId: 'ab12cd34', file: 'orders.csv' }],
  runOfAnother: [{ runId: 'RUN-1', expected: 'EXPECTED', found: 'FOUND' }],
  doneAlready: [
    { runId: 'RUN-1', kind: 'cancel', ...at },
    { runId: 'RUN-1', kind: 'buy', ...at },
  ],
  nothingInDoubt: [{ runId: 'RUN-1' }],
  nothingToDrop: [
    { runId: 'RUN-1', inDoubt: 0 },
    { runId: 'RUN-1', inDoubt: 7 },
  ],
  planUnusable: [
    ...(['format', 'digest'] as const).map((reason) => ({ path: 'plan.json', reason, expected: '', found: '' })),
    ...(['environment', 'age'] as const).map((reason) => ({
      path: 'plan.json',
      reason,
      expected: 'EXPECTED',
      found: 'FOUND',
    })),
  ],
  notAllEligible: [{ found: 12, eligible: 10 }],
  expectCountNeeded: [{ found: 30, flag: '--expect-count' }],
  roleMissing: [
    { act: 'cancel', needed: ['admin-agent'], held: [] },
    {
      act: 'activity',
      needed: ['global-admin', 'account-admin', 'referral-admin', 'marketing-content-admin'],
      held: ['sales-agent', 'helpdesk-agent'],
    },
  ],
  ...signInFailures,
  keyringUnavailable: [{ reason: 'REASON' }],
  tokenStoreRefused: (['symlink', 'notFile', 'foreign', 'readable', 'writable'] as const).map((reason) => ({
    path: '/tmp/PATH',
    reason,
  })),
  purchaseUnknown: [
    { customer: at.customer, cartId: 'CART-1', requestId: 'REQUEST-1', runId: 'RUN-1', total: null, reason: 'REASON' },
    { customer: at.customer, cartId: 'CART-1', ...traced, runId: 'RUN-1', total: usd('205.00'), reason: 'timeout' },
    { customer: at.customer, cartId: 'CART-1', ...traced, total: usd('1200.00'), reason: 'timeout' },
  ],
  outcomeUnknown: unknownReasons.map((reason) => ({ ...at, requestId: 'REQUEST-1', reason })),
  outcomeUnsettled: unknownReasons.map((reason) => ({ operation: 'OPERATION', ...traced, reason })),
  wrongAnswer: [{ operation: 'OPERATION', expected: 'EXPECTED', found: 'FOUND' }],
  serviceRefused: [
    { operation: 'OPERATION', status: 400, serviceCode: '800002', text: 'SERVICE-TEXT' },
    { operation: 'OPERATION', status: 400, serviceCode: null, text: 'SERVICE-TEXT' },
  ],
  throttled: [{ retryAt: closedAt }],
  answerUnusable: [
    { operation: 'OPERATION', reason: 'REASON' },
    { operation: 'OPERATION', reason: 'REASON', ...traced },
  ],
  listIncomplete: [{ leftOut: 3 }],
  orderListTooLarge: [{ customer: 'contoso.example' }],
  serviceFailed: [
    { operation: 'OPERATION', status: 503, isForeign: false, retryAt: closedAt, ...traced },
    { operation: 'OPERATION', status: 502, isForeign: true, retryAt: null, ...traced },
  ],
  crossHost: [{ host: 'HOST', target: 'TARGET' }],
  keysNotInApi: [
    {
      ...at,
      portalUrl: 'https://portal.example',
      customerUrl: 'https://customer.example',
      helpUrl: 'https://help.example',
    },
  ],
  notInApi: (['one-time-purchases', 'audit-records', 'service-requests', 'link-list', 'link-renewal'] as const).map(
    (what) => ({ what, where: 'WHERE' }),
  ),
  declined: [{}],
  notAllFound: [{ customer: at.customer, missing: ['MISSING-1', 'MISSING-2'] }],
  lineStatusUnclear: [
    { ...at, status: 'unknown' },
    { ...at, status: 'STATUS' },
  ],
  cancelNotAllowed: [{ ...at, title: 'TITLE' }],
  orderFailed: [
    { customer: at.customer, orderId: 'ORDER-1', status: 'error', placed },
    { customer: at.customer, orderId: 'ORDER-1', status: 'po_review_rejected', placed },
    { customer: at.customer, orderId: 'ORDER-1', status: 'cancelled' },
    { customer: at.customer, orderId: 'ORDER-1', status: 'partial_success' },
  ],
  orderUnclear: [
    { customer: at.customer, orderId: 'ORDER-1', status: 'suspended', placed },
    { customer: at.customer, orderId: 'ORDER-1', status: 'STATUS' },
  ],
  lineNotActive: [
    { ...at, status: 'expired' },
    { ...at, status: 'STATUS' },
  ],
  kindUnknown: [{ ...at, title: 'TITLE' }],
  cancelWindowClosed: [
    { ...at, closedAt, windowDays: 30, edition: '2022-10' },
    { ...at, closedAt, windowDays: 1, edition: '2022-10' },
    { ...at, closedAt, windowDays: null, edition: '2022-10' },
  ],
  supportRequestOnly: [
    { ...at, rule: 'esu', edition: '2022-10', source: 'SOURCE' },
    { ...at, rule: 'on-premises', edition: '2021-03', source: 'SOURCE' },
  ],
  cancelUndetermined: [{ ...at, title: 'TITLE' }],
  neverCancellable: [{ ...at, title: 'TITLE' }],
  reservationRules: [{ ...at, title: 'TITLE' }],
  cancelRefusedByService: [{ ...at, serviceCode: '800001', text: 'SERVICE-TEXT', days: null }],
  marketUnavailable: [
    { country: 'AD', title: 'TITLE', kind: 'reservation' },
    { country: 'RU', title: 'TITLE', kind: 'subscription' },
    { country: 'AD', title: 'TITLE' },
  ],
  keyForCustomerOnly: [
    { ...at, edition: '2021-01', portalUrl: 'https://portal.example', helpUrl: 'https://help.example' },
  ],
  downloadNotReal: [{}],
  noKeyForKind: [{ ...at, title: 'TITLE' }],
  cartLineRefused: [
    { line: 2, serviceCode: '800009', text: 'SERVICE-TEXT' },
    { line: 2, serviceCode: '800009', text: 'SERVICE-TEXT', placed },
  ],
  cartExpired: [{ cartId: 'CART-1' }],
  quantityOutOfRange: [{ given: 5001, minimum: 2, maximum: 5000 }],
  refundRequestIncomplete: [{ missing: ['FIELD-1', 'FIELD-2'] }],
  commandNotStarted: [{ command: 'npm', reason: 'ENOENT' }],
  portTaken: [{ host: '127.0.0.1', port: 8080, reason: 'EADDRINUSE' }],
  busy: [{ path: '/tmp/PATH' }],
  timeout: [{ seconds: 90 }, { seconds: 90, placed }],
  orderPending: [at, { ...at, placed }],
  unavailable: [
    { host: 'HOST', reason: 'REASON', retryAt: closedAt },
    { host: 'HOST', reason: 'REASON', retryAt: null },
    { host: 'HOST', reason: 'HTTP 503', retryAt: null },
  ],
  nothingToRefund: [at, { customer: at.customer, orderId: at.orderId }],
  countMismatch: [
    { expected: 1, found: 2 },
    { expected: 5, found: 21 },
  ],
  tooMany: [{ found: 51, maximum: 50, flag: '--FLAG' }],
  repeatPurchase: [
    { customer: at.customer, orderId: 'ORDER-1', requestId: null, secondsAgo: 3600 },
    { customer: at.customer, orderId: null, requestId: 'REQUEST-1', secondsAgo: 3600 },
  ],
  priceAboveLimit: [{ price: usd('20.00'), limit: usd('10.00') }],
  priceUnknown: [{ title: 'TITLE' }],
  priceChanged: [{ quoted: usd('20.00'), cart: usd('30.00') }],
  currencyMismatch: [{ price: 'USD', limit: 'EUR' }],
  revealRefused: [{ what: 'key' }, { what: 'link' }],
  keptStateNeeded: [{ path: '/tmp/STATE' }],
  tlsRefused: [{ host: 'HOST', reason: 'REASON' }],
  tenantMismatch: [{ expected: 'TENANT-1', found: 'TENANT-2' }],
  checksFailed: [{ checks: ['ONE', 'TWO'] }],
  fileExists: [{ path: '/tmp/PATH' }],
  purchaseNotRecorded: [{ ...placed, reason: 'REASON' }],
  storageFailed: [
    { path: '/tmp/PATH', reason: 'REASON' },
    { path: '/tmp/PATH', reason: 'ENOSPC' },
    { path: '/tmp/PATH', reason: 'database or disk is full' },
  ],
  storageTooNew: [{ path: '/tmp/PATH', found: 7, supported: 6 }],
  activityTampered: [{ sequence: 17 }],
  clipboardFailed: [
    { content: 'key', reason: 'no-clipboard' },
    { content: 'link', reason: 'failed' },
  ],
  customerNotFound: [{ query: 'QUERY' }],
  productNotFound: [{ query: 'QUERY', country: 'AD' }],
  skuNotFound: [{ productId: 'PRODUCT-1', query: 'QUERY', country: 'AD' }],
  orderNotFound: [
    { customer: at.customer, orderId: at.orderId },
    { customer: null, orderId: at.orderId },
  ],
  lineNotFound: [at],
  keyNotFound: [at],
  keyRevoked: [at, { customer: at.customer, orderId: at.orderId }],
  linkNotFound: [at],
  linkEnded: [
    { ...at, cause: 'expired' },
    { ...at, cause: 'used-up' },
    { ...at, cause: 'revoked' },
  ],
  downloadNotFound: [{ ...at, options: ['OPTION-1', 'OPTION-2'] }],
  editionNotFound: [{ query: 'QUERY', editions: ['2021-01', '2021-03'] }],
  nothingToChoose: [{ customer: at.customer }],
  topicNotFound: [{ query: 'QUERY', topics: ['TOPIC-1', 'TOPIC-2'] }],
  interrupted: [{}, { placed: { ...placed, orders: ['ORDER-1', 'ORDER-2'] } }],
  terminated: [{}, { placed }],
};

/** Each example with its code. */
export const eachFailure: readonly { readonly code: ErrorCode; readonly details: object }[] = Object.entries(
  sampleFailures,
).flatMap(([code, examples]) => examples.map((details) => ({ code: code as ErrorCode, details })));
