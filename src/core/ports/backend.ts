/**
 * The port to Partner Center, in its own words. Every backend implements all of it and sits the same exam
 * (`test/exam/backend-exam.ts`). Failures are `CspError`s with a code; times are `Instant`s (UTC milliseconds).
 */
import type { AuditRange } from '../rules/audit-range.ts';
import type { ServiceDeadline } from '../rules/cancellation-window.ts';
import type { LineStatus } from '../rules/line-status.ts';
import type { Money } from '../rules/money.ts';
import type { ProductKind } from '../rules/product-kinds.ts';
import type { Role } from '../rules/roles.ts';
import type { Secret } from '../rules/secret.ts';
import type { World } from '../rules/world.ts';
import type { AuditFilter, AuditRecord } from './audit.ts';
import type { Instant } from './environment.ts';
import type { ServiceRequest } from './service-request.ts';

export interface Backend {
  readonly name: 'sandbox' | 'partner-center' | string;

  /** Under what the service writes down all that this run does, where that is not each request's own id. */
  readonly correlationId?: string;

  /** The service's own time: the sandbox's clock, or the `Date` of the service's answers. */
  now(): Promise<Instant>;

  /** Who is signed in, in which partner tenant, with which roles. */
  getIdentity(): Promise<Identity>;

  /** Every customer, in a stable order. `onTotal` is told how many there are, where the backend knows, before the first. */
  listCustomers(onTotal?: (total: number) => void): AsyncIterable<Customer>;

  /**
   * Customers by tenant GUID, default domain or company name; a domain or name matches as a case-insensitive
   * prefix, as the service does it, so several hits are normal and an exact match is the caller's work.
   * An empty array when nothing matches.
   */
  findCustomers(by: CustomerSearch): Promise<readonly Customer[]>;

  /** Products sold in a country (ISO 3166-1 alpha-2), all kinds. */
  listProducts(country: string): Promise<readonly Product[]>;

  /** One product, or `undefined`. Also answers for products no longer sold. */
  findProduct(productId: string, country: string): Promise<Product | undefined>;

  /** The SKUs of a product; an empty array for an unknown product. */
  listSkus(productId: string, country: string): Promise<readonly Sku[]>;

  /** What can be bought of a SKU in a country now; ids change, so fetch them at purchase time. */
  listAvailabilities(productId: string, skuId: string, country: string): Promise<readonly Availability[]>;

  /**
   * Creates a one-shot cart. Refuses reservations in markets where they are not sold. Fails with `wrongAnswer` when the
   * cart holds anything else than was asked for: number of lines, item, quantity, term, billing cycle, currency.
   */
  createCart(customerId: string, lines: readonly CartLineRequest[], requestId: string): Promise<Cart>;

  /**
   * Orders what is in the cart. A cart can be checked out once; one purchase may become several orders. A refusal proves
   * nothing by itself: fails with `cartLineRefused` or a lack of rights once the cart is seen to be open still and no order
   * shows of it, with `cartExpired` when there is no such cart and no order, with `wrongAnswer` for orders of anything else,
   * and with `outcomeUnknown` or `outcomeUnsettled` for all that cannot be settled. It may be asked again for the same cart.
   */
  checkoutCart(customerId: string, cartId: string, requestId: string): Promise<Checkout>;

  /**
   * A customer's orders, newest first. May lag up to 15 minutes behind purchases and cancellations. Fails with
   * `orderListTooLarge` where they are more than can be read at once.
   */
  listOrders(customerId: string): Promise<readonly Order[]>;

  /** One order by its id or its alternate id, up to date; `orderNotFound` otherwise. */
  getOrder(customerId: string, orderId: string): Promise<Order>;

  /**
   * Asks once for a cancellation, and looks neither before nor after: under the same request id the same bytes leave.
   * Gives the order as the answer shows it, whose lines need not be cancelled yet; `undefined` when the service says that
   * it is at work on the order. Fails with `cancelRefusedByService` and `orderNotFound` when nothing was done, with
   * `outcomeUnsettled` when no usable answer came.
   */
  requestCancel(request: CancelRequest): Promise<Order | undefined>;

