import { type Credential, decideAbility } from '../../src/core/rules/abilities.ts';
import { type Act, acts } from '../../src/core/rules/roles.ts';

const then = Date.UTC(2021, 5, 10);
const able = (credential: Pick<Credential, 'kind' | 'roles'>, hasContract2018 = false) =>
  Object.fromEntries(acts.map((act) => [act, decideAbility(act, { ...credential, hasContract2018 }, then)]));

const yes = { can: 'yes' };
const needed = ['admin-agent', 'global-admin'];

test('an app alone can do what needs no user, and is told the web page where there is no call for keys and links', () => {
  const user = { can: 'no', missing: 'user' };
  const portal = { can: 'portal' };
  const expected: { readonly [A in Act]: object } = {
    buy: yes,
    'list-software': yes,
    orders: yes,
    'policy explain': yes,
    'support-request': yes,
    'support-request --list': user,
    'get-key': portal,
    'copy-link': portal,
    cancel: yes,
    activity: yes,
  };
  expect(able({ kind: 'app', roles: null })).toEqual(expected);
  expect(able({ kind: 'app', roles: null }, true)).toEqual({ ...expected, 'get-key': user, 'copy-link': user });
});

test('a user can do what the roles allow; where they are not known, the service decides', () => {
  const role = (roles: readonly string[]) => ({ can: 'no', missing: 'role', needed: roles });
  expect(able({ kind: 'app+user', roles: ['global-admin'] })).toEqual({
    buy: yes,
    'list-software': yes,
    orders: yes,
    'policy explain': yes,
    'support-request': yes,
    'support-request --list': yes,
    'get-key': role(['admin-agent']),
    'copy-link': role(['admin-agent']),
    cancel: role(['admin-agent']),
    activity: yes,
  });
  expect(able({ kind: 'app+user', roles: ['sales-agent'] })).toMatchObject({
    buy: role(needed),
    'support-request --list': yes,
  });
  expect(able({ kind: 'app+user', roles: null })).toEqual(
    Object.fromEntries(acts.map((act) => [act, { can: 'unknown' }])),
  );
});
