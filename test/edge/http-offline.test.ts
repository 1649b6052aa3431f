/** T36: half an hour without a network, by a clock of the test's own: nothing is lost, and the same calls go on afterwards. */
import { once } from 'node:events';
import { type Bench, cancel, failureOf, json, withBench } from './edge-bench.ts';
import { startedAt } from './patient-clock.ts';

const offlineMs = 30 * 60_000;

/** Takes the service away, and gives what brings it back at the same place. */
const disconnect = async ({ server, origin }: Bench): Promise<() => Promise<void>> => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  return async () => {
    server.listen(Number(new URL(origin).port), '127.0.0.1');
    await once(server, 'listening');
  };
};

test('T36 after 30 minutes offline every call has ended with 7, none has left, and all are carried out once', () =>
  withBench(
    (response) => json(response, 200, {}),
    async (bench) => {
      const { http, clock, asked, events } = bench;
      const reconnect = await disconnect(bench);
      const began = clock.now();
      const ids: string[] = [];
      const ends = new Set<unknown>();
      while (clock.now() - began < offlineMs) {
        const requestId = `cancel-${ids.length}`;
        ids.push(requestId);
        const end = await failureOf(http.send({ ...cancel, requestId }));
        ends.add(typeof end === 'object' && end !== null && 'code' in end ? end.code : end);
      }
      // One every 15 seconds once it is clear that nobody is there; before that twenty at their own pace.
      const most = 20 + offlineMs / 15_000 + 6;
      expect([[...ends], asked.length, events.length <= most]).toEqual([['unavailable'], 0, true]);
      expect(ids.length).toBeGreaterThan(10);
      await reconnect();
      for (const requestId of ids) expect((await http.send({ ...cancel, requestId })).status).toBe(200);
      expect(asked.map(({ headers }) => headers['ms-requestid'])).toEqual(ids);
    },
  ));

test('T36 a run with an end of its own does not wait past it', () =>
  withBench(
    (response) => json(response, 200, {}),
    async (bench) => {
      const { http, clock } = bench;
      await disconnect(bench);
      expect(await failureOf(http.send(cancel))).toMatchObject({ code: 'unavailable', reason: 'ECONNREFUSED' });
      expect(clock.now() - startedAt).toBeLessThanOrEqual(5_000);
    },
    { deadlineAt: startedAt + 5_000 },
  ));
