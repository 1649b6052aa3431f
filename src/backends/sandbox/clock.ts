/** The sandbox's own time: the machine's clock plus an offset that is kept in the world, so that it goes on ticking. */
import type { Instant } from '../../core/ports/environment.ts';
import type { World } from './open-world.ts';

type Timed = Pick<World, 'database' | 'clock'>;

/** Milliseconds by which the sandbox is ahead of the machine; negative when it is in the past. */
export const clockOffsetMs = ({ database }: Timed): number =>
  database.get<{ offset: number }>('SELECT clock_offset_ms AS offset FROM world')?.offset ?? 0;

export const sandboxNow = (world: Timed): Instant => world.clock.now() + clockOffsetMs(world);

export const setClock = (world: Timed, to: Instant): void => setOffset(world, to - world.clock.now());

/** Moves the sandbox by `ms` from where it is; two processes that do so at once both count. */
export const advanceClock = ({ database }: Timed, ms: number): void => {
  database.run('UPDATE world SET clock_offset_ms = clock_offset_ms + ?', Math.round(ms));
};

export const resetClock = (world: Timed): void => setOffset(world, 0);

const setOffset = ({ database }: Timed, ms: number): void => {
  database.run('UPDATE world SET clock_offset_ms = ?', Math.round(ms));
};
