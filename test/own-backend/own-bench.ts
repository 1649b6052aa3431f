/** A session whose backend is a module that a test writes: the sandbox, with some methods of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, inSession, type Session } from '../process/session.ts';

/**
 * `methods` are properties of the backend, in JavaScript; they see `backend` (the sandbox) and `CspError`. It does not say
 * what world it is unless they do.
 */
export const inOwnSession = (
  methods: string,
  act: (session: Session) => Promise<void>,
  settings: object = {},
): Promise<void> =>
  inSession(async (session) => {
    mkdirSync(join(session.home, 'config'));
    const module = `export const createBackend = async ({ sandbox, CspError }) => {
      const backend = await sandbox();
      return { ...backend, name: 'my-erp', close: async () => {}, ${methods} };
    };`;
    writeFileSync(join(session.home, 'config/my-erp.mjs'), module);
    writeFileSync(
      join(session.home, 'config/config.json'),
      JSON.stringify({ profiles: { mine: { backend: './my-erp.mjs', ...settings } } }),
    );
    await act(session);
  });

/** The last line of stderr, where a machine format was asked for. */
export const errorOf = ({ stderr }: Ended) => JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error;

export const contoso = '--customer contoso.onmicrosoft.com';
