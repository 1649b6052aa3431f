/** Numbers with their counter. */
import { plural } from '../plural.ts';

/** Orders, lines, customers, rows and records are all counted in 件. */
export const cases = (count: number): string => plural('ja', count, { other: '# 件' });
export const times = (count: number): string => plural('ja', count, { other: '# 回' });