  /** What the customer owns and may install. */
  listEntitlements(customerId: string): Promise<readonly Entitlement[]>;

  /** What the key of an order line may be chosen from; empty where the line has one key, whatever is installed of it. */
  listKeyOptions(target: SoftwareTarget): Promise<readonly DownloadOption[]>;

  /**
   * The product key of an order line, for the version, language and file type chosen; `null` where there was nothing to
   * choose from. Recorded in the audit log.
   */
  getProductKey(target: SoftwareTarget, option: DownloadOption | null, requestId: string): Promise<ProductKey>;

  /** Versions, languages and file types in which an order line can be downloaded. */
  listDownloadOptions(target: SoftwareTarget): Promise<readonly DownloadOption[]>;

  /**
   * The link for one option: the live one, or a new one when it has ended or `renew` is set. Recorded in the audit log.
   * Fails with `notInApi` where a link cannot be renewed.
   */
  getDownloadLink(
    target: SoftwareTarget,
    option: DownloadOption,
    renew: boolean,
    requestId: string,
  ): Promise<DownloadLink>;

  /**
   * Links issued for a customer, or for all customers, that still work: not ended, not revoked; newest first. Fails with
   * `notInApi` where the service keeps no such list.
   */
  listDownloadLinks(customerId: string | undefined): Promise<readonly IssuedLink[]>;

  /** What was asked of Microsoft's support for a customer, or for all, the newest first. It can only be read. */
  listServiceRequests(customerId: string | undefined): Promise<readonly ServiceRequest[]>;

  /** Audit records in a range, both ends included, oldest first. */
  listAuditRecords(range: AuditRange, filter: AuditFilter): AsyncIterable<AuditRecord>;

  /**
   * The same service for a run that must end then, and has other customers to turn to: that a customer is turned away is
   * not waited for but told at once, with `throttled`. Absent where nobody is turned away.
   */
  forRun?(endsAt: Instant): Backend;

  /**
   * How many records were left out for they could not be identified: of one list of orders that this backend gave, or of all
   * that it has read so far. Absent where none ever is.
   */
  countLeftOut?(orders?: readonly Order[]): number;

  /** Lets go of files and connections. */
  close(): Promise<void>;
}

export interface Identity {
  readonly userPrincipalName: string;
  readonly partnerTenantId: string;
  /** Names the service, the tenant and the data: what this machine remembers of one environment never counts in another. */
  readonly environment: string;
  /** Whether what is done here is real. Rows and results carry it as their `environment`. */
  readonly world: World;
  readonly partnerName: string;
  /** `null` where the service does not tell them: then it decides by itself. */
  readonly roles: readonly Role[] | null;
}

export interface Customer {
  /** The tenant GUID, lower case. */
  readonly id: string;
  /** The default domain, such as `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2, from the billing profile. */
  readonly country: string;
}

export type CustomerSearch = { readonly id: string } | { readonly domain: string } | { readonly name: string };

export interface Product {
  readonly id: string;
  readonly title: string;
  readonly kind: ProductKind;
  readonly publisher: string;
}

export interface Sku {
  readonly productId: string;
  /** Unique only inside its product. */
  readonly id: string;
  readonly title: string;
  readonly minimumQuantity: number;
  readonly maximumQuantity: number;
  readonly versions: readonly string[];
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** As the portal words it, such as `64 Bit, ISO`. */
  readonly fileTypes: readonly string[];
}

export interface Availability {
  readonly productId: string;
  readonly skuId: string;
  readonly id: string;
  /** `{product}:{sku}:{availability}`: what a cart line names. */
  readonly catalogItemId: string;
  /** ISO 8601 duration such as `P1Y`; `null` for perpetual software. */
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  readonly currency: string;
  /** `null` where the service states no price. */
  readonly unitPrice: Money | null;
}

