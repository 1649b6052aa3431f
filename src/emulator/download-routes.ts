/**
 * Downloads by the contract of June 2018, which was withdrawn: the options of a SKU, a link for one of them, and the files
 * behind the links. The files are small and always the same; the sandbox counts downloads and ends links by its rules.
 */
import { createHash } from 'node:crypto';
import { isCspError } from '../core/errors.ts';
import type { DownloadOption, SoftwareTarget } from '../core/ports/backend.ts';
import type { JsonObject } from '../core/ports/environment.ts';
import { collection } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, link, ok, type Reply, type Route, refusal } from './exchange.ts';
import { hasLongIds } from './wire-order.ts';

/** The contract as it was published names no customer; Microsoft's own tools later asked for one customer's. */
const bases = [
  '/products/{product}/skus/{sku}/downloadoptions',
  '/customers/{customer}/products/{product}/skus/{sku}/downloadoptions',
];

export const downloadRoutes: readonly Route[] = [
  ...bases.flatMap((path): readonly Route[] => [
    { operation: 'download-options', method: 'GET', path, token: 'user', handle: async (ex) => listOptions(ex) },
    {
      operation: 'download-link',
      method: 'GET',
      path: `${path}/{option}/downloadlink`,
      token: 'user',
      handle: async (exchange) => getLink(exchange),
    },
  ]),
  // Who has the link can download: that is all the token there is.
  { operation: 'download', method: 'GET', path: '/downloads/{file}', token: 'none', handle: async (ex) => serve(ex) },
  { operation: 'download', method: 'HEAD', path: '/downloads/{file}', token: 'none', handle: async (ex) => serve(ex) },
];

const notFound = refusal(404, '1000', 'Not found');

/**
 * The order line that the SKU was bought by: the one that `orderId` and `lineItemNumber` name, which the contract did not
 * have, else the customer's latest. Without a customer it is that of the first one in `country` who has the SKU, since
 * every link here is of an order line.
 */
const findOwned = async (exchange: Exchange): Promise<SoftwareTarget | undefined> => {
  const { backend, part, query, withKeys } = exchange;
  if (!withKeys) return undefined;
  if (part('customer') !== '') return findOwnedBy(exchange, (await getCustomer(backend, part('customer'))).id);
  const country = query.get('country')?.toUpperCase();
  for await (const customer of backend.listCustomers()) {
    if (country !== undefined && customer.country !== country) continue;
    const owned = await findOwnedBy(exchange, customer.id);
    if (owned !== undefined) return owned;
  }
  return undefined;
};

const findOwnedBy = async (exchange: Exchange, customerId: string): Promise<SoftwareTarget | undefined> => {
  const { backend, part, query } = exchange;
  const [named, line] = [query.get('orderId'), query.get('lineItemNumber')];
  const isShort = named !== null && !hasLongIds(exchange);
  const order = isShort ? (await backend.getOrder(customerId, named)).id : named;
  const owned = (await backend.listEntitlements(customerId)).find(
    ({ orderId, line: number, productId, skuId }) =>
      productId === part('product') &&
      skuId === part('sku') &&
      (order === null || order === orderId) &&
      (line === null || line === String(number)),
  );
  return owned === undefined ? undefined : { customerId, orderId: owned.orderId, line: owned.line };
};

const keyOf = ({ version, language, fileType }: DownloadOption): string =>
  Buffer.from(JSON.stringify([version, language, fileType])).toString('base64');

const listOptions = async (exchange: Exchange): Promise<Reply> => {
  const owned = await findOwned(exchange);
  if (owned === undefined) return notFound;
  const { backend, part } = exchange;
  const product = await backend.findProduct(part('product'), '');
  const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });
  const text = exchange.query.toString();
  const suffix = text === '' ? '' : `?${text}`;
  const items = (await backend.listDownloadOptions(owned)).map((option, displayRank): JsonObject => {
    const optionKey = keyOf(option);
    return {
      optionKey,
      optionTitle: `${product?.title ?? part('product')} ${option.version}`,
      displayRank,
      cpUandFileType: option.fileType,
      languageCode: option.language,
      languageName: names.of(option.language) ?? option.language,
      fileSize,
      downloadLink: link(`${exchange.path}/${encodeURIComponent(optionKey)}/downloadlink${suffix}`),
    };
  });
  return collection(exchange, items);
};

/** The sandbox's links name a host that does not exist; here the same link names the emulator. */
const getLink = async (exchange: Exchange): Promise<Reply> => {
  const { backend, origin, part, requestId } = exchange;
  const owned = await findOwned(exchange);
  if (owned === undefined) return notFound;
  const option = (await backend.listDownloadOptions(owned)).find((candidate) => keyOf(candidate) === part('option'));
  if (option === undefined) return notFound;
  const { url } = await backend.getDownloadLink(owned, option, false, requestId);
  const { pathname, search } = new URL(url.reveal());
  return ok(link(`${origin}${pathname.replace(/^.*\//, '/downloads/')}.ISO${search}`));
};

const fileSize = 300 * 1024;

/** A range that does not begin at the start goes on with a download that has counted; asking for the head counts nothing. */
const serve = async ({ controls, header, method, part, query }: Exchange): Promise<Reply> => {
  const range = readRange(header('range'));
  const named = { id: query.get('t') ?? '', signature: query.get('h') ?? '' };
  try {
    const followed = await (await controls()).followLink(named, method === 'GET' && range.from === 0);
    if (followed === undefined) return { status: 404 };
  } catch (error) {
    if (isCspError(error) && error.code === 'linkEnded') return { status: 410 };
    throw error;
  }
  const name = part('file');
  const whole = fileOf(name);
  const etag = `"${createHash('sha256').update(whole).digest('hex').slice(0, 32)}"`;
  const shared = {
    'Accept-Ranges': 'bytes',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Content-Type': 'application/octet-stream',
    ETag: etag,
    'Repr-Digest': `sha-256=:${createHash('sha256').update(whole).digest('base64')}:`,
  };
  const isCurrent = header('if-range') === undefined || header('if-range') === etag;
  if (!range.given || !isCurrent) return { status: 200, bytes: whole, headers: shared };
  if (range.from >= whole.length || range.to < range.from) {
    return { status: 416, headers: { 'Content-Range': `bytes */${whole.length}` } };
  }
  const to = Math.min(range.to, whole.length - 1);
  const headers = { ...shared, 'Content-Range': `bytes ${range.from}-${to}/${whole.length}` };
  return { status: 206, bytes: whole.subarray(range.from, to + 1), headers };
};

/** Of the forms that a range may have, the one that resuming uses; the whole file answers to any other. */
const readRange = (text: string | undefined) => {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(text ?? '') ?? [];
  return {
    given: from !== undefined,
    from: Number(from ?? 0),
    to: to === undefined || to === '' ? Infinity : Number(to),
  };
};

/** Looks random to whoever compresses or compares it, and is the same for the same name on every machine. */
const fileOf = (name: string): Buffer => {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < fileSize; block += 1) {
    blocks.push(createHash('sha256').update(`${name} ${block}`).digest());
  }
  return Buffer.concat(blocks);
};
