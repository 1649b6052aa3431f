/** The order line that a product key or a download link is taken for, and the steps that taking either begins with. */
import { CspError } from '../../core/errors.ts';
import type { DownloadOption, LineItem, Sku, SoftwareTarget } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { editionAt } from '../../core/rules/policy-editions.ts';
import { kindRules, type ProductKind } from '../../core/rules/product-kinds.ts';
import { type AuditEntry, recordAudit } from './audit.ts';
import { sandboxNow } from './clock.ts';
import { requireRole } from './identity.ts';
import { findSku } from './offers.ts';
import type { World } from './open-world.ts';
import { getLine, getStoredOrder } from './orders.ts';
import { once } from './requests.ts';

export interface SoftwareLine {
  readonly customerId: string;
  readonly orderId: string;
  readonly item: LineItem;
  readonly kind: ProductKind;
  readonly options: readonly DownloadOption[];
}

/** Where the customer finds keys and links that the partner may not have. */
export interface CustomerPortal {
  readonly keysUrl: string;
  readonly helpUrl: string;
}

/** Fails with `customerNotFound`, `orderNotFound` and `lineNotFound`. */
export const getSoftwareLine = (world: World, target: SoftwareTarget, now: Instant): SoftwareLine => {
  const stored = getStoredOrder(world, target.customerId, target.orderId, now);
  const { item, kind } = getLine(stored, target.line);
  const sku = kindRules[kind].hasKey ? findSku(world, item.productId, item.skuId) : undefined;
  const { customerId, id: orderId } = stored.order;
  return { customerId, orderId, item, kind, options: sku === undefined ? [] : optionsOf(sku) };
};

const optionsOf = ({ versions, languages, fileTypes }: Sku): readonly DownloadOption[] =>
  versions.flatMap((version) =>
    languages.flatMap((language) => fileTypes.map((fileType) => ({ version, language, fileType }))),
  );

export interface Taking {
  readonly act: 'get-key' | 'copy-link';
  readonly operationType: AuditEntry['operationType'];
  readonly target: SoftwareTarget;
  readonly option: DownloadOption;
  readonly requestId: string;
  /** What the request asks for: the same id may not ask for something else. */
  readonly request: readonly unknown[];
  /** True while the rules leave it to the customer. */
  readonly isForCustomerOnly: (now: Instant) => boolean;
  /** The refusal for a line that is cancelled. */
  readonly revoked: (line: SoftwareLine) => CspError;
}

/**
 * Takes a key or a link inside the caller's transaction: asks the rules each time, then records it and calls `take`, once
 * a request. Fails with `roleMissing`, `noKeyForKind`, `orderPending`, `keyForCustomerOnly`, `downloadNotFound`, and
 * as `revoked` says.
 */
export const takeSoftware = <T extends string | null>(
  world: World,
  portal: CustomerPortal,
  taking: Taking,
  take: (line: SoftwareLine, now: Instant) => T,
): { readonly line: SoftwareLine; readonly now: Instant; readonly taken: T } => {
  const { target, option, requestId, operationType } = taking;
  requireRole(world, taking.act);
  const now = sandboxNow(world);
  const line = getSoftwareLine(world, target, now);
  refuseUnlessAllowed(line, portal, taking, now);
  requireOption(line, option);
  const taken = once(world, requestId, taking.request, () => {
    const { customerId, orderId, item } = line;
    const about = { customerId, orderId, line: item.line, requestId, details: describeTaken(line, option) };
    recordAudit(world, now, { ...about, operationType });
    return take(line, now);
  });
  return { line, now, taken };
};

const refuseUnlessAllowed = (line: SoftwareLine, portal: CustomerPortal, taking: Taking, now: Instant): void => {
  const reference = referenceOf(line);
  const { status, title } = line.item;
  if (!kindRules[line.kind].hasKey) throw new CspError('noKeyForKind', { ...reference, title });
  if (status === 'cancelled') throw taking.revoked(line);
  if (status === 'pending') throw new CspError('orderPending', reference);
  if (taking.isForCustomerOnly(now)) {
    const { keysUrl: portalUrl, helpUrl } = portal;
    throw new CspError('keyForCustomerOnly', { ...reference, edition: editionAt(now).id, portalUrl, helpUrl });
  }
};

export const referenceOf = ({ customerId, orderId, item }: SoftwareLine) => ({
  customer: customerId,
  orderId,
  line: item.line,
});

/** Fails with `downloadNotFound` when the SKU does not come in this version, language and file type. */
const requireOption = (line: SoftwareLine, option: DownloadOption): void => {
  const name = ({ version, language, fileType }: DownloadOption): string => `${version} · ${language} · ${fileType}`;
  const names = line.options.map(name);
  if (!names.includes(name(option))) throw new CspError('downloadNotFound', { ...referenceOf(line), options: names });
};

/** How the activity log names what was taken. */
const describeTaken = ({ item }: SoftwareLine, { version, language, fileType }: DownloadOption) => ({
  Product: item.title,
  Version: version,
  Language: language,
  FileType: fileType,
});
