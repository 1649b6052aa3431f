/** The door to chalk, loaded only where colour is wanted. */
import type { Tone } from '../core/ports/environment.ts';

export type Paint = (tone: Tone, text: string) => string;

/** Gives the function that colours text by tone; without colour it returns the text as it is. */
export const createPaint = async (hasColor: boolean): Promise<Paint> => {
  if (!hasColor) return (_, text) => text;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  const paints = { dim: chalk.dim, good: chalk.green, warn: chalk.yellow, bad: chalk.red, strong: chalk.bold };
  return (tone, text) => (tone === 'plain' || text === '' ? text : paints[tone](text));
};

export interface ColorQuestion {
  readonly flag: 'auto' | 'always' | 'never';
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the stream in question: stdout and stderr are decided apart. */
  readonly isTerminal: boolean;
}

/** Whether a stream gets colour: the flag, then `NO_COLOR`, then `FORCE_COLOR`, then a terminal that is not dumb. */
export const decideColor = ({ flag, env, isTerminal }: ColorQuestion): boolean => {
  if (flag !== 'auto') return flag === 'always';
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return !['0', 'false'].includes(env['FORCE_COLOR']);
  return isTerminal && env['TERM'] !== 'dumb';
};
