/**
 * What one row of a reconciliation file says, read and checked. A row that cannot be read is named by a reason; reasons
 * are stable words, because reports and scripts count them.
 *
 * An order date has no time of day, so a deadline reckoned from it may be up to 24 hours off. The start of that UTC day
 * is taken: the earliest purchase that fits the date, hence the earliest deadline, which can only warn too soon.
 */
import type { BillingCycle, Product, Sku } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { isDomain, isOrderId, isTenantGuid } from '../../core/rules/order-reference.ts';
import { kindRules } from '../../core/rules/product-kinds.ts';
import { foldCatalogueId } from '../../core/rules/purchase-key.ts';
import { orderFault } from '../../input/cell-faults.ts';
import { type Charge, chargeOf } from '../../input/charge-type.ts';
import { type FileAmount, readAmount, readPieces, readSubtotal } from './reconciliation-amounts.ts';
import { type DatedRow, dateIn } from './reconciliation-dates.ts';
import { billingCycleOf, kindOf, termOf } from './reconciliation-kinds.ts';
import { pricePerPiece } from './reconciliation-prices.ts';
import type { Mend, ReconciliationRow } from './reconciliation-rows.ts';
import { boughtTerm, hasPeriod, renewedTerm } from './reconciliation-terms.ts';
import type { WorldCustomer } from './world.ts';

export interface ChargeFacts {
  readonly charge: Exclude<Charge, 'none'>;
  /** Money that goes back. A change is told by two rows: the refund of what was, and the charge of what is. */
  readonly isRefund: boolean;
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
  /** Decimal text, in the currency that is billed; `null` where the file says nothing. */
  readonly unitPrice: string | null;
  /** Without a sign. */
  readonly subtotal: string | null;
  readonly subscriptionId: string | null;
  /** The same for all rows of one change. */
  readonly reference: string | null;
  /** When the term begins that a renewal pays for. */
  readonly renewedAt?: Instant;
  readonly invoice: string;
  /** What had to be understood or supposed, for people to look at. */
  readonly notes: readonly RowNote[];
}

/** Of rows that were read: what was mended, and what nothing told. */
export type RowNote = Mend | 'decimal-comma' | 'kind-unsure';

export type SkipReason = 'duplicate' | 'other-charge' | 'no-change' | 'not-software';

export type ProblemReason =
  | 'customer-id'
  | 'customer-domain'
  | 'customer-country'
  | 'currency'
  | 'order-id'
  | 'order-date'
  | 'order-in-future'
  | 'product-id'
  | 'quantity'
  | 'amount'
  | 'negative-charge'
  | 'order-of-another-customer'
  | 'order-in-another-currency'
  | 'cancel-without-purchase'
  | 'change-without-purchase'
  | 'change-incomplete'
  | 'renewal-without-term';

/** Why a row is not in the world: sound but of no use here, or not to be read. */
export type LeftOut = { readonly skipped: SkipReason } | { readonly problem: ProblemReason };

const catalogueId = /^[A-Za-z0-9-]{1,64}$/;
const alternateIdForm = /^[0-9a-f]{12}$/i;
/** The file does not know the limits of a SKU. */
const quantityLimits = { minimumQuantity: 1, maximumQuantity: 10_000 };

/** Reads one row: its facts, or why it is left out. An order that was placed after `now` is a fault of its row. */
export const readCharge = (dated: DatedRow, now: Instant): { readonly facts: ChargeFacts } | LeftOut => {
  const { row } = dated;
  const charge = chargeOf(row.cell('ChargeType'));
  if (charge === undefined) return { skipped: 'other-charge' };
  if (charge === 'none') return { skipped: 'no-change' };

  const currency = row.cell('Currency').toUpperCase();
  const pieces = readPieces(row.cell('Quantity'));
  const date = dateIn(dated, 'OrderDate');
  const amounts = readAmounts(row, currency);
  const problem = findProblem(row, currency);
  if (problem !== undefined) return { problem };
  if (date === undefined) return { problem: 'order-date' };
  if (date > now) return { problem: 'order-in-future' };
  const isPurchase = charge === 'new' || charge === 'renew';
  if (pieces === undefined || (isPurchase && pieces < 0)) return { problem: 'quantity' };
  if (amounts === undefined) return { problem: 'amount' };
  const { unitPrice, subtotal, effective } = amounts;
  const isRefund = pieces < 0 || [subtotal, effective].some((amount) => amount?.isNegative === true);
  if (isPurchase && isRefund) return { problem: 'negative-charge' };
  // What was used until the cancellation is charged under the same word.
  if (charge === 'cancel' && !isRefund && /[1-9]/.test(subtotal?.amount ?? '')) return { skipped: 'no-change' };

  const named = termOf(row.cell('TermAndBillingCycle'), row.cell('SkuName'));
  const renewed = charge === 'renew' ? renewedTerm(dated, named, date) : undefined;
  const term = renewed === undefined ? boughtTerm(dated, named) : renewed.term;
  const goods = readGoods(dated, term);
  if (goods === undefined) return { skipped: 'not-software' };
  // Without a term it would pass for perpetual software that was bought anew.
  if (renewed !== undefined && term === null) return { problem: 'renewal-without-term' };
  const orderId = row.cell('OrderId');
  const quantity = Math.abs(pieces);
  const prices = { unitPrice: unitPrice?.amount ?? null, subtotal: subtotal?.amount ?? null, quantity, currency };
  const hasComma = Object.values(amounts).some((amount) => amount?.hasComma === true);
  return {
    facts: {
      charge,
      isRefund,
      customer: readCustomer(row, currency),
      orderId,
      alternateId: [row.cell('AlternateId'), orderId].find((id) => alternateIdForm.test(id))?.toLowerCase() ?? null,
      date,
      product: goods.product,
      sku: goods.sku,
      availabilityId: row.cell('AvailabilityId') || null,
      term,
      billingCycle: billingCycleOf(row.cell('BillingFrequency'), row.cell('TermAndBillingCycle')),
      quantity,
      unitPrice: pricePerPiece({ ...prices, pricing: row.cell('PricingCurrency').toUpperCase() || currency }),
      subtotal: prices.subtotal,
      subscriptionId: row.cell('SubscriptionId') || null,
      reference: row.cell('ReferenceId') || null,
      ...(renewed === undefined ? {} : { renewedAt: renewed.startsAt }),
      invoice: row.cell('InvoiceNumber'),
      notes: [
        ...row.mends,
        ...(hasComma ? (['decimal-comma'] as const) : []),
        ...(goods.isUnsure ? (['kind-unsure'] as const) : []),
      ],
    },
  };
};

