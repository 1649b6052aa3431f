/** What may be decided about a cancellation: the rule, what the rule leaves, and what it brings. */
import type { Failure } from '../errors.ts';
import type { Instant } from '../ports/environment.ts';
import type { Credit } from './credit.ts';

/** The rules that say no, and the way that each leaves. */
export const wayOutOf = {
  'window-closed': 'support-request',
  'service-not-allowed': 'support-request',
  'status-unknown': 'service',
  'esu-support-request': 'support-request',
  'esu-undetermined': 'support-request',
  'on-premises-support-request': 'support-request',
  'linux-plan-never': 'none',
  'reservation-other-rules': 'reservation-rules',
} as const;
export type RefusalRule = keyof typeof wayOutOf;

export interface CancellationAllowed {
  readonly allowed: true;
  /** The one that counts for the window. */
  readonly edition: string;
  readonly rule: 'window';
  /** `null` where the service stated the deadline. */
  readonly windowDays: number | null;
  readonly cancelBy: Instant;
  readonly deadlineSource: 'edition' | 'service';
  /** Whole days of 24 hours that are left, rounded down. */
  readonly daysLeft: number;
  readonly msLeft: number;
  readonly fee: 'none';
  readonly credit: Credit;
}

export interface CancellationRefused {
  readonly allowed: false;
  readonly edition: string;
  readonly rule: RefusalRule;
  readonly failure: Failure;
  readonly wayOut: (typeof wayOutOf)[RefusalRule];
  readonly windowDays: number | null;
  /** `null` where no window counts. */
  readonly cancelBy: Instant | null;
  readonly deadlineSource: 'edition' | 'service' | null;
  /** What the way that is left may bring. */
  readonly credit: Credit;
}

export type CancellationDecision = CancellationAllowed | CancellationRefused;

const leftToService: ReadonlySet<string> = new Set([
  'window-closed',
  'service-not-allowed',
  'status-unknown',
  'esu-undetermined',
]);

/** Refused by what is known of the line and not by its kind, so that the service may be asked all the same. */
export const mayAskService = (decision: CancellationDecision): boolean =>
  !decision.allowed && leftToService.has(decision.rule);
