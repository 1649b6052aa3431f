/**
 * What an answer must hold to be used: strict on what a record is known by and on what a purchase rests on, open to
 * everything else, since the service adds fields without notice. Words pass as they are; `translate` gives them their meaning.
 */
import * as v from 'valibot';
import { CspError } from '../../core/errors.ts';
import {
  ifReadable,
  instantIfAny,
  instantOrNull,
  readableOf,
  textIfAny,
  wholeIfAny,
  wordIfAny,
} from './schemas-lenient.ts';
import { toInstant } from './translate-values.ts';

const text = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Line numbers are numbers in orders and texts in entitlements. */
const lineNumber = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))]),
  v.safeInteger(),
  v.minValue(0),
);
const setInstant = v.pipe(v.string(), v.transform(toInstant), v.number());
const amount = ifReadable(v.union([v.number(), v.string()]));
const link = v.looseObject({ uri: text });

export const collection = v.looseObject({ items: v.array(v.unknown()) });

const country = ifReadable(v.looseObject({ country: textIfAny }));
export const customer = v.looseObject({
  id: text,
  companyProfile: ifReadable(v.looseObject({ domain: textIfAny, companyName: textIfAny, address: country })),
  billingProfile: ifReadable(v.looseObject({ defaultAddress: country, companyName: textIfAny })),
});

const productType = v.looseObject({ id: textIfAny, subType: ifReadable(v.looseObject({ id: textIfAny })) });
export const product = v.looseObject({
  id: text,
  title: textIfAny,
  productType: ifReadable(productType),
  publisherName: textIfAny,
});

export const sku = v.looseObject({
  id: text,
  productId: text,
  title: textIfAny,
  minimumQuantity: count,
  maximumQuantity: count,
  supportedBillingCycles: v.nullish(v.array(v.string())),
  purchasePrerequisites: v.nullish(v.array(v.string())),
});

export const availability = v.looseObject({
  id: text,
  productId: text,
  skuId: text,
  catalogItemId: text,
  // The documentation's table says text, its sample shows an object.
  defaultCurrency: v.union([
    v.pipe(
      text,
      v.transform((code) => ({ code })),
    ),
    v.looseObject({ code: text }),
  ]),
  isPurchasable: v.nullish(v.boolean()),
  terms: v.nullish(v.array(v.looseObject({ duration: textIfAny, billingCycle: textIfAny }))),
});

export const restrictions = v.array(
  v.looseObject({
    productId: text,
    skuId: text,
    isRestricted: v.boolean(),
    restrictions: v.nullish(v.array(v.looseObject({ reasonCode: textIfAny, description: textIfAny }))),
  }),
);

export const cart = v.looseObject({
  id: text,
  creationTimestamp: setInstant,
  expirationTimestamp: setInstant,
  /** `Active` or `Ordered`. */
  status: textIfAny,
  lineItems: v.array(
    v.looseObject({
      id: lineNumber,
      catalogItemId: text,
      quantity: count,
      termDuration: textIfAny,
      billingCycle: textIfAny,
      currencyCode: textIfAny,
      error: v.nullish(
        v.looseObject({ errorCode: v.nullish(v.union([v.string(), v.number()])), errorDescription: textIfAny }),
      ),
    }),
  ),
});

const orderLine = v.looseObject({
  lineItemNumber: v.nullish(lineNumber),
  offerId: textIfAny,
  friendlyName: textIfAny,
  quantity: wholeIfAny,
  termDuration: wordIfAny,
  subscriptionId: textIfAny,
  transactionType: wordIfAny,
  pricing: ifReadable(v.looseObject({ extendedPrice: amount })),
});

/** Where no line has a number they are counted from 0 on, as the service does it. */
const orderLines = v.pipe(
  v.array(orderLine),
  v.check((lines) => lines.every(isNumbered) || !lines.some(isNumbered), 'a number for each line expected'),
  v.transform((lines) => lines.map((line, index) => ({ ...line, lineItemNumber: line.lineItemNumber ?? index }))),
);
const isNumbered = ({ lineItemNumber }: v.InferOutput<typeof orderLine>): boolean => lineItemNumber != null;

export const order = v.looseObject({
  id: text,
  alternateId: textIfAny,
  referenceCustomerId: textIfAny,
  currencyCode: textIfAny,
  billingCycle: textIfAny,
  creationDate: setInstant,
  /** Lacking in answers to some changes. */
  status: wordIfAny,
  totalPrice: amount,
  lineItems: orderLines,
});

/** What was ordered is read under its own id. */
export const checkout = v.looseObject({
  orders: v.nullish(v.array(v.looseObject({ id: text, referenceCustomerId: textIfAny }))),
  orderErrors: v.nullish(v.array(v.looseObject({ code: textIfAny, description: textIfAny }))),
});

export const provisioning = v.looseObject({ lineItemNumber: lineNumber, status: text });

