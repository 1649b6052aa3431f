/** The failure screen: for people what, why and what to try, for machines one line of JSON. */

import { CspError, type ErrorCode, exitCodeOf } from '../../src/core/errors.ts';
import { langs } from '../../src/core/ports/environment.ts';
import { createSuggest } from '../../src/core/rules/suggestion.ts';
import { loadErrorTexts, loadMessages } from '../../src/locales/messages.ts';
import { commandNames } from '../../src/program.ts';
import { errorJson, errorText } from '../../src/terminal/error-view.ts';
import { createPaint } from '../../src/terminal/palette.ts';
import { textWidth } from '../../src/terminal/text-width.ts';
import { eachFailure } from './sample-failures.ts';

const suggest = createSuggest({});

const errorOf = ({ code, details }: (typeof eachFailure)[number]): CspError =>
  new CspError(code, details as CspError['details']);

test.each(langs)('when any failure is shown in %s, then in whole sentences, on lines of the width', async (lang) => {
  const [errors, { text }] = [await loadErrorTexts(lang), await loadMessages(lang)];
  const paint = await createPaint(false);
  for (const failure of eachFailure) {
    const [whole, wrapped] = [undefined, 60].map((width) =>
      errorText(errorOf(failure), errors, { ...text.error, ...text.failureLines }, paint, suggest, width),
    );
    expect(whole).toMatch(/\S\n$/);
    expect(whole?.startsWith(text.error.label)).toBe(true);
    expect(whole).not.toMatch(/undefined|NaN|\[object|null/);
    const tooLong = (wrapped ?? '')
      .split('\n')
      .filter((line) => textWidth(line) > 60 && !line.startsWith(text.error.tryLabel) && !line.startsWith('  csp '));
    expect(tooLong).toEqual([]);
  }
});

/** Instants of the samples are all the same one. */
const isoInstants = (details: object): object =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      name.endsWith('At') && value !== null ? '2026-11-21T04:00:00Z' : value,
    ]),
  );

test('when JSON is wanted, then every failure is one line with the same fields', async () => {
  const errors = await loadErrorTexts('en');
  for (const failure of eachFailure) {
    const line = errorJson(errorOf(failure), errors, suggest);
    expect(line).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(line)).toEqual({
      error: {
        code: failure.code,
        message: expect.stringMatching(/^\S.*\S$/s),
        hint: JSON.parse(line).error.hint === null ? null : expect.stringMatching(/^csp( |$)/),
        exitCode: exitCodeOf(failure.code),
        retryable:
          [
            'busy',
            'timeout',
            'unavailable',
            'throttled',
            'answerUnusable',
            'serviceFailed',
            'orderPending',
            'runUnfinished',
            'runLive',
            'interrupted',
            'terminated',
          ].includes(failure.code) && !('placed' in failure.details),
        requestId: JSON.stringify(failure.details).includes('REQUEST-1') ? 'REQUEST-1' : null,
        correlationId: JSON.stringify(failure.details).includes('CORRELATION-1') ? 'CORRELATION-1' : null,
        details: isoInstants(failure.details),
      },
    });
  }
});

test('when a window has closed, then the JSON says it all and the way that is left', async () => {
  const details = {
    customer: 'o’neill & co',
    orderId: 'ORDER-1',
    line: 3,
    closedAt: 0,
    windowDays: 30,
    edition: '2022-10',
  };
  expect(
    JSON.parse(errorJson(new CspError('cancelWindowClosed', details), await loadErrorTexts('en'), suggest)),
  ).toEqual({
    error: {
      code: 'cancelWindowClosed',
      message:
        'Order ORDER-1, line 3, can no longer be cancelled: its window closed on 1 January 1970 00:00 UTC. Edition 2022-10 gives 30 days from the purchase. A refund can still be asked for by a support request.',
      hint: "csp support-request --customer 'o’neill & co' --order ORDER-1 --line 3 --reason TEXT",
      exitCode: 6,
      retryable: false,
      requestId: null,
      correlationId: null,
      details: { ...details, closedAt: '1970-01-01T00:00:00Z' },
    },
  });
});

