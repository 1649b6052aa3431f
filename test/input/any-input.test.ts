/** Whatever comes in: a list, or a refusal with places; nothing else, and nothing lost. */
import fc from 'fast-check';
import { isCspError } from '../../src/core/errors.ts';
import { toText } from '../sandbox/reconciliation-text.ts';
import { readOrders, readPurchases } from './reading.ts';

const pieces = fc.constantFrom(
  ...[
    ',',
    ';',
    '\t',
    '"',
    '\r',
    '\n',
    '\r\n',
    '\0',
    '\uFEFF',
    '[',
    ']',
    '{',
    '}',
    ':',
    '\\',
    ' ',
    'null',
    '1',
    '\\u0041',
  ],
  ...['order', 'customer', 'line', '"order":', '"a"', '__proto__', 'c403d91b21d2', 'a/1', toText([])],
  ...['product', 'sku', 'quantity', 'ChargeType', 'OrderId', 'New'],
);
const texts = fc
  .array(fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), {
    maxLength: 30,
  })
  .map((parts) => Buffer.from(parts.join('')));
const starts = fc.constantFrom('', 'order,customer\n', '[', '{"order":"a"}\n', 'product,sku,quantity\n', toText([]));
const withStart = fc.tuple(starts, texts).map(([start, text]) => Buffer.concat([Buffer.from(start), text]));
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const contents = fc.oneof(withStart, withStart, bytes);

test.each([
  ['orders', readOrders],
  ['purchases', readPurchases],
])('%s', async (_, read) => {
  await fc.assert(
    fc.asyncProperty(contents, async (content) => {
      const outcome: unknown = await read(content).catch((error) => error);
      if (isCspError(outcome)) expect(outcome).toMatchObject({ code: 'inputRefused', exitCode: 3 });
      else expect(outcome).toMatchObject({ rows: expect.any(Array), manifest: expect.any(String) });
    }),
    { numRuns: 500 },
  );
});

test('what is written as a table or as JSON comes back cell by cell', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab ,;"\'\n\t縮é/:{}[]\\') }).map((each) => each.trim());
  const order = fc.stringMatching(/^[a-z][A-Za-z0-9_-]{0,20}$/);
  const rows = fc.uniqueArray(fc.record({ order, reason: text, ticket: text }), {
    minLength: 1,
    maxLength: 20,
    selector: (row) => row.order,
  });
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const expected = written.map((row) => [row.order, row.reason || null, row.ticket || null]);
      const table = [['order', 'reason', 'ticket'], ...written.map((row) => [row.order, row.reason, row.ticket])];
      const csv = table.map((cells) => cells.map(quoted).join(',')).join('\n');
      for (const content of [csv, JSON.stringify(written), written.map((row) => JSON.stringify(row)).join('\n')]) {
        const read = await readOrders(content);
        expect(read.rows.map(({ orderId, reason, ticket }) => [orderId, reason, ticket])).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});
