/** `csp policy`: the editions, one of them, and the rule behind an order. */
import { contoso, windowsServer } from '../operations/operations-bench.ts';
import { cellsOf, command } from './command-bench.ts';

command('when editions are listed, then oldest first, with the days they give', async ({ csp }) => {
  const rows = JSON.parse((await csp('policy list -o json')).stdout) as readonly { id: string; windowDays: unknown }[];
  expect(rows.map(({ id, windowDays }) => [id, windowDays])).toEqual([
    ['2019-12', { subscription: 60, perpetual: 60 }],
    ['2020-01', { subscription: 60, perpetual: 60 }],
    ['2021-01', { subscription: 60, perpetual: 60 }],
    ['2021-03', { subscription: 60, perpetual: 60 }],
    ['2021-06', { subscription: 30, perpetual: 30 }],
    ['2022-10', { subscription: 7, perpetual: 30 }],
  ]);
  const table = await csp('policy list', { columns: 200, answers: [] });
  expect(cellsOf(table.stdout).at(-1)).toEqual([
    '2022-10',
    '2022-10-14',
    'subscriptions 7 days, perpetual software 30 days',
    'partner and customer',
    '5 days after the first download; renewed at any time',
    'N, K6, K7',
  ]);
});

command(
  'when one edition is shown, then whole; one that is not there is named with those that are',
  async ({ csp }) => {
    expect(JSON.parse((await csp('policy show 2021-01 -o json')).stdout)).toEqual({
      id: '2021-01',
      from: '2021-01-19T00:00:00Z',
      possibleFrom: null,
      windowDays: { subscription: 60, perpetual: 60 },
      keys: 'customer',
      link: { kind: 'customer-portal', from: '2021-01-19T00:00:00Z', lifetimeDays: null, maxDownloads: null },
      acknowledgement: true,
      esu: 'undetermined',
      perpetualCancel: 'direct',
      perpetualOther: null,
      sources: [
        { tag: 'P3', date: '2021-01-29', language: 'ja', page: 'page on software subscriptions' },
        { tag: 'A', date: '2021-01', language: 'en', page: 'announcement that keys move to the customer' },
      ],
    });
    const shown = await csp('policy show 2019-12', { columns: 120, answers: [] });
    expect(shown.stdout).toBe(
      [
        'Edition             2019-12',
        'In force from       2019-12-18',
        'To cancel           60 days',
        'Keys                partner and customer',
        'Links               14 days or 50 downloads, whichever comes first; renewed at any time',
        'Acknowledgement     not asked for by the portal; csp asks all the same',
        'ESU 2020            cancelled by a support request only',
        'Perpetual software  cancelled directly',
        'Source              P1: page on software subscriptions (2019-12-18, zh-TW)',
        '',
      ].join('\n'),
    );
    expect((await csp('policy show 2018-01')).failure).toEqual({
      code: 'editionNotFound',
      details: { query: '2018-01', editions: ['2019-12', '2020-01', '2021-01', '2021-03', '2021-06', '2022-10'] },
    });
  },
);

command('when the newest edition is shown, then also what its pages do not settle', async ({ csp }) => {
  const { stdout } = await csp('policy show 2022-10', { columns: 200, answers: [] });
  const rows = new Map(stdout.split('\n').map((line) => [line.slice(0, 20).trim(), line.slice(20)]));
  expect(rows.get('In force from')).toBe('2022-10-14; another source says 2022-07-11');
  expect(rows.get('Perpetual software')).toBe(
    'cancelled directly; K7: page on on-premises software (2023-06-30, en) says by a support request: the form is left where the service refuses',
  );
  expect(rows.get('Acknowledgement')).toBe('asked for by the portal; csp always asks');
  expect(JSON.parse((await csp('policy show 2022-10 -o json')).stdout)).toMatchObject({
    possibleFrom: '2022-07-11T00:00:00Z',
    perpetualOther: { tag: 'K7', date: '2023-06-30', language: 'en', page: 'page on on-premises software' },
  });
});

command('when markets are listed, then those that lack a kind, by the names of one’s language', async ({ csp }) => {
  const rows = async (words: string) =>
    JSON.parse((await csp(`policy markets ${words} -o json`)).stdout) as readonly { countries: string[] }[];
  expect(
    [await rows(''), await rows('--kind reservation'), await rows('--kind subscription')].map((all) => all.length),
  ).toEqual([111, 109, 110]);
  expect((await rows('--kind reservation')).find(({ countries }) => countries.includes('AZ'))).toEqual({
    countries: ['AZ'],
    names: { en: 'Azerbaijan', ja: 'アゼルバイジャン', 'zh-TW': '亞塞拜然', ru: 'Азербайджан' },
    lacks: ['reservation'],
  });
  const shown = await csp('policy markets --kind subscription', { columns: 120, answers: [], lang: 'ja' });
  expect(cellsOf(shown.stdout)).toContainEqual(['アンドラ', 'AD', 'Azure の予約, ソフトウェア サブスクリプション']);
  expect((await csp('policy markets --kind perpetual')).failure).toMatchObject({ code: 'argumentInvalid' });
});

