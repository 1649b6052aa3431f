/** The numbers of the sign-in host are for hints, and for telling which sign-in is lacking. */
import { ResponseBodyError } from 'oauth4webapi';
import { loginFailure, renewalFailure } from '../../src/backends/partner-center/sign-in/token-failure.ts';

const refused = (error: string, number: number, words = `AADSTS${number}: Words.`): ResponseBodyError => {
  const body = { error, error_description: words, error_codes: [number] };
  return new ResponseBodyError('refused', { cause: body, response: Response.json(body, { status: 400 }) });
};

test.each([
  [50076, 'mfa'],
  [53003, 'policy'],
  [530035, 'policy'],
  [50158, 'policy'],
  [65001, 'consent'],
  [500011, 'resource'],
  [650057, 'resource'],
  [50173, 'stale'],
  [7000222, 'secret'],
  [700016, 'app'],
  [90002, 'tenant'],
  [50126, 'user'],
  [50196, 'loop'],
])('AADSTS%i while somebody signs in has the hint %s', (number, hint) => {
  expect(loginFailure(refused('invalid_grant', number)).details).toMatchObject({ serviceCode: String(number), hint });
});

test('a number without a hint is told as it is', () => {
  expect(loginFailure(refused('invalid_request', 12345)).details).toEqual({
    cause: 'refused',
    serviceCode: '12345',
    text: 'Words.',
  });
});

test('where the words do not begin with the number, it is taken from its list', () => {
  const { details } = loginFailure(refused('invalid_grant', 65001, 'Words.'));
  expect(details).toMatchObject({ serviceCode: '65001', hint: 'consent' });
});

test.each([
  ['invalid_grant', 50076, { reason: 'mfa' }],
  ['interaction_required', 50074, { reason: 'mfa' }],
  ['invalid_grant', 700082, { reason: 'expired' }],
  ['invalid_grant', 50173, { reason: 'revoked' }],
  ['interaction_required', 53003, { hint: 'policy' }],
  ['invalid_grant', 50158, { hint: 'policy' }],
  ['invalid_client', 7000222, { hint: 'secret' }],
])('a kept sign-in that is refused with %s and AADSTS%i is told as %j', (error, number, expected) => {
  expect(renewalFailure(refused(error, number), 'default').details).toMatchObject(expected);
});
