/** Every list of orders that is refused, with the place and the reason of each fault. */

import { CspError, isCspError } from '../../src/core/errors.ts';
import { createSuggest } from '../../src/core/rules/suggestion.ts';
import { inputLimits } from '../../src/input/limits.ts';
import { readOrderFile } from '../../src/input/read-order-file.ts';
import { loadErrorTexts } from '../../src/locales/messages.ts';
import { errorText } from '../../src/terminal/error-view.ts';
import { row, toText } from '../sandbox/reconciliation-text.ts';
import { inputOf, openDesk, problemsOf, readOrders } from './reading.ts';

const refusedFor = (content: string | Buffer) => problemsOf(readOrders(content));
const id = 'c403d91b21d2';

test.each([
  ['1.23E+15', 'spreadsheetNumber', '1.23E+15'],
  ['1,23E+15', 'spreadsheetNumber', '1,23E+15'],
  ['12345678901', 'lostZeros', '12345678901'],
  ['1/2', 'lostZeros', '1/2'],
  [`${id}\u00a0`, 'character', 'U+00A0'],
  [`c403\u2013d91b21d2`, 'character', 'U+2013'],
  [`\u201c${id}\u201d`, 'character', 'U+201C'],
  ['c4\u043e3d91b21d2', 'character', 'U+043E'],
  ['c4\uff10\uff13d91b21d2', 'character', 'U+FF10'],
  [`c4\u{1d7d8}3d91b21d2`, 'character', 'U+1D7D8'],
  [`\u200b${id}`, 'character', 'U+200B'],
])('T43: what a spreadsheet or a mail program made of an id: %s', async (order, reason, found) => {
  expect(await refusedFor(`${id}\n"${order}"\n`)).toEqual([[2, 1, reason, found]]);
  expect(await refusedFor(`customer;order\nx;${id}\nx;"${order}"\n`)).toEqual([[3, 2, reason, found]]);
  expect(await refusedFor(JSON.stringify([id, { order }]))).toEqual([[1, 26, reason, found]]);
});

test.each([
  ['', 'cellEmpty', 'order'],
  ['.', 'orderId', '.'],
  ['..', 'orderId', '..'],
  ['../x', 'orderId', '../x'],
  ['%2e%2e', 'orderId', '%2e%2e'],
  ['a/b', 'orderLine', 'b'],
  ['a/1/2', 'orderLine', '1'],
  ['a/01', 'orderLine', '01'],
  ['/1', 'orderId', '/1'],
  ['a?b', 'orderId', 'a?b'],
  ['a#b', 'orderId', 'a#b'],
  ['a\0b', 'character', 'U+0000'],
  ['a b', 'character', 'U+0020'],
  ['a\nb', 'character', 'U+000A'],
  ['-', 'orderId', '-'],
  ['\ud800', 'character', 'U+D800'],
  ['x'.repeat(10_240), 'orderId', `${'x'.repeat(60)}…`],
])('T46: a hostile id %#', async (order, reason, found) => {
  expect(await refusedFor(JSON.stringify([{ order: id }, { order, customer: 'x' }]))).toEqual([[1, 36, reason, found]]);
});

