/** How bulk runs and their rows are shown. */
import type { RunOutcome, RunRow } from '../core/operations/bulk/run-report.ts';
import { isAsAsked } from '../core/operations/bulk/tally-run.ts';
import type { Tone, View } from '../core/ports/environment.ts';
import type { Run, RunKind, StateCounts } from '../core/ports/journal.ts';
import type { Money } from '../core/rules/money.ts';
import { orderWord } from '../core/rules/order-reference.ts';
import type { Suggest } from '../core/rules/suggestion.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';
import type { Messages, RunTexts } from '../locales/messages.ts';
import { tableInstant, tableMoney } from '../terminal/format.ts';
import { failureText } from './failure-text.ts';
import { instantJson, moneyJson, openWords } from './order-words.ts';
import type { Rows } from './rows.ts';

/** What rows of runs are worded with. */
export interface RunWords {
  readonly messages: Messages;
  /** For machine formats. */
  readonly english: Messages;
  readonly texts: RunTexts;
  readonly suggest: Suggest;
  readonly errors: { readonly own: ErrorTexts; readonly english: ErrorTexts };
}

export const runFields: readonly string[] = [
  'inputLine',
  'environment',
  'customerId',
  'orderId',
  'line',
  'outcome',
  'code',
  'message',
  'credit.amount',
  'credit.currency',
  'visibleBy',
  'requestId',
  'run',
  'attempts',
  'sameAsLine',
  'byRun',
  'productId',
  'skuId',
  'quantity',
  'term',
  'billingCycle',
  'poNumber',
  'total.amount',
  'total.currency',
];

const tones: { readonly [O in RunOutcome]: Tone } = {
  cancelled: 'good',
  'already-cancelled': 'dim',
  'would-cancel': 'plain',
  refused: 'warn',
  unknown: 'bad',
  failed: 'bad',
  'not-tried': 'dim',
  ordered: 'good',
  'already-ordered': 'dim',
  'would-order': 'plain',
  repeated: 'dim',
};

export const outcomeWord = ({ messages, texts }: Pick<RunWords, 'messages' | 'texts'>, outcome: RunOutcome): string =>
  ({ ...messages.text.outcome, ...texts.outcome })[outcome];

/**
 * One row a line of the input. Machine formats have the same fields for cancellations and purchases. What was named on the
 * command line has no number there, and one customer.
 */
export const runRowView = (
  { messages, english, texts, errors }: RunWords,
  kind: RunKind,
  isNamed = false,
): View<RunRow> => ({
  json: (row) => ({
    inputLine: row.inputLine,
    environment: row.world,
    customerId: row.customerId,
    orderId: row.orderId,
    line: row.line,
    outcome: row.outcome,
    code: row.failure?.code ?? null,
    message: messageOf(english, errors.english, row),
    credit: moneyJson(row.credit),
    visibleBy: instantJson(row.visibleBy),
    requestId: row.requestId,
    run: row.runId,
    attempts: row.attempts,
    sameAsLine: row.sameAsLine,
    byRun: row.byRun,
    productId: row.purchase?.productId ?? null,
    skuId: row.purchase?.skuId ?? null,
    quantity: row.purchase?.quantity ?? null,
    term: row.purchase?.term ?? null,
    billingCycle: row.purchase?.billingCycle === 'unknown' ? null : (row.purchase?.billingCycle ?? null),
    poNumber: row.purchase?.poNumber ?? null,
    total: moneyJson(row.purchase?.total ?? null),
  }),
  fields: runFields,
  id: ({ orderId, line }) => (line === null || orderId === null ? (orderId ?? '') : orderWord(orderId, line)),
  columns: [
    ...(isNamed ? [] : inputColumns({ messages, texts })),
    ...(kind === 'buy' ? boughtColumns(messages) : orderColumns(messages)),
    {
      title: messages.text.title.outcome,
      cell: ({ outcome }) => ({ text: outcomeWord({ messages, texts }, outcome), tone: tones[outcome] }),
      priority: 1,
    },
    {
      title: kind === 'buy' ? messages.text.title.price : messages.text.title.credit,
      cell: ({ credit, purchase }) => amountCell(kind === 'buy' ? (purchase?.total ?? null) : credit),
      align: 'right',
      priority: 5,
    },
    {
      title: messages.text.title.message,
      cell: (row) => remarkOn({ messages, texts, errors }, row),
      priority: 2,
      shrinkTo: kind === 'buy' ? 14 : 20,
    },
  ],
  empty: '',
});

const inputColumns = ({ messages, texts }: Pick<RunWords, 'messages' | 'texts'>): View<RunRow>['columns'] => [
  { title: texts.title.input, cell: ({ inputLine }) => String(inputLine), align: 'right', priority: 1 },
  { title: messages.text.title.customer, cell: ({ customerName }) => customerName, priority: 3, shrinkTo: 12 },
];

