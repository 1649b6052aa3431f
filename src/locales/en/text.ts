/** What commands say while they work: titles of columns, words for states, narration and questions. */
import type { Instant } from '../../core/ports/environment.ts';
import type { Money } from '../../core/rules/money.ts';
import { megabytes, proseDuration, proseInstant, proseMoney } from '../../terminal/format.ts';
import { countryName } from '../market-name.ts';
import { plural } from '../plural.ts';
import { config } from './config.ts';
import { failureLines } from './failure-lines.ts';
import { policy } from './policy.ts';
import { queryFailed } from './query-faults.ts';
import { roleNames } from './role-names.ts';
import { sandbox } from './sandbox.ts';
import { signIn } from './sign-in.ts';
import { statuses } from './statuses.ts';
import { trace } from './trace.ts';

const money = (amount: Money): string => proseMoney(amount, 'en');
const orders = (count: number): string => plural('en', count, { one: '# order', other: '# orders' });

export const text = {
  /** Titles of columns and of the rows of a record. */
  title: {
    savedFile: 'File',
    operation: 'Call',
    fault: 'Fault',
    hits: 'Hits',
    customer: 'Customer',
    name: 'Name',
    domain: 'Domain',
    tenant: 'Tenant id',
    country: 'Country',
    product: 'Product',
    productId: 'Product id',
    sku: 'SKU',
    kind: 'Kind',
    term: 'Term',
    billing: 'Billing',
    price: 'Price',
    order: 'Order',
    line: 'Line',
    quantity: 'Qty',
    purchased: 'Purchased',
    status: 'Status',
    total: 'Total',
    cancelUntil: 'Cancel until',
    daysLeft: 'Days',
    refund: 'Refund',
    key: 'Key',
    outcome: 'Outcome',
    credit: 'Credit',
    message: 'Message',
    link: 'Link',
    expires: 'Expires',
    downloadsLeft: 'Downloads left',
    version: 'Version',
    language: 'Language',
    fileType: 'File type',
    at: 'When',
    event: 'Event',
    user: 'User',
    details: 'Details',
    setting: 'Setting',
    value: 'Value',
    origin: 'Origin',
    edition: 'Edition',
    from: 'In force from',
    windows: 'To cancel',
    keys: 'Keys',
    links: 'Links',
    source: 'Source',
    rule: 'Rule',
    path: 'Path',
    clock: 'Clock',
    identity: 'Signed in as',
    roles: 'Roles',
    customers: 'Customers',
    products: 'Products',
    orders: 'Orders',
  },
  ...statuses,
  kind: {
    perpetual: 'perpetual',
    subscription: 'subscription',
    esu: 'ESU',
    'linux-plan': 'Linux plan',
    reservation: 'reservation',
  },
  outcome: {
    cancelled: 'cancelled',
    'already-cancelled': 'was cancelled already',
    'would-cancel': 'would be cancelled',
    refused: 'refused',
    unknown: 'unknown',
    failed: 'failed',
    'not-tried': 'not tried',
  },
  keyAccess: { partner: 'yes', customer: 'customer only', none: '–' },
  event: { key: 'key', link: 'link', purchase: 'purchase', cancel: 'cancel' },
  refundKind: { full: 'full', prorated: 'prorated', unknown: 'Microsoft decides', none: 'none' },
  /** A number of something, such as the lines of an order. */
  item: (d: { quantity: number | null; title: string }) => `${d.quantity ?? '?'} × ${d.title}`,
  /** Between two sentences. */
  sentenceGap: ' ' as string,
  /** Where the value of a setting comes from. */
  origin: {
    flag: 'flag',
    environment: 'environment',
    project: 'project file',
    profile: 'profile',
    user: 'settings file',
    default: 'default',
    unset: 'not set',
    refused: 'not for a project’s file',
    unknown: 'no setting',
  },
  role: roleNames,
  noPrices: (d: { country: string }) => `Nothing is sold in ${countryName(d.country, 'en')} here: it has no prices.`,
  unknownPrice: 'unknown',
  tax: (included: boolean): string => (included ? 'tax included' : 'without tax'),
  droppedColumns: (d: { columns: readonly string[] }) => `Not shown: ${d.columns.join(', ')}. See --fields, -o json.`,
  queryFailed,

  empty: {
    software: 'Nothing matches.',
    customers: 'No customer matches.',
    catalog: 'Nothing in the catalogue matches.',
    orders: 'This customer has no orders.',
    links: 'No link ends within this time.',
    activity: 'Nothing of this kind happened in this range. See every kind with --event all.',
    settings: 'No settings.',
  },

  software: {
    limited: (d: { shown: number; all: number }) =>
      `${d.shown} of ${plural('en', d.all, { one: '# line', other: '# lines' })} shown.`,
    progress: (d: { done: number; total: number | null; minutesLeft: number | null }) =>
      d.total === null
        ? plural('en', d.done, { one: '# customer', other: '# customers' })
        : `${d.done.toLocaleString('en')} of ${plural('en', d.total, { one: '# customer', other: '# customers' })}${minutesLeft(d.minutesLeft)}`,
    summary: (d: { cancellable: number; next: Instant | null }) =>
      d.next === null
        ? 'None of these can be cancelled now.'
        : `${plural('en', d.cancellable, { one: '# line', other: '# lines' })} can still be cancelled; first deadline: ${proseInstant(d.next, 'en')}.`,
  },

  ask: {
    customer: 'Which customer?',
    product: 'Which product?',
    sku: 'Which SKU?',
    quantity: 'How many?',
    quantityRange: (d: { minimum: number; maximum: number }) => `A whole number from ${d.minimum} to ${d.maximum}.`,
    order: 'Which order?',
    line: 'Which line?',
    version: 'Which version?',
    language: 'In which language?',
    fileType: 'Which file type?',
    cancelReason: 'Why is it cancelled?',
    refundReason: 'Why does the customer want the refund?',
  },

  prompt: {
    yes: 'yes',
    no: 'no',
    yesNo: 'y/N',
    answerYesNo: 'Please answer y or n.',
    answerNeeded: 'An answer is needed.',
    hint: 'type to search, ↑↓ to move, ⏎ to choose',
    nothingFound: 'Nothing matches.',
  },

  buy: {
    quote: (d: {
      quantity: number;
      title: string;
      customer: string;
      country: string;
      price: string | null;
      tax: string;
    }) =>
      `${d.quantity} × ${d.title}\nfor ${d.customer} (${d.country}): ${d.price === null ? 'the service states no price' : `${d.price}, ${d.tax}`}`,
    question: (d: { quantity: number; title: string; customer: string; price: string | null }) =>
      d.price === null
        ? `Order ${d.quantity} × ${d.title} for ${d.customer}, although the service states no price?`
        : `Order ${d.quantity} × ${d.title} for ${d.customer} at ${d.price}?`,
    dryRun: 'Dry run: nothing was ordered.',
    ordered: (d: { orders: string; requestId: string }) => `Ordered: ${d.orders}. Request id: ${d.requestId}.`,
    pending: (d: { command: string }) => `It is being fulfilled. To look how far it is:\n${d.command}`,
    waiting: 'Waiting until it is fulfilled …',
    fulfilled: (d: { orders: string }) => `Fulfilled: ${d.orders}.`,
  },

  cancel: {
    line: (d: { title: string; quantity: number | null; orderId: string; line: number }) =>
      `${d.quantity ?? '?'} × ${d.title} (order ${d.orderId}, line ${d.line})`,
    cancelledLine: (d: { title: string; orderId: string; line: number }) =>
      `${d.title} (order ${d.orderId}, line ${d.line}) was cancelled already.`,
    alreadyOrder: (d: { orderId: string }) => `Order ${d.orderId} was cancelled already.`,
    anyway: 'The service is asked all the same (--try-anyway); it decides.',
    deadline: (d: { msLeft: number; cancelBy: Instant; isService: boolean }) =>
      `  Time left: ${proseDuration(d.msLeft, 'en')}, until ${proseInstant(d.cancelBy, 'en')}${d.isService ? ' (deadline set by the service)' : ''}`,
    credit: (d: { kind: 'full' | 'prorated' | 'unknown' | 'none'; amount: Money | null }) =>
      d.kind === 'unknown'
        ? '  Credit: Microsoft decides'
        : `  Credit: ${d.amount === null ? 'amount unknown' : money(d.amount)} (${d.kind === 'full' ? 'the full price' : 'for the time not used'}), on the next monthly invoice; no fee`,
    effects:
      'What cancelling does:\n' +
      '  - every product key and download link of the purchase is revoked;\n' +
      '  - you and the customer must stop using the software, uninstall it, and delete downloads and links;\n' +
      '  - it cannot be undone.',
    acknowledge: 'I have read what cancelling does.',
    question: (d: { customer: string; orderId: string; lines: number; credit: string | null }) =>
      `Cancel ${plural('en', d.lines, { one: '# line', other: '# lines' })} of order ${d.orderId} of ${d.customer}${d.credit === null ? '' : `, credit ${d.credit}`}?`,
    typeCount: (d: { customer: string; count: number; credit: string | null }) =>
      `This cancels ${orders(d.count)} of ${d.customer}${d.credit === null ? '' : `, credit ${d.credit}`}. Type the number of orders to go on:`,
    dryRun: 'Dry run: nothing was cancelled.',
    done: (d: { lines: number }) =>
      `Cancelled ${plural('en', d.lines, { one: '# line', other: '# lines' })}. Lists may show it up to 15 minutes later.`,
    already: 'It was cancelled already.',
    foreign: 'Cancelled already, and not from this machine.',
    oneByOne: (d: { orderId: string; lines: readonly string[] }) =>
      `Another line of order ${d.orderId} may not be cancelled. Name what can be, by itself: ${d.lines.join(', ')}.`,
  },

  key: {
    onePerLine: 'This order line has one key, whatever the version, language and file type.',
    masked: 'Only the last characters are shown. See the whole key with --reveal, or use --copy or --out-file.',
    copied: (d: { by: string }) => clipboardLine('The key', d.by),
    saved: (d: { path: string }) => `The key was saved to ${d.path}; only you can read the file.`,
  },

  link: {
    saved: (d: { path: string }) => `The link was saved to ${d.path}; only you can read the file.`,
    progress: (d: { done: number; total: number; minutesLeft: number | null }) =>
      `${megabytes(d.done)} of ${megabytes(d.total)} MB${minutesLeft(d.minutesLeft)}`,
    unchecked: 'Its server states no checksum, so the file is unchecked.',
    partKept: (d: { path: string; bytes: number }) =>
      `What came so far, ${megabytes(d.bytes)} MB, is kept in ${d.path}. The same command goes on from there.`,
    resumed: (d: { bytes: number }) => `Going on after ${megabytes(d.bytes)} MB that were there already.`,
    copied: (d: { by: string }) => clipboardLine('The link', d.by),
    messageCopied: (d: { by: string }) => clipboardLine('The message', d.by),
    notCopied: 'There is no clipboard here, so the link is printed.',
    warning: 'Whoever has this link can download the software. Pass it on with care.',
    expires: (d: { at: Instant }) => `It ends on ${proseInstant(d.at, 'en')}.`,
    expiresAfterFirst: (d: { days: number }) => `It ends ${d.days} days after the first download.`,
    left: (d: { count: number }) =>
      `${plural('en', d.count, { one: '# download is', other: '# downloads are' })} left.`,
    notInApi: 'Partner Center’s API has no downloads. Here the customer’s own Global admin finds them.',
    portal: (d: { edition: string }) =>
      `Under edition ${d.edition} only the customer downloads. This is the customer’s own way in; a Global admin of the customer must be signed in.`,
    message: (d: { customer: string; title: string; url: string; ends: string | null }) =>
      `Hello,\n\nYou can download ${d.title} for ${d.customer} here:\n\n${d.url}\n\n${d.ends === null ? '' : `${d.ends} `}Please do not pass the link on: whoever has it can download the software.\n`,
    messagePortal: (d: { customer: string; title: string; url: string; helpUrl: string }) =>
      `Hello,\n\nThe product key and the downloads of ${d.title} for ${d.customer} are in the Microsoft 365 admin center, under Billing → Your products → Software. A Global admin must sign in:\n\n${d.url}\n\nHow it is done: ${d.helpUrl}\n`,
  },

  activity: {
    failed: 'failed',
    beyondKept:
      'The service keeps its records for 90 days. What is older is shown only where --sync kept it on this machine.',
    synced: (d: { count: number }) =>
      `${plural('en', d.count, { one: '# new record is', other: '# new records are' })} now kept on this machine.`,
    wouldSync: (d: { count: number }) =>
      `Dry run: ${plural('en', d.count, { one: '# new record', other: '# new records' })} would be kept on this machine.`,
    archived: (d: { count: number; until: Instant }) =>
      `${plural('en', d.count, { one: '# of these records is', other: '# of these records are' })} kept on this machine only, up to ${proseInstant(d.until, 'en')}: the service no longer has them.`,
    sound: (d: { events: number }) =>
      `Sound: ${plural('en', d.events, { one: '# entry', other: '# entries' })}, none edited.`,
  },

  policy,

  config,
  sandbox,
  signIn,
  trace,

  error: {
    label: 'Error: ',
    tryLabel: 'Try: ',
  },
  failureLines,
};

function clipboardLine(what: string, by: string): string {
  return by === 'osc52'
    ? `${what} was sent to your terminal’s clipboard; not every terminal accepts it.`
    : `${what} is on the clipboard.`;
}

const minutesLeft = (minutes: number | null): string => {
  if (minutes === null) return '';
  return minutes === 0
    ? ', less than a minute left'
    : `, about ${plural('en', minutes, { one: '# minute', other: '# minutes' })} left`;
};
