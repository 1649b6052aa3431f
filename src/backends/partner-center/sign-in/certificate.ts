/**
 * An app's certificate as its proof. https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
import { createHash, createPrivateKey, type webcrypto, X509Certificate } from 'node:crypto';
import { type ClientAuth, modifyAssertion, PrivateKeyJwt } from 'oauth4webapi';
import { CspError } from '../../../core/errors.ts';

/** `pem` holds the certificate and its RSA key. Fails with `inputRefused` (`notFile`) when it does not. */
export const certificateAuth = async (pem: string, path: string, tokenEndpoint: string): Promise<ClientAuth> => {
  const { key, thumbprint } = await readPem(pem, path);
  return PrivateKeyJwt(key, {
    [modifyAssertion]: (header, payload) => {
      header['x5t#S256'] = thumbprint;
      header['typ'] = 'JWT';
      // Entra wants its token endpoint here, where the library names the issuer.
      payload['aud'] = tokenEndpoint;
    },
  });
};

const readPem = async (
  pem: string,
  path: string,
): Promise<{ readonly key: webcrypto.CryptoKey; readonly thumbprint: string }> => {
  try {
    const certificate = new X509Certificate(pem);
    const privateKey = createPrivateKey(pem);
    if (!certificate.checkPrivateKey(privateKey)) throw new Error('the key is not that of the certificate');
    const key = await crypto.subtle.importKey(
      'pkcs8',
      privateKey.export({ format: 'der', type: 'pkcs8' }),
      { name: 'RSA-PSS', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    return { key, thumbprint: createHash('sha256').update(certificate.raw).digest('base64url') };
  } catch (error) {
    throw new CspError('inputRefused', { file: path, line: null, column: null, reason: 'notFile' }, error);
  }
};
