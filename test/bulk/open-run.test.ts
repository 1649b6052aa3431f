/** Beginning a run, and taking up the one that the same rows began. */
import { createRun, holdRun, type RunRequest } from '../../src/core/operations/bulk/open-run.ts';
import { failureOf, type OperationsBench, operate, today, twoLines } from '../operations/operations-bench.ts';
import { plan, rowsOf } from './plan-bench.ts';

const request: RunRequest = { kind: 'cancel', manifest: 'manifest-1', source: '/data/orders.csv' };

const begin = async ({ partner, journal }: OperationsBench, of: RunRequest = request, id = 'aaaaaaaa') =>
  createRun(partner, await journal(), of, await plan(partner, rowsOf({ orderId: twoLines })), {
    id,
    at: today,
    facts: {},
  });

const hold = async ({ partner, journal }: OperationsBench, of: Partial<RunRequest> = {}) => {
  const { run, lock } = await holdRun(partner, await journal(), { ...request, ...of });
  lock.release();
  return run?.id;
};

operate('rows that were never asked for have no run', async (bench) => {
  expect(await hold(bench)).toBeUndefined();
});

operate('the same rows are the same run, wherever they come from, finished or not', async (bench) => {
  await begin(bench);
  expect([await hold(bench), await hold(bench, { source: null }), await hold(bench, { source: '/b.csv' })]).toEqual(
    Array(3).fill('aaaaaaaa'),
  );
  await (await bench.journal()).finish('aaaaaaaa', today);
  expect(await hold(bench)).toBe('aaaaaaaa');
});

operate('other rows of the same file wait until its run is finished', async (bench) => {
  await begin(bench);
  const changed = () => failureOf(() => hold(bench, { manifest: 'manifest-2' }));
  expect(await changed()).toEqual({
    code: 'runChanged',
    details: { runId: 'aaaaaaaa', file: '/data/orders.csv' },
  });
  // What failed holds nothing.
  expect(await changed()).toMatchObject({ code: 'runChanged' });
  await (await bench.journal()).finish('aaaaaaaa', today);
  expect(await hold(bench, { manifest: 'manifest-2' })).toBeUndefined();
});

operate('rows from elsewhere, and of another kind, are no change of a file', async (bench) => {
  await begin(bench);
  expect([
    await hold(bench, { manifest: 'manifest-2', source: null }),
    await hold(bench, { manifest: 'manifest-2', source: '/data/others.csv' }),
    await hold(bench, { kind: 'buy' }),
  ]).toEqual([undefined, undefined, undefined]);
});

operate('while somebody works on them, nobody else does', async (bench) => {
  const run = await begin(bench);
  const journal = await bench.journal();
  await journal.begin(run.id, { pid: 4711, correlationId: null, at: today });
  const { lock } = await holdRun(bench.partner, journal, request);
  expect(await failureOf(() => hold(bench))).toEqual({ code: 'runLive', details: { runId: 'aaaaaaaa', pid: 4711 } });
  lock.release();
  expect(await hold(bench)).toBe('aaaaaaaa');
});

operate('in another environment nothing of it counts', async (bench) => {
  await begin(bench);
  const partner = { ...bench.partner, identity: { ...bench.partner.identity, environment: 'another' } };
  expect(await hold({ ...bench, partner })).toBeUndefined();
});

operate('what the service refused, or a person took off, is tried anew by whoever asks again', async (bench) => {
  const { id } = await begin(bench);
  const journal = await bench.journal();
  const details = { customer: 'contoso', orderId: twoLines, serviceCode: '800061', text: '', days: null };
  const failure = { code: 'cancelRefusedByService', details } as const;
  await journal.advance(id, { number: 1, state: 'sent', at: today, requestId: 'request-1' });
  await journal.advance(id, { number: 1, state: 'refused', at: today, failure });
  expect(await hold(bench)).toBe(id);
  await journal.finish(id, today);
  expect(await hold(bench)).toBeUndefined();
});

operate('an order that was not found then may be there now', async (bench) => {
  const journal = await bench.journal();
  const refused = await plan(bench.partner, rowsOf({ orderId: 'no-such-order' }));
  await createRun(bench.partner, journal, request, refused, { id: 'aaaaaaaa', at: today, facts: {} });
  expect(await hold(bench)).toBe('aaaaaaaa');
  await journal.finish('aaaaaaaa', today);
  expect(await hold(bench)).toBeUndefined();
});

operate('what the rules refused stays so, unless the same rows mean something new', async (bench) => {
  const journal = await bench.journal();
  const refused = await plan(bench.partner, rowsOf({ orderId: '3ab104f632ef' }));
  await createRun(bench.partner, journal, request, refused, { id: 'aaaaaaaa', at: today, facts: {} });
  await journal.finish('aaaaaaaa', today);
  expect(await hold(bench)).toBe('aaaaaaaa');
  const { run, lock } = await holdRun(bench.partner, journal, request, (_, counts) => counts.refused === 1);
  lock.release();
  expect(run).toBeUndefined();
});
