/** A sign-in as it is kept: how to get the next access token, the present one, and who it speaks for. */
import type { Instant } from '../../../core/ports/environment.ts';
import type { SignInWay } from '../../../core/ports/sign-in.ts';
import { Secret } from '../../../core/rules/secret.ts';
import type { TokenIdentity } from '../sign-in/claims.ts';

export interface Session {
  /** As the setting names it; its tokens go nowhere else. */
  readonly cloud: string;
  /** The tenant as it was asked for. */
  readonly tenant: string;
  readonly clientId: string;
  readonly way: SignInWay['kind'];
  readonly credential: KeptCredential;
  readonly access: { readonly token: Secret; readonly endsAt: Instant };
  readonly identity: TokenIdentity;
}

/** A place of the user's own is remembered by its name; only what came by standard input or from the host is kept itself. */
export type KeptCredential =
  | { readonly kind: 'refresh-token'; readonly token: Secret; readonly clientSecret: KeptSecret | undefined }
  | { readonly kind: 'client-secret'; readonly secret: KeptSecret }
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'federated-file'; readonly path: string }
  | { readonly kind: 'federated-github' };

export type KeptSecret =
  | { readonly place: 'kept'; readonly secret: Secret }
  | { readonly place: 'environment' }
  | { readonly place: 'file'; readonly path: string };

const format = 1;

/** The one place that writes tokens out; the store sees to who can read the text. */
export const sessionText = (session: Session): string =>
  JSON.stringify({ format, ...session }, function (this: Readonly<Record<string, unknown>>, name, value: unknown) {
    // What arrives as `value` has been through `toJSON`, which a secret answers with nothing.
    const held = this[name];
    return held instanceof Secret ? { secret: held.reveal() } : value;
  });

/** `undefined` for a text that is no session of this format, such as what a damaged keyring gives. */
export const parseSession = (text: string): Session | undefined => {
  try {
    const parsed: unknown = JSON.parse(text, (_name, value: unknown) =>
      isWrapped(value) ? new Secret(value.secret) : value,
    );
    return isSession(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};

const isWrapped = (value: unknown): value is { readonly secret: string } =>
  isObject(value) && typeof value['secret'] === 'string' && Object.keys(value).length === 1;

/** We wrote it ourselves, so the parts that are used first stand for the rest. */
const isSession = (value: unknown): value is Session =>
  isObject(value) &&
  value['format'] === format &&
  [value['cloud'], value['tenant'], value['clientId']].every((part) => typeof part === 'string') &&
  isObject(value['credential']) &&
  isObject(value['identity']) &&
  isObject(value['access']) &&
  value['access']['token'] instanceof Secret &&
  typeof value['access']['endsAt'] === 'number';

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null;
