/** The order line that a product key or a download link is asked for, and the choices that its SKU offers. */
import { CspError } from '../../core/errors.ts';
import type { DownloadOption, LineItem, Sku, SoftwareTarget } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { kindRules, type ProductKind } from '../../core/rules/product-kinds.ts';
import { findSku } from './offers.ts';
import type { World } from './open-world.ts';
import { getLine, getStoredOrder } from './orders.ts';

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

export const referenceOf = ({ customerId, orderId, item }: SoftwareLine) => ({
  customer: customerId,
  orderId,
  line: item.line,
});

/** Fails with `downloadNotFound` when the SKU does not come in this version, language and file type. */
export const requireOption = (line: SoftwareLine, option: DownloadOption): void => {
  const name = ({ version, language, fileType }: DownloadOption): string => `${version} · ${language} · ${fileType}`;
  const names = line.options.map(name);
  if (!names.includes(name(option))) throw new CspError('downloadNotFound', { ...referenceOf(line), options: names });
};

/** How the activity log names what was taken. */
export const describeTaken = ({ item }: SoftwareLine, { version, language, fileType }: DownloadOption) => ({
  Product: item.title,
  Version: version,
  Language: language,
  FileType: fileType,
});
