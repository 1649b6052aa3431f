/** Every message of every language, called with examples: whole, with everything that was put in, and of a bearable length. */

import type { Facts, FindingCode } from '../../src/core/ports/diagnosis.ts';
import { type Lang, langs } from '../../src/core/ports/environment.ts';
import { loadErrorTexts, loadMessages, loadTopics, type Messages } from '../../src/locales/messages.ts';
import { commandWithin } from '../../src/terminal/next-commands.ts';
import { textWidth } from '../../src/terminal/text-width.ts';
import { eachFailure } from '../commands/sample-failures.ts';

const at = Date.UTC(2026, 10, 21, 16, 30, 0);
const usd = { amount: '1234.50', currency: 'USD' };

/** What each finding of the doctor is about. */
const findingFacts: { readonly [F in FindingCode]: Facts } = {
  nodeFits: { version: 'VERSION' },
  settingsFit: { path: 'PATH' },
  settingsOfProject: { path: 'PATH', keys: 'KEYS' },
  settingRefused: { path: 'PATH', key: 'KEY' },
  settingMisspelt: { path: 'PATH', key: 'KEY' },
  nodeTooOld: { version: 'VERSION', needed: 'NEEDED' },
  folderFits: { path: '/tmp/PATH' },
  folderOpen: { path: '/tmp/PATH', mode: 'MODE' },
  folderMissing: { path: '/tmp/PATH' },
  folderUnwritable: { path: '/tmp/PATH', reason: 'REASON' },
  keyringWorks: {},
  keyringMissing: { reason: 'REASON' },
  proxyNone: {},
  proxyUsed: { host: 'HOST', proxy: 'PROXY' },
  proxyMalformed: { variable: 'VARIABLE' },
  tlsChecked: { host: 'HOST' },
  tlsUnchecked: {},
  tlsFails: { host: 'HOST', reason: 'REASON' },
  tlsPlain: { host: 'HOST' },
  clockFits: { seconds: 'SECONDS' },
  clockOff: { seconds: 'SECONDS' },
  serviceSilent: { host: 'HOST', reason: 'REASON' },
  signedIn: { user: 'USER', tenant: 'TENANT' },
  signInNone: { reason: 'REASON' },
  signInFails: { reason: 'REASON' },
  signInFile: { path: '/tmp/PATH' },
  sandboxOnly: {},
};