/** The commands to try, by code; the others have none. */
const tries: { readonly [code: string]: readonly string[] } = {
  signInNeeded: Array<string>(6).fill('csp login --profile PROFILE'),
  signInFailed: Array<string>(17).fill('csp help auth'),
  keyringUnavailable: ['csp login --insecure-storage'],
  tokenStoreRefused: Array<string>(5).fill('csp doctor'),
  accessDenied: Array<string>(14).fill('csp whoami'),
  answerUnusable: ['csp doctor', 'csp doctor'],
  serviceFailed: ['csp doctor', 'csp doctor'],
  wrongAnswer: ['csp activity --event all --since 1d'],
  outcomeUnsettled: Array(17).fill('csp activity --event all --since 1d'),
  keysNotInApi: ['csp copy-link --customer contoso.example --order ORDER-1 --message'],
  tlsRefused: ['csp doctor'],
  tenantMismatch: ['csp whoami'],
  unavailable: ['csp doctor', 'csp doctor', 'csp doctor'],
  commandNotStarted: ['csp sandbox exec --help'],
  commandUnknown: ['csp SUGGESTION --help', 'csp --help'],
  optionUnknown: ['csp COMMAND --help', 'csp COMMAND --help'],
  argumentUnexpected: ['csp COMMAND --help'],
  argumentMissing: ['csp COMMAND --help', ''],
  queryInvalid: Array(11).fill('csp help output'),
  customerAmbiguous: ['csp customers --search QUERY'],
  settingUnknown: ['csp config list', 'csp config list --show-origin'],
  settingNotForProject: Array(2).fill('csp config list --show-origin'),
  profileUnknown: Array(2).fill('csp login --profile acme'),
  roleMissing: ['csp help roles', 'csp help roles'],
  purchaseUnknown: Array(3).fill('csp orders --customer contoso.example'),
  outcomeUnknown: Array(17).fill('csp orders --customer contoso.example --order ORDER-1'),
  runInDoubt: ['csp runs show ab12cd34'],
  runRefused: ['csp support-request --from-run ab12cd34', 'csp runs show ab12cd34', ''],
  runUnfinished: ['', 'csp runs show ef56ab78'],
  runLive: ['csp runs show ab12cd34', ''],
  runNotFound: ['csp runs list'],
  runChanged: ['csp runs show ab12cd34'],
  runOfAnother: ['csp whoami'],
  doneAlready: Array(2).fill('csp orders --customer contoso.example --order ORDER-1'),
  nothingInDoubt: ['csp runs show RUN-1'],
  nothingToDrop: Array(2).fill('csp runs show RUN-1'),
  notAllFound: ['csp orders --customer contoso.example'],
  kindUnknown: ['csp support-request --customer contoso.example --order ORDER-1 --line 3 --reason TEXT'],
  cancelWindowClosed: Array(3).fill(
    'csp support-request --customer contoso.example --order ORDER-1 --line 3 --reason TEXT',
  ),
  cancelUndetermined: ['csp support-request --customer contoso.example --order ORDER-1 --line 3 --reason TEXT'],
  supportRequestOnly: Array(2).fill(
    'csp support-request --customer contoso.example --order ORDER-1 --line 3 --reason TEXT',
  ),
  cancelNotAllowed: ['csp support-request --customer contoso.example --order ORDER-1 --line 3 --reason TEXT'],
  cancelRefusedByService: ['csp support-request --customer contoso.example --order ORDER-1 --line 3 --reason TEXT'],
  marketUnavailable: [
    'csp policy markets --kind reservation',
    'csp policy markets --kind subscription',
    'csp policy markets',
  ],
  keyForCustomerOnly: ['csp copy-link --customer contoso.example --order ORDER-1 --message'],
  cartLineRefused: ['', 'csp orders --customer contoso.example --order ORDER-1'],
  timeout: ['', 'csp orders --customer contoso.example --order ORDER-1'],
  interrupted: ['', 'csp orders --customer contoso.example'],
  terminated: ['', 'csp orders --customer contoso.example --order ORDER-1'],
  repeatPurchase: ['csp orders --customer contoso.example --order ORDER-1', 'csp orders --customer contoso.example'],
  purchaseNotRecorded: ['csp orders --customer contoso.example --order ORDER-1'],
  orderFailed: Array(4).fill('csp orders --customer contoso.example --order ORDER-1'),
  orderUnclear: Array(2).fill('csp orders --customer contoso.example --order ORDER-1'),
  orderPending: Array(2).fill('csp orders --customer contoso.example --order ORDER-1'),
  customerNotFound: ['csp customers'],
  downloadNotReal: ['csp sandbox serve --with-keys'],
  productNotFound: ['csp catalog --country AD'],
  skuNotFound: ['csp catalog --country AD --search PRODUCT-1'],
  orderNotFound: ['csp orders --customer contoso.example', 'csp list-software --all-customers'],
  nothingToRefund: Array(2).fill('csp orders --customer contoso.example --order ORDER-1 -o json'),
  lineNotFound: ['csp orders --customer contoso.example --order ORDER-1 -o json'],
  linkNotFound: ['csp copy-link --customer contoso.example --order ORDER-1'],
  linkEnded: [
    'csp copy-link --customer contoso.example --order ORDER-1 --renew',
    'csp copy-link --customer contoso.example --order ORDER-1 --renew',
    '',
  ],
  nothingToChoose: ['csp list-software --customer contoso.example'],
  editionNotFound: ['csp policy list'],
  topicNotFound: ['csp --help'],
};

