import { acts, decideRole, type Role, roles, rolesFor } from '../../src/core/rules/roles.ts';

const then = Date.UTC(2023, 1, 28);
const today = Date.UTC(2026, 10, 21);

/** The acts that each role alone allowed under the pages of 2019 to 2021. */
const table: { readonly [R in Role]: readonly string[] } = {
  'admin-agent': [
    'buy',
    'list-software',
    'orders',
    'policy explain',
    'support-request',
    'support-request --list',
    'get-key',
    'copy-link',
    'cancel',
  ],
  'global-admin': [
    'buy',
    'list-software',
    'orders',
    'policy explain',
    'support-request',
    'support-request --list',
    'activity',
  ],
  'account-admin': ['activity'],
  'referral-admin': ['activity'],
  'marketing-content-admin': ['activity'],
  'sales-agent': ['support-request --list'],
  'helpdesk-agent': ['support-request --list'],
};

describe('when someone holds one role', () => {
  test.each(roles)('then %s allowed its acts and no other', (role) => {
    expect(acts.filter((act) => decideRole(act, [role], then).allowed)).toEqual(table[role]);
  });
});

describe('when a page changed', () => {
  const reads = ['global-admin', 'account-admin', 'referral-admin', 'marketing-content-admin'];
  test.each([
    [Date.UTC(2018, 0, 1), reads],
    [Date.UTC(2023, 2, 1) - 1, reads],
    [Date.UTC(2023, 2, 1), ['admin-agent']],
    [today, ['admin-agent']],
  ])('then at %d the activity log was for %j', (at, needed) => {
    expect(rolesFor('activity', at)).toEqual(needed);
  });

  test.each([
    [Date.UTC(2024, 0, 1) - 1, ['admin-agent', 'global-admin']],
    [Date.UTC(2024, 0, 1), ['admin-agent']],
  ])('then at %d buying was for %j', (at, needed) => {
    expect(rolesFor('buy', at)).toEqual(needed);
  });

  test('then all other acts ask for what they always did', () => {
    const others = acts.filter((act) => act !== 'activity' && act !== 'buy');
    expect(others.map((act) => rolesFor(act, today))).toEqual(others.map((act) => rolesFor(act, 0)));
  });
});

describe('when a role is missing', () => {
  test('then the refusal names the act, the roles of which one is needed, and those held', () => {
    expect(decideRole('cancel', ['sales-agent', 'global-admin'], today)).toEqual({
      allowed: false,
      code: 'roleMissing',
      details: { act: 'cancel', needed: ['admin-agent'], held: ['sales-agent', 'global-admin'] },
    });
    expect(decideRole('buy', [], then)).toEqual({
      allowed: false,
      code: 'roleMissing',
      details: { act: 'buy', needed: ['admin-agent', 'global-admin'], held: [] },
    });
  });

  test('then another role that is held may stand in', () => {
    expect(decideRole('activity', ['helpdesk-agent', 'referral-admin'], then)).toEqual({ allowed: true });
  });

  test('then the service decides where it does not tell the roles', () => {
    expect(decideRole('cancel', null, today)).toEqual({ allowed: true });
  });
});
