/**
 * Product keys and downloads. No public API for them is documented today. What is used here is the contract of June 2018,
 * withdrawn a month later: a key that an entitlement carries is taken; downloads are asked for only where that was set.
 */
import { CspError, type ErrorDetails } from '../../core/errors.ts';
import type { DownloadLink, DownloadOption, LineItem, ProductKey, SoftwareTarget } from '../../core/ports/backend.ts';
import { kindRules } from '../../core/rules/product-kinds.ts';
import { Secret } from '../../core/rules/secret.ts';
import { type Call, wirePath } from './call.ts';
import type { Catalogue } from './catalogue.ts';
import { readEntitlements } from './entitlements.ts';
import { getOrder } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { orUndefined, serviceCodeOf } from './refusals.ts';
import { downloadLink, downloadOption, productKey, read, readItems, type WireEntitlement } from './schemas.ts';

export interface SoftwareAccess {
  listKeyOptions(target: SoftwareTarget): Promise<readonly DownloadOption[]>;
  getProductKey(target: SoftwareTarget, requestId: string): Promise<ProductKey>;
  listDownloadOptions(target: SoftwareTarget): Promise<readonly DownloadOption[]>;
  getDownloadLink(target: SoftwareTarget, option: DownloadOption, requestId: string): Promise<DownloadLink>;
}

interface Line {
  readonly target: SoftwareTarget;
  readonly item: LineItem;
}

