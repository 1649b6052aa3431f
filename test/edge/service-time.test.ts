/** The service's clock from answers that tell whole seconds. */
import { createServiceTime } from '../../src/backends/partner-center/http-time.ts';

const noon = Date.UTC(2026, 10, 21, 12);

/** What `now` says after each answer: this machine's clock then, and the instant of the answer's `Date`. */
const readings = (...answers: readonly (readonly [own: number, date: number])[]): readonly number[] => {
  let own = noon;
  const time = createServiceTime({ now: () => own }, () => undefined);
  return answers.map(([at, date]) => {
    own = noon + at;
    time.note(new Date(noon + date).toUTCString());
    return (time.now() ?? 0) - noon;
  });
};

test('answers within a second tell more together than the last one alone, and time never goes back', () => {
  expect(readings([500, 0], [999, 0], [1_003, 1_000], [1_700, 1_000], [2_100, 2_000])).toEqual([
    0, 499, 1_000, 1_697, 2_097,
  ]);
});

test('a clock of this machine that is set by hand is followed at once', () => {
  expect(readings([0, 0], [3_600_000, 1_000], [3_601_500, 2_000], [-7_000_000, 3_000])).toEqual([
    0, 1_000, 2_500, 3_000,
  ]);
});
