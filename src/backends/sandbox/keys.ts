/** Product keys. They are made from the world's secret each time, so that the database holds none. */
import { CspError } from '../../core/errors.ts';
import type { DownloadOption, ProductKey, SoftwareTarget } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { editionAt } from '../../core/rules/policy-editions.ts';
import { decideKeyAccess } from '../../core/rules/product-key.ts';
import { Secret } from '../../core/rules/secret.ts';
import { hmacSha256 } from '../../digest.ts';
import { recordAudit } from './audit.ts';
import { sandboxNow } from './clock.ts';
import { requireRole } from './identity.ts';
import type { World } from './open-world.ts';
import { once } from './requests.ts';
import {
  type CustomerPortal,
  describeTaken,
  getSoftwareLine,
  referenceOf,
  requireOption,
  type SoftwareLine,
} from './software-line.ts';

/** The characters of Microsoft's keys: none that is easily taken for another. */
const alphabet = 'BCDFGHJKMNPQRTVWXY2346789';
const keyLength = 25;

/** Fails with `keyRevoked`, `orderPending`, `noKeyForKind`, `keyForCustomerOnly` and `downloadNotFound`. */
export const getProductKey = (
  world: World,
  portal: CustomerPortal,
  target: SoftwareTarget,
  option: DownloadOption,
  requestId: string,
): ProductKey =>
  world.database.transaction(() => {
    requireRole(world, 'get-key');
    const now = sandboxNow(world);
    const line = getSoftwareLine(world, target, now);
    refuseUnlessAllowed(line, portal, now);
    requireOption(line, option);
    // Only that it was taken is remembered, never the key; and a request sent again asks the rules again.
    once(world, requestId, ['getProductKey', target, option], () => {
      const { customerId, orderId, item } = line;
      const about = { customerId, orderId, line: item.line, requestId, details: describeTaken(line, option) };
      recordAudit(world, now, { ...about, operationType: 'get_software_key' });
      return null;
    });
    return { key: makeKey(world, line, option) };
  });

const refuseUnlessAllowed = (line: SoftwareLine, portal: CustomerPortal, now: Instant): void => {
  const reference = referenceOf(line);
  const { status, title } = line.item;
  const access = decideKeyAccess(line.kind, now);
  if (access === 'none') throw new CspError('noKeyForKind', { ...reference, title });
  if (status === 'cancelled') throw new CspError('keyRevoked', reference);
  if (status === 'pending') throw new CspError('orderPending', reference);
  if (access === 'customer') {
    const { keysUrl: portalUrl, helpUrl } = portal;
    throw new CspError('keyForCustomerOnly', { ...reference, edition: editionAt(now).id, portalUrl, helpUrl });
  }
};

const makeKey = ({ secret }: World, { orderId, item }: SoftwareLine, option: DownloadOption): Secret => {
  const { version, language, fileType } = option;
  const digest = hmacSha256(secret, JSON.stringify(['key', orderId, item.line, version, language, fileType]));
  const characters = [...digest.subarray(0, keyLength)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return new Secret(characters.replace(/.{5}(?=.)/g, '$&-'));
};
