/**
 * Records what Partner Center answers to read-only calls, with names, ids, prices and secrets taken out, to compare with
 * `fixtures/partner-center`. Meant for the integration sandbox of a partner; sign in first (`csp login`).
 *
 *   npm run record -- --backend partner-center [--profile NAME] [--out FOLDER]
 *
 * Sends GET requests only, a dozen of them. Look through the files before you hand them on.
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

const record = async ({ profile, out }) => {
  const http = await connect(profile);
  const strip = createStrip();
  mkdirSync(out, { recursive: true });
  /** The answer as it came; what is written is stripped. A refusal is recorded by its code. */
  const take = async (name, path, query = {}) => {
    const answer = await http
      .send({ method: 'GET', path: `/v1/${path}`, query })
      .catch((error) => ({ failed: error.code ?? 'unknown' }));
    const { status, body, failed } = answer;
    writeFileSync(
      join(out, `${name}.json`),
      `${JSON.stringify(failed ? { failed } : { status, body: strip(body) }, null, 2)}\n`,
      { mode: 0o600 },
    );
    console.log(`${name}: ${failed ?? status}`);
    return body ?? {};
  };
  try {
    const [customer] = (await take('customers', 'customers', { size: '5' })).items ?? [];
    const own = `customers/${encodeURIComponent(customer?.id ?? 'none')}`;
    const { billingProfile } = await take('customer', own);
    const country = billingProfile?.defaultAddress?.country ?? 'US';
    const [order] = (await take('orders', `${own}/orders`, { include_price: 'true' })).items ?? [];
    const ordered = encodeURIComponent(order?.id ?? 'none');
    await take('order', `${own}/orders/${ordered}`, { include_price: 'true' });
    await take('provisioning-status', `${own}/orders/${ordered}/provisioningstatus`);
    await take('subscriptions', `${own}/subscriptions`, { order_id: order?.id ?? 'none' });
    await take('entitlements', `${own}/entitlements`);
    const [product] = (await take('products', 'products', { country, targetView: 'Software' })).items ?? [];
    const catalogued = `products/${encodeURIComponent(product?.id ?? 'none')}/skus`;
    const [sku] = (await take('skus', catalogued, { country })).items ?? [];
    await take('availabilities', `${catalogued}/${encodeURIComponent(sku?.id ?? 'none')}/availabilities`, { country });
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
