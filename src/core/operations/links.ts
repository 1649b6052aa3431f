/** Download links for an order line, or the customer's own way in where the partner gets none. */
import { CspError, isCspError } from '../errors.ts';
import type { Backend, DownloadLink, DownloadOption, IssuedLink, SoftwareTarget } from '../ports/backend.ts';
import type { SavedFile } from '../ports/download.ts';
import type { Instant } from '../ports/environment.ts';
import { isCancelled } from '../rules/line-status.ts';
import { linkRuleAt } from '../rules/policy-editions.ts';
import { kindRules } from '../rules/product-kinds.ts';
import { targetOf } from './keys.ts';
import { type Partner, remember } from './partner.ts';
import type { SoftwareLine } from './software.ts';

/** True when today's edition gives partners no download link, only a deep link to the customer's portal. */
export const isCustomerPortalOnly = (now: Instant): boolean => linkRuleAt(now).kind === 'customer-portal';

/** Asks before the service does. Fails with `linkEnded` for a line that is cancelled and `noKeyForKind` for one without downloads. */
export const checkLinkAccess = ({ customer, order, item, kind, status }: SoftwareLine): void => {
  const reference = { customer: customer.domain, orderId: order.id, line: item.line };
  if (isCancelled(status)) throw new CspError('linkEnded', { ...reference, cause: 'revoked' });
  if (kind !== null && !kindRules[kind].hasKey) throw new CspError('noKeyForKind', { ...reference, title: item.title });
};

/** Versions, languages and file types of a line; `null` where the service gives partners none and the customer's portal does. */
export const findDownloadOptions = async (
  backend: Backend,
  target: SoftwareTarget,
): Promise<readonly DownloadOption[] | null> => {
  try {
    return await backend.listDownloadOptions(target);
  } catch (error) {
    if (isCspError(error) && error.code === 'keysNotInApi') return null;
    throw error;
  }
};

/** The live link for an option, or a new one when it has ended or `renew` is set. */
export const takeLink = async (
  partner: Partner,
  line: SoftwareLine,
  option: DownloadOption,
  renew: boolean,
  requestId: string,
): Promise<DownloadLink> => {
  const target = targetOf(line);
  const link = await partner.backend.getDownloadLink(target, option, renew, requestId);
  await remember(
    partner,
    await partner.backend.now(),
    'link',
    { ...target, requestId },
    { renewed: renew ? 'yes' : undefined },
  );
  return link;
};

/** Writes down that the file behind a link was saved on this machine. */
export const recordDownload = async (
  partner: Partner,
  line: SoftwareLine,
  { path, bytes, checksum }: SavedFile,
): Promise<void> => {
  const facts = { path, bytes: String(bytes), checksum: checksum ?? undefined };
  await remember(partner, await partner.backend.now(), 'download', { ...targetOf(line), requestId: null }, facts);
};

/** Links that end within `withinMs`, the soonest first. */
export const listExpiringLinks = async (
  partner: Partner,
  customerId: string | undefined,
  withinMs: number,
): Promise<readonly IssuedLink[]> => {
  const until = (await partner.backend.now()) + withinMs;
  const links = await partner.backend.listDownloadLinks(customerId);
  return links
    .filter((link) => link.expiresAt !== null && link.expiresAt <= until)
    .sort((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0));
};
