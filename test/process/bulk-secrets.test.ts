/**
 * T56 for bulk commands: no token, client secret, key or link on a stream, in a command line, in a report, or in the
 * journal, whatever fails and however the program dies.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { byRefreshToken, type Emulated, fetchRefreshToken, inEmulatedSession } from './emulated-session.ts';
import { filesBelow, keptIn, leaksIn, secretsOf, watchCommandLines } from './leaks.ts';
import { root } from './session.ts';

const clientSecret = 'client-secret/canary+of=the test';
const noisy = { CSP_DEBUG: '1', NODE_DEBUG: 'http,https,net,tls,undici', CSP_CLIENT_SECRET: clientSecret };
const contoso = '--customer contoso.onmicrosoft.com';
const software = `${contoso} --order f5c3b5ddb342 --version "Windows Server 2022 Standard 2022" --language en-US --file-type "64 Bit, ISO"`;
const agreed = '--reason mistake --acknowledge --yes --debug -o jsonl';
const ended = `--require ${join(root, 'test/process/ended-in-request.cjs')}`;
const dies = `--require ${join(root, 'test/faults/hooks/dies-at.cjs')}`;

const files = {
  // The second one has the key and the link; the third is too old and is refused.
  'orders.csv':
    'customer,order\ncontoso.onmicrosoft.com,c403d91b21d2\ncontoso.onmicrosoft.com,f5c3b5ddb342\ncontoso.onmicrosoft.com,3ab104f632ef\n',
  'buy.csv': 'customer,product,sku,quantity\ncontoso.onmicrosoft.com,DG7GMGF0DVT7,000C,2\n',
  'dying.csv': 'customer,product,sku,quantity\ncontoso.onmicrosoft.com,DG7GMGF0DVT7,000C,3\n',
  'other.csv': 'customer,order\ncontoso.onmicrosoft.com,f5c3b5ddb342\n',
  'bad.csv': 'customer,order\ncontoso.onmicrosoft.com,../x\n',
  'nobody.csv': 'customer,order\nnobody.example,f5c3b5ddb342\n',
  'taken.jsonl': 'taken\n',
};
const buy = '--accept-unknown-price --yes --debug -o jsonl';

/** What ends well, or as well as it can: what was refused is refused. */
const work = [
  `csp cancel --file orders.csv --plan-out plan.json --reason mistake --debug`,
  `csp cancel --apply plan.json ${agreed} --results rows.csv --summary page.md --refund-requests requests`,
  'csp support-request --from-run last --debug',
  `csp buy --file buy.csv ${buy} --results bought.jsonl --summary bought.md`,
  'csp runs list --debug -o json',
  'csp runs show last --debug -o json',
  'csp runs export last --results again.xml --summary again.md --debug',
  'csp activity --event all --since 7d --debug -o json',
];

/** Twenty commands that fail: by what is asked, by what is read, by what the service says, by where it goes. */
const failures: readonly (readonly [line: string, ...faults: Emulated['faults']])[] = [
  [`csp cancel --file bad.csv ${agreed}`],
  [`csp cancel --file nobody.csv ${agreed}`],
  [`csp cancel --file none.csv ${agreed}`],
  [`csp cancel --file other.csv ${agreed} --expect-count 7`],
  [`csp cancel --file other.csv ${agreed} --max-cancel 0`],
  [`csp cancel --file other.csv --reason x --acknowledge --debug`],
  [`csp cancel --file other.csv ${agreed} --results taken.jsonl`],
  [`csp cancel --file other.csv --plan-out /proc/none/plan.json --reason x --debug`],
  [`csp cancel --file other.csv --dry-run --debug > /dev/full`],
  ['csp cancel --apply buy.csv --acknowledge --yes --debug'],
  ['csp buy --file orders.csv --yes --debug'],
  [`csp buy --file dying.csv ${buy} --max-total 0.01 --currency USD`],
  ['csp runs show ffffffff --debug'],
  ['csp runs export last --results taken.jsonl --debug'],
  ['csp runs list --debug > /dev/full'],
  ['csp support-request --from-run ffffffff --debug'],
  [`csp cancel --file other.csv ${agreed}`, { on: 'reads', status: 403, code: '20002' }],
  [`csp cancel --file other.csv ${agreed}`, { on: 'reads', status: 403, code: 'mfa' }],
  [`csp cancel --file other.csv ${agreed}`, { on: 'reads', status: 401 }, { on: 'token', error: 'invalid_grant' }],
  [`csp cancel --file other.csv ${agreed}`, { on: 'reads', status: 401 }, { on: 'token', error: 'invalid_client' }],
];

