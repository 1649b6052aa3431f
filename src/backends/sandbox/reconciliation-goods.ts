/** Products, SKUs and prices that reconciliation rows tell of. */
import type { ChargeFacts } from './reconciliation-facts.ts';
import type { WorldAvailability, WorldProduct, WorldSku, WorldWriter } from './world.ts';

export interface Goods {
  readonly add: (facts: ChargeFacts) => void;
  readonly writeTo: (writer: WorldWriter) => void;
  /** Whether rows called a product both perpetual and a subscription: the earlier deadline counts for all of them. */
  readonly isBoth: (productId: string) => boolean;
}

export const createGoods = (): Goods => {
  const products = new Map<string, WorldProduct>();
  const both = new Set<string>();
  const skus = new Map<string, WorldSku>();
  const availabilities = new Map<string, WorldAvailability>();

  const addProduct = (product: WorldProduct): void => {
    const known = products.get(product.id);
    if (known === undefined) products.set(product.id, product);
    const kinds = [known?.kind, product.kind];
    if (known === undefined || !kinds.includes('perpetual') || !kinds.includes('subscription')) return;
    both.add(product.id);
    products.set(product.id, { ...known, kind: 'subscription' });
  };

  return {
    add: ({ customer, product, sku, availabilityId, term, billingCycle, unitPrice }) => {
      addProduct(product);
      addFirst(skus, `${product.id}:${sku.id}`, sku);
      if (availabilityId === null) return;
      const { currency } = customer;
      const ids = { productId: product.id, skuId: sku.id, id: availabilityId };
      const availability = { ...ids, currency, term, billingCycle, unitPrice };
      addFirst(availabilities, `${product.id}:${sku.id}:${availabilityId}:${currency}`, availability);
    },
    isBoth: (productId) => both.has(productId),
    writeTo: (writer) => {
      for (const row of products.values()) writer.product(row);
      for (const row of skus.values()) writer.sku(row);
      for (const row of availabilities.values()) writer.availability(row);
    },
  };
};

const addFirst = <T>(rows: Map<string, T>, key: string, row: T): void => {
  if (!rows.has(key)) rows.set(key, row);
};