command('when an order is explained for machines, then each line is a row with every field', async ({ csp }) => {
  const { stdout } = await csp('policy explain f5c3b5ddb342 --customer contoso.onmicrosoft.com -o json');
  expect(JSON.parse(stdout)).toEqual([
    {
      orderId: windowsServer,
      line: 0,
      title: 'Windows Server 2022 Standard - 16 Core License Pack',
      kind: 'perpetual',
      purchasedAt: '2026-10-22T16:00:00Z',
      now: '2026-11-21T10:00:00Z',
      status: 'active',
      cancellable: true,
      rule: 'window',
      windowDays: 30,
      cancelBy: '2026-11-21T16:00:00Z',
      daysLeft: 0,
      deadlineSource: 'edition',
      refund: { kind: 'full', amount: { amount: '4704.00', currency: 'USD' } },
      windowEdition: '2022-10',
      todayEdition: '2022-10',
      keyAccess: 'partner',
      link: { kind: 'download-after-first', from: '2021-06-03T00:00:00Z', lifetimeDays: 5, maxDownloads: null },
      sources: [
        { tag: 'N', date: '2022-10-14', language: 'en', page: 'page on the new-commerce cancellation policy' },
        { tag: 'K6', date: '2023-06-30', language: 'en', page: 'page on software subscriptions' },
        { tag: 'K7', date: '2023-06-30', language: 'en', page: 'page on on-premises software' },
      ],
    },
  ]);
});

command('when an order is explained on a terminal, then line by line, in words', async ({ csp }) => {
  const words = 'policy explain --customer contoso.onmicrosoft.com';
  const { stdout } = await csp(`${words} 2d2f6be21174`, { columns: 120, answers: [] });
  expect(stdout).toBe(
    [
      'Order                2d2f6be21174 / 0',
      'Product              SQL Server Standard - 2 Core License Pack - 1 year (subscription)',
      'Purchased            2026-11-14 16:00Z',
      'Rule                 Within its window: it can be cancelled, without a fee.',
      'Cancel until         2026-11-21 16:00Z (6 hours)',
      'Refund               prorated, 5567.11 USD',
      'Edition of purchase  2022-10 (in force from 2022-10-14; another source says 2022-07-11): subscriptions 7 days, perpetual',
      '                     software 30 days',
      'Edition today        2022-10 (in force from 2022-10-14)',
      'Keys                 yes',
      'Links                5 days after the first download; renewed at any time',
      'Source               N: page on the new-commerce cancellation policy (2022-10-14, en)',
      'Source               K6: page on software subscriptions (2023-06-30, en)',
      'Source               K7: page on on-premises software (2023-06-30, en)',
      '',
    ].join('\n'),
  );
  const ruleOf = async (order: string): Promise<readonly (string | undefined)[]> => {
    const lines = (await csp(`${words} ${order}`, { columns: 200, answers: [] })).stdout.split('\n');
    return ['Rule', 'Cancel until', 'Refund'].map((title) =>
      lines
        .find((line) => line.startsWith(title))
        ?.slice(title.length)
        .trim(),
    );
  };
  expect(await ruleOf('3ab104f632ef')).toEqual([
    'Its window has closed: only a support request is left.',
    '2026-11-21 04:00Z',
    'none',
  ]);
  expect(await ruleOf('dae3f031b28d')).toEqual([
    'Extended Security Updates 2020: only by a support request; Microsoft decides on the credit.',
    undefined,
    'Microsoft decides',
  ]);
  expect(await ruleOf('83aa69bba1d8')).toEqual(['Nothing to cancel: the line is cancelled.', undefined, undefined]);
  expect(await ruleOf('2aa874c71052')).toEqual([
    'Azure reservations: other rules, in the Azure portal.',
    undefined,
    'Microsoft decides',
  ]);
});

command('when the customer is not named, then a person chooses and a script is told the flag', async ({ csp }) => {
  expect((await csp('policy explain f5c3b5ddb342')).failure).toMatchObject({
    code: 'argumentMissing',
    details: { flag: '--customer' },
  });
  const asked = await csp('policy explain f5c3b5ddb342', { columns: 80, answers: [contoso.domain] });
  expect([asked.failure, asked.questions]).toEqual([null, ['choose: Which customer?']]);
});
