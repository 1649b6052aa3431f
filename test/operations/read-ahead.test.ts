/** Reading a few at a time: order, number in flight, failures, an early end. */
import { readAhead } from '../../src/core/operations/read-ahead.ts';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('when later ones are done first, then the order stays, and never more than the number are under way', async () => {
  let underWay = 0;
  let most = 0;
  const work = async (item: number): Promise<number> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await wait(item % 2 === 0 ? 4 : 0);
    underWay -= 1;
    return item * 10;
  };
  const done: number[] = [];
  for await (const one of readAhead(upTo(20), work, 3)) done.push(one);
  expect([done, most]).toEqual([upTo(20).map((item) => item * 10), 3]);
});

test('when one fails, then those before it come first, and those behind it raise nothing of their own', async () => {
  const begun: number[] = [];
  const work = async (item: number): Promise<number> => {
    begun.push(item);
    await wait(0);
    if (item >= 2) throw new Error(`no ${item}`);
    return item;
  };
  const done: number[] = [];
  const read = async (): Promise<void> => {
    for await (const one of readAhead(upTo(20), work, 3)) done.push(one);
  };
  await expect(read()).rejects.toThrow('no 2');
  expect([done, begun]).toEqual([[0, 1], upTo(5)]);
});

test('when the reader stops, then no more is begun', async () => {
  const begun: number[] = [];
  const work = async (item: number): Promise<number> => begun.push(item);
  for await (const _ of readAhead(upTo(20), work, 3)) break;
  expect(begun).toEqual([0, 1, 2]);
});
