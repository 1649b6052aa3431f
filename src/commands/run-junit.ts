/**
 * The results of a run as JUnit XML, as CI servers read it: one test case a line of the input, in English. A refusal is a
 * failure; what is unknown or was not tried is an error; a repeated line is skipped.
 */
import type { RunRow } from '../core/operations/bulk/run-report.ts';
import type { RunTally } from '../core/operations/bulk/tally-run.ts';
import type { Run } from '../core/ports/journal.ts';
import { toIso } from '../core/rules/iso.ts';
import { orderWord } from '../core/rules/order-reference.ts';
import { messageOf, type RunWords } from './run-view.ts';

/** How a report of this run begins. */
export const junitStart = (runId: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="csp run ${runId}"`;

type Verdict = 'passed' | 'failure' | 'error' | 'skipped';

const verdicts: { readonly [O in RunRow['outcome']]: Verdict } = {
  cancelled: 'passed',
  'already-cancelled': 'passed',
  'would-cancel': 'passed',
  ordered: 'passed',
  'already-ordered': 'passed',
  'would-order': 'passed',
  repeated: 'skipped',
  refused: 'failure',
  failed: 'failure',
  unknown: 'error',
  'not-tried': 'error',
};

type JunitWords = Pick<RunWords, 'english' | 'errors'>;

const rowsOfPiece = 200;

/** Piece by piece, so that not all of it is held. */
export async function* junitPieces(
  run: Run,
  { lines, outcomes }: RunTally,
  rows: AsyncIterable<RunRow>,
  words: JunitWords,
): AsyncGenerator<string> {
  const failures = outcomes.refused + outcomes.failed;
  const counts = `tests="${lines}" failures="${failures}" errors="${outcomes.unknown + outcomes['not-tried']}"`;
  yield `${junitStart(run.id)} ${counts}>\n`;
  yield `  <testsuite name="csp run ${run.id}" ${counts} skipped="${outcomes.repeated}" timestamp="${toIso(run.createdAt)}">\n`;
  let [piece, count] = ['', 0];
  for await (const row of rows) {
    piece += testCase(row, words);
    count += 1;
    if (count % rowsOfPiece > 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}  </testsuite>\n</testsuites>\n`;
}

const testCase = (row: RunRow, { english, errors }: JunitWords): string => {
  const { inputLine, customerName, outcome, failure } = row;
  const name = `line ${inputLine}: ${row.line === null ? row.shownAs : orderWord(row.shownAs, row.line)}`;
  const start = `    <testcase classname="${escapeXml(customerName)}" name="${escapeXml(name)}"`;
  const verdict = verdicts[outcome];
  if (verdict === 'skipped') {
    return `${start}>\n      <skipped message="sameAsLine: ${row.sameAsLine}"/>\n    </testcase>\n`;
  }
  if (verdict !== 'passed') {
    const message = messageOf(english, errors.english, row) ?? outcome;
    const type = failure?.code ?? outcome;
    return `${start}>\n      <${verdict} type="${escapeXml(type)}" message="${escapeXml(message)}"/>\n    </testcase>\n`;
  }
  if (outcome === 'cancelled' || outcome === 'ordered') return `${start}/>\n`;
  return `${start}>\n      <system-out>${outcome}</system-out>\n    </testcase>\n`;
};

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Not all of these may stand in XML at all, and none can be seen. */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

const escapeXml = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(unseen, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