test('when there is a next step, then it is a command that can be pasted', async () => {
  const errors = await loadErrorTexts('en');
  const found = new Map<ErrorCode, string[]>();
  for (const failure of eachFailure) {
    const { hint } = JSON.parse(errorJson(errorOf(failure), errors, suggest)).error;
    found.set(failure.code, [...(found.get(failure.code) ?? []), hint ?? '']);
  }
  const withHint = [...found].filter(([, hints]) => hints.some((hint) => hint !== ''));
  expect(Object.fromEntries(withHint)).toEqual(tries);
});

test.each(langs)('in %s every command that a failure names asks the world of the run', async (lang) => {
  const [errors, { text }] = [await loadErrorTexts(lang), await loadMessages(lang)];
  const paint = await createPaint(false);
  const labels = { ...text.error, ...text.failureLines };
  let named = 0;
  for (const failure of eachFailure) {
    const shown = errorText(errorOf(failure), errors, labels, paint, createSuggest({ profile: 'acme', backend: 'x' }));
    for (const [line] of shown.matchAll(new RegExp(`\\bcsp (?:${commandNames.join('|')}|--help)\\b.*`, 'g'))) {
      named += 1;
      const isOfNoWorld = /^csp (?:help|sandbox|--help)|--help$/.test(line);
      expect([line, isOfNoWorld || line.endsWith(' --backend x')]).toEqual([line, true]);
      expect([line, isOfNoWorld || line.includes(' --profile ')]).toEqual([line, true]);
    }
    // Where the sentence leads to a command, it stands behind a colon.
    for (const [, before = ''] of shown.matchAll(/(.*)\n {2}csp /g)) expect(before).toMatch(/[:：]$/);
  }
  expect(named).toBeGreaterThan(40);
});

test('when data in a failure is hostile, then it is escaped on the screen and in the command to try', async () => {
  const [errors, { text }] = [await loadErrorTexts('en'), await loadMessages('en')];
  const query = "a'; rm -rf ~ #\u001b[31m\u202e\n::error::";
  const shown = errorText(
    new CspError('customerAmbiguous', { query, matches: [query] }),
    errors,
    { ...text.error, ...text.failureLines },
    await createPaint(false),
    suggest,
  );
  expect(shown).not.toMatch(/[\u001b\u202e]/);
  expect(shown.split('\n').some((line) => line.startsWith('::'))).toBe(false);
  expect(shown.split('\n').at(-2)).toMatch(/^Try: csp customers --search 'a'\\''; rm -rf ~ #/);
});

test('when a failure is unknown, or lacks what its sentence needs, then its code is told, and nothing breaks', async () => {
  const labels = { ...(await loadMessages('en')).text.error, ...(await loadMessages('en')).text.failureLines };
  const [texts, paint] = [await loadErrorTexts('en'), await createPaint(false)];
  for (const code of ['orderLocked', 'customerAmbiguous', 'priceChanged'] as ErrorCode[]) {
    const error = new CspError(code, {} as CspError['details']);
    expect(errorText(error, texts, labels, paint, suggest)).toContain(code);
    expect(JSON.parse(errorJson(error, texts, suggest)).error).toMatchObject({
      code,
      message: expect.stringContaining(code),
    });
    expect(error.exitCode).not.toBe(0);
  }
});
