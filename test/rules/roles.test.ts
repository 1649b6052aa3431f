import { acts, decideRole, type Role, roles } from '../../src/core/rules/roles.ts';

/** The acts that each role alone allows. */
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
  test.each(roles)('then %s allows its acts and no other', (role) => {
    expect(acts.filter((act) => decideRole(act, [role]).allowed)).toEqual(table[role]);
  });
});

describe('when a role is missing', () => {
  test('then the refusal names the act, the roles of which one is needed, and those held', () => {
    expect(decideRole('cancel', ['sales-agent', 'global-admin'])).toEqual({
      allowed: false,
      code: 'roleMissing',
      details: { act: 'cancel', needed: ['admin-agent'], held: ['sales-agent', 'global-admin'] },
    });
    expect(decideRole('buy', [])).toEqual({
      allowed: false,
      code: 'roleMissing',
      details: { act: 'buy', needed: ['admin-agent', 'global-admin'], held: [] },
    });
  });

  test('then another role that is held may stand in', () => {
    expect(decideRole('activity', ['helpdesk-agent', 'referral-admin'])).toEqual({ allowed: true });
  });
});