test.each([
  ['a zero byte', 'order\na\0b\n', [[2, 1, 'encoding']]],
  ['Latin-1', Buffer.from('order,customer\nx,M\xfcnster\n', 'latin1'), [[2, 2, 'encoding']]],
  ['half a character', Buffer.from('c3a9c3', 'hex'), [[1, 1, 'encoding']]],
  ['nothing', '', [[null, null, 'empty']]],
  ['only a mark', '\uFEFF', [[null, null, 'empty']]],
  ['only line ends', '\r\n\n\r', [[null, null, 'empty']]],
  ['only a header', 'order,customer\n', [[null, null, 'nothingUsable']]],
  ['an empty array', ' [ ] ', [[null, null, 'nothingUsable']]],
  ['no purchase', toText([row({ ChargeType: 'Cancel' })]), [[null, null, 'nothingUsable', 'Cancel']]],
  ['another table', 'Name,Domain\nx,y\n', [[1, null, 'columnMissing', 'order']]],
  ['a column that is none', 'order,resaon\nx,y\n', [[1, 2, 'columnUnknown', 'resaon']]],
  ['a column twice', 'order,line,Order_ID\nx,1,y\n', [[1, 3, 'columnTwice', 'Order_ID']]],
  ['a column without a name', 'order,,customer\nx,,y\n', [[1, 2, 'columnUnknown', '']]],
  ['a cell beside the table', 'order,customer,\nx,y,z\n', [[2, 3, 'columnCount']]],
  ['goods beside no line', 'order,title\nx,y\n', [[1, 2, 'columnUnknown', 'title']]],
  ['no customer', 'order,customer\nx,y\nz,\n', [[3, 2, 'cellEmpty', 'customer']]],
  ['a customer no one can see', 'order,customer\nx,y\u202e\n', [[2, 2, 'character', 'U+202E']]],
  [
    'a bad line',
    'order,line\nx,1.0\ny/1,1\n',
    [
      [2, 2, 'orderLine', '1.0'],
      [3, 2, 'orderLine', '1'],
    ],
  ],
  ['a control in the reason', 'order,reason\nx,a\u001bb\n', [[2, 2, 'character', 'U+001B']]],
  ['a short row', `order,customer\nx,y\nz`, [[3, 2, 'columnCount']]],
  ['a long row', `order,customer\nx,y,z\na,b\n`, [[2, 3, 'columnCount']]],
  ['T42: a quotation mark not closed', 'order,reason\nx,"two\r\nlines"\r\n\r\ny,"cut\r\n', [[5, 2, 'quote']]],
  ['a quotation mark inside', 'order,reason\nx,a"b\n', [[2, 2, 'quote']]],
  ['T42: a cut line of JSON', '{"order":"a"}\n{"order":"b', [[2, 1, 'jsonSyntax']]],
  ['T42: a cut array', '["a",\n"b"', [[2, 3, 'cut']]],
  ['a comma too many', '["a",\n]', [[2, 1, 'jsonSyntax']]],
  ['something behind an array', '["a"]\n["b"]', [[2, 1, 'jsonSyntax']]],
  ['an array that ends as an object', '["a"}', [[1, 5, 'jsonSyntax']]],
  [
    'other JSON',
    '[1,null,["a"]]',
    [
      [1, 2, 'valueKind', '1'],
      [1, 4, 'valueKind', 'null'],
      [1, 9, 'valueKind', '["a"]'],
    ],
  ],
  ['a number for an id', '{"order":123456789012}', [[1, 10, 'valueKind', 'order']]],
  ['an object for a customer', '{"order":"a","customer":{"id":1}}', [[1, 25, 'valueKind', 'customer']]],
  [
    'no order',
    '{"customer":"a"}\n{"order":null}',
    [
      [1, 1, 'cellEmpty', 'order'],
      [2, 1, 'cellEmpty', 'order'],
    ],
  ],
  ['a key that is none', '[{"order":"a",\n "lines":1}]', [[2, 10, 'columnUnknown', 'lines']]],
])('%s', async (_, content, problems) => {
  expect(await refusedFor(content)).toEqual(problems);
});

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
  'T47: a column or key %s is refused and does nothing',
  async (name) => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    expect(await refusedFor(`order,${name}\nx,y\n`)).toEqual([[1, 2, 'columnUnknown', name]]);
    const key = `{"order":"a","${name}":{"order":"b","polluted":true}}`;
    expect(await refusedFor(`[${key}]`)).toMatchObject([[1, expect.any(Number), 'columnUnknown', name]]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect('polluted' in {}).toBe(false);
  },
);

test('a column of a reconciliation file that every object has is refused as well, a new one of Microsoft’s is not', async () => {
  const withColumn = (name: string) => toText([row()]).replace('\r\n', `,${name}\r\n`).replace(/\r\n$/, ',\r\n');
  expect(await refusedFor(withColumn('NewColumn'))).toEqual([]);
  for (const name of ['__proto__', 'constructor'])
    expect(await refusedFor(withColumn(name))).toMatchObject([[1, expect.any(Number), 'columnUnknown', name]]);
});

test('T47: keys given twice, wherever they are', async () => {
  expect(await refusedFor('{"order":"a","order":"b"}')).toEqual([[1, 14, 'columnTwice', 'order']]);
  expect(await refusedFor('{"order":"a","\\u006frder":"b"}')).toEqual([[1, 14, 'columnTwice', 'order']]);
  expect(await refusedFor('{"order":"a","orderId":"b"}')).toEqual([[1, 24, 'columnTwice', 'orderId']]);
  expect(await refusedFor('{"order":"a","line":1,"refund":{"kind":1,"kind":2}}')).toEqual([
    [1, 42, 'columnTwice', 'kind'],
  ]);
});

test('T44: the same order under customers who cannot be one, or with two reasons, is a conflict', async () => {
  const [guid, other] = ['4', '5'].map((first) => `${first}5411344-b09d-47e7-9653-542006bf9766`);
  for (const [one, another] of [
    [guid, other],
    ['a.example', 'b.example'],
    ['A, Ltd.', 'B, Ltd.'],
  ])
    expect(await refusedFor(`order,customer\n${id},"${one}"\n${id}/1,"${another}"\n`)).toEqual([
      [3, 2, 'conflict', '2'],
    ]);
  expect(await refusedFor(`order,customer,reason\n${id},a,r\nx,a,r\n${id},b,r\n${id},A,r\n${id},a,q\n`)).toEqual([
    [4, 2, 'conflict', '2'],
    [6, 2, 'conflict', '2'],
  ]);
  expect(await refusedFor(`["${id}",\n{"order":"${id}/1","customer":"a"}]`)).toMatchObject([
    [2, expect.any(Number), 'conflict', '1'],
  ]);
});

test('T41: one bad row among 20,000 refuses the file', async () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => (index === 12_344 ? '..' : `a${index}`));
  expect(await refusedFor(ids.join('\n'))).toEqual([[12_345, 1, 'orderId', '..']]);
});

