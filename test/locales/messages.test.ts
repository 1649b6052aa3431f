/** Every message of every language, called with examples: whole, with everything that was put in, and of a bearable length. */
import { type Lang, langs } from '../../src/core/ports/environment.ts';
import { loadErrorTexts, loadMessages, loadTopics, type Messages } from '../../src/locales/messages.ts';
import { commandWithin } from '../../src/terminal/next-commands.ts';
import { textWidth } from '../../src/terminal/text-width.ts';
import { eachFailure } from '../commands/sample-failures.ts';
import { examples } from './message-examples.ts';

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
