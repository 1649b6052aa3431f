import fc from 'fast-check';
import type { View } from '../../src/core/ports/environment.ts';
import { Secret } from '../../src/core/rules/secret.ts';
import { guardText, jsonText, safeDetails, safeText, spreadsheetCell } from '../../src/terminal/safe-text.ts';
import { captureOutput } from './captured-output.ts';
import { findHostile, hostileNames, hostileText } from './hostile-text.ts';

const fuzzed = { numRuns: 10_000 };

describe('safeText', () => {
  test.each([
    ['a\u009b1m', 'a\\u{9b}1m'],
    ['\u001b]0;x\u0007', '\\u{1b}]0;x\\u{7}'],
    ['one\r\ntwo\tthree', 'one\\u{d}\\u{a}two\\u{9}three'],
    ['gnp\u202eexe', 'gnp\\u{202e}exe'],
    ['a\u{e0041}', 'a\\u{e0041}'],
    ['a\ud800b', 'a\\u{d800}b'],
    ['a\uffffb', 'a\\u{ffff}b'],
    ['👩\u200d💻', '👩\\u{200d}💻'],
    ['::warning::x', '\\u{3a}:warning::x'],
    ['  ::warning::x', '  \\u{3a}:warning::x'],
    ['a::b', 'a::b'],
    ['##[error]x', '\\u{23}#[error]x'],
    ['a###vso[x', 'a#\\u{23}#vso[x'],
    ['##VSO[x', '\\u{23}#VSO[x'],
    ['C## [x', 'C## [x'],
  ])('%j becomes %j', (text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  test.each([
    '',
    'Contoso Ltd.',
    'Ünïcode & Söhne',
    '株式会社コントソ',
    '臺灣微軟',
    'Контосо',
    'شركة',
    'कंपनी',
    'บริษัท',
    '💻 ok',
    'a\\u{9b}b',
    'a\u00a0b',
  ])('%j stays', (text) => {
    expect(safeText(text)).toBe(text);
  });

  test.each(hostileNames)('T52: nothing of $kind is left', ({ name }) => {
    expect(findHostile(safeText(name))).toEqual([]);
  });

  test('T52: nothing is left of 10,000 fuzzed names, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const safe = safeText(text);
        expect([findHostile(safe), safeText(safe)]).toEqual([[], safe]);
      }),
      fuzzed,
    );
  });
});

test('the corpus is hostile', () => {
  const harmless = hostileNames.filter(({ name }) => findHostile(name).length === 0).map(({ kind }) => kind);
  expect([hostileNames.length >= 28, harmless]).toEqual([true, ['300 letters']]);
});

test('safeDetails copies strings at any depth and leaves secrets alone', () => {
  const key = new Secret('AAAA\n');
  const at = new Date(0);
  const details = { name: 'a\n', list: ['\u202e', 1, null, { deep: '\u009b' }], key, at, none: undefined };
  const safe = safeDetails(details);
  expect(safe).toEqual({
    name: 'a\\u{a}',
    list: ['\\u{202e}', 1, null, { deep: '\\u{9b}' }],
    key,
    at,
    none: undefined,
  });
  expect([safe.key === key, key.reveal(), details.name]).toEqual([true, 'AAAA\n', 'a\n']);
});

describe('guardText', () => {
  test('lets our own colours, line ends and tabs through', () => {
    const text = '\u001b[1mTotal\u001b[22m\t\u001b[32mok\u001b[39m\n';
    expect(guardText(text, true)).toBe(text);
  });

  test('lets no colour through without colour', () => {
    expect(guardText('\u001b[32mok\u001b[39m', false)).toBe('\\u{1b}[32mok\\u{1b}[39m');
  });

  test.each(['\u001b[5m', '\u001b[38;5;1m', '\u001b[2J', '\u009b32m', '\u001b[1;31m'])(
    'lets %j through in no case',
    (code) => {
      expect(findHostile(guardText(code, true))).toEqual([]);
    },
  );

  test('breaks up commands on every line', () => {
    expect(guardText('a\n::x\n \u00a0::y\n##[z', false)).toBe('a\n\\u{3a}:x\n \u00a0\\u{3a}:y\n\\u{23}#[z');
  });

  test('leaves nothing hostile of 10,000 fuzzed texts', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(findHostile(guardText(text, false), '\n\t')).toEqual([]);
      }),
      fuzzed,
    );
  });
});

