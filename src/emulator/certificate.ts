/** The door to selfsigned: a certificate for this machine alone, kept so that it need be trusted only once. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { Instant } from '../core/ports/environment.ts';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** What clients are told to trust. */
  readonly certificatePath: string;
}

const dayMs = 86_400_000;
const lastsDays = 397;
const leastDays = 7;

/** The one in `folder`, while it lasts for another week; else a new one. Both files are 0600. */
export const getCertificate = async (folder: string, now: Instant): Promise<Certificate> => {
  const [keyPath, certificatePath] = [join(folder, 'emulator-key.pem'), join(folder, 'emulator-certificate.pem')];
  if (existsSync(keyPath) && existsSync(certificatePath)) {
    const [key, cert] = [readFileSync(keyPath, 'utf8'), readFileSync(certificatePath, 'utf8')];
    if (await lasts(key, cert, now)) return { key, cert, certificatePath };
  }
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + lastsDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  write(keyPath, made.private);
  write(certificatePath, made.cert);
  return { key: made.private, cert: made.cert, certificatePath };
};

const write = (path: string, text: string): void => {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
};

/** Also that the key is the certificate's: two emulators may have made theirs at the same time. */
const lasts = async (key: string, cert: string, now: Instant): Promise<boolean> => {
  const { createPrivateKey, X509Certificate } = await import('node:crypto');
  try {
    const certificate = new X509Certificate(cert);
    const isInTime = Date.parse(certificate.validTo) > now + leastDays * dayMs;
    return isInTime && certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
};
