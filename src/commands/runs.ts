import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { listRunRows } from '../core/operations/bulk/run-report.ts';
import { checkResolution, countLeft, dropLeft, resolveLine } from '../core/operations/bulk/settle-by-hand.ts';
import { tallyRun } from '../core/operations/bulk/tally-run.ts';
import type { Journal } from '../core/ports/journal.ts';
import { oneMode, serviceFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { runCounts } from './run-end.ts';
import {
  checkReportNames,
  checkReports,
  loadRunWords,
  pickRun,
  type ReportWords,
  showRun,
  withoutEmptyColumns,
  writeReports,
} from './run-reports.ts';
import type { RunScene } from './run-scene.ts';
import { runFields, runListView, runRowView, type ShownRun } from './run-view.ts';
import { createCommand, readQuantity } from './shared-options.ts';

const examples = {
  runs: ['csp runs list', 'csp runs show last'],
  list: ['csp runs list', 'csp runs list -o json --query "[?finishedAt==null].id"'],
  show: ['csp runs show last', 'csp runs show last -o jsonl'],
  export: [
    'csp runs export last --results results.csv --summary summary.md',
    'csp runs export last --refund-requests requests',
  ],
  resolve: [
    'csp runs resolve last --line 2 --as done --reason "Seen as cancelled in Partner Center"',
    'csp runs resolve last --drop',
  ],
};

const reports = ['--results', '--summary', '--refund-requests'];
/** Rows are printed where no file is asked for. */
const exportModes = [
  ...reports.map((by) => ({ by, takes: [...reports, ...serviceFlags] })),
  { takes: [...shapingFlags, ...serviceFlags] },
];
const resolveModes = [
  { by: '--drop', takes: serviceFlags },
  { takes: ['--line', '--as', '--reason', ...serviceFlags] },
];

interface ResolveWords {
  readonly line?: number;
  readonly as?: 'done' | 'not-done';
  readonly reason?: string;
  readonly drop?: boolean;
}

export const runsCommand = ({ messages, open }: CommandContext): Command => {
  const { help, flags } = messages;
  const list = createCommand('runs list', messages, examples.list, oneMode(shapingFlags, serviceFlags)).action(
    async (_words: object, command: Command) => runList(await open(command)),
  );
  const show = createCommand('runs show', messages, examples.show, oneMode(shapingFlags, serviceFlags))
    .argument('<run>', help.arg.run)
    .action(async (word: string, _words: object, command: Command) => runShow(await open(command), word));
  const exported = createCommand('runs export', messages, examples.export, exportModes)
    .argument('<run>', help.arg.run)
    .option('--results <file>', flags.results)
    .option('--summary <file>', flags.summary)
    .option('--refund-requests <folder>', flags.refundRequests)
    .action(async (word: string, words: ReportWords, command: Command) => runExport(await open(command), word, words));
  const resolve = createCommand('runs resolve', messages, examples.resolve, resolveModes)
    .argument('<run>', help.arg.run)
    .option('--line <n>', flags.inputLine, readQuantity('--line'))
    .addOption(new Option('--as <outcome>', flags.resolveAs).choices(['done', 'not-done']))
    .option('--reason <text>', flags.resolveReason)
    .option('--drop', flags.drop)
    .action(async (word: string, words: ResolveWords, command: Command) =>
      runResolve(await open(command), word, words),
    );
  return createCommand('runs', messages, examples.runs)
    .addCommand(list)
    .addCommand(show)
    .addCommand(exported)
    .addCommand(resolve);
};

const sceneOf = async (deps: Dependencies, journal: Journal): Promise<RunScene> => ({
  deps,
  text: await deps.runTexts(),
  partner: await deps.partner(),
  journal,
});

const runList = async (deps: Dependencies): Promise<void> => {
  const view = runListView(await deps.runTexts());
  await deps.output.check(view);
  const { identity } = await deps.partner();
  const journal = await deps.journal();
  const rows: ShownRun[] = [];
  for (const run of await journal.listRuns(identity.environment))
    rows.push({ run, lines: await journal.countLines(run.id), counts: await journal.countStates(run.id) });
  await deps.output.list(deps.output.isTable && rows.length > 0 ? withoutEmptyColumns(view, rows) : view, rows);
};

const runShow = async (deps: Dependencies, word: string): Promise<void> => {
  const { output } = deps;
  await output.check({ fields: runFields });
  const journal = await deps.journal();
  const run = await pickRun(deps, journal, word);
  const scene = await sceneOf(deps, journal);
  await showRun(scene, run.kind, listRunRows(journal, run), () => true);
  output.say(scene.text.summary, runCounts(run, await tallyRun(listRunRows(journal, run))));
};

const runExport = async (deps: Dependencies, word: string, words: ReportWords): Promise<void> => {
  const { results, summary, refundRequests } = words;
  await deps.output.check({ fields: runFields });
  const journal = await deps.journal();
  const run = await pickRun(deps, journal, word);
  checkReportNames(words);
  await checkReports(deps, words, run);
  const isForFiles = results !== undefined || summary !== undefined || refundRequests !== undefined;
  if (!isForFiles) await deps.output.list(runRowView(await loadRunWords(deps), run.kind), listRunRows(journal, run));
  else if (deps.flags.dryRun) sayReports(deps, words);
  else await writeReports(await sceneOf(deps, journal), run, words);
};

const sayReports = ({ messages, output }: Dependencies, { results, summary, refundRequests }: ReportWords): void => {
  for (const path of [results, summary, refundRequests])
    if (path !== undefined) output.say(messages.refund.wouldSave, { path });
};

const runResolve = async (deps: Dependencies, word: string, words: ResolveWords): Promise<void> => {
  if (words.drop === true) return drop(deps, word);
  const { line, as, reason } = words;
  if (line === undefined) throw missing('--line N');
  if (as === undefined) throw missing('--as');
  if (reason === undefined) throw missing('--reason');
  const journal = await deps.journal();
  const run = await pickRun(deps, journal, word);
  const texts = await deps.runTexts();
  const partner = await deps.partner();
  const { userPrincipalName: actor } = partner.identity;
  const isDone = as === 'done';
  const resolution = { line, isDone, at: await partner.backend.now(), actor, reason };
  const { dryRun } = deps.flags;
  const act = dryRun ? checkResolution : resolveLine;
  const shown = await act(partner, journal, run, resolution);
  if (isDone && !shown.isDone) deps.output.warn(texts.report.notSeen, { kind: run.kind, ...shown });
  if (dryRun) deps.output.say(texts.report.wouldResolve, { runId: run.id, line });
  else deps.output.say(texts.resolved, { runId: run.id, line, isDone });
};

const drop = async (deps: Dependencies, word: string): Promise<void> => {
  const { clock, flags, output, prompter } = deps;
  const journal = await deps.journal();
  const run = await pickRun(deps, journal, word);
  const { report, dropped } = await deps.runTexts();
  const words = { runId: run.id, kind: run.kind, count: await countLeft(journal, run) };
  if (flags.dryRun) return output.say(report.wouldDrop, words);
  if (!flags.yes && !prompter.canAsk) throw new CspError('confirmationNeeded', { flag: '--yes' });
  output.warn(report.neverSent, { ...words, at: run.createdAt, file: run.source });
  if (!flags.yes && !(await prompter.confirm(report.askDrop({ runId: run.id })))) throw new CspError('declined', {});
  output.say(dropped, { ...words, count: await dropLeft(journal, run, clock.now()) });
};

const missing = (flag: string): CspError => new CspError('argumentMissing', { flag, command: 'csp runs resolve' });
