/** Faults as they are written down: in the file of a plan, in the database of those that were added by hand. */
import { type FaultRule, faultTargets, type Operation } from '../core/ports/emulator.ts';
import { isObject } from './exchange.ts';
import { oauthErrors } from './oauth-error.ts';

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isTrue = (value: unknown): boolean => value === true || value === false;
const isIn =
  (words: readonly string[]) =>
  (value: unknown): boolean =>
    words.some((word) => word === value);

const fields: { readonly [K in keyof FaultRule]-?: (value: unknown) => boolean } = {
  on: isIn(faultTargets),
  customer: (value) => typeof value === 'string' && value !== '',
  times: isCount,
  probability: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  status: (value) => isCount(value) && Number(value) >= 400 && Number(value) <= 599,
  code: (value) => typeof value === 'string' && value !== '',
  retryAfter: (value) => typeof value === 'string' && /^[\x20-\x7e]+$/.test(value),
  latencyMs: isCount,
  reset: isIn(['before', 'after']),
  cut: isTrue,
  html: isTrue,
  wrongOrder: isTrue,
  resourceStatus: (value) => typeof value === 'string' && /^[a-z][a-z _-]{0,39}$/i.test(value),
  blackHole: isTrue,
  error: isIn(oauthErrors),
  refuseLine: isCount,
};

/** The rule, or the name of the field that is wrong. */
export const readFaultRule = (value: unknown): FaultRule | string => {
  if (!isObject(value)) return 'rule';
  const rule = typeof value['retryAfter'] === 'number' ? { ...value, retryAfter: String(value['retryAfter']) } : value;
  const unknown = Object.keys(rule).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return unknown;
  const wrong = Object.entries(fields).find(([name, fits]) =>
    rule[name] === undefined ? name === 'on' : !fits(rule[name]),
  );
  return wrong === undefined ? (rule as object as FaultRule) : wrong[0];
};

/** Not the API itself: what general rules leave alone. */
const apart: ReadonlySet<string> = new Set([
  'openid-configuration',
  'openid-keys',
  'authorize',
  'device-code',
  'token',
  'device-login',
  'download',
  'world',
]);

/** Whether the rule is about this request; `customer` as the path names it. */
export const hits = (rule: FaultRule, operation: Operation, method: string, customer: string): boolean => {
  if (rule.customer !== undefined && rule.customer.toLowerCase() !== customer.toLowerCase()) return false;
  if (rule.on === operation) return true;
  if (apart.has(operation)) return false;
  const isRead = method === 'GET' || method === 'HEAD';
  return rule.on === '*' || rule.on === (isRead ? 'reads' : 'writes');
};