export type BillingCycle = 'one_time' | 'monthly' | 'annual' | 'triennial' | 'none' | 'unknown';

export interface CartLineRequest {
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  /** As quoted. */
  readonly currency?: string;
  readonly poNumber?: string;
}

export interface Cart {
  readonly id: string;
  readonly expiresAt: Instant;
  /** Price of the whole cart as the service states it; `null` if it states none. */
  readonly total: Money | null;
}

export interface Checkout {
  readonly orders: readonly Order[];
  /** Lines that became no order, although the checkout as a whole succeeded. */
  readonly errors: readonly { readonly code: string; readonly text: string }[];
}

export interface CancelRequest {
  readonly customerId: string;
  /** The id, never the alternate id. */
  readonly orderId: string;
  /** Never an empty list: on the wire that would mean the whole order. */
  readonly lines: readonly OrderedOffer[] | 'all';
  readonly requestId: string;
}

/** A line by its number and by what was ordered with it. */
export interface OrderedOffer {
  readonly line: number;
  /** As in `LineItem`. */
  readonly offerId: string | null;
}

export interface Order {
  readonly id: string;
  /** Twelve hexadecimal digits: the number that people see in mails and in the portal. `null` where the service gives none. */
  readonly alternateId: string | null;
  readonly customerId: string;
  readonly purchasedAt: Instant;
  /** One of `order-status.ts`; other words pass through. */
  readonly status: string;
  readonly total: Money | null;
  readonly lineItems: readonly LineItem[];
}

export interface LineItem {
  readonly line: number;
  readonly productId: string;
  readonly skuId: string;
  /** What was ordered, in the service's own word; `null` where it says none. */
  readonly offerId: string | null;
  readonly title: string;
  /** What was ordered; 0 once the line is cancelled in an order whose other lines are not; `null` where it is not told. */
  readonly quantity: number | null;
  /** ISO 8601 duration such as `P3Y`; `null` for perpetual software. */
  readonly term: string | null;
  readonly price: Money | null;
  /**
   * One of `line-status.ts`: `cancel-pending` where the service says that a cancellation is under way, `unknown` where it
   * cannot be told. Other words pass through. Of a subscription it is the subscription's, whatever the order says.
   */
  readonly status: LineStatus | string;
  /** A deadline that the service itself states, which wins over the policy editions; `null` where it states none. */
  readonly cancelAllowedUntil: ServiceDeadline | null;
  readonly subscriptionId: string | null;
  /** The term that runs now, which a renewal moves on; absent where the service states none, and for perpetual software. */
  readonly termStartsAt?: Instant;
  readonly termEndsAt?: Instant;
  /** How many the subscription has now, whatever this line ordered; absent where that is not known. */
  readonly subscribedQuantity?: number;
  /** What the line did, in the service's own word, see `transaction-type.ts`; absent where something was bought. */
  readonly transactionType?: string;
}

export interface Entitlement {
  readonly orderId: string;
  readonly line: number;
  readonly productId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly fulfilled: boolean;
  readonly expiresAt: Instant | null;
}

/** One line of one order: what keys and links belong to. */
export interface SoftwareTarget {
  readonly customerId: string;
  readonly orderId: string;
  readonly line: number;
}

export interface DownloadOption {
  readonly version: string;
  readonly language: string;
  readonly fileType: string;
}

/** Holds a secret so that it cannot be printed by accident; `reveal()` has few, listed callers. */
export interface ProductKey {
  readonly key: Secret;
}

export interface DownloadLink {
  readonly url: Secret;
  readonly issuedAt: Instant;
  /** `null` while the rule gives no end (five days after the first download, none yet; or a link that never ends). */
  readonly expiresAt: Instant | null;
  /** `null` where the rule sets no limit. */
  readonly downloadsLeft: number | null;
}

export interface IssuedLink extends Omit<DownloadLink, 'url'> {
  readonly target: SoftwareTarget;
  readonly option: DownloadOption;
  readonly title: string;
}
