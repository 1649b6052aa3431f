import { CspError, exitCodeOf, type Failure, isCspError } from './core/errors.ts';
import type { GiveUp } from './give-up.ts';

/**
 * Does what must come to its end; meanwhile a signal is a reason to give up, and no longer the end of the process. A
 * second one is, after `onEndAtOnce`: what was on its way is on disk, and is looked at when the work goes on.
 */
export const finish = async <T>(
  host: NodeJS.Process,
  giveUp: GiveUp,
  work: (givenUp: () => Promise<Failure | null>) => Promise<T>,
  onEndAtOnce: () => void,
): Promise<T> => {
  const stop = (code: 'interrupted' | 'terminated'): void => {
    if (giveUp.reason !== undefined) {
      onEndAtOnce();
      host.exit(exitCodeOf(code));
    }
    giveUp.giveUp(new CspError(code, {}));
  };
  const interrupt = (): void => stop('interrupted');
  const terminate = (): void => stop('terminated');
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
