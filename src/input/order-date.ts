import type { Instant } from '../core/ports/environment.ts';
import { parseIso } from '../core/rules/iso.ts';

const americanDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/**
 * An order date of a reconciliation file: `10/3/2020` (month first) or `2020-10-03`, the start of that UTC day, or an ISO
 * date with a time, which is more exact and kept. `undefined` for anything else.
 */
export const parseOrderDate = (text: string): Instant | undefined => {
  const [, month, day, year] = americanDate.exec(text) ?? [];
  const date = year === undefined ? text : [year, month?.padStart(2, '0'), day?.padStart(2, '0')].join('-');
  return parseIso(date.includes('T') ? date : `${date}T00:00:00Z`);
};
