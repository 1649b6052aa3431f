/** T30: what the service refuses a cancellation with, code by code. */
import type { Bench } from './bench.ts';
import { cancelAll, outcomesOf, readReport } from './cancel-run.ts';
import { type Front, type Mood, saying } from './front.ts';
import { isEffect } from './ledger.ts';
import { countsOf } from './memory-file.ts';
import { inMood } from './mood.ts';

const one = { orders: 1, customers: 1, speed: 20 };

const sends = (front: Front): number => front.asked.filter(({ isCancel }) => isCancel).length;
/** Reads of the order after it was cancelled for the first time. */
const looks = ({ asked }: Front): number =>
  asked
    .slice(asked.findIndex(({ isCancel }) => isCancel))
    .filter(({ method, path }) => method === 'GET' && /\/orders\/\w+(?:\?|$)/.test(path)).length;
const effects = (bench: Bench): number => bench.ledger().filter(isEffect).length;

/** Answers cancellations so; each is carried out all the same, or none is. */
const answering =
  (status: number, code: string, isDone: boolean, text?: string): Mood =>
  async ({ isCancel }, ask) => {
    if (!isCancel) return ask();
    if (isDone) await ask();
    return saying(status, code, text);
  };

test.each(['800014', '800060', '800064'])(
  'T30: 409 %s: it is under way, looked at until it is done, and not sent again',
  async (code) => {
    const taken = answering(409, code, false);
    await inMood(one, taken, async (bench, front) => {
      // The order shows as it was until it has been looked at twice.
      front.mood = async (asked, ask) => {
        if (!asked.isCancel && looks(front) === 2) await bench.service.tell({ kind: 'cancel', orders: bench.orders });
        return taken(asked, ask);
      };
      const { exitCode, stdout } = await bench.csp(cancelAll(bench));
      expect({ exitCode, outcomes: outcomesOf(stdout), sends: sends(front) }).toEqual({
        exitCode: 0,
        outcomes: { cancelled: 1 },
        sends: 1,
      });
      expect(looks(front)).toBeGreaterThanOrEqual(2);
      await bench.check();
    });
  },
);

test('T30: 400 800061, and reading back shows it cancelled: so it is, by whomever', async () => {
  await inMood(one, answering(400, '800061', true), async (bench, front) => {
    const { exitCode, stdout } = await bench.csp(cancelAll(bench));
    expect([exitCode, outcomesOf(stdout), sends(front)]).toEqual([0, { 'already-cancelled': 1 }, 1]);
    const { runs } = await bench.check();
    expect(runs[0]?.intents.map(({ state, evidence }) => [state, evidence])).toEqual([['noop', 'read-back']]);
  });
});

test.each([
  [400, '800061', undefined],
  [403, '800019', undefined],
  [404, '20000', undefined],
  [400, '900117', 'You have passed your 30-day cancellation window. We are unable to cancel your purchase'],
] as const)('T30: %i %s, and reading back shows it open: refused, and sent once', async (status, code, text) => {
  await inMood(one, answering(status, code, false, text), async (bench, front) => {
    const { exitCode, stdout, stderr } = await bench.csp(cancelAll(bench));
    expect({ exitCode, outcomes: outcomesOf(stdout), sends: sends(front), effects: effects(bench) }).toEqual({
      exitCode: 6,
      outcomes: { refused: 1 },
      sends: 1,
      effects: 0,
    });
    expect(looks(front)).toBeGreaterThanOrEqual(1);
    const { runs } = await bench.check();
    expect(runs.map(({ counts }) => countsOf(counts))).toEqual([{ refused: 1 }]);
    // The one word of its own is for an order that is not there.
    if (code !== '20000') expect(readReport(stdout)[0]?.message).toContain(code);
    if (text !== undefined) expect(readReport(stdout)[0]?.message).toContain(text);
    if (code === '900117') expect(stderr).toContain(`"hint":"csp support-request --from-run ${runs[0]?.run.id}"`);
  });
});

test.each([
  ['and is taken then', false, 0, 'cancelled', 1],
  ['and is refused then too', true, 6, 'refused', 0],
] as const)(
  'T30: 400 2055: the order is read again, it is sent once more, %s',
  async (_, isAlways, exitCode, outcome, done) => {
    let isFirst = true;
    const mood: Mood = async ({ isCancel }, ask) => {
      if (!isCancel || !(isFirst || isAlways)) return ask();
      isFirst = false;
      return saying(400, '2055');
    };
    await inMood(one, mood, async (bench, front) => {
      const ended = await bench.csp(cancelAll(bench));
      expect({ exitCode: ended.exitCode, outcomes: outcomesOf(ended.stdout), sends: sends(front) }).toEqual({
        exitCode,
        outcomes: { [outcome]: 1 },
        sends: 2,
      });
      const at = front.asked.flatMap(({ isCancel }, n) => (isCancel ? [n] : []));
      const between = front.asked.slice(at[0], at[1]).filter(({ path }) => /\/orders\/\w+(?:\?|$)/.test(path));
      expect(between.filter(({ method }) => method === 'GET').length).toBeGreaterThanOrEqual(1);
      expect([effects(bench), new Set(at.map((n) => front.asked[n]?.requestId)).size]).toEqual([done, 1]);
      await bench.check();
    });
  },
);
