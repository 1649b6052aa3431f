/** The files that a run leaves: results, summary, refund requests. */
import { CspError } from '../core/errors.ts';
import type { Plan } from '../core/operations/bulk/plan.ts';
import { listRefundDrafts, type RunRefundWords } from '../core/operations/bulk/run-refunds.ts';
import { listPlanRows, listRunRows, type RunRow } from '../core/operations/bulk/run-report.ts';
import { getRun } from '../core/operations/bulk/settle-by-hand.ts';
import { type RunTally, tallyRun } from '../core/operations/bulk/tally-run.ts';
import type { View } from '../core/ports/environment.ts';
import type { Journal, Run, RunKind } from '../core/ports/journal.ts';
import type { Dependencies } from './context.ts';
import { openWords } from './order-words.ts';
import { refundRequestText } from './refund-request-text.ts';
import type { Rows } from './rows.ts';
import { junitPieces, junitStart } from './run-junit.ts';
import { addReason, type Reasons, type RunScene, tellReasons } from './run-scene.ts';
import { summaryStart, summaryText } from './run-summary.ts';
import { firstOpen, type RunWords, runFields, runRowView } from './run-view.ts';

/** Flags that name where reports go. */
export interface ReportWords {
  readonly results?: string;
  readonly summary?: string;
  readonly refundRequests?: string;
}

export const loadRunWords = async ({
  messages,
  english,
  suggest,
  runTexts,
  errorTexts,
}: Dependencies): Promise<RunWords> => ({
  messages,
  english,
  suggest,
  texts: await runTexts(),
  errors: await errorTexts(),
});

/** The run that a person means; `last` is the newest of the environment that is signed in to. */
export const pickRun = async (deps: Dependencies, journal: Journal, word: string): Promise<Run> =>
  getRun(journal, word, async () => (await deps.partner()).identity.environment);

/** Fails with `argumentInvalid` for results in a format that is not known. */
export const checkReportNames = ({ results }: ReportWords): void => {
  if (results !== undefined) formatOf(results);
};

/**
 * Before anything is sent: a file that is there and is not the report of this run, or of the one that it follows, fails with
 * `fileExists`. Without a run any file does.
 */
export const checkReports = async (
  { files }: Pick<Dependencies, 'files'>,
  { results, summary, refundRequests }: ReportWords,
  run: Run | undefined,
): Promise<void> => {
  if (results !== undefined && results === summary) {
    throw new CspError('argumentsConflict', { flags: [`--results ${results}`, `--summary ${summary}`] });
  }
  if (refundRequests !== undefined) await files.makeFolder(refundRequests);
  const ids = run === undefined ? [] : idsOf(run);
  if (results !== undefined) await files.checkReport(results, isResultsOf(formatOf(results), ids));
  if (summary !== undefined) await files.checkReport(summary, isSummaryOf(ids));
};

/** The rows on stdout, and those that were named; on a terminal no table where nothing is left to tell. */
export const showRows = async (
  scene: RunScene,
  kind: RunKind,
  rows: Rows<RunRow>,
  { isUntold, onlyEligible }: { readonly isUntold: (row: RunRow) => boolean; readonly onlyEligible: boolean },
): Promise<readonly RunRow[]> => {
  if (scene.isNamed === true) return showNamed(scene, kind, rows, onlyEligible);
  await showRun(scene, kind, rows, isUntold);
  return [];
};

/** All that was named, without what the command line says itself. One refused order needs no table where an error says it all. */
const showNamed = async (
  { deps }: RunScene,
  kind: RunKind,
  all: Rows<RunRow>,
  onlyEligible: boolean,
): Promise<readonly RunRow[]> => {
  const { messages, output } = deps;
  const rows: RunRow[] = [];
  for await (const row of all) rows.push(row);
  const isTold = output.isTable && !onlyEligible && rows.length === 1 && rows[0]?.outcome === 'refused';
  const view = runRowView(await loadRunWords(deps), kind, true);
  if (!isTold) await output.list(output.isTable ? withoutEmptyColumns(view, rows) : view, rows);
  for (const { shownAs, openLines } of rows)
    if (openLines.length > 0) output.say(messages.text.cancel.oneByOne, openWords(shownAs, openLines));
  return rows;
};

/** The rows on stdout; on a terminal no table where nothing is left to tell. */
export const showRun = async (
  { deps, text }: RunScene,
  kind: RunKind,
  rows: Rows<RunRow>,
  isUntold: (row: RunRow) => boolean,
): Promise<void> => {
  const { output } = deps;
  const view = runRowView(await loadRunWords(deps), kind);
  if (!output.isTable) {
    await output.list(view, rows);
    return;
  }
  const reasons: Reasons = new Map();
  const { shown, total } = await firstOpen(rows, (row) => {
    if (isUntold(row)) addReason(reasons, row.failure);
  });
  if (total === 0) return;
  await output.list(withoutEmptyColumns(view, shown), shown);
  if (shown.length < total) output.say(text.listed, { shown: shown.length, total });
  await tellReasons({ deps, text }, reasons);
};

/** What stands in no row takes no room from the reasons. */
export const withoutEmptyColumns = <T>(view: View<T>, rows: readonly T[]): View<T> => ({
  ...view,
  columns: view.columns.filter(({ cell }) => rows.some((row) => cell(row) !== '–')),
});

