/**
 * Which purchases renew by themselves at the end of their term, and until when each new term can be cancelled.
 * Source: K6, Microsoft's page on software subscriptions of 2023-06-30.
 */
import type { Instant } from '../ports/environment.ts';
import { editionAt } from './policy-editions.ts';
import { kindRules, type ProductKind } from './product-kinds.ts';

/** Software subscriptions bought from this day on renew unless that is switched off; those bought before run out. */
export const renewsSince: Instant = Date.UTC(2021, 9, 14);

export const renewsByItself = (kind: ProductKind, purchasedAt: Instant): boolean =>
  kind === 'subscription' && purchasedAt >= renewsSince;

const dayMs = 86_400_000;

/** Every term opens a window of its own: as long as the edition that is in force when the term begins says. */
export const windowOfTerm = (kind: ProductKind, termStartsAt: Instant): Instant =>
  termStartsAt + editionAt(termStartsAt).windowDays[kindRules[kind].window] * dayMs;
