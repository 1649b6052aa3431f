/** Which world an emulator serves: it may have been reset since this machine last used it, or serve another sandbox. */
import type { Cloud } from './clouds.ts';
import type { TokenFetch } from './sign-in/token-fetch.ts';

/**
 * The world's own name; `null` for the service itself, and where somebody else's emulator does not tell. Fails with
 * `unavailable` when nobody answers: what is remembered of one world must not be taken for another.
 */
export const readWorld = async ({ apiOrigin, isLoopback }: Cloud, fetch: TokenFetch): Promise<string | null> => {
  if (!isLoopback) return null;
  const response = await fetch(`${apiOrigin}/emulator/world`, {
    method: 'GET',
    headers: { accept: 'application/json' },
  });
  const body: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  const world = typeof body === 'object' && body !== null && 'world' in body ? body.world : undefined;
  return typeof world === 'string' && /^[\w-]{1,64}$/.test(world) ? world : null;
};
