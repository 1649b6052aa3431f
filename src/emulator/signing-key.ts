/** The key pair that tokens of the emulator are signed with, as Entra signs its own: RSA, SHA-256 (RFC 7518, 3.3). */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import type { JsonObject } from '../core/ports/environment.ts';
import { sha256 } from '../digest.ts';

export interface SigningKey {
  /** By which a verifier finds the key in the set. */
  readonly id: string;
  readonly sign: (text: string) => string;
  readonly verifies: (text: string, signature: string) => boolean;
  /** The public half, as a set of keys has it (RFC 7517). */
  readonly publicKey: JsonObject;
}

/** The private half as PEM. It takes a moment to find. */
export const newSigningKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

export const openSigningKey = (pem: string): SigningKey => {
  const key = createPrivateKey(pem);
  const publicHalf = createPublicKey(key);
  const id = sha256(pemOf(publicHalf)).toString('base64url');
  const { n = '', e = '' } = publicHalf.export({ format: 'jwk' });
  return {
    id,
    sign: (text) => sign('sha256', Buffer.from(text), key).toString('base64url'),
    verifies: (text, signature) => verify('sha256', Buffer.from(text), publicHalf, Buffer.from(signature, 'base64url')),
    publicKey: { kty: 'RSA', use: 'sig', kid: id, x5t: id, n, e },
  };
};

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
