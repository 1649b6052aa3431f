/** Access tokens for one command: the kept one while it lasts, then a new one, fetched once for all processes. */
import { CspError, isCspError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/environment.ts';
import type { Secret } from '../../../core/rules/secret.ts';
import type { TokenSource } from '../call.ts';
import type { Session } from './session.ts';
import type { TokenStore } from './token-store.ts';

export interface TokenSourceOptions {
  readonly profile: string;
  readonly store: TokenStore;
  /** Runs `act` while no other process is inside; frees itself when this process dies. */
  readonly exclusively: <T>(act: () => Promise<T>) => Promise<T>;
  /**
   * The same sign-in with a new access token, and a new refresh token where the host gave one; `keep` is told of that as
   * soon as it is there.
   */
  readonly renew: (session: Session, keep: (session: Session) => Promise<unknown>) => Promise<Session>;
  readonly clock: Clock;
}

/** A token must last for the call that it is sent with. */
const marginMs = 60_000;
const attempts = 3;

export const createTokenSource = ({ profile, store, exclusively, renew, clock }: TokenSourceOptions): TokenSource => {
  let current: Session | undefined;
  let renewing: Promise<Session> | undefined;

  const isGood = ({ access }: Session, refused: Secret | undefined): boolean =>
    access.endsAt - clock.now() >= marginMs && access.token.reveal() !== refused?.reveal();

  const readKept = async () => {
    const kept = await store.read();
    if (kept === undefined) throw new CspError('signInNeeded', { profile, reason: 'none' });
    return kept;
  };

  const renewPatiently = async (given: Session, keep: (session: Session) => Promise<unknown>): Promise<Session> => {
    let session = given;
    const rotate = (rotated: Session): Promise<unknown> => {
      session = rotated;
      return keep(rotated);
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await renew(session, rotate);
      } catch (error) {
        if (!isCspError(error) || error.code !== 'unavailable' || attempt === attempts) throw error;
        await clock.sleep(1000 * 2 ** (attempt - 1));
      }
    }
  };

  const fetchSession = async (refused: Secret | undefined): Promise<Session> => {
    const { session } = await readKept();
    if (isGood(session, refused)) return session;
    return exclusively(async () => {
      // Another process may have done it while this one waited.
      const { session: latest, keptIn } = await readKept();
      if (isGood(latest, refused)) return latest;
      const renewed = await renewPatiently(latest, (session) => store.write(session, keptIn.place));
      // Kept before it is used: the host may take back the old refresh token at any time.
      await store.write(renewed, keptIn.place);
      return renewed;
    });
  };

  return {
    getToken: async (refused) => {
      if (current !== undefined && isGood(current, refused)) return current.access.token;
      renewing ??= fetchSession(refused).finally(() => {
        renewing = undefined;
      });
      current = await renewing;
      // The one under way may have begun before the service refused the token that it found.
      if (!isGood(current, refused)) current = await fetchSession(refused);
      return current.access.token;
    },
  };
};
