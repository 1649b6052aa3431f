/** The door to node:crypto, which costs a start as much as the database does: loaded when something is first hashed. */
const crypto = () => process.getBuiltinModule('node:crypto');

export const sha256 = (text: string): Buffer => crypto().createHash('sha256').update(text).digest();

export const hmacSha256 = (secret: string, text: string): Buffer =>
  crypto().createHmac('sha256', secret).update(text).digest();

/** A new GUID, lower case. */
export const newGuid = (): string => crypto().randomUUID();

/** A hash that is fed bit by bit. */
export const newHash = (kind: 'sha-512' | 'sha-256' | 'md5') => crypto().createHash(kind.replace('-', ''));
