/**
 * Who may do what, from which day on. A person may hold several roles. On the real service the service decides: the rows are
 * for the sandbox and for explanations.
 * Sources: the "roles" part of Microsoft's pages on selling software through CSP, 2019-12-18 to 2023-06-30, and their undated
 * newer copies; its page on activity logs, 2023-03-01; for service requests its page on roles and permissions, 2020.
 */
import type { Instant } from '../ports/environment.ts';

export const roles = [
  'admin-agent',
  'global-admin',
  'account-admin',
  'referral-admin',
  'marketing-content-admin',
  'sales-agent',
  'helpdesk-agent',
] as const;
export type Role = (typeof roles)[number];

export const acts = [
  'buy',
  'list-software',
  'orders',
  'policy explain',
  'support-request',
  'support-request --list',
  'get-key',
  'copy-link',
  'cancel',
  'activity',
] as const;
export type Act = (typeof acts)[number];

/** From `from` on, until the next row begins, any one of these roles is enough. */
export interface RoleRow {
  readonly from: Instant;
  readonly roles: readonly Role[];
}

const day = (year: number, month: number, date: number): Instant => Date.UTC(year, month - 1, date);
const since2019 = (...roles: readonly Role[]): RoleRow => ({ from: day(2019, 12, 18), roles });
const agentOrGlobal = [since2019('admin-agent', 'global-admin')];
const agentOnly = [since2019('admin-agent')];

/** Oldest first; the first one also counts before it begins. */
export const roleRows: { readonly [A in Act]: readonly RoleRow[] } = {
  // The page of 2023-06-30 is the last one that names the Global admin; the copies after it tell no day.
  buy: [...agentOrGlobal, { from: day(2024, 1, 1), roles: ['admin-agent'] }],
  'list-software': agentOrGlobal,
  // They read what a customer owns, as the list does.
  orders: agentOrGlobal,
  'policy explain': agentOrGlobal,
  'support-request': agentOrGlobal,
  'support-request --list': [since2019('admin-agent', 'global-admin', 'sales-agent', 'helpdesk-agent')],
  'get-key': agentOnly,
  'copy-link': agentOnly,
  cancel: agentOnly,
  activity: [
    since2019('global-admin', 'account-admin', 'referral-admin', 'marketing-content-admin'),
    { from: day(2023, 3, 1), roles: ['admin-agent'] },
  ],
};

/** The roles of which one is needed for the act at an instant. */
export const rolesFor = (act: Act, at: Instant): readonly Role[] => {
  const rows = roleRows[act];
  return (rows.findLast(({ from }) => from <= at) ?? (rows[0] as RoleRow)).roles;
};

export type RoleDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: 'roleMissing';
      readonly details: { readonly act: Act; readonly needed: readonly Role[]; readonly held: readonly Role[] };
    };

/**
 * May someone who holds `held` do `act` at this instant? Where roles are not known (`null`) the service decides. A refusal
 * names what is needed.
 */
export const decideRole = (act: Act, held: readonly Role[] | null, at: Instant): RoleDecision => {
  const needed = rolesFor(act, at);
  return held === null || needed.some((role) => held.includes(role))
    ? { allowed: true }
    : { allowed: false, code: 'roleMissing', details: { act, needed, held } };
};
