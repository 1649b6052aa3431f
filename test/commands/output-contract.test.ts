/** OUTPUT.md and the JSON of every command name the same fields, in both directions. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CspError } from '../../src/core/errors.ts';
import { createSuggest } from '../../src/core/rules/suggestion.ts';
import { loadErrorTexts } from '../../src/locales/messages.ts';
import { errorJson } from '../../src/terminal/error-view.ts';
import { type CommandBench, createCommandBench } from './command-bench.ts';
import { halfDone } from './run-bench.ts';

/** The fields of an object; `null` where the document does not say what is inside. */
type Shape = { readonly [field: string]: Shape } | null;

const page = readFileSync(join(__dirname, '../../OUTPUT.md'), 'utf8');

const sectionOf = (title: string): string => {
  const [, body] = page.split(`\n## ${title}\n`);
  if (body === undefined) throw new Error(`OUTPUT.md has no section “${title}”`);
  return (body.split('\n## ')[0] ?? '').trim();
};

/** Reads `{a, b: [{c}]}` as it stands in the document. */
const readShape = (text: string): Shape => {
  const words = text.match(/\w+|[{}:]/g) ?? [];
  let at = 0;
  const readFields = (): Shape => {
    const fields: { [field: string]: Shape } = {};
    for (at += 1; words[at] !== '}'; ) {
      const name = words[at++] ?? '';
      if (words[at] === ':') at += 1;
      fields[name] = words[at] === '{' ? readFields() : null;
    }
    at += 1;
    return fields;
  };
  return readFields();
};

/** Reads “`a`, `b` `{c, d}`, `e` (in `brackets`)” up to the end of the sentence. */
const readSentence = (text: string): Shape => {
  const fields: { [field: string]: Shape } = {};
  const [sentence = ''] = text.replace(/\([^)]*\)/g, '').split(/\.(?:\s|$)/);
  let last = '';
  for (const [, word = ''] of sentence.matchAll(/`([^`]+)`/g)) {
    if (/^\[?\{/.test(word)) fields[last] = readShape(word);
    else if (/^\w+$/.test(word)) {
      last = word;
      fields[word] = null;
    }
  }
  return fields;
};

const readTable = (text: string): Shape => {
  const rows = text.split('\n').filter((row) => row.startsWith('| `'));
  return Object.fromEntries(
    rows.flatMap((row) => {
      const [, names = '', type = ''] = row.split('|');
      const [, shape] = /`(\{.*\})`/.exec(type) ?? [];
      return [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [
        name,
        shape === undefined ? null : readShape(shape),
      ]);
    }),
  );
};

const after = (text: string, start: string): string => {
  const at = text.indexOf(start);
  if (at < 0) throw new Error(`OUTPUT.md does not say “${start}”`);
  return text.slice(at + start.length);
};

/** What is inside where the document says so; the first element stands for a list. */
const shapeOf = (value: unknown, like: Shape): Shape => {
  if (like === null) return null;
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof one !== 'object' || one === null) throw new Error('nothing there to compare');
  return Object.fromEntries(Object.entries(one).map(([field, inner]) => [field, shapeOf(inner, like[field] ?? null)]));
};

let bench: CommandBench;
beforeAll(async () => {
  bench = await createCommandBench();
  await bench.csp(
    'copy-link --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --language en-US --file-type "64 Bit, ISO"',
  );
  await bench.csp('sandbox download --customer contoso.onmicrosoft.com --order f5c3b5ddb342');
  await halfDone(bench);
});
afterAll(() => bench.close());

const customer = '--customer contoso.onmicrosoft.com';
const option = '--language en-US --file-type "64 Bit, ISO"';
const finders = sectionOf('customers, catalog, orders');
const policies = sectionOf('policy');
const runs = sectionOf('runs');
const others = sectionOf('config list, sandbox status');