test('T56: bulk commands with --debug and Node’s own logs, twenty that fail, and some that die', async () => {
  await inEmulatedSession(async ({ session, url, faults }) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(session.home, name), text);
    const secrets = new Set([clientSecret]);
    const said: string[] = [];
    const run = async (line: string, env: object = {}, input?: string) => {
      const options = { env: { ...noisy, ...env }, ...(input === undefined ? {} : { input }) };
      const result = await session.run(line, options);
      said.push(`${line}\n${result.stdout}${result.stderr}`);
      for (const secret of secretsOf(session)) secrets.add(secret);
      return result;
    };
    const endWatch = watchCommandLines();
    let commandLines = '';
    try {
      const given = await fetchRefreshToken(url);
      secrets.add(given);
      await run(`${byRefreshToken} --debug`, {}, given);
      await run('csp config set downloads.contract 2018; csp config set contact.name "Aiko Tanaka"');
      // These two say a secret because they are asked to.
      const key = await session.run(`csp get-key ${software} --reveal`);
      const link = await session.run(`csp copy-link ${software} --print`);
      expect([key.exitCode, link.exitCode]).toEqual([0, 0]);
      secrets.add(key.stdout.trim()).add(link.stdout.trim());
      const failed: (readonly [string, number])[] = [];
      for (const [line, ...rules] of failures) {
        faults.push(...rules);
        failed.push([line, (await run(line)).exitCode]);
        faults.length = 0;
      }
      expect(failed.filter(([, exitCode]) => exitCode === 0)).toEqual([]);
      const hooks = [
        [{ NODE_OPTIONS: ended, ENDED_BY: 'throw' }, 1],
        [{ NODE_OPTIONS: ended, ENDED_BY: 'abort' }, 134],
        // Dies with a transaction open, so that its journal stays on disk.
        [{ NODE_OPTIONS: dies, DIES_AT: 'before-intent' }, 134],
      ] as const;
      for (const [env, exitCode] of hooks) {
        const died = await run(`ulimit -c 0; csp buy --file dying.csv ${buy}`, env);
        expect({ env, exitCode: died.exitCode }).toEqual({ env, exitCode });
      }
      expect(filesBelow(session.home).map((path) => basename(path))).toContain('activity.db-journal');
      const hot = readFileSync(join(session.home, 'state/activity.db-journal'), 'latin1');
      expect([hot.length > 0, leaksIn(secrets)(hot)]).toEqual([true, []]);
      const codes: number[] = [];
      for (const line of work) codes.push((await run(line)).exitCode);
      expect(codes).toEqual([0, 6, 0, 0, 0, 0, 0, 0]);
    } finally {
      commandLines = await endWatch();
    }
    const leaks = leaksIn(secrets);
    expect(secrets.size).toBeGreaterThanOrEqual(6);
    expect(said.filter((text) => leaks(text).length > 0).map((text) => [text.split('\n')[0], leaks(text)])).toEqual([]);
    expect(said.filter((text) => text.includes('nobody catches this')).length).toBe(1);
    expect(leaks(commandLines)).toEqual([]);
    expect(commandLines).toContain('--file\0dying.csv');
    const found = filesBelow(session.home);
    expect(found.filter((path) => leaks(readFileSync(path, 'latin1')).length > 0)).toEqual([keptIn(session)]);
    expect(found.map((path) => basename(path))).toEqual(
      expect.arrayContaining([
        'plan.json',
        'rows.csv',
        'page.md',
        'bought.jsonl',
        'bought.md',
        'again.xml',
        'again.md',
      ]),
    );
    expect(found.filter((path) => path.includes('/requests/')).length).toBe(1);
  });
});
