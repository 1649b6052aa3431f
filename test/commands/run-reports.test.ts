/** What CI servers are given: JUnit and Markdown, whatever the data says. */

import { failureText } from '../../src/commands/failure-text.ts';
import { junitPieces } from '../../src/commands/run-junit.ts';
import { summaryText } from '../../src/commands/run-summary.ts';
import type { RunRow } from '../../src/core/operations/bulk/run-report.ts';
import { tallyRun } from '../../src/core/operations/bulk/tally-run.ts';
import type { Lang } from '../../src/core/ports/environment.ts';
import type { Run } from '../../src/core/ports/journal.ts';
import { createSuggest } from '../../src/core/rules/suggestion.ts';
import { loadErrorTexts, loadMessages, loadRunTexts } from '../../src/locales/messages.ts';
import { collect, hourMs, today } from '../operations/operations-bench.ts';

const run: Run = {
  id: 'ab12cd34',
  kind: 'cancel',
  environment: 'sandbox|tenant',
  manifest: 'm',
  source: null,
  actor: 'aiko@partner.example.com',
  createdAt: today,
  facts: {},
  pid: null,
  correlationId: null,
  finishedAt: today + hourMs,
};

const rowOf = (inputLine: number, changes: Partial<RunRow> = {}): RunRow => ({
  runId: run.id,
  inputLine,
  world: 'sandbox',
  customerId: '45411344-b09d-47e7-9653-542006bf9766',
  customerName: 'contoso.onmicrosoft.com',
  orderId: `order-${inputLine}`,
  shownAs: `c${inputLine}`,
  line: null,
  outcome: 'cancelled',
  failure: null,
  openLines: [],
  credit: { amount: '12.50', currency: 'EUR' },
  visibleBy: null,
  requestId: null,
  attempts: 1,
  settledAt: null,
  sameAsLine: null,
  isFirst: true,
  byRun: null,
  isForeign: false,
  purchase: null,
  ...changes,
});

async function* streamOf(rows: readonly RunRow[]): AsyncGenerator<RunRow> {
  yield* rows;
}

const refusal: Partial<RunRow> = {
  outcome: 'refused',
  credit: null,
  failure: {
    code: 'supportRequestOnly',
    details: { customer: 'c', orderId: 'o', rule: 'esu', edition: '2021-06', source: 'P1' },
  },
};
const doubt: Partial<RunRow> = {
  outcome: 'unknown',
  credit: null,
  failure: { code: 'outcomeUnknown', details: { customer: 'c', orderId: 'o', requestId: 'r', reason: 'answerLost' } },
};
const hostile =
  '<img src=x onerror=alert(1)>|a`b`\n# heading\u0000\u202e&amp; https://evil.example www.evil.example ]]>';

const tell = async ({ failure }: Partial<RunRow>): Promise<string> => {
  if (failure === undefined || failure === null) throw new Error('nothing failed');
  return failureText(await loadErrorTexts('en'), failure);
};

const wordsIn = async (lang: Lang) => ({
  messages: await loadMessages(lang),
  english: await loadMessages('en'),
  texts: await loadRunTexts(lang),
  suggest: createSuggest({}),
  errors: { own: await loadErrorTexts(lang), english: await loadErrorTexts('en') },
});

const junitOf = async (rows: readonly RunRow[]): Promise<string> => {
  const tally = await tallyRun(streamOf(rows));
  return (await collect(junitPieces(run, tally, streamOf(rows), await wordsIn('en')))).join('');
};

const summaryOf = async (rows: readonly RunRow[], lang: Lang = 'en', of = run): Promise<string> => {
  return summaryText(await wordsIn(lang), lang, of, await tallyRun(streamOf(rows)));
};

