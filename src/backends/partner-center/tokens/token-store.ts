/** Where sign-ins are kept: one file a profile, which holds the sign-in itself or says that the keyring holds it. */
import type { TokenPlace } from '../../../core/ports/sign-in.ts';
import { Secret } from '../../../core/rules/secret.ts';
import type { Keyring } from './keyring.ts';
import { preparePrivateFolder, readPrivate, removePrivate, writePrivate } from './private-files.ts';
import { parseSession, type Session, sessionText } from './session.ts';
import { signInPath } from './signed-in.ts';

export interface TokenStore {
  /** Fails with `tokenStoreRefused`, `keyringUnavailable` or `storageFailed`. A damaged sign-in counts as none. */
  read(): Promise<{ readonly session: Session; readonly keptIn: TokenPlace } | undefined>;
  /** Keeps it where it is kept already; a new one in the keyring or, where that is asked for, in the file. Durable when it returns. */
  write(session: Session, place: TokenPlace['place']): Promise<TokenPlace>;
  /** True when there was one. Removes it everywhere. */
  remove(): Promise<boolean>;
}

export interface TokenStoreOptions {
  readonly folder: string;
  readonly profile: string;
  readonly keyring: Keyring;
}

const inKeyring = JSON.stringify({ keptIn: 'keyring' });

export const createTokenStore = ({ folder, profile, keyring }: TokenStoreOptions): TokenStore => {
  const path = signInPath(folder, profile);
  return {
    read: async () => {
      const text = readPrivate(path);
      if (text === undefined) return undefined;
      if (text !== inKeyring) return found(text, { place: 'file', path });
      return found((await keyring.read(profile))?.reveal(), { place: 'keyring' });
    },
    write: async (session, place) => {
      const text = sessionText(session);
      const wasInKeyring = peek(path) === inKeyring;
      if (place === 'keyring') {
        preparePrivateFolder(folder);
        await keyring.write(profile, new Secret(text));
        if (!wasInKeyring) writePrivate(path, inKeyring);
        return { place };
      }
      writePrivate(path, text);
      if (wasInKeyring) await keyring.remove(profile);
      return { place, path };
    },
    remove: async () => {
      const text = peek(path);
      const wasThere = removePrivate(path);
      // Also without the mark: a process killed while signing in may have left an entry.
      await keyring.remove(profile).catch((error) => {
        if (text === inKeyring) throw error;
      });
      return wasThere;
    },
  };
};

/** The text, whoever else may read it: for what is about to be replaced or removed. */
const peek = (path: string): string | undefined => {
  try {
    return readPrivate(path);
  } catch {
    return undefined;
  }
};

const found = (text: string | undefined, keptIn: TokenPlace) => {
  const session = text === undefined ? undefined : parseSession(text);
  return session === undefined ? undefined : { session, keptIn };
};
