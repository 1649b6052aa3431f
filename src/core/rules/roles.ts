/**
 * Who may do what. Buying and listing: Admin agent or Global admin. Keys, links and cancelling: Admin agent.
 * The activity log: Global, Account, Referral or Marketing content admin. A person may hold several roles.
 * Service requests: who may ask for support on behalf of customers, or see it asked for.
 * Sources: the "roles" part of Microsoft's page on selling software through CSP, editions 2019-12-18 to 2021-06-02; for
 * service requests its page on roles and permissions in Partner Center, 2020.
 */
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

/** Any one of these roles is enough for the act. */
export const rolesFor: { readonly [A in Act]: readonly Role[] } = {
  buy: ['admin-agent', 'global-admin'],
  'list-software': ['admin-agent', 'global-admin'],
  // They read what a customer owns, as the list does.
  orders: ['admin-agent', 'global-admin'],
  'policy explain': ['admin-agent', 'global-admin'],
  'support-request': ['admin-agent', 'global-admin'],
  'support-request --list': ['admin-agent', 'global-admin', 'sales-agent', 'helpdesk-agent'],
  'get-key': ['admin-agent'],
  'copy-link': ['admin-agent'],
  cancel: ['admin-agent'],
  activity: ['global-admin', 'account-admin', 'referral-admin', 'marketing-content-admin'],
};

export type RoleDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: 'roleMissing';
      readonly details: { readonly act: Act; readonly needed: readonly Role[]; readonly held: readonly Role[] };
    };

/** May someone who holds `held` do `act`? Where roles are not known (`null`) the service decides. A refusal names what is needed. */
export const decideRole = (act: Act, held: readonly Role[] | null): RoleDecision => {
  const needed = rolesFor[act];
  return held === null || needed.some((role) => held.includes(role))
    ? { allowed: true }
    : { allowed: false, code: 'roleMissing', details: { act, needed, held } };
};