const findProblem = (row: ReconciliationRow, currency: string): ProblemReason | undefined => {
  const checks: readonly (readonly [ProblemReason, boolean])[] = [
    ['customer-id', isTenantGuid(row.cell('CustomerId'))],
    ['customer-domain', isDomain(row.cell('CustomerDomainName'))],
    ['customer-country', /^[A-Za-z]{2}$/.test(row.cell('CustomerCountry'))],
    ['currency', /^[A-Z]{3}$/.test(currency)],
    ['order-id', isOrder(row.cell('OrderId'))],
    ['product-id', catalogueId.test(row.cell('ProductId')) && catalogueId.test(row.cell('SkuId'))],
  ];
  return checks.find(([, isSound]) => !isSound)?.[0];
};

/** Of an id that a spreadsheet took for a number the digits are lost. */
const isOrder = (id: string): boolean => isOrderId(id) && !id.startsWith('-') && orderFault(id) === undefined;

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

interface Goods {
  readonly product: Product;
  readonly sku: Sku;
  readonly isUnsure: boolean;
}

const readGoods = (dated: DatedRow, term: string | null): Goods | undefined => {
  const { row } = dated;
  const productId = foldCatalogueId(row.cell('ProductId'));
  const [productName, skuName] = [row.cell('ProductName'), row.cell('SkuName')];
  const publisher = row.cell('PublisherName');
  const { kind, isUnsure } = kindOf({
    ...{ productId, productName, skuName, publisher, term },
    category: row.cell('ProductCategory'),
    reservationOrderId: row.cell('ReservationOrderId'),
    subscriptionId: row.cell('SubscriptionId'),
    hasPeriod: hasPeriod(dated),
    billingFrequency: row.cell('BillingFrequency'),
    termWords: row.has('TermAndBillingCycle') ? row.cell('TermAndBillingCycle') : null,
  });
  if (kind === null) return undefined;
  const title = skuName || productName || productId;
  return {
    product: { id: productId, title: productName || title, kind, publisher: publisher || 'Microsoft' },
    sku: {
      productId,
      id: foldCatalogueId(row.cell('SkuId')),
      title,
      ...quantityLimits,
      ...choicesOf(kindRules[kind].hasKey, `${productName} ${skuName}`),
    },
    isUnsure,
  };
};

/** The file does not list downloads either. One choice is made up for software, so that keys and links can be tried. */
const choicesOf = (hasKey: boolean, names: string): Pick<Sku, 'versions' | 'languages' | 'fileTypes'> => {
  const [year = 'current'] = /\b20\d\d\b/.exec(names) ?? [];
  return hasKey
    ? { versions: [year], languages: ['en-US'], fileTypes: ['64 Bit, ISO'] }
    : { versions: [], languages: [], fileTypes: [] };
};

interface Amounts {
  readonly unitPrice: FileAmount | null;
  readonly subtotal: FileAmount | null;
  readonly effective: FileAmount | null;
}

/** `null` for an empty cell; `undefined` in place of all where one cannot be read. */
const readAmounts = (row: ReconciliationRow, currency: string): Amounts | undefined => {
  const read = (text: string, as: typeof readAmount): FileAmount | null | undefined =>
    text === '' ? null : as(text, currency);
  const unitPrice = read(row.cell('UnitPrice'), readAmount);
  const subtotal = read(row.cell('Subtotal'), readSubtotal);
  // It only tells a refund from a charge.
  const effective = read(row.cell('EffectiveUnitPrice'), readAmount) ?? null;
  return unitPrice === undefined || subtotal === undefined ? undefined : { unitPrice, subtotal, effective };
};