/** Details for each message that takes some: what is put in as text or number, the reader must find again. */
const examples: { readonly [path: string]: readonly unknown[] } = {
  'help.defaultValue': ['VALUE'],
  'help.choices': ['VALUE'],
  'help.sentence': ['WORDS'],
  'refund.titleFor': [{ what: 'WHAT' }],
  'refund.missing': [{ fields: ['FIELD-1', 'FIELD-2'] }],
  'refund.saved': [{ path: '/tmp/PATH' }],
  'refund.copied': [{ by: 'system' }, { by: 'osc52' }],
  'text.tax': [true, false],
  'text.failureLines.lacks': [{ customers: ['ONE', 'TWO'] }],
  'text.failureLines.endsBefore': [{ customer: 'ONE' }],
  ...Object.fromEntries(
    ['throttled', 'failing', 'retry', 'inProgress', 'lookUp'].map((why) => [
      `waits.${why}`,
      [{ ms: 57_000, until: at, ...(why === 'retry' ? { reason: 'HTTP 503' } : {}) }],
    ]),
  ),
  'text.droppedColumns': [{ columns: ['ONE', 'TWO'] }],
  'text.queryFailed': [{ reason: 'unknownFunction', function: 'FUNCTION' }],
  'text.item': [{ quantity: 27, title: 'TITLE' }],
  'text.software.limited': [{ shown: 27, all: 81 }],
  'text.software.progress': [
    { done: 12, total: 500, minutesLeft: 1 },
    { done: 499, total: 500, minutesLeft: 0 },
    { done: 1, total: 21, minutesLeft: null },
    { done: 12, total: null, minutesLeft: null },
  ],
  'text.software.summary': [
    { cancellable: 0, next: null },
    { cancellable: 1, next: at },
    { cancellable: 22, next: at },
  ],
  'text.buy.quote': [
    { quantity: 27, title: 'TITLE', customer: 'CUSTOMER', country: 'AD', price: 'PRICE', tax: 'TAX' },
    { quantity: 27, title: 'TITLE', customer: 'CUSTOMER', country: 'AD', price: null, tax: '' },
  ],
  'text.ask.quantityRange': [{ minimum: 2, maximum: 5000 }],
  'text.buy.question': [
    { quantity: 27, title: 'TITLE', customer: 'CUSTOMER', price: 'PRICE' },
    { quantity: 27, title: 'TITLE', customer: 'CUSTOMER', price: null },
  ],
  'text.buy.ordered': [{ orders: 'ORDER-1', requestId: 'REQUEST-1' }],
  'text.buy.pending': [{ command: 'COMMAND' }],
  'text.buy.fulfilled': [{ orders: 'ORDER-1' }],
  'text.cancel.line': [{ title: 'TITLE', quantity: 27, orderId: 'ORDER-1', line: 39 }],
  'text.cancel.deadline': [
    { msLeft: 93_600_000, cancelBy: at, isService: true },
    { msLeft: 0, cancelBy: at, isService: false },
  ],
  'text.cancel.credit': (['full', 'prorated', 'unknown'] as const).flatMap((kind) => [
    { kind, amount: kind === 'unknown' ? null : usd },
    { kind, amount: null },
  ]),
  'text.cancel.oneByOne': [{ orderId: 'ORDER-1', lines: ['ORDER-1/0', 'ORDER-1/2'] }],
  'text.cancel.question': [
    { customer: 'CUSTOMER', orderId: 'ORDER-1', lines: 1, credit: 'CREDIT' },
    { customer: 'CUSTOMER', orderId: 'ORDER-1', lines: 25, credit: null },
  ],
  'text.cancel.typeCount': [
    { customer: 'CUSTOMER', count: 2, credit: 'CREDIT' },
    { customer: 'CUSTOMER', count: 25, credit: null },
  ],
  'text.cancel.done': [{ lines: 1 }, { lines: 25 }],
  'text.sandbox.clockHint': [{ command: 'COMMAND' }],
  'text.signIn.useIt': [{ command: 'COMMAND' }],
  'refund.cancelDirectly': [
    { lines: 1, isLeftOut: true, command: 'COMMAND' },
    { lines: 25, isLeftOut: false, command: 'COMMAND' },
  ],
  'refund.neverRefunded': [
    { line: 3, title: 'TITLE', isReservation: true },
    { line: 3, title: 'TITLE', isReservation: false },
  ],
  'refund.wouldSave': [{ path: '/tmp/PATH' }],
  'text.key.copied': [{ by: 'system' }, { by: 'osc52' }],
  'text.key.saved': [{ path: '/tmp/PATH' }],
  'text.link.copied': [{ by: 'system' }, { by: 'osc52' }],
  'text.link.messageCopied': [{ by: 'system' }, { by: 'osc52' }],
  'text.link.expires': [{ at }],
  'text.link.expiresAfterFirst': [{ days: 5 }],
  'text.link.left': [{ count: 1 }, { count: 50 }],
  'text.link.progress': [
    { done: 12.3e6, total: 5e9, minutesLeft: null },
    { done: 12.3e6, total: 5e9, minutesLeft: 62 },
  ],
  'text.link.partKept': [{ path: '/tmp/file', bytes: 12.3e6 }],
  'text.link.resumed': [{ bytes: 12.3e6 }],
  'text.link.portal': [{ edition: '2021-01' }],
  'text.link.message': [
    { customer: 'CUSTOMER', title: 'TITLE', url: 'https://URL', ends: 'ENDS.' },
    { customer: 'CUSTOMER', title: 'TITLE', url: 'https://URL', ends: null },
  ],
  'text.link.messagePortal': [{ customer: 'CUSTOMER', title: 'TITLE', url: 'https://URL', helpUrl: 'https://HELP' }],
  'text.activity.synced': [{ count: 0 }, { count: 1 }, { count: 25 }],
  'text.activity.wouldSync': [{ count: 0 }, { count: 1 }, { count: 25 }],
  'text.activity.archived': [
    { count: 1, until: at },
    { count: 25, until: at },
  ],
  'text.activity.sound': [{ events: 1 }, { events: 25 }],
  'text.policy.days': [
    { subscription: 60, perpetual: 60 },
    { subscription: 7, perpetual: 30 },
  ],
  'text.policy.link.download': [{ days: 14, downloads: 50 }],
  'text.policy.link.download-after-first': [{ days: 5 }],
  'text.purchaseOrderNeeded': [{ orders: 'ORDER-1' }],
  'text.policy.market.lacking': [{ country: 'AD', kinds: ['reservation', 'subscription'], command: 'COMMAND' }],
  'text.policy.perpetualContradicted': [{ page: 'PAGE' }],
  'text.policy.possiblyFrom': [{ from: '2022-10-14', possibleFrom: '2022-07-11' }],
  'text.policy.notOpen': [{ status: 'STATUS' }],
  'text.config.stored': [{ key: 'KEY', path: '/tmp/PATH' }],
  'text.config.removed': [{ key: 'KEY', path: '/tmp/PATH' }],
  'text.config.wouldStore': [{ key: 'KEY', path: '/tmp/PATH' }],
  'text.config.wouldRemove': [{ key: 'KEY', path: '/tmp/PATH' }],
  'text.config.notStored': [{ key: 'KEY', path: '/tmp/PATH' }],
  'text.config.overridden': [{ key: 'KEY', source: 'SOURCE' }],
  'text.signIn.skew': [{ aheadMs: 90_000 }, { aheadMs: -90_000 }],
  'text.signIn.visit': [{ url: 'https://URL' }],
  'text.signIn.enterCode': [{ userCode: 'CODE-1', url: 'https://URL', expiresAt: at }],
  'text.signIn.done': [{ user: 'USER', tenant: 'TENANT', profile: 'PROFILE' }],
  'text.signIn.keptInFile': [
    { path: '/tmp/PATH', withSecret: false },
    { path: '/tmp/PATH', withSecret: true },
  ],
  'text.signIn.keptInKeyring': [{ withSecret: false }, { withSecret: true }],
  'text.signIn.nobody': [{ profile: null }, { profile: 'PROFILE' }],
  'text.signIn.advice.signInNone': [{ command: 'COMMAND' }],
  'text.signIn.advice.signInFails': [{ command: 'COMMAND' }],
  'text.signIn.signedOut': [{ profiles: 'PROFILE' }],
  'text.signIn.oddAnswer': [{ operation: 'OPERATION', reason: 'REASON' }],
  'text.config.stillSignedIn': [{ profile: 'PROFILE', command: 'COMMAND' }],
  'text.config.stillChosen': [{ profile: 'PROFILE', command: 'COMMAND' }],
  'text.signIn.confirmTenant': [{ tenant: 'TENANT' }],
  'text.signIn.confirmChosen': [{ tenant: 'TENANT', profile: 'PROFILE' }],
  'text.signIn.can.needsRole': [{ roles: 'ROLES' }],
  ...Object.fromEntries(
    Object.entries(findingFacts).map(([finding, facts]) => [`text.signIn.finding.${finding}`, [facts]]),
  ),
  'text.sandbox.clockSet': [{ now: at }],
  'text.sandbox.reset': [{ customers: 20, orders: 60 }],
  'text.sandbox.seeded': [{ customers: 1, orders: 2 }],
  'text.sandbox.imported': [{ rows: 41, orders: 32, lines: 35, cancelled: 6, customers: 7 }],
  'text.sandbox.skipped': [
    { count: 1, reason: 'REASON', file: null, lines: [17], areAll: true },
    { count: 25, reason: 'REASON', file: 'FILE', lines: [17, 23], areAll: false },
  ],
  'text.noPrices': [{ country: 'DE' }],
  'text.trace.backend': [{ backend: 'BACKEND', place: 'PLACE', now: at, edition: 'EDITION' }],
  'text.trace.read': [{ customers: 1, orders: 2, requests: 5 }],
  'text.sandbox.noted': [
    { count: 1, reason: 'REASON', file: null, lines: [17], areAll: true },
    { count: 25, reason: 'REASON', file: 'FILE', lines: [17, 23], areAll: false },
  ],
  'text.sandbox.changed': [{ changed: 3 }],
  'text.sandbox.allLines': [{ lines: [17, 23] }],
  'text.sandbox.clockWouldBe': [{ now: at }],
  'text.sandbox.wouldSeed': [{ orders: 2 }],
  'text.sandbox.wouldSignIn': [{ user: 'USER', roles: 'ROLES' }],
  'text.sandbox.wouldDownload': [
    { times: 1, left: null },
    { times: 2, left: 48 },
  ],
  'text.sandbox.signedIn': [{ user: 'USER', roles: 'ROLES' }],
  'text.sandbox.downloaded': [
    { times: 1, left: null },
    { times: 2, left: 48 },
  ],
  'text.sandbox.serving': [{ url: 'http://127.0.0.1:8080' }],
  'text.sandbox.faultAdded': [{ number: 3 }],
  'text.sandbox.faultsCleared': [{ count: 1 }, { count: 2 }],
  'text.sandbox.offset': [{ ms: 93_600_000 }, { ms: -93_600_000 }],
};

