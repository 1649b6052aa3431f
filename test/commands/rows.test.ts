import { keepRows, limitRows, sortRows } from '../../src/commands/rows.ts';
import { collect, failureOf } from '../operations/operations-bench.ts';

interface Row {
  readonly name: string | null;
  readonly count: number | null;
}

const rows: readonly Row[] = [
  { name: 'b', count: 2 },
  { name: null, count: 10 },
  { name: 'a', count: null },
  { name: 'B', count: -1 },
  { name: 'a', count: 0 },
];
const keys = { name: ({ name }: Row) => name, count: ({ count }: Row) => count };
const sorted = async (word?: string): Promise<readonly Row[]> => collect(await sortRows(rows, word, keys));

test('when no word is given, then the rows come as they are, unread', async () => {
  expect(await sortRows(rows, undefined, keys)).toBe(rows);
});

test('when sorted by a field, then missing values come last either way and equals keep their order', async () => {
  expect((await sorted('count')).map(({ count }) => count)).toEqual([-1, 0, 2, 10, null]);
  expect((await sorted('count:asc')).map(({ count }) => count)).toEqual([-1, 0, 2, 10, null]);
  expect((await sorted('count:desc')).map(({ count }) => count)).toEqual([10, 2, 0, -1, null]);
  expect((await sorted('name')).map(({ name, count }) => [name, count])).toEqual([
    ['B', -1],
    ['a', null],
    ['a', 0],
    ['b', 2],
    [null, 10],
  ]);
  expect((await sorted('name:desc')).map(({ name, count }) => [name, count])).toEqual([
    ['b', 2],
    ['a', null],
    ['a', 0],
    ['B', -1],
    [null, 10],
  ]);
});

test('when the field or direction is no good, then it is refused, also what every object has', async () => {
  for (const field of ['price', '', 'constructor', 'toString']) {
    expect(await failureOf(() => sorted(field))).toEqual({
      code: 'fieldUnknown',
      details: { field, fields: ['name', 'count'] },
    });
  }
  expect(await failureOf(() => sorted('name:DESC'))).toEqual({
    code: 'argumentInvalid',
    details: { flag: '--sort', given: 'name:DESC', expected: 'name, name:desc' },
  });
});

test('when rows are kept or limited, then no more are read than needed', async () => {
  let read = 0;
  function* endless(): Generator<number> {
    for (;;) {
      read += 1;
      yield read;
    }
  }
  const even = (n: number): boolean => n % 2 === 0;
  expect(await collect(limitRows(keepRows(endless(), even), 3))).toEqual([2, 4, 6]);
  expect(read).toBe(6);
  expect(await collect(limitRows([1, 2], 5))).toEqual([1, 2]);
  expect(await collect(limitRows([1, 2], undefined))).toEqual([1, 2]);
});