test('JUnit: every outcome is what CI servers take it for', async () => {
  const rows = [
    rowOf(1, { line: 3 }),
    rowOf(2, { outcome: 'already-cancelled' }),
    rowOf(3, refusal),
    rowOf(4, doubt),
    rowOf(5, { outcome: 'not-tried', credit: null }),
    rowOf(6, { outcome: 'failed', credit: null }),
  ];
  expect(await junitOf(rows)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="csp run ab12cd34" tests="6" failures="2" errors="2">
  <testsuite name="csp run ab12cd34" tests="6" failures="2" errors="2" skipped="0" timestamp="2026-11-21T10:00:00Z">
    <testcase classname="contoso.onmicrosoft.com" name="line 1: c1/3"/>
    <testcase classname="contoso.onmicrosoft.com" name="line 2: c2">
      <system-out>already-cancelled</system-out>
    </testcase>
    <testcase classname="contoso.onmicrosoft.com" name="line 3: c3">
      <failure type="supportRequestOnly" message="${await tell(refusal)}"/>
    </testcase>
    <testcase classname="contoso.onmicrosoft.com" name="line 4: c4">
      <error type="outcomeUnknown" message="${await tell(doubt)}"/>
    </testcase>
    <testcase classname="contoso.onmicrosoft.com" name="line 5: c5">
      <error type="not-tried" message="not-tried"/>
    </testcase>
    <testcase classname="contoso.onmicrosoft.com" name="line 6: c6">
      <failure type="failed" message="failed"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('JUnit: data stays data', async () => {
  const xml = await junitOf([rowOf(1, { customerName: hostile, shownAs: '"/><evil a=\'\ud800\uffff' })]);
  expect(xml.split('\n')[3]).toBe(
    '    <testcase classname="&lt;img src=x onerror=alert(1)&gt;|a`b` # heading&amp;amp; https://evil.example www.evil.example ]]&gt;" name="line 1: &quot;/&gt;&lt;evil a=&#39;"/>',
  );
});

test('the summary counts, sums by currency, and names what to do', async () => {
  const rows = [
    rowOf(1),
    rowOf(2),
    rowOf(3, { credit: { amount: '900', currency: 'JPY' } }),
    rowOf(4, { credit: null }),
    rowOf(5, { credit: null, sameAsLine: 1, isFirst: false }),
    rowOf(6, refusal),
    rowOf(7, { ...doubt, line: 2 }),
  ];
  expect(await summaryOf(rows)).toBe(
    `<!-- csp run ab12cd34 -->
# Bulk cancellation, run ab12cd34

| Run | ab12cd34 |
| --- | --- |
| Environment | sandbox\\|tenant |
| Signed in as | aiko@partner.example.com |
| Began | 21 November 2026 10:00 UTC |
| Finished | 21 November 2026 11:00 UTC |
| Credit, estimated | EUR 25.00, JPY 900, unknown for 1 order |

## Outcomes

| Outcome | Lines |
| --- | --- |
| cancelled | 5 |
| refused | 1 |
| unknown | 1 |

## Not done: 2 lines

| Input | Customer | Order | Outcome | Message |
| --- | --- | --- | --- | --- |
| 6 | contoso.onmicrosoft.com | c6 | refused | ${await tell(refusal)} |
| 7 | contoso.onmicrosoft.com | c7/2 | unknown | ${await tell(doubt)} |

## What to do next

- 1 line unknown: run the same command again, or look in Partner Center and record what you find: \`csp runs resolve ab12cd34 --line N --as 'done|not-done' --reason TEXT\`
- 1 order refused that a support request may help: \`csp support-request --from-run ab12cd34\`
`
      .replaceAll('EUR 25', 'EUR\u00a025')
      .replaceAll('JPY 900', 'JPY\u00a0900'),
  );
});

test('the summary shows 50 rows, and says of how many', async () => {
  const text = await summaryOf(Array.from({ length: 120 }, (_, at) => rowOf(at + 1, refusal)));
  expect(text).toContain('## Not done: the first 50 of 120 lines\n');
  expect(text.match(/ refused \|/g)).toHaveLength(51);
});

test('the summary of a run that is not finished says to go on; of one without a fault, that nothing is left', async () => {
  const left = await summaryOf([rowOf(1, { outcome: 'not-tried', credit: null })], 'en', { ...run, finishedAt: null });
  expect(left).toContain('- 1 line not tried: run the same command again.');
  expect(await summaryOf([rowOf(1)])).toContain('\nNothing: every line is done.\n');
});

test('the summary makes neither HTML nor links nor cells of data', async () => {
  const text = await summaryOf([rowOf(1, { ...refusal, customerName: hostile })]);
  const row = text.split('\n').find((line) => line.startsWith('| 1 |')) ?? '';
  expect(row.split(' | ')[1]).toBe(
    '\\<img src=x onerror=alert(1)\\>\\|a\\`b\\` \\# heading\u0000\u202e\\&amp; https\\://evil.example www\\.evil.example \\]\\]\\>',
  );
});

test.each<[Lang, string]>([
  ['ja', '# 一括キャンセル (実行 ab12cd34)'],
  ['zh-TW', '# 批次取消，執行 ab12cd34'],
  ['ru', '# Пакетная отмена, запуск ab12cd34'],
])('the summary in %s', async (lang, heading) => {
  expect((await summaryOf([rowOf(1, refusal)], lang)).split('\n')[1]).toBe(heading);
});

test('of 50,000 rows no more than the shown ones are kept, and a piece holds 200', async () => {
  let made = 0;
  async function* many(): AsyncGenerator<RunRow> {
    for (made = 1; made <= 50_000; made += 1) yield rowOf(made, refusal);
  }
  const tally = await tallyRun(many());
  expect([tally.lines, tally.open.length, tally.refundable]).toEqual([50_000, 50, 50_000]);
  const pieces = junitPieces(run, tally, many(), await wordsIn('en'));
  for (let taken = 0; taken < 3; taken += 1) await pieces.next();
  expect(made).toBe(200);
});
