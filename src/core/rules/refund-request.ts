/**
 * What a refund request must contain, in the order of the portal's form "Report a problem with Partner Center".
 * The pages disagree on quantity or amount of money: both are carried. Source: "support request", P1-P5.
 */
import { contactForms } from './contact.ts';
import type { Money } from './money.ts';

/** The form's type of problem "CSP Purchase/Refund on behalf of customers"; the locales word it. */
export const problemType = 'csp-purchase-refund';

export const impacts = ['minimal', 'moderate', 'critical'] as const;
export type Impact = (typeof impacts)[number];

/** `null` and empty text mean that it is not known yet. */
export interface RefundRequest {
  readonly impact: Impact;
  readonly title: string | null;
  /** The customer's tenant GUID or domain. */
  readonly tenant: string | null;
  readonly orderId: string | null;
  readonly subscriptionId: string | null;
  readonly reason: string | null;
  readonly quantity: number | null;
  readonly amount: Money | null;
  /** The partner's contact. */
  readonly contact: { readonly name: string | null; readonly email: string | null; readonly phone: string | null };
  /** Names of files to attach; none is needed. */
  readonly files: readonly string[];
}

/** Everything that must be there, in the portal's order. `orderId` stands for the order id or the subscription id. */
export const refundFields = [
  'impact',
  'title',
  'tenant',
  'orderId',
  'reason',
  'quantity',
  'amount',
  'name',
  'email',
  'phone',
] as const;
export type RefundField = (typeof refundFields)[number];

const isGiven: { readonly [F in RefundField]: (request: RefundRequest) => boolean } = {
  impact: ({ impact }) => impacts.includes(impact),
  title: ({ title }) => hasText(title),
  tenant: ({ tenant }) => hasText(tenant),
  orderId: ({ orderId, subscriptionId }) => hasText(orderId) || hasText(subscriptionId),
  reason: ({ reason }) => hasText(reason),
  quantity: ({ quantity }) => quantity !== null && quantity > 0,
  amount: ({ amount }) => amount !== null,
  name: ({ contact }) => hasText(contact.name),
  email: ({ contact }) => contact.email !== null && contactForms.email.accepts(contact.email.trim()),
  phone: ({ contact }) => hasText(contact.phone),
};

/** What is still missing, in the portal's order. An e-mail address that cannot be one counts as missing. */
export const missingFields = (request: RefundRequest): readonly RefundField[] =>
  refundFields.filter((field) => !isGiven[field](request));

const hasText = (text: string | null): boolean => text !== null && text.trim() !== '';
