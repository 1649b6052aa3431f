/** The emulator: a server that speaks Partner Center's REST over the sandbox's world, and the faults that it is told to make. */

export interface EmulatorControls {
  /** Starts it; it runs until it is closed. Fails with `storageFailed` and `inputRefused` for the files it is given, `portTaken` for the port. */
  serve(options: ServeOptions): Promise<RunningEmulator>;
  /** Keeps a fault for an emulator on this machine, one that runs or the next one. */
  addFault(rule: FaultRule): Promise<StoredFault>;
  listFaults(): Promise<readonly StoredFault[]>;
  /** Forgets all of them; answers how many there were. */
  clearFaults(): Promise<number>;
}

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly tls: boolean;
  readonly ledger: string | undefined;
  /** A file with a plan of faults. */
  readonly faults: string | undefined;
  /** Of the dice that the plan's probabilities are thrown with. */
  readonly seed: number;
  readonly perMinute: number;
  /** Of the calls about one customer; without it there is no such limit. */
  readonly perCustomer: number | undefined;
  readonly remembers: boolean;
  readonly withKeys: boolean;
  readonly oddities: readonly Oddity[];
}

export interface RunningEmulator {
  readonly url: string;
  readonly tenantId: string;
  /** The certificate to trust, with TLS. */
  readonly certificatePath: string | undefined;
  close(): Promise<void>;
}

/**
 * Forms that the service's answers have besides those that the emulator gives by itself, which are today's: older ones,
 * and what samples show now and then or no page settles.
 */
export const oddities = [
  /** A byte order mark before the JSON. */
  'bom',
  /** Times without a zone, which mean UTC. */
  'zoneless-dates',
  /** The next page also in a `Link` header. */
  'link-headers',
  /** The list of subscriptions comes a page at a time. */
  'paged-subscriptions',
  /** Orders have an id of 33 characters, and their number of twelve hexadecimal digits is but their alternate id. */
  'long-order-ids',
  /** The same, and subscriptions name their order by its alternate id, and are found by that alone. */
  'alternate-order-ids',
  /** Lines of orders name no subscription, fulfilled or not. */
  'late-subscription-ids',
  /** Subscriptions have an ETag, and a change must name it; or they have an empty one. */
  'etag',
  'empty-etag',
  /** The deadline of subscriptions is `null`, or is not there. */
  'null-deadlines',
  'absent-deadlines',
  /** What would be given back until when, beside the deadline. */
  'refund-options',
  /** Terms end, and deadlines pass, at the time of day of the purchase, and not with their day. */
  'exact-ends',
  /** Subscriptions in the fields that the samples of 2021 have, and no more. */
  'plain-subscriptions',
  /** For a day after its end a term that renews is shown as it was, and active. */
  'queued-renewals',
  /** Each renewal is an order of the service's own, too. */
  'renewal-orders',
  /** What was cancelled is also a line that cancels, and one that gives credit. */
  'credit-lines',
  /** A change of a subscription is taken with 202 and an address to look at, and no body. */
  'accepted-changes',
  /** A passed window is told in hours (900213) and not in days (900117). */
  'hours-refusals',
  /** Carts end after a quarter of an hour, as in 2019, and not after seven days. */
  'short-carts',
  /** Lines and carts without prices, and orders with what the whole line costs alone. */
  'few-prices',
  /** Who signs in has shown no second factor. */
  'no-mfa',
] as const;
export type Oddity = (typeof oddities)[number];

/** Of each pair one only can be answered. */
export const oppositeOddities: readonly (readonly [Oddity, Oddity])[] = [
  ['long-order-ids', 'alternate-order-ids'],
  ['etag', 'empty-etag'],
  ['null-deadlines', 'absent-deadlines'],
];

/** What a request is, in the words of faults and of the ledger. */
export const operations = [
  'customers',
  'customer',
  'domain',
  'products',
  'product',
  'skus',
  'sku',
  'availabilities',
  'availability',
  'inventory',
  'create-cart',
  'cart',
  'update-cart',
  'checkout',
  'orders',
  'order',
  'create-order',
  'cancel',
  'provisioning-status',
  'subscriptions',
  'subscription',
  'cancel-subscription',
  'entitlements',
  'product-key',
  'download-options',
  'download-link',
  'download',
  'audit-records',
  'service-requests',
  'openid-configuration',
  'openid-keys',
  'authorize',
  'device-code',
  'token',
  'device-login',
  'world',
] as const;
export type Operation = (typeof operations)[number];

/** `*`, `reads` and `writes` mean calls of the API, never the sign-in, never a download, and not which world it is. */
export const faultTargets = [...operations, '*', 'reads', 'writes'] as const;
export type FaultTarget = (typeof faultTargets)[number];

/** Several effects may come together, such as a delay and a status. */
export interface FaultRule {
  readonly on: FaultTarget;
  /** Only for this customer's tenant GUID. */
  readonly customer?: string;
  /** How many requests it hits; without it all of them. */
  readonly times?: number;
  /** From 0 to 1, in plans. */
  readonly probability?: number;
  readonly status?: number;
  /** The service's code, with a status. */
  readonly code?: string;
  /** For `Retry-After`: seconds, or a date as HTTP writes it. */
  readonly retryAfter?: string;
  readonly latencyMs?: number;
  /** The connection is reset before anything is done, or after. */
  readonly reset?: 'before' | 'after';
  /** The answer ends in the middle. */
  readonly cut?: boolean;
  /** A page of some proxy instead of JSON. */
  readonly html?: boolean;
  /** The answer is about another order. */
  readonly wrongOrder?: boolean;
  /** Orders and subscriptions in the answer have this status. */
  readonly resourceStatus?: string;
  /** No answer ever comes. */
  readonly blackHole?: boolean;
  /** What the sign-in refuses with, such as `slow_down`. */
  readonly error?: string;
  /** At a checkout: this line of the cart becomes no order but an error among the `orderErrors`, with `code`. */
  readonly refuseLine?: number;
}

export interface StoredFault {
  readonly number: number;
  readonly rule: FaultRule;
  /** How many requests it has hit. */
  readonly hits: number;
}
