/** A run on one page, in Markdown, as the pages of CI jobs show it. */
import type { RunTally } from '../core/operations/bulk/tally-run.ts';
import type { Lang } from '../core/ports/environment.ts';
import type { Run } from '../core/ports/journal.ts';
import { orderWord } from '../core/rules/order-reference.ts';
import { resolveLine } from '../core/rules/suggestion.ts';
import { proseInstant, proseMoney } from '../terminal/format.ts';
import { outcomeWord, type RunWords, remarkOn } from './run-view.ts';

/** How a summary of this run begins; no page shows it. */
export const summaryStart = (runId: string): string => `<!-- csp run ${runId} -->\n`;

/** Ends with a newline. Whatever data says, it is text: neither HTML, nor a link, nor a new line. */
export const summaryText = (words: RunWords, lang: Lang, run: Run, tally: RunTally): string => {
  const { messages, texts } = words;
  const { report } = texts;
  const { title } = messages.text;
  const sections = [
    `# ${escapeMarkdown(report.heading({ runId: run.id, kind: run.kind }))}`,
    table(
      [texts.title.run, escapeMarkdown(run.id)],
      [
        [report.environment, escapeMarkdown(run.environment)],
        [report.account, escapeMarkdown(run.actor)],
        [texts.title.began, proseInstant(run.createdAt, lang)],
        [texts.title.finished, run.finishedAt === null ? texts.unfinished : proseInstant(run.finishedAt, lang)],
        run.kind === 'buy'
          ? [report.total, tally.total.map((money) => proseMoney(money, lang)).join(', ') || '–']
          : [report.credit, creditWords(words, lang, tally)],
      ],
    ),
    `## ${report.counts}`,
    table(
      [title.outcome, texts.title.lines],
      Object.entries(tally.outcomes)
        .filter(([, count]) => count > 0)
        .map(([outcome, count]) => [
          outcomeWord(words, outcome as keyof RunTally['outcomes']),
          count.toLocaleString(lang),
        ]),
    ),
    ...openRows(words, tally),
    `## ${report.next}`,
    nextSteps(words, run, tally),
  ];
  return `${summaryStart(run.id)}${sections.join('\n\n')}\n`;
};

const creditWords = ({ texts }: RunWords, lang: Lang, { credit, withoutCredit }: RunTally): string => {
  const parts = [
    ...credit.map((money) => proseMoney(money, lang)),
    ...(withoutCredit > 0 ? [texts.report.creditUnknown({ orders: withoutCredit })] : []),
  ];
  return parts.length === 0 ? '–' : parts.join(', ');
};

const openRows = (words: RunWords, { lines, outcomes, open }: RunTally): readonly string[] => {
  if (open.length === 0) return [];
  const { messages, texts } = words;
  const asAsked = outcomes.cancelled + outcomes['already-cancelled'] + outcomes.ordered + outcomes['already-ordered'];
  const total = lines - asAsked;
  const { title } = messages.text;
  return [
    `## ${texts.report.open({ shown: open.length, total })}`,
    table(
      [texts.title.input, title.customer, title.order, title.outcome, title.message],
      open.map((row) => [
        String(row.inputLine),
        escapeMarkdown(row.customerName),
        escapeMarkdown(row.line === null ? row.shownAs : orderWord(row.shownAs, row.line)),
        outcomeWord(words, row.outcome),
        escapeMarkdown(remarkOn(words, row)),
      ]),
    ),
  ];
};

const nextSteps = (
  { texts, suggest }: RunWords,
  { id, finishedAt }: Run,
  { outcomes, refundable, open }: RunTally,
): string => {
  const { report } = texts;
  if (open.length === 0) return report.nothingNext;
  const left = finishedAt === null ? outcomes['not-tried'] : 0;
  const steps = [
    ...(left > 0 ? [report.goOn({ lines: left })] : []),
    ...(outcomes.unknown > 0
      ? [`${report.lookAt({ lines: outcomes.unknown })} ${code(suggest(resolveLine(id)))}`]
      : []),
    ...(refundable > 0
      ? [`${report.ask({ orders: refundable })} ${code(suggest(['support-request', '--from-run', id]))}`]
      : []),
  ];
  return steps.length === 0 ? report.nothingLeft : steps.map((step) => `- ${step}`).join('\n');
};

const code = (command: string): string => `\`${command}\``;

const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Also for addresses, which would become links by themselves. */
const escapeMarkdown = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#&~!]|:(?=\/\/)|(?<=www)\./gi, '\\$&');
