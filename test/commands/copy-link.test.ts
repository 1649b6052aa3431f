/** `csp copy-link`: where the link goes, what is said about its end, and those that end soon. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contoso, dayMs, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';

const line =
  'copy-link --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"';
const warning = 'Whoever has this link can download the software. Pass it on with care.\n';
const ends = 'It ends 5 days after the first download.\n';

const linkOf = async ({ csp }: CommandBench): Promise<string> => (await csp(`${line} --print -q`)).stdout.trim();

command('when it is piped, then the link and nothing else is printed', async (bench) => {
  const outcome = await bench.csp(line);
  expect(outcome.stdout).toMatch(
    /^https:\/\/download\.sandbox\.example\/pr\/DG7GMGF0D5RK_0005_2022_en-US_64-Bit-ISO\?t=\S+&h=\S+\n$/,
  );
  expect(outcome).toMatchObject({ stderr: `${ends}${warning}`, failure: null, copied: [] });
});

command(
  'when a terminal asks, then the link is copied and not shown; with --print it is shown and not copied',
  async (bench) => {
    const url = await linkOf(bench);
    const product = 'Product  Windows Server 2022 Standard - 16 Core License Pack\nOrder    f5c3b5ddb342 / 0\n';
    expect(await bench.csp(line, { columns: 400, answers: [] })).toMatchObject({
      stdout: product,
      stderr: `The link is on the clipboard.\n${ends}${warning}`,
      copied: [url],
    });
    expect(await bench.csp(`${line} --print`, { columns: 400, answers: [] })).toMatchObject({
      stdout: `${product}Link     ${url}\n`,
      stderr: `${ends}${warning}`,
      copied: [],
    });
    expect(await bench.csp(line, { columns: 400, answers: [], clipboard: 'none' })).toMatchObject({
      stdout: `${product}Link     ${url}\n`,
      stderr: `There is no clipboard here, so the link is printed.\n${ends}${warning}`,
      copied: [],
    });
  },
);

command('when a CI job asks, then no link is taken or printed, and --out-file keeps it off the log', async (bench) => {
  for (const words of ['', ' --print', ' --copy', ' --message', ' -o json', ' --renew -o json']) {
    expect(await bench.csp(`${line}${words}`, { isCi: true })).toMatchObject({
      stdout: '',
      copied: [],
      failure: { code: 'revealRefused', details: { what: 'link' } },
    });
  }
  const path = join(bench.folder, 'link.txt');
  const saved = await bench.csp(`${line} --out-file ${path} --print -o json`, { isCi: true });
  expect(saved.failure).toBeNull();
  expect(JSON.parse(saved.stdout)).toMatchObject({ url: null, message: null, savedTo: path });
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([`${await linkOf(bench)}\n`, 0o600]);
  expect(saved.stdout + saved.stderr).not.toContain('https://download.');
});

command('when JSON is asked for, then the fields are exact and copying is said truthfully', async (bench) => {
  const url = await linkOf(bench);
  const json = {
    customerId: contoso.id,
    orderId: windowsServer,
    line: 0,
    kind: 'download',
    url,
    expiresAt: null,
    downloadsLeft: null,
    copied: false,
    message: null,
    savedTo: null,
  };
  expect(JSON.parse((await bench.csp(`${line} -o json`)).stdout)).toEqual(json);
  expect(JSON.parse((await bench.csp(`${line} -o json --copy`)).stdout)).toEqual({ ...json, copied: true });
  const uncopied = await bench.csp(`${line} -o json --copy`, { clipboard: 'none' });
  expect([JSON.parse(uncopied.stdout), uncopied.failure]).toEqual([
    json,
    { code: 'clipboardFailed', details: { content: 'link', reason: 'no-clipboard' } },
  ]);
});

command('when the first download was taken, then the end is a date; renewed, it is open again', async (bench) => {
  const url = await linkOf(bench);
  await bench.csp('sandbox download --customer contoso.onmicrosoft.com --order f5c3b5ddb342');
  expect(await bench.csp(line)).toMatchObject({
    stdout: `${url}\n`,
    stderr: `It ends on 26 November 2026 10:00 UTC.\n${warning}`,
  });
  const renewed = await bench.csp(`${line} --renew`);
  expect(renewed.stdout).not.toBe(`${url}\n`);
  expect(renewed.stderr).toBe(`${ends}${warning}`);
});

command('when links of fourteen days and fifty downloads are in force, then both ends are said', async (bench) => {
  await bench.csp('sandbox clock set 2020-02-01');
  await bench.csp('sandbox reset --yes');
  const outcome = await bench.csp(`${line} -o json`);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ expiresAt: '2020-02-15T00:00:00Z', downloadsLeft: 50 });
  expect(outcome.stderr).toBe(`It ends on 15 February 2020 00:00 UTC. 50 downloads are left.\n${warning}`);
});

command('when a message is wanted, then it is for the customer and complete', async (bench) => {
  const url = await linkOf(bench);
  const message = `Hello,\n\nYou can download Windows Server 2022 Standard - 16 Core License Pack for Contoso, Ltd. here:\n\n${url}\n\nIt ends 5 days after the first download. Please do not pass the link on: whoever has it can download the software.\n`;
  expect((await bench.csp(`${line} --message`)).stdout).toBe(message);
  expect(await bench.csp(`${line} --message --copy`, { columns: 80, answers: [] })).toMatchObject({
    stdout: '',
    stderr: 'The message is on the clipboard.\n',
    copied: [message],
  });
  expect(await bench.csp(`${line} --message --copy`, { clipboard: 'none' })).toMatchObject({
    stdout: message,
    failure: { code: 'clipboardFailed', details: { content: 'message', reason: 'no-clipboard' } },
  });
  expect(JSON.parse((await bench.csp(`${line} --message -o json`)).stdout)).toMatchObject({
    message,
    url,
    copied: false,
  });
  expect((await bench.csp(`${line} --message`, { lang: 'ja' })).stdout).toContain(url);
});

command('when partners get no links, then the customer’s own way in takes their place', async (bench) => {
  await bench.csp('sandbox clock set 2021-02-01');
  await bench.csp('sandbox reset --yes');
  const keys = 'https://go.microsoft.com/fwlink/p/?linkid=842054';
  const outcome = await bench.csp(`${line} -o json`);
  expect(JSON.parse(outcome.stdout)).toEqual({
    customerId: contoso.id,
    orderId: windowsServer,
    line: 0,
    kind: 'customer-portal',
    url: keys,
    expiresAt: null,
    downloadsLeft: null,
    copied: false,
    message: null,
    savedTo: null,
  });
  expect(outcome.stderr).toBe(
    'Under edition 2021-01 only the customer downloads. This is the customer’s own way in; a Global admin of the customer must be signed in.\n',
  );
  const message = (await bench.csp(`${line} --message`)).stdout;
  expect(message).toContain(`\n\n${keys}\n\nHow it is done: https://go.microsoft.com/fwlink/p/?linkid=2152525\n`);
  expect(await bench.csp('config set links.keysPortal https://portal.example/keys -q')).toMatchObject({
    failure: null,
  });
  expect((await bench.csp(line)).stdout).toBe('https://portal.example/keys\n');
});

command('when it is a dry run, then it says what the link would be for and issues none', async (bench) => {
  expect(await bench.csp(`${line} --dry-run`)).toMatchObject({
    stdout: '',
    stderr: '2022 · en-US · 64 Bit, ISO\n',
    failure: null,
    copied: [],
  });
  expect(await bench.state.listEvents(bench.partner.identity.environment, { since: 0 })).toEqual([]);
});

command('when the line is cancelled or has no downloads, then the reason is the failure', async ({ csp }) => {
  const failure = async (words: string) => (await csp(`copy-link --customer contoso.onmicrosoft.com ${words}`)).failure;
  expect(await failure('--order 83aa69bba1d8')).toEqual({
    code: 'linkEnded',
    details: { customer: contoso.domain, orderId: 'lWlpar1ijrWCZA1tn0XHsC0lsYjrGV3g1', line: 0, cause: 'revoked' },
  });
  expect(await failure('--order 2aa874c71052')).toMatchObject({ code: 'noKeyForKind' });
  expect(await failure('--order 2aa874c71052 --line 0')).toMatchObject({ code: 'noKeyForKind' });
  expect(await failure('--order 3f43ecea0135 --language en-US --file-type "64 Bit, ISO"')).toMatchObject({
    code: 'orderPending',
  });
  expect(await failure('--order f5c3b5ddb342')).toMatchObject({
    code: 'choiceNeeded',
    details: { flag: '--language' },
  });
});

command('when links that end soon are asked for, then they are listed without the links themselves', async (bench) => {
  const url = await linkOf(bench);
  expect(await bench.csp('copy-link --expiring 5d -o json')).toMatchObject({ stdout: '[]\n' });
  await bench.csp('sandbox download --customer contoso.onmicrosoft.com --order f5c3b5ddb342');
  expect(await bench.csp('copy-link --expiring 4d23h59m59s', { columns: 80, answers: [] })).toMatchObject({
    stdout: '',
    stderr: 'No link ends within this time.\n',
  });
  const { stdout } = await bench.csp('copy-link --expiring 5d --customer contoso.onmicrosoft.com -o json');
  expect(JSON.parse(stdout)).toEqual([
    {
      customerId: contoso.id,
      orderId: windowsServer,
      line: 0,
      title: 'Windows Server 2022 Standard - 16 Core License Pack',
      version: '2022',
      language: 'en-US',
      fileType: '64 Bit, ISO',
      issuedAt: '2026-11-21T10:00:00Z',
      expiresAt: '2026-11-26T10:00:00Z',
      downloadsLeft: null,
    },
  ]);
  expect(stdout).not.toContain(url.slice(-20));
  const table = await bench.csp('copy-link --expiring 5d', { columns: 200, answers: [] });
  expect(cellsOf(table.stdout)[1]).toEqual([
    'Windows Server 2022 Standard - 16 Core License Pack',
    'f5c3b5ddb342',
    '0',
    '2022',
    'en-US',
    '64 Bit, ISO',
    '2026-11-26 10:00Z',
    '–',
  ]);
  await bench.controls.advanceClock(5 * dayMs + 1);
  expect((await bench.csp('copy-link --expiring 5d -o json')).stdout).toBe('[]\n');
});

command('when a link cannot be renewed, then that is said, and nothing is remembered as renewed', async (bench) => {
  await bench.csp('sandbox clock set 2021-02-01');
  await bench.csp('sandbox reset --yes');
  expect((await bench.csp(`${line} --renew`)).failure).toEqual({
    code: 'notInApi',
    details: { what: 'link-renewal', where: 'sandbox' },
  });
  expect(await bench.state.listEvents(bench.partner.identity.environment, { since: 0 })).toEqual([]);
});
