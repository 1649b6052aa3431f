/** The door to node:crypto, which costs a start as much as the database does: loaded when something is first hashed. */
const crypto = () => process.getBuiltinModule('node:crypto');

export const sha256 = (text: string): Buffer => crypto().createHash('sha256').update(text).digest();

export const hmacSha256 = (secret: string, text: string): Buffer =>
  crypto().createHmac('sha256', secret).update(text).digest();

/** A new GUID, lower case. */
export const newGuid = (): string => crypto().randomUUID();

/** The GUID of a name within a namespace, which is a GUID too: always the same one. RFC 9562, version 8 by SHA-256 as in B.2. */
export const namedGuid = (namespace: string, name: string): string => {
  const hash = crypto()
    .createHash('sha256')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'));
  const bytes = hash.update(name).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** A hash that is fed bit by bit. */
export const newHash = (kind: 'sha-512' | 'sha-256' | 'md5') => crypto().createHash(kind.replace('-', ''));