/** As `showRows`, of what a plan would do in this world. */
export const showPlan = (
  scene: RunScene,
  kind: RunKind,
  plan: Plan,
  onlyEligible: boolean,
): Promise<readonly RunRow[]> =>
  showRows(scene, kind, listPlanRows(plan, scene.partner.identity.world), { isUntold: () => false, onlyEligible });

/** Writes what was asked for, and says where. What the journal holds at this moment is what they tell. */
export const writeReports = async (scene: RunScene, run: Run, words: ReportWords): Promise<void> => {
  const { deps, text, journal } = scene;
  const { files, lang, output } = deps;
  const { results, summary, refundRequests } = words;
  if (results === undefined && summary === undefined && refundRequests === undefined) return;
  const runWords = await loadRunWords(deps);
  const tally = await tallyRun(listRunRows(journal, run));
  if (results !== undefined) {
    const format = formatOf(results);
    const pieces = resultPieces[format](deps, runWords, run, tally, listRunRows(journal, run));
    const path = await files.writeReport(results, pieces, isResultsOf(format, idsOf(run)));
    output.say(text.written, { what: 'results' as const, path });
  }
  if (summary !== undefined) {
    // Finished or not is what the journal says now.
    const now = (await journal.getRun(run.id)) ?? run;
    const page = output.guard(summaryText(runWords, lang, now, tally));
    const path = await files.writeReport(summary, [page], isSummaryOf(idsOf(run)));
    output.say(text.written, { what: 'summary' as const, path });
  }
  if (refundRequests !== undefined) {
    const { folder, count } = await writeRefundRequests(scene, run, refundRequests);
    output.say(text.refundRequests, { count, folder });
  }
};

const resultFormats = ['jsonl', 'csv', 'xml'] as const;
type ResultFormat = (typeof resultFormats)[number];

const formatOf = (path: string): ResultFormat => {
  const format = resultFormats.find((suffix) => path.toLowerCase().endsWith(`.${suffix}`));
  if (format !== undefined) return format;
  throw new CspError('argumentInvalid', { flag: '--results', given: path, expected: '*.jsonl, *.csv, *.xml' });
};

type ToPieces = (
  deps: Dependencies,
  words: RunWords,
  run: Run,
  tally: RunTally,
  rows: AsyncIterable<RunRow>,
) => AsyncIterable<string>;

const resultPieces: { readonly [F in ResultFormat]: ToPieces } = {
  jsonl: ({ output }, words, { kind }, _tally, rows) => output.listPieces('jsonl', runRowView(words, kind), rows),
  csv: ({ output }, words, { kind }, _tally, rows) => output.listPieces('csv', runRowView(words, kind), rows),
  xml: (_deps, words, run, tally, rows) => junitPieces(run, tally, rows, words),
};

type IsOwn = (beginning: string) => boolean;

/** The first row names the run, and so whose file it is. */
const isResultsOf =
  (format: ResultFormat, runIds: readonly string[]): IsOwn =>
  (beginning) => {
    const [first = '', second = ''] = beginning.split('\n', 2);
    return runIds.some((runId) => {
      if (format === 'xml') return beginning.startsWith(junitStart(runId));
      if (format === 'csv') return first === runFields.join(',') && second.includes(`,${runId},`);
      return first.startsWith('{"inputLine":') && first.includes(`,"run":"${runId}",`);
    });
  };

const isSummaryOf =
  (runIds: readonly string[]): IsOwn =>
  (beginning) =>
    runIds.some((runId) => beginning.startsWith(summaryStart(runId)));

/** Of whom the reports may be that a run replaces: its own, and those of the run of the same rows before it. */
const idsOf = ({ id, facts: { follows } }: Run): readonly string[] => (follows === undefined ? [id] : [id, follows]);

/** A file an order, named by its id. One that says the same already stays; anything else is not touched. */
const writeRefundRequests = async (
  { deps, partner, journal }: RunScene,
  run: Run,
  path: string,
): Promise<{ readonly folder: string; readonly count: number }> => {
  const { files, messages, lang, output } = deps;
  const folder = await files.makeFolder(path);
  let count = 0;
  for await (const draft of listRefundDrafts(partner, journal, run, refundWords(deps), titleFor(deps))) {
    const text = output.guard(refundRequestText(messages, lang, draft, 'text'));
    const name = fileName(draft.request.orderId ?? '');
    await files.writeReport(`${folder}/${name}.txt`, [text], (beginning) => beginning === text);
    count += 1;
  }
  return { folder, count };
};

/** What a request says that no flag has changed. */
export const refundWords = ({ settings }: Pick<Dependencies, 'settings'>): RunRefundWords => ({
  reason: undefined,
  impact: 'moderate',
  contact: {
    name: settings.get('contact.name') ?? null,
    email: settings.get('contact.email') ?? null,
    phone: settings.get('contact.phone') ?? null,
  },
  files: [],
});

export const titleFor =
  ({ messages }: Pick<Dependencies, 'messages'>) =>
  (what: string): string =>
    messages.refund.titleFor({ what });

/** No id leaves the folder, and no two share a name: what is not plain stands as `%2f`. */
const fileName = (id: string): string =>
  id.replace(/[^A-Za-z0-9_-]/gu, (character) =>
    [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
