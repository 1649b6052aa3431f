/** The files that a run leaves: results, summary, refund requests. */
import { CspError } from '../core/errors.ts';
import { listRefundDrafts, type RunRefundWords } from '../core/operations/bulk/run-refunds.ts';
import { listRunRows, type RunRow } from '../core/operations/bulk/run-report.ts';
import { getRun } from '../core/operations/bulk/settle-by-hand.ts';
import { type RunTally, tallyRun } from '../core/operations/bulk/tally-run.ts';
import type { Journal, Run } from '../core/ports/journal.ts';
import { loadRunTexts } from '../locales/messages.ts';
import type { Dependencies } from './context.ts';
import { refundRequestText } from './refund-request-text.ts';
import { junitPieces, junitStart } from './run-junit.ts';
import { summaryStart, summaryText } from './run-summary.ts';
import { type RunWords, runRowFields, runRowView } from './run-view.ts';

/** Flags that name where reports go. */
export interface ReportWords {
  readonly results?: string;
  readonly summary?: string;
  readonly refundRequests?: string;
}

export const loadRunWords = async ({ messages, lang, errorTexts }: Dependencies): Promise<RunWords> => ({
  messages,
  texts: await loadRunTexts(lang),
  errors: await errorTexts(),
});

/** The run that a person means; `last` is the newest of the environment that is signed in to. */
export const pickRun = async (deps: Dependencies, journal: Journal, word: string): Promise<Run> =>
  getRun(journal, word, async () => (await deps.partner()).identity.environment);

/**
 * Before anything is sent: a suffix that is not known fails with `argumentInvalid`, a file that is there and is not the
 * report of `runId` with `fileExists`. `null` stands for a run that has no id yet.
 */
export const checkReports = async (
  { files }: Pick<Dependencies, 'files'>,
  { results, summary }: ReportWords,
  runId: string | null,
): Promise<void> => {
  if (results !== undefined) await files.checkReport(results, isResultsOf(formatOf(results), runId));
  if (summary !== undefined) await files.checkReport(summary, isSummaryOf(runId));
};

/** Writes what was asked for, and says where. What the journal holds at this moment is what they tell. */
export const writeReports = async (
  deps: Dependencies,
  journal: Journal,
  run: Run,
  { results, summary, refundRequests }: ReportWords,
): Promise<void> => {
  const { files, lang, output } = deps;
  const words = await loadRunWords(deps);
  const tally = await tallyRun(listRunRows(journal, run));
  if (results !== undefined) {
    const format = formatOf(results);
    const pieces = resultPieces[format](deps, words, run, tally, listRunRows(journal, run));
    const path = await files.writeReport(results, pieces, isResultsOf(format, run.id));
    output.say(words.texts.written, { what: 'results' as const, path });
  }
  if (summary !== undefined) {
    const text = output.guard(summaryText(words, lang, run, tally));
    const path = await files.writeReport(summary, [text], isSummaryOf(run.id));
    output.say(words.texts.written, { what: 'summary' as const, path });
  }
  if (refundRequests !== undefined) {
    const { folder, count } = await writeRefundRequests(deps, journal, run, refundRequests);
    output.say(words.texts.refundRequests, { count, folder });
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
  jsonl: ({ output }, words, _run, _tally, rows) => output.listPieces('jsonl', runRowView(words), rows),
  csv: ({ output }, words, _run, _tally, rows) => output.listPieces('csv', runRowView(words), rows),
  xml: (_deps, { errors }, run, tally, rows) => junitPieces(run, tally, rows, errors.english),
};

type IsOwn = (beginning: string) => boolean;

/** The first row names the run, and so whose file it is. */
const isResultsOf = (format: ResultFormat, runId: string | null): IsOwn => {
  if (runId === null) return () => false;
  if (format === 'xml') return (beginning) => beginning.startsWith(junitStart(runId));
  return (beginning) => {
    const [first = '', second = ''] = beginning.split('\n', 2);
    if (format === 'csv') return first === runRowFields.join(',') && second.includes(`,${runId},`);
    return first.startsWith('{"inputLine":') && first.includes(`,"run":"${runId}",`);
  };
};

const isSummaryOf =
  (runId: string | null): IsOwn =>
  (beginning) =>
    runId !== null && beginning.startsWith(summaryStart(runId));

/** A file an order, named by its id. One that says the same already stays; anything else is not touched. */
const writeRefundRequests = async (
  deps: Dependencies,
  journal: Journal,
  run: Run,
  path: string,
): Promise<{ readonly folder: string; readonly count: number }> => {
  const { files, messages, lang, output } = deps;
  const folder = await files.makeFolder(path);
  let count = 0;
  for await (const draft of listRefundDrafts(await deps.partner(), journal, run, refundWords(deps), titleFor(deps))) {
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
