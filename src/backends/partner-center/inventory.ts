/** What the catalogue says about a cart's lines before the cart is made: quantities, and stock where the SKU wants that asked. */
import { CspError } from '../../core/errors.ts';
import type { CartLineRequest } from '../../core/ports/backend.ts';
import { wirePath } from './call.ts';
import type { Catalogue } from './catalogue.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { read, restrictions, type WireSku } from './schemas.ts';

/** Fails with `quantityOutOfRange` and `cartLineRefused`. An item that the catalogue does not know is left to the service. */
export const requireInventory = async (
  { http, newId }: Pick<PartnerCenterOptions, 'http' | 'newId'>,
  catalogue: Catalogue,
  customerId: string,
  country: string,
  lines: readonly CartLineRequest[],
): Promise<void> => {
  for (const [index, line] of lines.entries()) {
    const [productId = '', skuId = ''] = line.catalogItemId.split(':');
    const sku = skuId === '' ? undefined : await catalogue.findWireSku(productId, skuId, country);
    if (sku === undefined) continue;
    requireQuantity(sku, line.quantity);
    if (!sku.purchasePrerequisites?.includes('InventoryCheck')) continue;
    const call = {
      method: 'POST',
      path: wirePath`extensions/product/checkInventory`,
      query: { country },
      body: {
        TargetItems: [{ ProductId: productId, SkuId: skuId }],
        InventoryContext: { customerId },
      },
      requestId: newId(),
      changesNothing: true,
    } as const;
    // https://learn.microsoft.com/partner-center/developer/check-inventory
    const { body } = await http.send(call);
    const found = read(restrictions, body, 'POST /v1/extensions/product/checkInventory');
    const own = found.find((item) => item.productId === productId && item.skuId === skuId);
    if (own?.isRestricted) {
      const [first] = own.restrictions ?? [];
      const { reasonCode, description } = first ?? {};
      throw new CspError('cartLineRefused', { line: index, serviceCode: reasonCode ?? '', text: description ?? '' });
    }
  }
};

const requireQuantity = ({ minimumQuantity: minimum, maximumQuantity: maximum }: WireSku, given: number): void => {
  if (!Number.isInteger(given) || given < minimum || given > maximum) {
    throw new CspError('quantityOutOfRange', { given, minimum, maximum });
  }
};
