/** Download links: issued for an order line and an option, taken by whoever has them, ended by the rule of today. */
import { CspError } from '../../core/errors.ts';
import type { DownloadLink, DownloadOption, IssuedLink, SoftwareTarget } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { decideLink, type LinkDecision } from '../../core/rules/download-link.ts';
import { linkRuleAt } from '../../core/rules/policy-editions.ts';
import { Secret } from '../../core/rules/secret.ts';
import { hmacSha256 } from '../../digest.ts';
import { sandboxNow } from './clock.ts';
import { requireRole } from './identity.ts';
import type { World } from './open-world.ts';
import { type CustomerPortal, getSoftwareLine, referenceOf, type SoftwareLine, takeSoftware } from './software-line.ts';

interface LinkRow extends DownloadOption {
  readonly id: string;
  readonly orderId: string;
  readonly line: number;
  readonly issuedAt: Instant;
  readonly firstDownloadedAt: Instant | null;
  readonly downloads: number;
  readonly customerId: string;
  readonly title: string;
  readonly cancelledAt: Instant | null;
}

const select = `
  SELECT k.id, k.order_id AS orderId, k.line, k.version, k.language, k.file_type AS fileType, k.issued_at AS issuedAt,
         k.first_downloaded_at AS firstDownloadedAt, k.downloads, o.customer_id AS customerId, l.title,
         l.cancelled_at AS cancelledAt
    FROM download_link k
    JOIN orders o ON o.id = k.order_id
    JOIN order_line l ON l.order_id = k.order_id AND l.line = k.line`;
const newestFirst = 'ORDER BY k.issued_at DESC, k.number DESC';

/**
 * Fails with `linkEnded` (`revoked`) for a cancelled line, with `orderPending`, `noKeyForKind`, `downloadNotFound`, and
 * with `keyForCustomerOnly` while partners get no links.
 */
export const getDownloadLink = (
  world: World,
  portal: CustomerPortal,
  target: SoftwareTarget,
  option: DownloadOption,
  renew: boolean,
  requestId: string,
): DownloadLink =>
  world.database.transaction(() => {
    const taking = {
      act: 'copy-link',
      operationType: 'get_software_download_link',
      request: ['getDownloadLink', target, option, renew],
      isForCustomerOnly: (now: Instant) => linkRuleAt(now).kind === 'customer-portal',
      revoked: (line: SoftwareLine) => new CspError('linkEnded', { ...referenceOf(line), cause: 'revoked' }),
    } as const;
    const { line, now, taken } = takeSoftware(
      world,
      portal,
      { ...taking, target, option, requestId },
      (line, now) =>
        (renew ? undefined : findLiveLink(world, line, option, now)) ?? issueLink(world, line, option, now),
    );
    return toDownloadLink(world, line, taken, now);
  });

/** Links that still work, newest first. */
export const listDownloadLinks = (world: World, customerId: string | undefined): readonly IssuedLink[] => {
  requireRole(world, 'copy-link');
  const now = sandboxNow(world);
  return world.database
    .all<LinkRow>(
      `${select} WHERE k.issued_at <= ? AND o.customer_id = coalesce(?, o.customer_id) ${newestFirst}`,
      ...[now, customerId?.toLowerCase() ?? null],
    )
    .flatMap((row) => {
      const decision = decideRow(row, now);
      return decision.live ? [toIssuedLink(row, decision)] : [];
    });
};

/**
 * A customer takes `times` downloads through the newest link of an order line. Returns the link as it is then; one whose
 * last download was taken ended now; a dry run keeps nothing of it. Fails with `linkNotFound` when none was issued, and with `linkEnded` when it
 * did not last for all of them.
 */
export const takeDownloads = (world: World, target: SoftwareTarget, times: number, isDryRun = false): IssuedLink => {
  const save = (link: LinkRow): void => {
    if (!isDryRun) saveDownloads(world, link);
  };
  const taken = world.database.transaction(() => {
    const now = sandboxNow(world);
    const line = getSoftwareLine(world, target, now);
    const issued = world.database.get<LinkRow>(
      `${select} WHERE k.order_id = ? AND k.line = ? AND k.issued_at <= ? ${newestFirst} LIMIT 1`,
      ...[line.orderId, line.item.line, now],
    );
    if (issued === undefined) throw new CspError('linkNotFound', referenceOf(line));
    let link = issued;
    for (let count = 0; count < times; count += 1) {
      const decision = decideRow(link, now);
      if (!decision.live) {
        save(link);
        return new CspError('linkEnded', { ...referenceOf(line), cause: decision.cause });
      }
      link = { ...link, firstDownloadedAt: link.firstDownloadedAt ?? now, downloads: link.downloads + 1 };
    }
    save(link);
    const after = decideRow(link, now);
    return toIssuedLink(link, after.live ? after : { expiresAt: now, downloadsLeft: 0 });
  });
  // Thrown only here: what was taken before the link ended stays taken.
  if (taken instanceof CspError) throw taken;
  return taken;
};

