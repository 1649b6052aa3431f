/** The catalogue in the service's shape, in ours. */
import type { Availability, Product, Sku } from '../../core/ports/backend.ts';
import { namesLinuxPlan, namesSecurityUpdates } from '../../core/rules/kind-names.ts';
import type { ProductKind } from '../../core/rules/product-kinds.ts';
import type { WireAvailability, WireProduct, WireSku } from './schemas.ts';
import { toBillingCycle, toText } from './translate-values.ts';

/** Views of the catalogue, from the one that says most about a product to the one that says least. */
export const views = [
  'SoftwarePerpetual',
  'SoftwareSubscriptions',
  'SoftwareSUSELinux',
  'AzureReservations',
  'Software',
] as const;
export type View = (typeof views)[number];

const kindOfView: { readonly [V in View]: ProductKind | null } = {
  SoftwarePerpetual: 'perpetual',
  SoftwareSubscriptions: 'subscription',
  SoftwareSUSELinux: 'linux-plan',
  AzureReservations: 'reservation',
  Software: null,
};

/**
 * The kind of a product, by its type, its title and the view that it was seen in; `null` where none of them tells.
 * No view is documented for Extended Security Updates and Red Hat: their titles tell.
 */
export const kindOf = ({ title, productType, publisherName }: WireProduct, view: View | null): ProductKind | null => {
  const [type, subType] = [productType?.id ?? '', productType?.subType?.id ?? ''];
  const words = `${type} ${subType}`;
  if (
    view === 'AzureReservations' ||
    /reserv/i.test(words) ||
    (/^azure$/i.test(type) && !/^(?:azure)?$/i.test(subType))
  )
    return 'reservation';
  if (view === null && !/software/i.test(words)) return null;
  if (namesSecurityUpdates(title ?? '')) return 'esu';
  if (/linux/i.test(subType) || namesLinuxPlan(`${title} ${publisherName}`)) return 'linux-plan';
  if (/perpetual/i.test(words)) return 'perpetual';
  if (/subscription/i.test(words)) return 'subscription';
  return view === null ? null : kindOfView[view];
};

export const toProduct = ({ id, title, publisherName }: WireProduct, kind: ProductKind): Product => ({
  id,
  title: title || id,
  kind,
  publisher: publisherName ?? '',
});

/** Versions, languages and file types are no part of the REST's SKU. */
export const toSku = ({ id, productId, title, minimumQuantity, maximumQuantity }: WireSku): Sku => ({
  productId,
  id,
  title: title || id,
  minimumQuantity,
  maximumQuantity,
  versions: [],
  languages: [],
  fileTypes: [],
});

/** True where the terms leave the billing cycle to the SKU. */
export const needsSku = ({ terms }: WireAvailability): boolean =>
  (terms ?? []).length === 0 || (terms ?? []).some(({ billingCycle }) => !billingCycle);

/** One for each term and billing cycle; software without a term is bought for good. The REST states no price. */
export const toAvailabilities = (wire: WireAvailability, sku: WireSku | undefined): readonly Availability[] => {
  const { id, productId, skuId, catalogItemId, defaultCurrency, terms } = wire;
  const cycles = sku?.supportedBillingCycles ?? [];
  const offered = (terms ?? []).length === 0 ? [{ duration: null, billingCycle: null }] : (terms ?? []);
  return offered.flatMap(({ duration, billingCycle }) =>
    (billingCycle ? [billingCycle] : cycles.length === 0 ? ['unknown'] : cycles).map((cycle) => ({
      productId,
      skuId,
      id,
      catalogItemId,
      term: toText(duration),
      billingCycle: toBillingCycle(cycle),
      currency: defaultCurrency.code.toUpperCase(),
      unitPrice: null,
    })),
  );
};
