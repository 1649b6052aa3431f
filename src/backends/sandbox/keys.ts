/** Product keys. They are made from the world's secret each time, so that the database holds none. */
import { CspError } from '../../core/errors.ts';
import type { DownloadOption, ProductKey, SoftwareTarget } from '../../core/ports/backend.ts';
import { editionAt } from '../../core/rules/policy-editions.ts';
import { Secret } from '../../core/rules/secret.ts';
import { hmacSha256 } from '../../digest.ts';
import type { World } from './open-world.ts';
import { type CustomerPortal, referenceOf, type SoftwareLine, takeSoftware } from './software-line.ts';

/** The characters of Microsoft's keys: none that is easily taken for another. */
const alphabet = 'BCDFGHJKMNPQRTVWXY2346789';
const keyLength = 25;
/** No SKU comes in it: here every key is of one version, language and file type. */
const notChosen: DownloadOption = { version: '', language: '', fileType: '' };

/** Fails with `keyRevoked`, `orderPending`, `noKeyForKind`, `keyForCustomerOnly` and `downloadNotFound`. */
export const getProductKey = (
  world: World,
  portal: CustomerPortal,
  target: SoftwareTarget,
  given: DownloadOption | null,
  requestId: string,
): ProductKey =>
  world.database.transaction(() => {
    const option = given ?? notChosen;
    const taking = {
      act: 'get-key',
      operationType: 'get_software_key',
      request: ['getProductKey', target, option],
      isForCustomerOnly: (now: number) => editionAt(now).keys === 'customer',
      revoked: (line: SoftwareLine) => new CspError('keyRevoked', referenceOf(line)),
    } as const;
    // Only that it was taken is remembered, never the key; and a request sent again asks the rules again.
    const { line } = takeSoftware(world, portal, { ...taking, target, option, requestId }, () => null);
    return { key: makeKey(world, line, option) };
  });

const makeKey = ({ secret }: World, { orderId, item }: SoftwareLine, option: DownloadOption): Secret => {
  const { version, language, fileType } = option;
  const digest = hmacSha256(secret, JSON.stringify(['key', orderId, item.line, version, language, fileType]));
  const characters = [...digest.subarray(0, keyLength)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return new Secret(characters.replace(/.{5}(?=.)/g, '$&-'));
};
