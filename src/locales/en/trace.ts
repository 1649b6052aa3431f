/** What `--verbose` adds. */
import type { Instant } from '../../core/ports/environment.ts';
import { proseInstant } from '../../terminal/format.ts';
import { plural } from '../plural.ts';

export const trace = {
  backend: (d: { backend: string; place: string; now: Instant; edition: string }) =>
    `Backend ${d.backend} (${d.place}); its clock reads ${proseInstant(d.now, 'en')}, policy edition ${d.edition}.`,
  read: (d: { customers: number; orders: number; requests: number }) =>
    `Read ${plural('en', d.customers, { one: '# customer', other: '# customers' })} and ${plural('en', d.orders, { one: '# order', other: '# orders' })} in ${plural('en', d.requests, { one: '# request', other: '# requests' })}.`,
};
