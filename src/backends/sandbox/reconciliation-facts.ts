/**
 * What one row of a reconciliation file says, read and checked. A row that cannot be read is named by a reason; reasons
 * are stable words, because reports and scripts count them.
 *
 * An order date has no time of day, so a deadline reckoned from it may be up to 24 hours off. The start of that UTC day
 * is taken: the earliest purchase that fits the date, hence the earliest deadline, which can only warn too soon.
 */
import type { BillingCycle, Product, Sku } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { parseMoney } from '../../core/rules/money.ts';
import { isDomain, isOrderId, isTenantGuid, parseQuantity } from '../../core/rules/order-reference.ts';
import { kindRules } from '../../core/rules/product-kinds.ts';
import { parseOrderDate } from '../../input/order-date.ts';
import { billingCycleOf, kindOf, termOf } from './reconciliation-kinds.ts';
import type { ReconciliationColumn, ReconciliationRow } from './reconciliation-rows.ts';
import { readRenewedTerm } from './reconciliation-terms.ts';
import type { WorldCustomer } from './world.ts';

export interface ChargeFacts {
  readonly charge: 'new' | 'renew' | 'cancel';
  readonly customer: WorldCustomer;
  readonly orderId: string;
  readonly alternateId: string | null;
  readonly date: Instant;
  readonly product: Product;
  readonly sku: Sku;
  readonly availabilityId: string | null;
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  /** Positive, also on a credit. */
  readonly quantity: number;
  /** Decimal text; `null` where the file says nothing. */
  readonly unitPrice: string | null;
  readonly subtotal: string | null;
  readonly subscriptionId: string | null;
  /** When the term begins that a renewal pays for. */
  readonly renewedAt?: Instant;
  readonly invoice: string;
}

export type SkipReason = 'duplicate' | 'other-charge' | 'not-software';

export type ProblemReason =
  | 'customer-id'
  | 'customer-domain'
  | 'customer-country'
  | 'currency'
  | 'order-id'
  | 'order-date'
  | 'product-id'
  | 'quantity'
  | 'amount'
  | 'order-of-another-customer'
  | 'order-in-another-currency'
  | 'cancel-without-purchase'
  | 'renewal-without-term';

/** Why a row is not in the world: sound but of no use here, or not to be read. */
export type LeftOut = { readonly skipped: SkipReason } | { readonly problem: ProblemReason };

const catalogueId = /^[A-Za-z0-9-]{1,64}$/;
const alternateIdForm = /^[0-9a-f]{12}$/i;
const charges = new Map<string, ChargeFacts['charge']>([
  ['new', 'new'],
  ['renew', 'renew'],
  ['cancel', 'cancel'],
  ['cancelimmediate', 'cancel'],
]);
/** The file does not know the limits of a SKU. */
const quantityLimits = { minimumQuantity: 1, maximumQuantity: 10_000 };

/** Reads one row: its facts, or why it is left out. */
export const readCharge = (row: ReconciliationRow): { readonly facts: ChargeFacts } | LeftOut => {
  const charge = charges.get(row.cell('ChargeType').toLowerCase());
  if (charge === undefined) return { skipped: 'other-charge' };

  const currency = row.cell('Currency').toUpperCase();
  const quantity = parseQuantity(
    row
      .cell('Quantity')
      .replace(charge === 'cancel' ? /^-/ : '', '')
      .replace(/\.0+$/, ''),
  );
  const date = parseOrderDate(row.cell('OrderDate'));
  const [unitPrice, subtotal] = [readAmount(row, 'UnitPrice', currency), readAmount(row, 'Subtotal', currency)];
  const problem = findProblem(row, currency);
  if (problem !== undefined) return { problem };
  if (date === undefined) return { problem: 'order-date' };
  if (quantity === undefined) return { problem: 'quantity' };
  if (unitPrice === undefined || subtotal === undefined) return { problem: 'amount' };

  const named = termOf(row.cell('TermAndBillingCycle'), row.cell('SkuName'));
  const renewed = charge === 'renew' ? readRenewedTerm(row, named, date) : undefined;
  const term = renewed?.term ?? named;
  const goods = readGoods(row, term);
  if (goods === undefined) return { skipped: 'not-software' };
  // Without a term it would pass for perpetual software that was bought anew.
  if (renewed !== undefined && term === null) return { problem: 'renewal-without-term' };
  const orderId = row.cell('OrderId');
  return {
    facts: {
      charge,
      customer: readCustomer(row, currency),
      orderId,
      alternateId: [row.cell('AlternateId'), orderId].find((id) => alternateIdForm.test(id))?.toLowerCase() ?? null,
      date,
      ...goods,
      availabilityId: row.cell('AvailabilityId') || null,
      term,
      billingCycle: billingCycleOf(row.cell('BillingFrequency'), row.cell('TermAndBillingCycle')),
      quantity,
      unitPrice,
      subtotal,
      subscriptionId: row.cell('SubscriptionId') || null,
      ...(renewed === undefined ? {} : { renewedAt: renewed.startsAt }),
      invoice: row.cell('InvoiceNumber'),
    },
  };
};

