/**
 * Records what Partner Center answers to read-only calls, with names, ids, prices and secrets taken out, to compare with
 * `fixtures/partner-center`. Meant for the integration sandbox of a partner; sign in first (`csp login`).
 *
 *   npm run record -- --backend partner-center [--profile NAME] [--out FOLDER]
 *
 * Sends GET requests only, about twenty of them. Look through the files before you hand them on.
 *
 * What the pages leave open is asked for besides: whether subscriptions are found by an order's twelve digits
 * (`subscriptions-by-alternate-id`), which order a renewed subscription names and what a renewal looks like in the list
 * (`orders`, `subscriptions`, `audit-days`), whether the last day of the activity log counts (`audit-last-day`), what the
 * log says of keys and links (`audit-keys`, `audit-links`), whether the sign-in counts as one with a second factor
 * (the header in `customers`), and until when a purchase can be cancelled:
 * `kinds.json` has for each software subscription the hours between its beginning and that end, and no id. A price of a
 * cart is not asked for: that would need a cart.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { createStrip } from './strip.mjs';

const root = resolve(import.meta.dirname, '../..');
const contents = `export { openAccount } from './src/connect-partner-center.ts';
  export { createHttp } from './src/backends/partner-center/http.ts';
  export { findCloud } from './src/backends/partner-center/clouds.ts';
  export { createSettings } from './src/settings.ts';
  export { findHome } from './src/directories.ts';
  export { usableDirectories } from './src/usable-directories.ts';
  export { newGuid } from './src/digest.ts';`;

/** Below the project's folder, where the keyring's package is found. */
const load = async () => {
  const outfile = join(root, '.cache/record/parts.cjs');
  const stdin = { contents, resolveDir: root };
  await build({
    stdin,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    external: ['@napi-rs/keyring'],
  });
  return createRequire(import.meta.url)(outfile);
};

/** Fails with `signInNeeded` where nobody is signed in. */
const connect = async (profile) => {
  const parts = await load();
  const folders = parts.usableDirectories(process.env, process.platform, parts.findHome());
  const flags = { backend: 'partner-center', ...(profile === undefined ? {} : { profile }) };
  const refuse = () => Promise.reject(new Error('a recording writes no settings'));
  const settings = parts.createSettings({
    env: process.env,
    cwd: process.cwd(),
    directories: folders,
    flags,
    exclusively: refuse,
  });
  const clock = { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) };
  const { account, tokens } = await parts.openAccount({ host: process, settings, folders, clock });
  return parts.createHttp({
    ...{ tokens, clock, profile: account.profile, env: process.env, random: Math.random, newId: parts.newGuid },
    ...{ correlationId: parts.newGuid(), application: 'csp-cli/record', locale: 'en-US' },
    baseUrl: parts.findCloud(settings.get('cloud')).apiOrigin,
  });
};

const hourMs = 3_600_000;

/** How long windows and terms are, and at which time of day they end: what tells hours from days. No id, no date. */
const describeWindow = ({ productType, status, termDuration, ...dates }) => {
  const at = (name) => Date.parse(dates[name] ?? '');
  const hours = (from, to) => (Number.isNaN(to - from) ? null : Math.round(((to - from) / hourMs) * 100) / 100);
  const until = dates.cancellationAllowedUntilDate;
  return {
    ...{ productType: productType?.id ?? null, status, termDuration },
    deadline: until === undefined ? 'absent' : until === null ? 'null' : until.slice(10),
    hoursOfWindow: hours(at('effectiveStartDate'), at('cancellationAllowedUntilDate')),
    hoursOfTerm: hours(at('effectiveStartDate'), at('commitmentEndDate')),
    isPastFirstTerm: hours(at('creationDate'), at('effectiveStartDate')) > 24,
    refundOptions:
      dates.refundOptions?.map(({ type, expiresAt }) => ({
        type,
        hours: hours(at('effectiveStartDate'), Date.parse(expiresAt ?? '')),
      })) ?? 'absent',
  };
};

/** Twelve hexadecimal digits, which an order may have as its id or as its other number. */
const isShort = (id) => /^[0-9a-f]{12}$/i.test(id ?? '');

const dayOf = (ms) => new Date(ms).toISOString().slice(0, 10);
const dayMs = 24 * hourMs;

