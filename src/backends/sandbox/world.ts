/** What a sandbox world is made of: the rows that seeds and imports hand to the database. */
import type { BillingCycle, Customer, Product, Sku } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';

export interface WorldCustomer extends Customer {
  /** ISO 4217 code in which the customer is invoiced. */
  readonly currency: string;
}

export type WorldProduct = Product;
export type WorldSku = Sku;

/** One price of a SKU: a currency, a term, a billing cycle. */
export interface WorldAvailability {
  readonly productId: string;
  readonly skuId: string;
  readonly id: string;
  readonly currency: string;
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  /** Decimal text; `null` where the price is not known. */
  readonly unitPrice: string | null;
}

export interface WorldOrder {
  readonly id: string;
  readonly alternateId: string | null;
  readonly customerId: string;
  readonly purchasedAt: Instant;
  readonly currency: string;
  readonly lines: readonly WorldLine[];
}

export interface WorldLine {
  readonly line: number;
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string | null;
  readonly title: string;
  readonly quantity: number;
  readonly term: string | null;
  /** Decimal text: the price of the whole line, without what the market taxes on top. `null` when unknown. */
  readonly price: string | null;
  /** When its latest renewal began, where an invoice tells of one; renewals by the clock need no word. */
  readonly renewedAt?: Instant;
  /** When the line was cancelled; `null` when it was not. */
  readonly cancelledAt: Instant | null;
  readonly subscriptionId: string | null;
}

export interface WorldServiceRequest {
  readonly id: string;
  readonly customerId: string;
  readonly title: string;
  readonly severity: 'critical' | 'moderate' | 'minimal';
  /** Until it is closed. */
  readonly status: 'open' | 'attention_needed';
  readonly createdAt: Instant;
  readonly lastModifiedAt: Instant;
  readonly closedAt: Instant | null;
}

/** Takes the rows of a world, inside one transaction. Rows that are already there are left as they are. */
export interface WorldWriter {
  customer(row: WorldCustomer): void;
  product(row: WorldProduct): void;
  sku(row: WorldSku): void;
  availability(row: WorldAvailability): void;
  order(row: WorldOrder): void;
  serviceRequest(row: WorldServiceRequest): void;
}