export const createSoftwareAccess = (
  options: PartnerCenterOptions,
  catalogue: Catalogue,
  countryOf: (customerId: string) => Promise<string>,
): SoftwareAccess => {
  const { http, warn, portal, downloadContract } = options;

  const getLine = async (asked: SoftwareTarget): Promise<Line> => {
    const { order } = await getOrder(options, asked.customerId, asked.orderId);
    const target = { ...asked, orderId: order.id };
    const item = order.lineItems.find(({ line }) => line === asked.line);
    if (item === undefined) throw new CspError('lineNotFound', referenceOf(target));
    return { target, item };
  };

  /** Why the API does not give it: the kind has none, or nobody gets it this way. */
  const notGiven = async ({ target, item }: Line): Promise<CspError> => {
    const product = await catalogue.findProduct(item.productId, await countryOf(target.customerId));
    const reference = referenceOf(target);
    if (product !== undefined && !kindRules[product.kind].hasKey) {
      return new CspError('noKeyForKind', { ...reference, title: item.title });
    }
    const { partnerUrl: portalUrl, keysUrl: customerUrl, helpUrl } = portal;
    return new CspError('keysNotInApi', { ...reference, portalUrl, customerUrl, helpUrl });
  };

  /** An app alone is not told what a customer owns. Today no key is among it, so that nothing is missed by that. */
  const readOwned = async (customerId: string): Promise<readonly WireEntitlement[]> => {
    try {
      return await readEntitlements(options, customerId);
    } catch (error) {
      if (downloadContract === 'none' && serviceCodeOf(error) === appAlone) return [];
      throw error;
    }
  };

  const findKeyCall = async ({ target: { customerId, orderId, line } }: Line): Promise<Call | undefined> => {
    const entitlements = await readOwned(customerId);
    const own = entitlements
      .flatMap((wire) => [wire, ...(wire.includedEntitlements ?? [])])
      .filter(({ referenceOrder }) => referenceOrder.id === orderId && referenceOrder.lineItemId === line);
    const artifacts = own.flatMap(({ entitledArtifacts }) => entitledArtifacts ?? []);
    const uri = artifacts.find(({ artifactType, link }) => artifactType === 'product_key' && link)?.link?.uri;
    return uri === undefined ? undefined : toCall(uri, `/customers/${customerId}/artifacts/productkey/`, customerId);
  };

  const requireKeyCall = async (line: Line): Promise<Call> => {
    const call = await findKeyCall(line);
    if (call !== undefined) return call;
    if (line.item.status === 'pending') throw new CspError('orderPending', referenceOf(line.target));
    throw await notGiven(line);
  };

  const readOptions = async (
    { target: { customerId }, item: { productId, skuId } }: Line,
    { orderId, line }: SoftwareTarget,
  ) => {
    const path = wirePath`customers/${customerId}/products/${productId}/skus/${skuId}/downloadoptions`;
    const query = { orderId, lineItemNumber: String(line) };
    // The page was withdrawn: develop/get-a-list-of-download-options-for-a-sku.md, 2018-06-13.
    const answer = await orUndefined(http.send({ method: 'GET', path, query, customerId }));
    if (answer === undefined) return [];
    return readItems(downloadOption, answer.body, 'GET …/downloadoptions', warn).map((wire) => ({
      option: { version: wire.optionTitle, language: wire.languageCode, fileType: wire.cpUandFileType },
      uri: wire.downloadLink.uri,
    }));
  };

  return {
    // The contract has one key a line, whatever is then installed of it.
    listKeyOptions: async (asked) => {
      await requireKeyCall(await getLine(asked));
      return [];
    },

    getProductKey: async (asked, requestId) => {
      const line = await getLine(asked);
      if (line.item.status === 'cancelled') throw new CspError('keyRevoked', referenceOf(line.target));
      const call = await requireKeyCall(line);
      // The page was withdrawn: develop/get-a-collection-of-entitlements.md, 2018-06-13.
      const { body } = await http.send({ ...call, requestId });
      return { key: new Secret(read(productKey, body, 'GET …/artifacts/productkey').productKey) };
    },

    listDownloadOptions: async (asked) => {
      const line = await getLine(asked);
      if (downloadContract === 'none') throw await notGiven(line);
      return (await readOptions(line, line.target)).map(({ option }) => option);
    },

    getDownloadLink: async (asked, option, requestId) => {
      const line = await getLine(asked);
      const reference = referenceOf(line.target);
      if (line.item.status === 'cancelled') throw new CspError('linkEnded', { ...reference, cause: 'revoked' });
      if (line.item.status === 'pending') throw new CspError('orderPending', reference);
      if (downloadContract === 'none') throw await notGiven(line);
      const found = await readOptions(line, line.target);
      const uri = found.find((candidate) => isSameOption(candidate.option, option))?.uri;
      if (uri === undefined) {
        if (found.length === 0) throw await notGiven(line);
        const names = found.map(
          ({ option: { version, language, fileType } }) => `${version} · ${language} · ${fileType}`,
        );
        throw new CspError('downloadNotFound', { ...reference, options: names });
      }
      const call = toCall(uri, '/', line.target.customerId);
      const { body, at } = await http.send({ ...call, requestId });
      const url = read(downloadLink, body, 'GET …/downloadlink').uri;
      return { url: new Secret(requireWebUrl(url)), issuedAt: at, expiresAt: null, downloadsLeft: null };
    },
  };
};

const appAlone = '900329';

const referenceOf = ({ customerId, orderId, line }: SoftwareTarget) => ({ customer: customerId, orderId, line });

const isSameOption = (a: DownloadOption, b: DownloadOption): boolean =>
  a.version === b.version && a.language === b.language && a.fileType === b.fileType;

/** A link in a body, which must lead below `prefix` on the very same service. Fails with `wrongAnswer`. */
const toCall = (uri: string, prefix: string, customerId: string): Call => {
  const { pathname, search, origin } = new URL(uri, 'https://service.invalid');
  const path = pathname.startsWith('/v1/') ? pathname.slice(3) : pathname;
  const isBelow = path.toLowerCase().startsWith(prefix.toLowerCase()) && origin === 'https://service.invalid';
  if (!isBelow) throw new CspError('wrongAnswer', { operation: 'GET …/entitlements', expected: prefix, found: path });
  return { method: 'GET', path: `/v1${path}`, query: Object.fromEntries(new URLSearchParams(search)), customerId };
};

/** The link's query is what opens it, so it may not travel in the clear; an emulator is on this machine. */
const requireWebUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url?.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || isLoopback) return text;
  const details: ErrorDetails['answerUnusable'] = { operation: 'GET …/downloadlink', reason: 'uri: https expected' };
  throw new CspError('answerUnusable', details);
};
