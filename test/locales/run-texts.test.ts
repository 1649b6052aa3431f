/** What bulk runs say, in every language: whole, with everything that was put in. */
import { langs } from '../../src/core/ports/environment.ts';
import { loadRunTexts } from '../../src/locales/messages.ts';

const at = Date.UTC(2026, 10, 21, 16, 30, 0);
const kinds = ['cancel', 'buy'] as const;
const runId = 'ab12cd34';
const counts = {
  cancelled: 21,
  ordered: 22,
  alreadyOrdered: 23,
  repeated: 31,
  already: 24,
  refused: 25,
  unknown: 26,
  left: 27,
};
const ended = { done: 11, refused: 44, left: 22, inDoubt: 33 };
const noCounts = {
  cancelled: 0,
  ordered: 0,
  alreadyOrdered: 0,
  repeated: 0,
  already: 0,
  refused: 0,
  unknown: 0,
  left: 0,
};
const counted = kinds.flatMap((kind) => [1, 22].map((count) => ({ runId, kind, count })));
const progress = [
  { done: 12, total: 500, minutesLeft: 2 },
  { done: 499, total: 500, minutesLeft: 0 },
  { done: 12, total: null, minutesLeft: null },
];

/** Details for each message that takes some: numbers above nine and words in capitals must be found again. */
const examples: { readonly [path: string]: readonly object[] } = {
  mended: [
    { count: 1, lines: [17] },
    { count: 9, lines: [17, 23] },
  ],
  read: [
    { file: 'FILE', lines: 22, skipped: 0, repeats: 0 },
    { file: 'FILE', lines: 222, skipped: 11, repeats: 33 },
  ],
  planning: progress,
  quoting: progress,
  buying: [0, 33].flatMap((inDoubt) => progress.map((far) => ({ ...far, inDoubt }))),
  cancelling: [0, 33].flatMap((inDoubt) => progress.map((far) => ({ ...far, inDoubt }))),
  looksFirst: counted.flatMap(({ kind, count }) => [18, null].map((minutes) => ({ kind, count, minutes }))),
  plan: [
    { eligible: 0, already: 11, refused: 22, credit: [], paid: [] },
    { eligible: 33, already: 0, refused: 0, credit: [], paid: [] },
    { eligible: 1, already: 11, refused: 22, credit: ['CREDIT'], paid: ['PAID'] },
  ],
  refusedFor: [
    { reason: 'REASON', count: 1 },
    { reason: 'REASON', count: 22 },
  ],
  planWritten: [{ path: 'PATH', command: 'COMMAND' }],
  typeCount: [{ count: 22, customers: 33, credit: 'CREDIT' }],
  typeToGoOn: counted,
  buyPlan: [true, false].flatMap((flag) => [
    { lines: 0, refused: 11, repeats: 22, repeated: 44, areSkipped: flag, total: [], isPartial: false },
    { lines: 33, refused: 0, repeats: 22, repeated: 0, areSkipped: flag, total: ['TOTAL'], isPartial: flag },
  ]),
  repeat: [{ line: 22, reason: 'REASON' }],
  repeated: [{ line: 33, first: 22 }],
  typeCountBuy: [{ count: 22, customers: 33, total: 'TOTAL' }],
  continues: kinds.flatMap((kind) => [
    { runId, kind, left: 22, inDoubt: 0 },
    { runId, kind, left: 22, inDoubt: 33 },
    { runId, kind, left: 0, inDoubt: 33 },
  ]),
  finishedBefore: kinds.map((kind) => ({ runId, kind, at, done: 22 })),
  begins: counted,
  awaiting: [{ count: 22 }],
  toDoIt: [{ command: 'COMMAND' }],
  looks: kinds.flatMap((kind) => [
    { kind, count: 22, minutes: 33 },
    { kind, count: 22, minutes: null },
  ]),
  elsewhere: counted,
  takenUp: counted.map((each) => ({ ...each, command: 'csp runs show RUN' })),
  boughtBy: [{ runId }],
  lastWords: counted,
  summary: [
    { runId, ...counts, failed: 29, takenOff: 28, total: 222 },
    { runId, ...noCounts, total: 222 },
  ],
  stopped: [{ runId, ...ended }],
  stoppedAtRefusal: kinds.map((kind) => ({ runId, kind, flag: 'FLAG', command: 'COMMAND', ...ended })),
  listed: [{ shown: 20, total: 222 }],
  written: (['results', 'summary'] as const).map((what) => ({ what, path: 'PATH' })),
  unwritten: [{ command: 'COMMAND' }],
  refundRequests: [{ count: 22, folder: 'FOLDER' }],
  waiting: [{ count: 22, until: at }],
  notShown: [{ count: 22 }],
  dropped: counted,
  resolved: [true, false].map((isDone) => ({ runId, line: 22, isDone })),
  sameAs: [{ line: 22 }],
  byRun: [{ runId }],
  edited: [{ file: 'orders.csv' }],
  'report.heading': kinds.map((kind) => ({ runId, kind })),
  'report.creditUnknown': [{ orders: 22 }],
  'report.open': [
    { shown: 50, total: 222 },
    { shown: 22, total: 22 },
  ],
  'report.goOn': [{ lines: 22 }],
  'report.lookAt': [{ lines: 22 }],
  'report.ask': [{ orders: 22 }],
  'report.takenOff': [{ count: 22 }],
  'report.noRefunds': [{ runId }],
  'report.neverSent': counted.flatMap((one) => [null, 'FILE'].map((file) => ({ ...one, at, file }))),
  'report.askDrop': [{ runId }],
  'report.notSeen': [
    { kind: 'cancel', customer: 'CUSTOMER', orderId: 'ORDER' },
    { kind: 'buy', customer: 'CUSTOMER', orderId: null },
  ],
  'report.wouldDrop': counted,
  'report.wouldResolve': [{ runId, line: 22 }],
};

const leavesOf = (value: unknown, path: string): readonly (readonly [path: string, value: unknown])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`))
    : [[path, value]];

const markers = (details: object): readonly string[] =>
  Object.values(details)
    .flat()
    .flatMap((value) => (typeof value === 'number' && (value < 10 || value === at) ? [] : [value]))
    .filter((value) => typeof value === 'number' || /^([A-Z]+|ab12cd34)$/.test(String(value)))
    .map(String);

test.each(langs)('when runs speak %s, then each sentence is whole and holds what was put in', async (lang) => {
  for (const [path, value] of leavesOf(await loadRunTexts(lang), '')) {
    const sentences =
      typeof value === 'function' ? (examples[path] ?? []).map((details) => [value(details), details]) : [[value, {}]];
    expect([path, sentences.length > 0]).toEqual([path, true]);
    for (const [sentence, details] of sentences) {
      expect([path, /undefined|NaN|\[object|null|Invalid Date/.test(sentence) || sentence.trim() === '']).toEqual([
        path,
        false,
      ]);
      expect([path, markers(details).filter((marker) => !sentence.includes(marker))]).toEqual([path, []]);
    }
  }
});

test('when examples are listed, then each belongs to a sentence', async () => {
  const functions = leavesOf(await loadRunTexts('en'), '').flatMap(([path, value]) =>
    typeof value === 'function' ? [path] : [],
  );
  expect(Object.keys(examples).toSorted()).toEqual(functions.toSorted());
});
