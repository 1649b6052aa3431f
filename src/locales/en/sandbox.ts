/** What the commands of the sandbox say. */
import type { Instant } from '../../core/ports/environment.ts';
import { proseDuration, proseInstant } from '../../terminal/format.ts';
import { plural } from '../plural.ts';
import { rowNote, skipReason } from './row-reasons.ts';

const orders = (count: number): string => plural('en', count, { one: '# order', other: '# orders' });

export const sandbox = {
  clockSet: (d: { now: Instant }) => `The sandbox’s clock now reads ${proseInstant(d.now, 'en')}.`,
  clockWouldBe: (d: { now: Instant }) => `The sandbox’s clock would read ${proseInstant(d.now, 'en')}.`,
  clockHint: (d: { command: string }) =>
    `Orders keep their dates. “${d.command}” places the sandbox’s own orders around the new date.`,
  confirmReset: 'Empty the sandbox and seed it again? Everything bought and cancelled in it is lost.',
  dryRun: 'Dry run: the sandbox was left as it is.',
  wouldReset: 'The sandbox would be emptied and seeded again; everything bought and cancelled in it would be lost.',
  confirmImport: 'Replace the sandbox’s world by these files? Everything bought and cancelled in it is lost.',
  reset: (d: { customers: number; orders: number }) =>
    `The sandbox is fresh: ${plural('en', d.customers, { one: '# customer', other: '# customers' })}, ${orders(d.orders)}.`,
  seeded: (d: { customers: number; orders: number }) =>
    `The sandbox now has ${plural('en', d.customers, { one: '# customer', other: '# customers' })} and ${orders(d.orders)}.`,
  wouldSeed: (d: { orders: number }) => `The sandbox would get ${orders(d.orders)} more.`,
  imported: (d: { rows: number; orders: number; lines: number; cancelled: number; customers: number }) =>
    `Read ${plural('en', d.rows, { one: '# row', other: '# rows' })}: ${plural('en', d.customers, { one: '# customer', other: '# customers' })}, ${orders(d.orders)} with ${plural('en', d.lines, { one: '# line', other: '# lines' })}, ${d.cancelled} of them cancelled.`,
  dateOnly:
    'These files have no time of day. Orders are taken to be placed at 00:00 UTC, so a real deadline may be up to 24 hours later than shown.',
  skipped: (d: { count: number; reason: string; file: string | null; lines: readonly number[]; areAll: boolean }) =>
    `Left out ${plural('en', d.count, { one: '# row', other: '# rows' })}: ${d.reason} (${d.file === null ? '' : `${d.file}, `}${d.count === 1 ? 'line' : 'lines'} ${d.lines.join(', ')}${d.areAll ? '' : ' …'})`,
  noted: (d: { count: number; reason: string; file: string | null; lines: readonly number[]; areAll: boolean }) =>
    `${plural('en', d.count, { one: '# row', other: '# rows' })}: ${d.reason} (${d.file === null ? '' : `${d.file}, `}${d.count === 1 ? 'line' : 'lines'} ${d.lines.join(', ')}${d.areAll ? '' : ' …'})`,
  changed: (d: { changed: number }) =>
    `${plural('en', d.changed, { one: '# row', other: '# rows' })} changed lines that other rows tell of: renewed, cancelled or other pieces.`,
  allLines: (d: { lines: readonly number[] }) => `  lines ${d.lines.join(', ')}`,
  skipReason,
  rowNote,
  signedIn: (d: { user: string; roles: string }) => `Signed in to the sandbox as ${d.user} (${d.roles}).`,
  wouldSignIn: (d: { user: string; roles: string }) =>
    `You would be signed in to the sandbox as ${d.user} (${d.roles}).`,
  downloaded: (d: { times: number; left: number | null }) =>
    `The customer took ${plural('en', d.times, { one: '# download', other: '# downloads' })}.${d.left === null ? '' : ` ${d.left} left.`}`,
  emulatorDryRun: 'Dry run: nothing was started or set.',
  serving: (d: { url: string }) => `The emulator listens on ${d.url}. Ctrl-C stops it.`,
  faultAdded: (d: { number: number }) => `Fault ${d.number} is set.`,
  faultsCleared: (d: { count: number }) => `Forgot ${plural('en', d.count, { one: '# fault', other: '# faults' })}.`,
  noFaults: 'No faults are set.',
  wouldDownload: (d: { times: number; left: number | null }) =>
    `The customer would take ${plural('en', d.times, { one: '# download', other: '# downloads' })}.${d.left === null ? '' : ` ${d.left} would be left.`}`,
  noOffset: 'machine time',
  offset: (d: { ms: number }) => `${d.ms < 0 ? '−' : '+'}${proseDuration(Math.abs(d.ms), 'en')} from machine time`,
};
