/** The facts of failures after which nobody knows what became of a request. */
import type { UnknownReason } from './ports/backend-errors.ts';
import type { Instant } from './ports/environment.ts';
import type { Money } from './rules/money.ts';

/** The order, and the line where one was named, that a failure is about. */
export interface OrderReference {
  readonly customer: string;
  readonly orderId: string;
  readonly line?: number;
}

/** Nobody is signed in, or not well enough. */
export interface SignInLack {
  readonly profile: string;
  /** Where it is known which one was meant. */
  readonly cloud?: string;
  readonly reason: 'none' | 'expired' | 'revoked' | 'mfa' | 'audience';
}

export interface UnknownDetails {
  outcomeUnknown: OrderReference & {
    readonly requestId: string;
    readonly reason: UnknownReason;
    /** When it can be looked at, where a run was turned away. */
    readonly retryAt?: Instant;
  };
  outcomeUnsettled: {
    readonly operation: string;
    readonly requestId: string;
    readonly correlationId: string;
    readonly reason: UnknownReason;
    /** When it may be asked again, where it was turned away until then. */
    readonly retryAt?: Instant;
    /** What is lacking, where it was turned away for that. */
    readonly signIn?: SignInLack;
  };
  wrongAnswer: {
    readonly operation: string;
    readonly expected: string;
    readonly found: string;
    /** It is about a cart, which was left. */
    readonly nothingOrdered?: true;
  };
  /** `reason` is an `UnknownReason`, or text that stands for itself. */
  purchaseUnknown: {
    readonly customer: string;
    readonly cartId: string;
    readonly requestId: string;
    readonly correlationId?: string;
    /** Of a purchase that is a run by itself. */
    readonly runId?: string;
    /** As quoted; `null` where the service states no price. */
    readonly total: Money | null;
    readonly reason: string;
    /** What was asked for and what the service answered with, where the two differ. */
    readonly expected?: string;
    readonly found?: string;
  };
}
