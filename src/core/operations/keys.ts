/** One product key of one order line, for the version, language and file type chosen. */
import { CspError } from '../errors.ts';
import type { DownloadOption, SoftwareTarget } from '../ports/backend.ts';
import { isCancelled } from '../rules/line-status.ts';
import type { Secret } from '../rules/secret.ts';
import { type Partner, remember, requireRole } from './partner.ts';
import type { SoftwareLine } from './software.ts';

export const targetOf = ({ customer, order, item }: SoftwareLine): SoftwareTarget => ({
  customerId: customer.id,
  orderId: order.id,
  line: item.line,
});

/** Where a customer finds a key that the partner may not see. */
export interface CustomerPortal {
  readonly keysUrl: string;
  readonly helpUrl: string;
}

/** Asks before the service does, so that a refusal names its reason: role, state of the line, kind, edition. */
export const checkKeyAccess = async (
  partner: Partner,
  line: SoftwareLine,
  edition: string,
  portal: CustomerPortal,
): Promise<void> => {
  await requireRole(partner, 'get-key');
  const reference = { customer: line.customer.domain, orderId: line.order.id, line: line.item.line };
  if (isCancelled(line.status)) throw new CspError('keyRevoked', reference);
  if (line.status === 'pending') throw new CspError('orderPending', reference);
  if (line.keyAccess === 'none') throw new CspError('noKeyForKind', { ...reference, title: line.item.title });
  if (line.keyAccess === 'customer') {
    throw new CspError('keyForCustomerOnly', {
      ...reference,
      edition,
      portalUrl: portal.keysUrl,
      helpUrl: portal.helpUrl,
    });
  }
};

export interface OptionWords {
  readonly version: string | undefined;
  readonly language: string | undefined;
  readonly fileType: string | undefined;
}

/** The options that the words leave open, in the order in which they are asked for. */
export const facets = [
  { name: 'version', flag: '--version' },
  { name: 'language', flag: '--language' },
  { name: 'fileType', flag: '--file-type' },
] as const;

/** Options that fit the words, letter case aside. Fails with `downloadNotFound` when none does. */
export const matchOptions = (
  line: SoftwareLine,
  options: readonly DownloadOption[],
  words: OptionWords,
): readonly DownloadOption[] => {
  const fits = options.filter((option) =>
    facets.every(({ name }) => words[name] === undefined || fold(words[name]) === fold(option[name])),
  );
  if (fits.length > 0) return fits;
  const reference = { customer: line.customer.domain, orderId: line.order.id, line: line.item.line };
  throw new CspError('downloadNotFound', { ...reference, options: options.map(describeOption) });
};

export const describeOption = ({ version, language, fileType }: DownloadOption): string =>
  `${version} · ${language} · ${fileType}`;

const fold = (text: string): string => text.toLowerCase();

/** Takes the key; the service records it in its activity log, this machine records why. Never stored here. */
export const takeKey = async (
  partner: Partner,
  line: SoftwareLine,
  option: DownloadOption | null,
  requestId: string,
  facts: { readonly reason: string | undefined; readonly ticket: string | undefined; readonly shown: string },
): Promise<Secret> => {
  const target = targetOf(line);
  const { key } = await partner.backend.getProductKey(target, option, requestId);
  await remember(partner, await partner.backend.now(), 'key', { ...target, requestId }, facts);
  return key;
};