const record = async ({ profile, out }) => {
  const http = await connect(profile);
  const strip = createStrip();
  mkdirSync(out, { recursive: true });
  const write = (name, content) =>
    writeFileSync(join(out, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  const note = (name, content) => {
    write(name, content);
    console.log(`${name}: described`);
  };
  /** The answer as it came; what is written is stripped. A refusal is recorded by its code. */
  const take = async (name, path, query = {}, headers = {}) => {
    const answer = await http
      .send({ method: 'GET', path: `/v1/${path}`, query, headers })
      .catch(({ code, details }) => ({ failed: code ?? 'unknown', serviceCode: details?.serviceCode ?? undefined }));
    const { status, body, failed, serviceCode } = answer;
    const mfa = answer.headers?.ismfacompliant;
    write(
      name,
      failed
        ? { failed, serviceCode }
        : { status, ...(mfa === undefined ? {} : { isMfaCompliant: mfa }), body: strip(body) },
    );
    console.log(`${name}: ${failed ?? status}`);
    return body ?? {};
  };
  try {
    const [customer] = (await take('customers', 'customers', { size: '5' }, { ValidateMfa: 'true' })).items ?? [];
    const own = `customers/${encodeURIComponent(customer?.id ?? 'none')}`;
    const { billingProfile } = await take('customer', own);
    const country = billingProfile?.defaultAddress?.country ?? 'US';
    const orders = (await take('orders', `${own}/orders`, { include_price: 'true' })).items ?? [];
    const [order] = orders;
    const ordered = encodeURIComponent(order?.id ?? 'none');
    await take('order', `${own}/orders/${ordered}`, { include_price: 'true' });
    await take('provisioning-status', `${own}/orders/${ordered}/provisioningstatus`);
    await take('subscriptions', `${own}/subscriptions`, { order_id: order?.id ?? 'none' });
    const numbers = orders.flatMap(({ id, alternateId }) => [id, alternateId]);
    await take('subscriptions-by-alternate-id', `${own}/subscriptions`, { order_id: numbers.find(isShort) ?? 'none' });
    const owned = (await take('all-subscriptions', `${own}/subscriptions`)).items ?? [];
    note('kinds', owned.map(describeWindow));
    const [begun] = owned;
    await take('order-of-subscription', `${own}/orders/${encodeURIComponent(begun?.orderId ?? 'none')}`, {
      include_price: 'true',
    });
    await take('entitlements', `${own}/entitlements`);
    const [product] = (await take('products', 'products', { country, targetView: 'Software' })).items ?? [];
    const catalogued = `products/${encodeURIComponent(product?.id ?? 'none')}/skus`;
    const [sku] = (await take('skus', catalogued, { country })).items ?? [];
    await take('availabilities', `${catalogued}/${encodeURIComponent(sku?.id ?? 'none')}/availabilities`, { country });
    const today = Date.now();
    const ofType = (type) => JSON.stringify({ Field: 'ResourceType', Value: type, Operator: 'equals' });
    const month = { startDate: dayOf(today - 29 * dayMs), size: '500' };
    await take('audit-keys', 'auditrecords', { ...month, filter: ofType('software_key') });
    await take('audit-links', 'auditrecords', { ...month, filter: ofType('software_download_link') });
    const { items: days = [] } = await take('audit-days', 'auditrecords', {
      startDate: dayOf(today - 7 * dayMs),
      size: '500',
    });
    const last = days.map(({ operationDate }) => Date.parse(operationDate)).find((at) => at < today - dayMs);
    const lastDay = dayOf(last ?? today - dayMs);
    const { items: asked = [] } = await take('audit-last-day', 'auditrecords', {
      ...{ startDate: dayOf(Date.parse(lastDay) - dayMs), endDate: lastDay, size: '500' },
    });
    note('audit-last-day-counts', {
      inTheLog: days.filter(({ operationDate }) => operationDate?.startsWith(lastDay)).length,
      askedForWithThatDayAsEnd: asked.filter(({ operationDate }) => operationDate?.startsWith(lastDay)).length,
    });
  } finally {
    await http.close();
  }
};

const { values } = parseArgs({
  options: { backend: { type: 'string' }, profile: { type: 'string' }, out: { type: 'string', default: 'recorded' } },
});
const refuse = (why) => {
  console.error(why);
  process.exitCode = 2;
};
if (values.backend !== 'partner-center') refuse('Nothing was recorded: say --backend partner-center.');
else
  await record(values).catch(({ code, message }) =>
    refuse(
      code === 'signInNeeded' ? 'Nothing was recorded: sign in first, with csp login.' : `Failed: ${code ?? message}`,
    ),
  );