const findProblem = (row: ReconciliationRow, currency: string): ProblemReason | undefined => {
  const checks: readonly (readonly [ProblemReason, boolean])[] = [
    ['customer-id', isTenantGuid(row.cell('CustomerId'))],
    ['customer-domain', isDomain(row.cell('CustomerDomainName'))],
    ['customer-country', /^[A-Za-z]{2}$/.test(row.cell('CustomerCountry'))],
    ['currency', /^[A-Z]{3}$/.test(currency)],
    ['order-id', isOrderId(row.cell('OrderId')) && !row.cell('OrderId').startsWith('-')],
    ['product-id', catalogueId.test(row.cell('ProductId')) && catalogueId.test(row.cell('SkuId'))],
  ];
  return checks.find(([, isSound]) => !isSound)?.[0];
};

const readCustomer = (row: ReconciliationRow, currency: string): WorldCustomer => {
  const domain = row.cell('CustomerDomainName').toLowerCase();
  return {
    id: row.cell('CustomerId').toLowerCase(),
    domain,
    name: row.cell('CustomerName') || domain,
    country: row.cell('CustomerCountry').toUpperCase(),
    currency,
  };
};

const readGoods = (row: ReconciliationRow, term: string | null): Pick<ChargeFacts, 'product' | 'sku'> | undefined => {
  const [productId, productName, skuName] = [row.cell('ProductId'), row.cell('ProductName'), row.cell('SkuName')];
  const publisher = row.cell('PublisherName');
  const [category, reservationOrderId] = [row.cell('ProductCategory'), row.cell('ReservationOrderId')];
  const kind = kindOf({ productId, productName, skuName, publisher, category, reservationOrderId, term });
  if (kind === null) return undefined;
  const title = skuName || productName || productId;
  return {
    product: { id: productId, title: productName || title, kind, publisher: publisher || 'Microsoft' },
    sku: {
      productId,
      id: row.cell('SkuId'),
      title,
      ...quantityLimits,
      ...choicesOf(kindRules[kind].hasKey, `${productName} ${skuName}`),
    },
  };
};

/** The file does not list downloads either. One choice is made up for software, so that keys and links can be tried. */
const choicesOf = (hasKey: boolean, names: string): Pick<Sku, 'versions' | 'languages' | 'fileTypes'> => {
  const [year = 'current'] = /\b20\d\d\b/.exec(names) ?? [];
  return hasKey
    ? { versions: [year], languages: ['en-US'], fileTypes: ['64 Bit, ISO'] }
    : { versions: [], languages: [], fileTypes: [] };
};

/** `null` for an empty cell; `undefined` for one that is no plain decimal. Credits come as the positive amount. */
const readAmount = (
  row: ReconciliationRow,
  column: ReconciliationColumn,
  currency: string,
): string | null | undefined => {
  const text = row.cell(column);
  return text === '' ? null : parseMoney(text.replace(/^-/, ''), currency)?.amount;
};