export const subscription = v.looseObject({
  id: text,
  orderId: textIfAny,
  offerId: textIfAny,
  status: wordIfAny,
  quantity: wholeIfAny,
  termDuration: textIfAny,
  effectiveStartDate: instantIfAny,
  commitmentEndDate: instantIfAny,
  commitmentEndDateTime: instantIfAny,
  cancellationAllowedUntilDate: instantOrNull,
  /** The end is called `expiresAfter` in the documentation's table and `expiresAt` in its samples. */
  refundOptions: readableOf(v.looseObject({ expiresAt: instantOrNull, expiresAfter: instantOrNull })),
  attributes: ifReadable(v.looseObject({ etag: textIfAny })),
});

const artifact = v.looseObject({ artifactType: textIfAny, link: v.nullish(link) });
const ownEntitlement = {
  referenceOrder: v.looseObject({ id: text, lineItemId: lineNumber }),
  productId: text,
  skuId: text,
  quantity: count,
  fulfillmentState: wordIfAny,
  expiryDate: instantIfAny,
  entitledArtifacts: v.nullish(v.array(artifact)),
};
export const entitlement = v.looseObject({
  ...ownEntitlement,
  includedEntitlements: v.nullish(v.array(v.looseObject(ownEntitlement))),
});

export const productKey = v.looseObject({ productKey: text });

export const downloadOption = v.looseObject({
  optionTitle: text,
  languageCode: text,
  /** In this odd letter case in the documentation. */
  cpUandFileType: text,
  downloadLink: link,
});

export const downloadLink = link;

/** The oldest sample has numbers here, the others words. */
const numbered = (words: readonly [string, ...string[]]) =>
  v.nullish(
    v.pipe(
      v.unknown(),
      v.transform((word) => (typeof word === 'number' ? (words[word] ?? String(word)) : toKnownText(word))),
    ),
    words[0],
  );
const toKnownText = (word: unknown): string => (typeof word === 'string' ? word : 'unknown');

export const serviceRequest = v.looseObject({
  id: text,
  title: textIfAny,
  severity: numbered(['unknown', 'critical', 'moderate', 'minimal']),
  status: numbered(['none', 'open', 'closed', 'attention_needed']),
  organization: ifReadable(v.looseObject({ id: textIfAny, name: textIfAny })),
  createdDate: instantIfAny,
  lastModifiedDate: instantIfAny,
  lastClosedDate: instantIfAny,
});

export const auditRecord = v.looseObject({
  id: textIfAny,
  operationDate: setInstant,
  userPrincipalName: textIfAny,
  customerId: textIfAny,
  customerName: textIfAny,
  operationType: wordIfAny,
  resourceType: textIfAny,
  operationStatus: textIfAny,
  originalCorrelationId: textIfAny,
  /** JSON within text; as an object it is read too. */
  resourceOldValue: v.optional(v.unknown()),
  resourceNewValue: v.optional(v.unknown()),
  customizedData: readableOf(v.looseObject({ key: text, value: v.optional(v.unknown()) })),
});

export type WireCustomer = v.InferOutput<typeof customer>;
export type WireProduct = v.InferOutput<typeof product>;
export type WireSku = v.InferOutput<typeof sku>;
export type WireAvailability = v.InferOutput<typeof availability>;
export type WireCart = v.InferOutput<typeof cart>;
export type WireOrder = v.InferOutput<typeof order>;
export type WireOrderLine = WireOrder['lineItems'][number];
export type WireSubscription = v.InferOutput<typeof subscription>;
export type WireEntitlement = v.InferOutput<typeof entitlement>;
/** An entitlement without its parts, or one of them. */
export type WireOwnEntitlement = NonNullable<WireEntitlement['includedEntitlements']>[number];
export type WireServiceRequest = v.InferOutput<typeof serviceRequest>;
export type WireAuditRecord = v.InferOutput<typeof auditRecord>;

/** What could not be used, and where; told to people who look for it. */
export interface Oddity {
  readonly operation: string;
  readonly reason: string;
  /** A record of a list that cannot be told from others, so that the list lacks it. */
  readonly isLeftOut?: true;
}
export type Warn = (oddity: Oddity) => void;

/** The body as `schema` has it. Fails with `answerUnusable`, which names the field but never its value. */
export const read = <S extends v.GenericSchema>(schema: S, body: unknown, operation: string): v.InferOutput<S> => {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  throw new CspError('answerUnusable', { operation, reason: reasonOf(result.issues[0]) });
};

/** The items of a collection; one that cannot be used is told to `warn` and left out, so that it hides no other. */
export const readItems = <S extends v.GenericSchema>(
  schema: S,
  body: unknown,
  operation: string,
  warn: Warn,
): readonly v.InferOutput<S>[] =>
  read(collection, body, operation).items.flatMap((item) => {
    const result = v.safeParse(schema, item);
    if (result.success) return [result.output];
    warn({ operation, reason: reasonOf(result.issues[0]), isLeftOut: true });
    return [];
  });

const reasonOf = (issue: v.BaseIssue<unknown>): string => {
  const fault = issue.received === 'undefined' ? 'missing' : `${issue.expected ?? issue.type} expected`;
  return `${v.getDotPath(issue) ?? 'body'}: ${fault}`;
};
