import type { Cell } from '../../src/core/ports/environment.ts';
import { createPaint, decideColor } from '../../src/terminal/palette.ts';
import { renderTable } from '../../src/terminal/table.ts';
import { cutText, textWidth } from '../../src/terminal/text-width.ts';

const bell = String.fromCharCode(7);
const zeroWidthJoiner = String.fromCharCode(0x200d);

describe('textWidth', () => {
  test.each([
    ['', 0],
    ['Contoso', 7],
    ['Ünïcode', 7],
    ['名前', 4],
    ['ｶﾀｶﾅ', 4],
    ['한국어', 6],
    ['e\u0301', 1],
    ['か\u3099', 2],
    ['💻', 2],
    [`👩${zeroWidthJoiner}💻`, 2],
    ['🇯🇵', 2],
    ['☁', 1],
    ['☁\ufe0f', 2],
    ['…', 1],
    ['─', 1],
    ['\u001b[1m名前\u001b[22m', 4],
    [`a${bell}b`, 2],
    ['हिन्दी', 5],
  ])('of %j is %d', (text, width) => {
    expect([textWidth(text), textWidth(text)]).toEqual([width, width]);
  });

  test('stays right when more texts than it remembers went by', () => {
    const widths = Array.from({ length: 12_000 }, (_, index) => textWidth(`名${index}`) - String(index).length);
    expect(new Set(widths)).toEqual(new Set([2]));
  });
});

describe('cutText', () => {
  test.each([
    ['Contoso', 7, 'Contoso'],
    ['Contoso', 6, 'Conto…'],
    ['Contoso', 1, '…'],
    ['Contoso', 0, ''],
    ['名前名前', 8, '名前名前'],
    ['名前名前', 7, '名前名…'],
    ['名前名前', 6, '名前…'],
    ['名前名前', 2, '…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['🇯🇵🇯🇵', 3, '🇯🇵…'],
  ])('%j in %d cells is %j', (text, width, cut) => {
    expect([cutText(text, width), textWidth(cut) <= width]).toEqual([cut, true]);
  });
});

describe('renderTable', () => {
  const columns = [
    { title: 'Customer', priority: 1, shrinkTo: 6 },
    { title: 'Product', priority: 2, shrinkTo: 8 },
    { title: 'Order', priority: 3 },
    { title: 'Left', priority: 4, align: 'right' },
  ] as const;
  const texts = [
    ['東京商事株式会社', 'Windows Server 2022 Standard', 'b1d2c3e4f5a6', '29 days'],
    ['Contoso', 'SQL Server', 'a1', '1 day'],
  ];
  const rows: readonly (readonly Cell[])[] = texts.map((row) => row.map((text) => ({ text })));
  const plain = (_: unknown, text: string): string => text;

  test('gives every column its width where there is room', async () => {
    expect(await renderTable(columns, rows, 80, plain)).toEqual({
      text: `Customer          Product                       Order            Left
─────────────────────────────────────────────────────────────────────
東京商事株式会社  Windows Server 2022 Standard  b1d2c3e4f5a6  29 days
Contoso           SQL Server                    a1              1 day
`,
      dropped: [],
    });
  });

  test('cuts the widest columns first', async () => {
    expect(await renderTable(columns, rows, 50, plain)).toEqual({
      text: `Customer      Product        Order            Left
──────────────────────────────────────────────────
東京商事株…   Windows Serv…  b1d2c3e4f5a6  29 days
Contoso       SQL Server     a1              1 day
`,
      dropped: [],
    });
  });

  test('drops the least important columns when cutting is not enough', async () => {
    expect((await renderTable(columns, rows, 39, plain)).dropped).toEqual([]);
    expect(await renderTable(columns, rows, 38, plain)).toEqual({
      text: `Customer     Product      Order
──────────────────────────────────────
東京商事株…  Windows Se…  b1d2c3e4f5a6
Contoso      SQL Server   a1
`,
      dropped: ['Left'],
    });
    expect((await renderTable(columns, rows, 14, plain)).dropped).toEqual(['Product', 'Order', 'Left']);
  });

  test('keeps the last column, even one that may not be cut', async () => {
    const [, , order] = columns;
    expect(await renderTable([order], [[{ text: 'b1d2c3e4f5a6' }]], 5, plain)).toEqual({
      text: 'Order\n────────────\nb1d2c3e4f5a6\n',
      dropped: [],
    });
  });

  test('never passes the width, from 20 to 120', async () => {
    for (let width = 20; width <= 120; width += 1) {
      const { text } = await renderTable(columns, rows, width, plain);
      expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(width);
    }
  });

  test('paints cells without moving them', async () => {
    const paint = await createPaint(true);
    const toned = rows.map((row) => row.map((cell) => ({ ...cell, tone: 'warn' as const })));
    const painted = await renderTable(columns, toned, 50, paint);
    const bare = await renderTable(columns, rows, 50, plain);
    const unpainted = painted.text.replace(/\u001b\[\d+m/g, '').replace(/ +$/gm, '');
    expect([unpainted, painted.text.includes('\u001b[33m')]).toEqual([bare.text, true]);
  });

  test('takes time in proportion to the rows', async () => {
    const many = Array.from({ length: 20_000 }, () => rows[1] ?? []);
    const { text } = await renderTable(columns, many, 80, plain);
    expect(text.split('\n').length).toBe(20_003);
  });
});

describe('decideColor', () => {
  test.each([
    ['auto', {}, true, true],
    ['auto', {}, false, false],
    ['auto', { TERM: 'dumb' }, true, false],
    ['auto', { NO_COLOR: '1' }, true, false],
    ['auto', { NO_COLOR: '' }, true, true],
    ['auto', { FORCE_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '' }, false, true],
    ['auto', { FORCE_COLOR: '0' }, true, false],
    ['auto', { FORCE_COLOR: 'false' }, true, false],
    ['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['always', { NO_COLOR: '1', TERM: 'dumb' }, false, true],
    ['never', { FORCE_COLOR: '1' }, true, false],
  ] as const)('--color %s, %j, terminal %p: %p', (flag, env, isTerminal, hasColor) => {
    expect(decideColor({ flag, env, isTerminal })).toBe(hasColor);
  });
});

test('a paint for every tone', async () => {
  const tones = ['plain', 'dim', 'good', 'warn', 'bad', 'strong'] as const;
  const [colour, none] = await Promise.all([createPaint(true), createPaint(false)]);
  expect(tones.map((tone) => [colour(tone, 'x'), colour(tone, ''), none(tone, 'x')])).toEqual([
    ['x', '', 'x'],
    ['\u001b[2mx\u001b[22m', '', 'x'],
    ['\u001b[32mx\u001b[39m', '', 'x'],
    ['\u001b[33mx\u001b[39m', '', 'x'],
    ['\u001b[31mx\u001b[39m', '', 'x'],
    ['\u001b[1mx\u001b[22m', '', 'x'],
  ]);
});