describe('T55: jsonText', () => {
  test('shows what is hidden as \\u escapes', () => {
    expect(jsonText({ a: '\u007f\u009b\u202e\u2028\u{e0041}\ud800##[##vso[::é名' })).toBe(
      '{"a":"\\u007f\\u009b\\u202e\\u2028\\udb40\\udc41\\ud800\\u0023#[\\u0023#vso[::é名"}',
    );
  });

  test.each(hostileNames)('gives $kind back unchanged', ({ name }) => {
    const text = jsonText({ [name]: [name] }, 2);
    expect([JSON.parse(text), findHostile(text, '\n')]).toEqual([{ [name]: [name] }, []]);
  });

  test('gives 10,000 fuzzed values back unchanged', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(undefined, 2), (name, indent) => {
        const text = jsonText([name], indent);
        expect([JSON.parse(text), findHostile(text, '\n')]).toEqual([[name], []]);
      }),
      fuzzed,
    );
  });
});

describe('T48: spreadsheetCell', () => {
  test.each([
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\tplain',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    ' =1+1',
    '\u00a0=1',
    '-',
    '-1e3',
    '+12.34',
  ])('%j is made text', (text) => {
    expect(spreadsheetCell(text)).toBe(`'${text}`);
  });

  test.each(['-12.34', '-1', '12.34', '', 'Contoso', 'a=b', '2026-11-21', "'quoted", ' plain'])('%j stays', (text) => {
    expect(spreadsheetCell(text)).toBe(text);
  });
});

describe('every format, with hostile names in every place', () => {
  const view: View<{ readonly name: string }> = {
    json: ({ name }) => ({ name, list: [name], deep: { name } }),
    fields: ['name', 'list', 'deep.name'],
    id: ({ name }) => name,
    columns: [
      { title: 'Name', cell: ({ name }) => name, priority: 1 },
      { title: 'Again', cell: ({ name }) => ({ text: name, tone: 'bad' }), priority: 2, shrinkTo: 5 },
    ],
    empty: '',
  };
  const ourColours = /\u001b\[(?:1|2|22|31|32|33|39)m/g;

  test.each(['table', 'json', 'jsonl', 'csv', 'tsv', 'yaml'] as const)('T52, T54: %s', async (format) => {
    const { output, stdout, stderr } = captureOutput({ format });
    await output.list(view, hostileNames);
    for (const row of hostileNames) {
      await output.record({ ...view, rows: ({ name }) => [['Name', name]] }, row);
      output.say(({ name }) => `${name} ${name}\n${name}`, row);
      output.warn(({ name }) => `${name}\u001b[2J\n::${name}`, row);
    }
    await output.flush();
    expect([findHostile(stdout(), '\n\t'), findHostile(stderr(), '\n\t')]).toEqual([[], []]);
  });

  test('T52: in colour, only our own codes', async () => {
    const { output, stdout } = captureOutput({ format: 'table', hasColor: true, isTerminal: true });
    await output.list(view, hostileNames);
    expect(findHostile(stdout().replace(ourColours, ''), '\n')).toEqual([]);
  });

  test('T52: ids, documents, secrets and queries', async () => {
    const ids = captureOutput({ ids: true });
    const query = captureOutput({ format: 'yaml', query: '[].{"\u202e::x": name}' });
    await Promise.all([ids, query].map(({ output }) => output.list(view, hostileNames)));
    const texts = captureOutput();
    for (const { name } of hostileNames) {
      await texts.output.document(`Title: ${name}\n${name}`);
      await texts.output.secret(name);
    }
    const found = [ids, query, texts].map(({ stdout }) => findHostile(stdout(), '\n\t'));
    expect(found).toEqual([[], [], []]);
  });

  test('T54, T55: YAML read back gives the names', async () => {
    const { parse } = await import('yaml');
    const { output, stdout } = captureOutput({ format: 'yaml', fields: ['name'] });
    await output.list(view, hostileNames);
    expect(parse(stdout())).toEqual(hostileNames.map(({ name }) => ({ name })));
  });

  test('T48: CSV read back has no formula', async () => {
    const { parse } = await import('csv-parse/sync');
    const names = ['=1+1', '+1', '-1+1', '@A1', '\t=1', '＝1', '-12.34', 'a,"b"'];
    const { output, stdout } = captureOutput({ format: 'csv', fields: ['name'] });
    await output.list(
      view,
      names.map((name) => ({ name })),
    );
    expect(parse(stdout())).toEqual([
      ['name'],
      ["'=1+1"],
      ["'+1"],
      ["'-1+1"],
      ["'@A1"],
      ["'\\u{9}=1"],
      ["'＝1"],
      ['-12.34'],
      ['a,"b"'],
    ]);
    expect(stdout().split('\n').slice(1, 3)).toEqual([`"'=1+1"`, `"'+1"`]);
  });
});
