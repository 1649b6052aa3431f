import { CspError, type Failure, isCspError } from './core/errors.ts';
import type { GiveUp } from './give-up.ts';

/** Does what must come to its end; meanwhile a signal is a reason to give up, and no longer the end of the process. */
export const finish = async <T>(
  host: NodeJS.Process,
  giveUp: GiveUp,
  work: (givenUp: () => Promise<Failure | null>) => Promise<T>,
): Promise<T> => {
  const interrupt = (): void => giveUp.giveUp(new CspError('interrupted', {}));
  const terminate = (): void => giveUp.giveUp(new CspError('terminated', {}));
  host.on('SIGINT', interrupt).on('SIGTERM', terminate);
  try {
    return await giveUp.hold(
      work(async () => {
        // Timers and signals have their turn first.
        await new Promise((resolve) => setImmediate(resolve));
        return isCspError(giveUp.reason) ? (giveUp.reason as Failure) : null;
      }),
    );
  } finally {
    host.off('SIGINT', interrupt).off('SIGTERM', terminate);
  }
};
