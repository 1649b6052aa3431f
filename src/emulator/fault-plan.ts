/** A plan of faults from a file: the same seed and the same requests meet the same faults. */
import { readFileSync } from 'node:fs';
import { CspError } from '../core/errors.ts';
import type { FaultRule } from '../core/ports/emulator.ts';
import { findJsonFault } from '../settings/json-fault.ts';
import { isObject } from './exchange.ts';
import { readFaultRule } from './fault-rule.ts';

export interface FaultPlan {
  /** The first rule that `fits`, has hits left, and whose dice fell so. */
  take(fits: (rule: FaultRule) => boolean): FaultRule | undefined;
}

/** Every rule has dice of its own, so that requests which it does not concern leave it alone. */
export const createFaultPlan = (rules: readonly FaultRule[], seed: number): FaultPlan => {
  const states = rules.map((rule, at) => ({ rule, dice: createDice(seed * 7919 + at), hits: 0 }));
  return {
    take: (fits) => {
      for (const state of states) {
        const { rule, dice } = state;
        if (state.hits >= (rule.times ?? Infinity) || !fits(rule)) continue;
        if (dice() >= (rule.probability ?? 1)) continue;
        state.hits += 1;
        return rule;
      }
      return undefined;
    },
  };
};

/** Numbers from 0 to 1, always the same ones for a seed: mulberry32. */
const createDice = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A list of rules, or an object with the list as `rules`. Fails with `inputRefused`. */
export const readFaultPlan = (file: string): readonly FaultRule[] => {
  const refuse = (reason: 'unreadable' | 'nothingUsable', found = ''): CspError =>
    new CspError('inputRefused', { file, line: null, column: null, reason, found });
  const text = readText(file, refuse);
  const fault = findJsonFault(text);
  if (fault !== undefined) throw new CspError('inputRefused', { file, reason: 'json', ...fault });
  const parsed: unknown = JSON.parse(text);
  const list: unknown = isObject(parsed) ? parsed['rules'] : parsed;
  if (!Array.isArray(list)) throw refuse('nothingUsable');
  return list.map((value: unknown, at) => {
    const rule = readFaultRule(value);
    if (typeof rule === 'string') throw refuse('nothingUsable', `rules[${at}].${rule}`);
    return rule;
  });
};

const readText = (file: string, refuse: (reason: 'unreadable', found?: string) => CspError): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse('unreadable', (error as NodeJS.ErrnoException).code);
  }
};