test('T41: the first fifty problems are told, and how many there are', async () => {
  const bad = Array.from({ length: 60 }, () => '..').join('\n');
  const failure = await readOrders(`${bad}\n${'x'.repeat(64)}\n"`).catch((error) => error);
  if (!isCspError(failure)) throw failure;
  expect([failure.exitCode, failure.details]).toMatchObject([3, { line: 1, column: 1, reason: 'orderId', total: 61 }]);
  const told = (failure as CspError<'inputRefused'>).details.problems ?? [];
  expect([told.length, told[49]]).toEqual([50, { line: 50, column: 1, reason: 'orderId', found: '..' }]);
});

test('what is told of them, in four languages', async () => {
  const [first, second] = [
    { line: 2, column: 1, reason: 'character', found: 'U+043E' },
    { line: null, column: null, reason: 'tooLarge' },
  ] as const;
  const failure = new CspError('inputRefused', { file: 'orders.csv', ...first, problems: [first, second], total: 54 });
  const told = async (lang: 'en' | 'ja' | 'ru' | 'zh-TW') =>
    errorText(
      failure,
      await loadErrorTexts(lang),
      { label: '', tryLabel: '', correlationLabel: '', lacks: () => '', endsBefore: () => '' },
      (_, text) => text,
      createSuggest({}),
    )
      .trimEnd()
      .split('\n');
  expect(await Promise.all((['en', 'ja', 'zh-TW', 'ru'] as const).map(told))).toEqual([
    [
      'The file orders.csv was refused: 54 problems.',
      'Line 2, column 1: a character that does not belong there: U+043E.',
      'The whole file: it is larger than this command reads.',
      '… and 52 more.',
      'Nothing was changed.',
    ],
    [
      'ファイル orders.csv を受け付けられません: 問題が 54 件あります。',
      '2 行目、1 列目: 使用できない文字があります (U+043E)。',
      'ファイル全体: このコマンドで扱える大きさを超えています。',
      'ほか 52 件。',
      '何も変更していません。',
    ],
    [
      '無法接受檔案 orders.csv：共有 54 個問題。',
      '第 2 行，第 1 欄：含有不允許的字元：U+043E。',
      '整個檔案：檔案大小超過此命令的上限。',
      '……另有 52 個問題。',
      '未變更任何內容。',
    ],
    [
      'Файл orders.csv не принят: 54\u00a0ошибки.',
      'Строка 2, столбец 1: недопустимый символ U+043E.',
      'Весь файл: он слишком велик для этой команды.',
      '… и еще 52\u00a0ошибки.',
      'Ничего не изменено.',
    ],
  ]);
});

test('what is not there, and what is a folder', async () => {
  const desk = openDesk();
  try {
    const missing = `${desk.folder}/missing`;
    expect(await problemsOf(readOrderFile(missing, inputOf()))).toEqual([[null, null, 'unreadable', 'ENOENT']]);
    expect(await problemsOf(readOrderFile(desk.folder, inputOf()))).toEqual([[null, null, 'notFile']]);
  } finally {
    desk.remove();
  }
});

describe('limits', () => {
  const limits = { ...inputLimits, rows: 3, rowLength: 40 };
  const refusedWithin = (content: string) => problemsOf(readOrders(content, limits));

  test.each(['a\nb\nc\n', 'order\na\nb\nc', '["a","b","c"]', '{"order":"a"}\n{"order":"b"}\n{"order":"c"}\n'])(
    'as many rows as are allowed: %j',
    async (content) => expect(await refusedWithin(content)).toEqual([]),
  );

  test.each([
    ['a\nb\nc\nd\n', 4],
    ['order\na\n\n\n\nb', 5],
    ['["a","b","c","d"]', 1],
    ['{"order":"a"}\n\n\n\n{"order":"b"}\n', 4],
  ])('too many rows: %j', async (content, line) => {
    expect(await refusedWithin(content)).toEqual([[line, null, 'tooManyRows', '3']]);
  });

  test.each([
    [`a\n${'b'.repeat(41)}\n`, 2, 1],
    [`order,reason\nx,"${'yy\n'.repeat(20)}"\n`, 2, 2],
    [`["a",{"order":"b",${'\n'.repeat(40)}"reason":""}]`, 1, 6],
    [`{"order":"a"}\n{"order":"a","reason":"${'b'.repeat(41)}"}`, 2, 2],
  ])('too long a row: %j', async (content, line, column) => {
    expect(await refusedWithin(content)).toEqual([[line, column, 'tooLarge']]);
  });

  test('too large a file, by its size and by what comes', async () => {
    const desk = openDesk();
    const small = { ...inputLimits, fileBytes: 20 };
    try {
      const path = desk.write(`${id}\n${id}\n`);
      expect(await problemsOf(readOrderFile(path, inputOf(), undefined, small))).toEqual([[null, null, 'tooLarge']]);
      expect(await problemsOf(readOrders(`${id}\n${id}\n`, small))).toEqual([[null, null, 'tooLarge']]);
    } finally {
      desk.remove();
    }
  });
});