const contract: readonly (readonly [string, Shape])[] = [
  [`list-software ${customer}`, readTable(sectionOf('list-software'))],
  // The last run is a list of cancellations until something is bought.
  ['support-request --from-run last', readSentence(after(sectionOf('support-request'), 'one object: '))],
  [
    'buy --customer fabrikam.onmicrosoft.com --product DG7GMGF0DWTL --quantity 1 --yes',
    readSentence(after(sectionOf('buy'), 'One object: ')),
  ],
  [`get-key ${customer} --order f5c3b5ddb342 ${option}`, readSentence(after(sectionOf('get-key'), 'One object: '))],
  [`copy-link ${customer} --order f5c3b5ddb342 ${option}`, readSentence(after(sectionOf('copy-link'), 'One object: '))],
  ['copy-link --expiring 7d', readSentence(after(sectionOf('copy-link'), 'With `--expiring`: '))],
  [`cancel f5c3b5ddb342 ${customer} --dry-run`, readSentence(after(runs, 'line of the input: '))],
  [
    `support-request ${customer} --order 3ab104f632ef`,
    readSentence(after(sectionOf('support-request'), 'one object: ')),
  ],
  ['support-request --list', readSentence(after(sectionOf('support-request'), 'the newest first: '))],
  ['activity', readSentence(after(sectionOf('activity'), 'An array: '))],
  ['customers', readSentence(after(finders, '`customers`: '))],
  ['catalog --country US', readSentence(after(finders, '`catalog`: '))],
  [`orders ${customer}`, readSentence(after(finders, '`orders`: '))],
  ['policy list', readSentence(after(policies, '`policy list`, `policy show`: '))],
  ['policy show 2021-06', readSentence(after(policies, '`policy list`, `policy show`: '))],
  ['policy markets', readSentence(after(policies, '`policy markets`: '))],
  [`policy explain f5c3b5ddb342 ${customer}`, readSentence(after(policies, '`policy explain`: '))],
  ['runs list', readSentence(after(runs, 'newest first: '))],
  ['runs show last', readSentence(after(runs, 'line of the input: '))],
  ['config list --show-origin', readSentence(after(others, '`config list`: '))],
  ['sandbox status', readSentence(after(others, '`sandbox status`: '))],
  [
    'whoami',
    readSentence(after(sectionOf('login, logout, whoami, doctor, sandbox serve'), 'machine format: one object: ')),
  ],
];

test.each(contract)(
  'when “csp %s” writes JSON, then it has the fields that OUTPUT.md names and no other',
  async (line, documented) => {
    const { stdout, failure } = await bench.csp(`${line} -o json`);
    expect(failure).toBeNull();
    const data: unknown = JSON.parse(stdout);
    expect(Object.keys(documented ?? {}).length).toBeGreaterThan(2);
    for (const row of Array.isArray(data) ? data : [data])
      expect(Object.keys(row).sort()).toEqual(Object.keys(documented ?? {}).sort());
    expect(shapeOf(data, documented)).toEqual(documented);
  },
);

test('when the document is read, then no command of it is left out here', () => {
  const titles = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(titles).toEqual([
    'list-software',
    'buy',
    'get-key',
    'copy-link',
    'cancel',
    'support-request',
    'activity',
    'customers, catalog, orders',
    'policy',
    'runs',
    'config list, sandbox status',
    'login, logout, whoami, doctor, sandbox serve',
    'Errors',
  ]);
});

test('when a command fails, then its JSON has the fields of the document’s example', async () => {
  const [, example = ''] = /```\n(.*)\n```/.exec(sectionOf('Errors')) ?? [];
  const documented = JSON.parse(example.replace('{…}', '{}'));
  const details = { customer: 'c', orderId: 'o', closedAt: 0, windowDays: 30, edition: '2022-10' };
  const written = JSON.parse(
    errorJson(new CspError('cancelWindowClosed', details), await loadErrorTexts('en'), createSuggest({})),
  );
  expect(Object.keys(written)).toEqual(Object.keys(documented));
  expect(Object.keys(written.error)).toEqual(Object.keys(documented.error));
  expect([written.error.code, written.error.exitCode]).toEqual([documented.error.code, documented.error.exitCode]);
});