/**
 * One download through the link itself, by whoever has it: `id` and `signature` are the `t` and `h` of its address. With
 * `counts` false it is a later part of a download that has counted. Returns the link before it; `undefined` when it is no
 * link of this world. Fails with `linkEnded`.
 */
export const followLink = (
  world: World,
  { id, signature }: { readonly id: string; readonly signature: string },
  counts: boolean,
): IssuedLink | undefined =>
  world.database.transaction(() => {
    const now = sandboxNow(world);
    const row = world.database.get<LinkRow>(`${select} WHERE k.id = ? AND k.issued_at <= ?`, id, now);
    if (row === undefined || signature !== signatureOf(world, id)) return undefined;
    const decision = decideRow(counts ? row : { ...row, downloads: Math.max(0, row.downloads - 1) }, now);
    const { customerId, orderId, line } = row;
    if (!decision.live) throw new CspError('linkEnded', { customer: customerId, orderId, line, cause: decision.cause });
    const firstDownloadedAt = row.firstDownloadedAt ?? now;
    if (counts) saveDownloads(world, { ...row, firstDownloadedAt, downloads: row.downloads + 1 });
    return toIssuedLink(row, decision);
  });

const saveDownloads = ({ database }: World, { id, firstDownloadedAt, downloads }: LinkRow): void => {
  database.run(
    'UPDATE download_link SET first_downloaded_at = ?, downloads = ? WHERE id = ?',
    firstDownloadedAt,
    downloads,
    id,
  );
};

const findLiveLink = (
  { database }: World,
  { orderId, item }: SoftwareLine,
  option: DownloadOption,
  now: Instant,
): string | undefined =>
  database
    .all<LinkRow>(
      `${select} WHERE k.order_id = ? AND k.line = ? AND k.version = ? AND k.language = ? AND k.file_type = ?
                   AND k.issued_at <= ? ${newestFirst}`,
      ...[orderId, item.line, option.version, option.language, option.fileType, now],
    )
    .find((row) => decideRow(row, now).live)?.id;

const issueLink = (
  { database, newId }: World,
  { orderId, item }: SoftwareLine,
  option: DownloadOption,
  now: Instant,
): string => {
  const id = newId();
  database.run(
    'INSERT INTO download_link (id, order_id, line, version, language, file_type, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[id, orderId, item.line, option.version, option.language, option.fileType, now],
  );
  return id;
};

const toDownloadLink = (world: World, line: SoftwareLine, id: string, now: Instant): DownloadLink => {
  const row = world.database.get<LinkRow>(`${select} WHERE k.id = ?`, id);
  if (row === undefined) throw new CspError('internal', { reason: 'a link that was issued is not there' });
  const decision = decideRow(row, now);
  if (!decision.live) throw new CspError('linkEnded', { ...referenceOf(line), cause: decision.cause });
  const { expiresAt, downloadsLeft } = decision;
  return { url: makeUrl(world, line, row), issuedAt: row.issuedAt, expiresAt, downloadsLeft };
};

type Limits = Pick<DownloadLink, 'expiresAt' | 'downloadsLeft'>;

const toIssuedLink = (row: LinkRow, { expiresAt, downloadsLeft }: Limits): IssuedLink => {
  const { customerId, orderId, line, version, language, fileType, title, issuedAt } = row;
  return {
    target: { customerId, orderId, line },
    option: { version, language, fileType },
    title,
    issuedAt,
    expiresAt,
    downloadsLeft,
  };
};

const decideRow = ({ issuedAt, firstDownloadedAt, downloads, cancelledAt }: LinkRow, now: Instant): LinkDecision =>
  decideLink(
    { issuedAt, firstDownloadedAt, downloads, revoked: cancelledAt !== null && cancelledAt <= now },
    linkRuleAt(now),
    now,
  );

/** Of the service's form, at a name that is reserved for examples. Who has it can download, so it is a secret. */
const makeUrl = (world: World, { item }: SoftwareLine, { id, version, language, fileType }: LinkRow): Secret => {
  const file = [item.productId, item.skuId, version, language, fileType].join('_').replace(/[^A-Za-z0-9_-]+/g, '-');
  return new Secret(`https://download.sandbox.example/pr/${file}?t=${id}&h=${signatureOf(world, id)}`);
};

const signatureOf = ({ secret }: World, linkId: string): string =>
  hmacSha256(secret, JSON.stringify(['link', linkId])).toString('base64url');
