/** In which shapes the service, its gateway and the servers behind it say no: each is told with its code and its words. */
import { cancel, failureOf, json, read, refusal, withBench } from './edge-bench.ts';
import { startedAt } from './patient-clock.ts';

const operation = 'GET /v1/customers/c/orders';

test.each([
  ['a code as text', 400, { code: '900117', description: 'Too late.', data: [], source: 'X' }, '900117', 'Too late.'],
  ['a code as a number', 400, { code: 800090, description: 'Not less.' }, '800090', 'Not less.'],
  [
    'names in capitals',
    400,
    { Code: '2011', Description: 'Not in this state.', Data: [] },
    '2011',
    'Not in this state.',
  ],
  ['a message alone', 400, { Message: 'Not valid.' }, null, 'Not valid.'],
  ['errorCode and errorMessage', 404, { errorCode: 'NotFound', errorMessage: 'None.' }, 'NotFound', 'None.'],
  ['ErrorCode', 400, { ResponseStatusCode: 400, ErrorCode: 'Bad', ErrorMessage: 'No.' }, 'Bad', 'No.'],
  ['an error within', 400, { error: { code: 'BadRequest', message: 'No.', innerError: {} } }, 'BadRequest', 'No.'],
  ['an error as OAuth has it', 400, { error: 'invalid_request', error_description: 'No.' }, 'invalid_request', 'No.'],
  [
    'a problem with its fields',
    400,
    {
      type: 'about:blank',
      title: 'Validation failed.',
      status: 400,
      errors: { 'lineItems[0].quantity': ['Too low.'] },
    },
    null,
    'Validation failed. lineItems[0].quantity: Too low.',
  ],
  ['a code under 200', 200, { code: '400072', description: 'Not available.', data: [] }, '400072', 'Not available.'],
  ['a code under 201', 201, { code: 400072, description: 'Not available.' }, '400072', 'Not available.'],
  ['an empty body', 400, '', null, 'HTTP 400'],
] as const)('%s is a refusal with its code and its words', (_title, status, body, serviceCode, text) =>
  withBench(
    (response) => json(response, status, body),
    async ({ http, asked }) => {
      const expected = { code: 'serviceRefused', operation, status, serviceCode, text };
      expect(await failureOf(http.send(read))).toEqual(expected);
      expect(asked.length).toBe(1);
    },
  ),
);

test.each([
  ['a thing that has a code of its own', { id: 'o', code: 'A1', description: 'An order.' }],
  ['a list', { items: [], code: 'A1', description: 'A list.' }],
  ['no words', { code: '400072' }],
  ['a code of nothing', { code: 0, description: 'Done.' }],
])('under 200 this is no refusal: %s', (_title, body) =>
  withBench(
    (response) => json(response, 200, body),
    async ({ http }) => {
      expect((await http.send(read)).body).toEqual(body);
    },
  ),
);

const quota = (span: string) => ({
  statusCode: 403,
  message: `Out of call volume quota. Quota will be replenished in ${span}.`,
});

test.each([
  ['00:04:10', 250_000],
  ['00:00:07', 7_000],
])('when the gateway’s quota is used up (403, %s), then it is waited for and nobody’s rights are doubted', (span, ms) =>
  withBench(
    (response, _, index) => (index === 0 ? json(response, 403, quota(span)) : json(response, 200, {})),
    async ({ http, asked }) => {
      await http.send(cancel);
      expect(asked.map(({ afterMs, headers }) => [afterMs, headers['ms-requestid']])).toEqual([
        [0, 'cancel-1'],
        [ms, 'cancel-1'],
      ]);
    },
  ),
);

test.each([
  ['05:00:00', 18_000_000],
  // More than a day is “not today”.
  ['1.02:00:00', 86_400_000],
])('a quota that is back only in %s is told as throttling, exit code 7', (span, ms) =>
  withBench(
    (response) => json(response, 403, quota(span)),
    async ({ http, asked }) => {
      expect(await failureOf(http.send(read))).toEqual({ code: 'throttled', retryAt: startedAt + ms });
      expect(asked.length).toBe(1);
    },
  ),
);

test('other words of the gateway with 403 are about the way, not about a role', () =>
  withBench(
    (response) => json(response, 403, { statusCode: 403, message: 'Caller address is not allowed.' }),
    async ({ http }) => {
      const said = { serviceCode: null, missing: 'gateway', text: 'Caller address is not allowed.' };
      expect(await failureOf(http.send(read))).toEqual({ code: 'accessDenied', operation, ...said });
    },
  ));

test.each([
  [{ statusCode: 404, message: 'Unable to match incoming request to an operation.' }],
  [{ Message: 'No HTTP resource was found that matches the request URI.' }],
])('an address that leads nowhere is no “not found”: %j', (body) =>
  withBench(
    (response) => json(response, 404, body),
    async ({ http }) => {
      const failed = { code: 'serviceFailed', status: 404, isForeign: true };
      expect(await failureOf(http.send(read))).toMatchObject(failed);
      expect(await failureOf(http.send(cancel))).toMatchObject({ code: 'outcomeUnsettled', reason: 'serviceFailed' });
    },
  ),
);

test('a 401 that speaks of the second factor only behind its number is told as that', () =>
  withBench(
    (response) =>
      response
        .writeHead(401, 'Unauthorized - MFA required', { 'www-authenticate': 'Bearer error="invalid_token"' })
        .end(),
    async ({ http }) => {
      expect(await failureOf(http.send(read))).toEqual({ code: 'signInNeeded', profile: 'contoso', reason: 'mfa' });
    },
  ));

test('403 with the code of Microsoft Graph for the second factor is told as that', () =>
  withBench(
    (response) => json(response, 403, { error: { code: 'Unauthorized_MissingMFA', message: 'No.' } }),
    async ({ http }) => {
      expect(await failureOf(http.send(read))).toMatchObject({ code: 'accessDenied', missing: 'mfa' });
    },
  ));

test.each([
  ['900421', 'words that nobody knows', 'mfa'],
  ['900420', 'words that nobody knows', 'mfa'],
  ['900420', 'The audience in the token is invalid', 'audience'],
])('401 with %s (%s) is no sign-in that expired', (code, words, reason) =>
  withBench(
    (response) => refusal(response, 401, code, words),
    async ({ http }) => {
      const signIn = { profile: 'contoso', reason };
      expect(await failureOf(http.send(read))).toEqual({ code: 'signInNeeded', ...signIn });
      expect(await failureOf(http.send(cancel))).toMatchObject({ code: 'outcomeUnsettled', signIn });
    },
  ),
);

test.each([
  ['900308', 'role'],
  ['900309', 'policy'],
])('403 with %s says that the %s is in the way', (serviceCode, missing) =>
  withBench(
    (response) => refusal(response, 403, serviceCode, 'No.'),
    async ({ http }) => {
      expect(await failureOf(http.send(read))).toEqual({ code: 'accessDenied', operation, serviceCode, missing });
    },
  ),
);
