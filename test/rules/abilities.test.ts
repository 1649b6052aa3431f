import { decideAbility } from '../../src/core/rules/abilities.ts';
import { type Act, acts } from '../../src/core/rules/roles.ts';

const able = (credential: Parameters<typeof decideAbility>[1]) =>
  Object.fromEntries(acts.map((act) => [act, decideAbility(act, credential)]));

const yes = { can: 'yes' };
const needed = ['admin-agent', 'global-admin'];

test('an app alone can do what needs no user', () => {
  const user = { can: 'no', missing: 'user' };
  const expected: { readonly [A in Act]: object } = {
    buy: yes,
    'list-software': yes,
    orders: yes,
    'policy explain': yes,
    'support-request': yes,
    'get-key': user,
    'copy-link': user,
    cancel: yes,
    activity: yes,
  };
  expect(able({ kind: 'app', roles: null })).toEqual(expected);
});

test('a user can do what the roles allow; where they are not known, the service decides', () => {
  const role = (roles: readonly string[]) => ({ can: 'no', missing: 'role', needed: roles });
  expect(able({ kind: 'app+user', roles: ['global-admin'] })).toEqual({
    buy: yes,
    'list-software': yes,
    orders: yes,
    'policy explain': yes,
    'support-request': yes,
    'get-key': role(['admin-agent']),
    'copy-link': role(['admin-agent']),
    cancel: role(['admin-agent']),
    activity: yes,
  });
  expect(able({ kind: 'app+user', roles: ['sales-agent'] })).toMatchObject({ buy: role(needed) });
  expect(able({ kind: 'app+user', roles: null })).toEqual(
    Object.fromEntries(acts.map((act) => [act, { can: 'unknown' }])),
  );
});
