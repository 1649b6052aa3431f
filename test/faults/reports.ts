/** What every bulk command of a test piped out as rows or wrote as its results, kept until the harness looks at them (I2). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './cancel-run.ts';
import { wronglyReported } from './invariants.ts';
import type { MemoryRead } from './memory-file.ts';

interface Report {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Of the file as it was when the command began; `undefined` where the input is no CSV. */
  readonly inputLines: readonly number[] | undefined;
  /** What it said at the end. */
  readonly stderr: string;
}

export interface Reports {
  /** Called when a command begins; answers whom to tell how it ended. `isCut`: it was killed, or nobody read on. */
  begin(words: readonly string[], folder: string): (name: string, ended: EndedReport) => void;
  /** What is wrong with any of them. */
  problems(memory: Pick<MemoryRead, 'runs'>): readonly string[];
}

interface EndedReport {
  readonly stdout: string;
  readonly stderr: string;
  readonly isCut: boolean;
}

export const keepReports = (): Reports => {
  const kept: Report[] = [];
  return {
    begin: (words, folder) => {
      const wordAfter = (flag: string): string | undefined => words[words.indexOf(flag) + 1 || words.length];
      const file = wordAfter('--file');
      const isBulk = file !== undefined || words.includes('--apply');
      const isPiped = isBulk && wordAfter('-o') === 'jsonl' && !words.includes('--dry-run');
      const inputLines = file === undefined ? undefined : linesOf(join(folder, file));
      return (name, { stdout, stderr, isCut }) => {
        if (!isBulk || isCut) return;
        const texts = [isPiped ? stdout : '', resultsAt(folder, wordAfter('--results'))];
        for (const text of texts.filter((found) => found !== ''))
          kept.push({ name, rows: rowsOf(text), inputLines, stderr });
      };
    },
    problems: ({ runs }) =>
      kept.flatMap(({ name, rows, inputLines, stderr }) => {
        const run = runs.find((one) => one.run.id === rows[0]?.run);
        return [
          ...(inputLines === undefined ? [] : wronglyReported(rows, inputLines)),
          ...(run === undefined ? [] : wronglyReported(rows, run.inputLines)),
          ...wronglyCounted(rows, stderr),
        ].map((problem) => `${name}: ${problem}`);
      }),
  };
};

const rowsOf = (text: string): readonly Row[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

const resultsAt = (folder: string, path: string | undefined): string => {
  const whole = join(folder, path ?? '');
  return path?.endsWith('.jsonl') === true && existsSync(whole) ? readFileSync(whole, 'utf8') : '';
};

/** Of a CSV with a heading, as the tests write them. */
const linesOf = (path: string): readonly number[] | undefined => {
  if (!path.endsWith('.csv') || !existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, n) => (n === 0 || line === '' ? [] : [n + 1]));
};

const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

/** The counts of the last line add up to the rows. */
const wronglyCounted = (rows: readonly Row[], stderr: string): readonly string[] => {
  const [, counts = '', total = ''] = /^Run \S+: (.*), of ([\d,]+) lines?\.$/m.exec(stderr) ?? [];
  if (total === '') return [];
  const sum = (counts.match(/\d[\d,]*(?= )/g) ?? []).map(numberOf).reduce((all, count) => all + count, 0);
  return sum === rows.length && numberOf(total) === rows.length
    ? []
    : [`I2: it counts ${counts}, of ${total}, for ${rows.length} rows`];
};
