/** The command tree: a golden file of every help text, and that the prepared texts are what the program itself says. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eastAsianWidth } from 'get-east-asian-width';
import { inSession, root } from './session.ts';

const languages = ['en', 'ja', 'zh-TW', 'ru'] as const;
const help = join(root, 'dist/help');
const golden = join(root, 'fixtures/transcripts/command-tree.golden');

const prepared = (lang: string): readonly { readonly words: readonly string[]; readonly text: string }[] =>
  readdirSync(join(help, lang))
    .sort()
    .map((file) => ({
      words: file === 'csp.txt' ? [] : file.replace(/\.txt$/, '').split('.'),
      text: readFileSync(join(help, lang, file), 'utf8'),
    }));

test('the command tree with all its flags is the one written down', () => {
  const tree = prepared('en')
    .map(({ words, text }) => `==== ${['csp', ...words].join(' ')}\n\n${text}`)
    .join('\n');
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, tree);
  else expect(tree).toBe(readFileSync(golden, 'utf8'));
});

test.each(languages)('in %s every command has its help', (lang) => {
  expect(prepared(lang).map(({ words }) => words)).toEqual(prepared('en').map(({ words }) => words));
});

test.each(languages)('in %s no line of help is wider than 80 cells', (lang) => {
  const widthOf = (line: string): number =>
    [...line].reduce((width, character) => width + eastAsianWidth(character.codePointAt(0) ?? 0), 0);
  const tooWide = prepared(lang).flatMap(({ text }) => text.split('\n').filter((line) => widthOf(line) > 80));
  expect(tooWide).toEqual([]);
});

// `-q` keeps the entry from answering by itself.
test.concurrent.each(languages)('in %s the prepared help is what the program says itself', (lang) =>
  inSession(
    async ({ csp }) => {
      for (const { words, text } of prepared(lang).filter((_, index) => index % 6 === 0)) {
        expect(await csp([...words, '-q', '--help'])).toEqual({ stdout: text, stderr: '', exitCode: 0 });
        expect(await csp([...words, '--help'])).toEqual({ stdout: text, stderr: '', exitCode: 0 });
      }
    },
    { CSP_LANG: lang },
  ),
);
