/** Plans as files: JSON that people can read and nobody may edit, for its digest says what was planned. */
import { readFile, stat } from 'node:fs/promises';
import { CspError, isCspError } from '../core/errors.ts';
import type { PlanDocument } from '../core/ports/input.ts';
import { parseIso, toIso } from '../core/rules/iso.ts';
import { sha256 } from '../digest.ts';

const format = { csp: 'plan', version: 1 } as const;
/** A plan for as many rows as an input may have stays well below. */
const largestBytes = 200 * 1024 * 1024;

/** One intent a line, so that a plan can be read and compared. */
export const planText = ({ intents, lines, ...head }: PlanDocument): string => {
  const digest = digestOf({ ...head, intents, lines });
  const rows = (list: readonly unknown[]): string => list.map((row) => `\n    ${JSON.stringify(row)}`).join(',');
  const fields = Object.entries({ ...format, digest, ...head, createdAt: toIso(head.createdAt) });
  return [
    '{',
    ...fields.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    `  "intents": [${rows(intents)}\n  ],`,
    `  "lines": [${rows(lines)}\n  ]`,
    '}',
    '',
  ].join('\n');
};

export const readPlan = async (path: string): Promise<PlanDocument> => {
  const refuse = (reason: 'format' | 'digest', expected: string, found: string): CspError =>
    new CspError('planUnusable', { path, reason, expected, found });
  try {
    const file = await stat(path);
    if (!file.isFile() || file.size > largestBytes) throw refuse('format', '', '');
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isPlan(value)) throw refuse('format', '', '');
    const { csp, version, digest, ...kept } = value;
    const plan: PlanDocument = { ...kept, createdAt: parseIso(kept.createdAt) ?? Number.NaN };
    const own = digestOf(plan);
    if (digest !== own) throw refuse('digest', own, digest);
    return plan;
  } catch (error) {
    if (isCspError(error)) throw error;
    if (error instanceof SyntaxError) throw refuse('format', '', '');
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CspError('inputRefused', {
      file: path,
      line: null,
      column: null,
      reason: 'unreadable',
      found: code ?? message,
    });
  }
};

/** Over the fields in one order, whatever the order in the file. */
const digestOf = ({
  kind,
  environment,
  partner,
  createdAt,
  manifest,
  reason,
  ticket,
  intents,
  lines,
}: PlanDocument): string =>
  sha256(JSON.stringify([kind, environment, partner, createdAt, manifest, reason, ticket, intents, lines])).toString(
    'hex',
  );

interface Kept extends Omit<PlanDocument, 'createdAt'> {
  readonly csp: 'plan';
  readonly version: 1;
  readonly digest: string;
  readonly createdAt: string;
}

/** The digest vouches for the rest. */
const isPlan = (value: unknown): value is Kept => {
  if (typeof value !== 'object' || value === null) return false;
  const { csp, version, digest, createdAt, intents, lines } = value as { readonly [name: string]: unknown };
  return (
    csp === format.csp &&
    version === format.version &&
    typeof digest === 'string' &&
    typeof createdAt === 'string' &&
    Array.isArray(intents) &&
    Array.isArray(lines)
  );
};