const orderColumns = ({ text }: Messages): View<RunRow>['columns'] => [
  { title: text.title.order, cell: ({ shownAs }) => shownAs, priority: 1, shrinkTo: 12 },
  { title: text.title.line, cell: ({ line }) => (line === null ? '–' : String(line)), align: 'right', priority: 4 },
];

const boughtColumns = ({ text }: Messages): View<RunRow>['columns'] => [
  { title: text.title.product, cell: ({ shownAs }) => shownAs, priority: 1, shrinkTo: 12 },
  { title: text.title.order, cell: ({ orderId }) => orderId ?? '–', priority: 4, shrinkTo: 12 },
];

const amountCell = (money: Money | null): string => (money === null ? '–' : tableMoney(money));

/** What is wrong, or who else has done it, and which lines of the order could be cancelled all the same. */
export const messageOf = ({ text }: Messages, errors: ErrorTexts, row: RunRow): string | null => {
  const { failure, openLines, shownAs } = row;
  if (failure === null) return row.isForeign ? text.cancel.foreign : null;
  const why = failureText(errors, failure);
  return openLines.length === 0 ? why : `${why} ${text.cancel.oneByOne(openWords(shownAs, openLines))}`;
};

/** Why a row is as it is, for people. */
export const remarkOn = ({ messages, texts, errors }: Omit<RunWords, 'english' | 'suggest'>, row: RunRow): string =>
  [
    messageOf(messages, errors.own, row) ?? '',
    row.sameAsLine === null ? '' : texts.sameAs({ line: row.sameAsLine }),
    row.byRun === null ? '' : texts.byRun({ runId: row.byRun }),
  ]
    .filter(Boolean)
    .join(' · ');

const mostOnScreen = 20;

/** What a person sees of a run's rows on a terminal: the first that are not as asked. Machines get them all. */
export const firstOpen = async (
  rows: Rows<RunRow>,
  onOpen: (row: RunRow) => void,
): Promise<{ readonly shown: readonly RunRow[]; readonly total: number }> => {
  const shown: RunRow[] = [];
  let total = 0;
  for await (const row of rows) {
    if (isAsAsked(row)) continue;
    total += 1;
    onOpen(row);
    if (shown.length < mostOnScreen) shown.push(row);
  }
  return { shown, total };
};

export interface ShownRun {
  readonly run: Run;
  readonly lines: number;
  readonly counts: StateCounts;
}

export const runListFields: readonly string[] = [
  'id',
  'kind',
  'createdAt',
  'finishedAt',
  'source',
  'actor',
  'lines',
  'orders.done',
  'orders.already',
  'orders.refused',
  'orders.inDoubt',
  'orders.left',
  'orders.dropped',
];

/** One row a run. */
export const runListView = (texts: RunTexts): View<ShownRun> => ({
  json: ({ run, lines, counts }) => ({
    id: run.id,
    kind: run.kind,
    createdAt: instantJson(run.createdAt),
    finishedAt: instantJson(run.finishedAt),
    source: run.source,
    actor: run.actor,
    lines,
    orders: countOrders(counts),
  }),
  fields: runListFields,
  id: ({ run }) => run.id,
  columns: [
    { title: texts.title.run, cell: ({ run }) => run.id, priority: 1 },
    { title: texts.title.kind, cell: ({ run }) => texts.kind[run.kind], priority: 2 },
    { title: texts.title.began, cell: ({ run }) => tableInstant(run.createdAt), priority: 1 },
    {
      title: texts.title.finished,
      cell: ({ run }) =>
        run.finishedAt === null ? { text: texts.unfinished, tone: 'warn' } : tableInstant(run.finishedAt),
      priority: 3,
    },
    { title: texts.title.lines, cell: ({ lines }) => String(lines), align: 'right', priority: 4 },
    { title: texts.title.progress, cell: ({ counts }) => progressOf(counts), align: 'right', priority: 2 },
    countColumn(texts.title.refused, ({ refused }) => refused),
    countColumn(texts.title.inDoubt, ({ inDoubt }) => inDoubt),
    { title: texts.title.file, cell: ({ run }) => run.source ?? '–', priority: 5, shrinkTo: 12 },
  ],
  empty: texts.none,
});

type OrderCounts = ReturnType<typeof countOrders>;

const countColumn = (title: string, count: (orders: OrderCounts) => number): View<ShownRun>['columns'][number] => ({
  title,
  cell: ({ counts }) => {
    const found = count(countOrders(counts));
    return found === 0 ? '–' : { text: String(found), tone: 'warn' };
  },
  align: 'right',
  priority: 2,
});

const countOrders = (counts: StateCounts) => ({
  done: counts.done,
  already: counts.noop,
  refused: counts.refused,
  inDoubt: counts.sent + counts.accepted + counts.unknown,
  left: counts.ready + counts.cart + counts.elsewhere,
  dropped: counts.dropped,
});

const progressOf = (counts: StateCounts): string => {
  const { done, already, refused, inDoubt, left, dropped } = countOrders(counts);
  const rested = done + already + refused + dropped;
  return `${rested} / ${rested + inDoubt + left}`;
};
