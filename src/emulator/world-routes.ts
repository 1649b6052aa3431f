/** Which world the emulator serves, for clients with a memory: one that was made, reset or imported anew is another. */
import { sha256 } from '../digest.ts';
import { ok, type Route } from './exchange.ts';

/** The service has no such call, so it is beside the API and needs no token. */
export const worldRoutes: readonly Route[] = [
  {
    operation: 'world',
    method: 'GET',
    path: '/emulator/world',
    token: 'none',
    handle: async ({ backend }) => {
      const { environment } = await backend.getIdentity();
      return ok({ world: sha256(environment).toString('hex', 0, 8) });
    },
  },
];