type Leaf = readonly [path: string, value: unknown];

const leavesOf = (value: unknown, path: string): readonly Leaf[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`))
    : [[path, value]];

const messagesOf = (messages: Messages): readonly Leaf[] => leavesOf(messages, '');

/** What must be found in the sentence: words in capitals, addresses and paths; the rest may be worded. */
const markers = (details: unknown): readonly string[] =>
  (JSON.stringify(details).match(/"[^"]*"/g) ?? [])
    .map((word) => word.slice(1, -1))
    .filter((word) => /^(?:[A-Z][A-Z0-9., -]+\.?|https:\/\/\w+|\/tmp\/\w+|2021-01)$/.test(word) && word !== 'USD');

const isWhole = (sentence: string): boolean =>
  sentence.trim() !== '' && !/undefined|NaN|\[object|null|Invalid Date/.test(sentence);

test.each(langs)('when messages of %s are made, then each is whole and holds what was put in', async (lang) => {
  for (const [path, value] of messagesOf(await loadMessages(lang))) {
    if (typeof value !== 'function') {
      expect([path, typeof value]).toEqual([path, 'string']);
      if (path !== 'text.sentenceGap') expect([path, isWhole(String(value))]).toEqual([path, true]);
      continue;
    }
    const tried = examples[path] ?? [];
    expect([path, tried.length > 0]).toEqual([path, true]);
    for (const details of tried) {
      const sentence: unknown = value(details);
      expect([path, typeof sentence, isWhole(String(sentence))]).toEqual([path, 'string', true]);
      expect([path, markers(details).filter((marker) => !String(sentence).includes(marker))]).toEqual([path, []]);
    }
  }
});

test('when examples are listed, then each belongs to a message', async () => {
  const functions = messagesOf(await loadMessages('en')).flatMap(([path, value]) =>
    typeof value === 'function' ? [path] : [],
  );
  expect(Object.keys(examples).sort()).toEqual([...functions].sort());
});

test.each(langs)('when failures are told in %s, then what and why hold what was put in', async (lang) => {
  const tell: { readonly [code: string]: (details: never) => { readonly what: string; readonly why?: string } } =
    await loadErrorTexts(lang);
  for (const failure of eachFailure) {
    const { code, details } = failure;
    const { what, why } = tell[code]?.(details as never) ?? { what: '' };
    expect([code, isWhole(what), why === undefined || isWhole(why)]).toEqual([code, true, true]);
    // Where the sentence leads to a command, that holds the rest.
    const shown = [what, why, ...(commandWithin(failure) ?? [])].join(' ');
    const missing = markers(details).filter((marker) => !shown.includes(marker));
    expect([code, missing]).toEqual([code, []]);
  }
});

test.each(langs)('when a table is shown in %s, then its titles are short', async (lang) => {
  const { text } = await loadMessages(lang);
  const tooLong = Object.entries(text.title).filter(([, title]) => textWidth(title) > 24);
  expect(tooLong).toEqual([]);
});

test('when languages are compared, then all have the same messages and topics', async () => {
  const names = async (lang: Lang): Promise<readonly string[]> => {
    const messages = messagesOf(await loadMessages(lang)).map(([path, value]) => `${path} ${typeof value}`);
    const topics = leavesOf(await loadTopics(lang), 'topic').map(([path]) => path);
    // The names of Microsoft's pages are English in the table itself.
    return [...messages, ...topics].filter((name) => !name.startsWith('text.policy.page')).sort();
  };
  const english = await names('en');
  for (const lang of langs) expect([lang, await names(lang)]).toEqual([lang, english]);
});

/** The portal shows these words in English there. */
const borrowed = ['refund.problemType'];

test.each(['ja', 'zh-TW', 'ru'] as const)(
  'when %s is spoken, then hardly anything is left in English',
  async (lang) => {
    const english = new Map(messagesOf(await loadMessages('en')));
    const same = messagesOf(await loadMessages(lang)).filter(
      ([path, value]) =>
        typeof value === 'string' && /[a-z]{4}/.test(value) && english.get(path) === value && !borrowed.includes(path),
    );
    expect(same).toEqual([]);
  },
);
