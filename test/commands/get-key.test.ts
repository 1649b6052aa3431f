/** `csp get-key`: the key leaves the tool only in the ways asked for, and is masked everywhere else. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contoso, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';

const line =
  'get-key --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"';
const option = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };

/** The key itself, taken behind the command's back. */
const keyOf = async ({ backend }: CommandBench): Promise<string> =>
  (
    await backend.getProductKey({ customerId: contoso.id, orderId: windowsServer, line: 0 }, option, 'peek')
  ).key.reveal();
const maskOf = (key: string): string => `*****-*****-*****-*****-${key.slice(-5)}`;

const eventFacts = async ({ state, partner }: CommandBench): Promise<readonly unknown[]> =>
  (await state.listEvents(partner.identity.environment, { since: 0, type: 'key' })).map(({ facts }) => facts);

command('when nothing else is asked, then the key is masked in every format', async (bench) => {
  const key = await keyOf(bench);
  const json = await bench.csp(`${line} -o json`);
  expect({ ...json, stdout: JSON.parse(json.stdout) }).toEqual({
    stdout: {
      customerId: contoso.id,
      orderId: windowsServer,
      line: 0,
      masked: maskOf(key),
      key: null,
      copied: false,
      savedTo: null,
    },
    stderr: 'Only the last characters are shown. See the whole key with --reveal, or use --copy or --out-file.\n',
    failure: null,
    questions: [],
    copied: [],
  });
  for (const format of ['table', 'jsonl', 'csv', 'tsv', 'yaml']) {
    const { stdout } = await bench.csp(`${line} -o ${format}`);
    expect(stdout).toContain(maskOf(key));
    expect(stdout).not.toContain(key.slice(0, 5));
  }
  expect(await eventFacts(bench)).toEqual(Array(6).fill({ shown: 'masked' }));
});

command('when it is revealed, then a terminal shows it, JSON holds it, and a pipe gets nothing else', async (bench) => {
  const key = await keyOf(bench);
  expect((await bench.csp(`${line} --reveal`)).stdout).toBe(`${key}\n`);
  expect(JSON.parse((await bench.csp(`${line} --reveal -o json`)).stdout)).toMatchObject({ key, masked: maskOf(key) });
  const terminal = await bench.csp(`${line} --reveal --reason "New server" --ticket T-1`, { columns: 80, answers: [] });
  expect(terminal.stdout).toBe(
    [
      'Product  Windows Server 2022 Standard - 16 Core License Pack',
      'Order    f5c3b5ddb342 / 0',
      `Key      ${key}`,
      '',
    ].join('\n'),
  );
  expect((await eventFacts(bench)).at(-1)).toEqual({ reason: 'New server', ticket: 'T-1', shown: 'revealed' });
});

command('when a CI job would reveal it, then that is refused before anything is read', async (bench) => {
  expect(await bench.csp(`${line} --reveal`, { isCi: true })).toMatchObject({
    stdout: '',
    failure: { code: 'revealRefused', details: { what: 'key' } },
  });
  expect(await eventFacts(bench)).toEqual([]);
  expect((await bench.csp(`${line} --out-file ${join(bench.folder, 'key.txt')}`, { isCi: true })).failure).toBeNull();
});

command('when it is copied, then it is on the clipboard and nowhere on the screen', async (bench) => {
  const key = await keyOf(bench);
  const outcome = await bench.csp(`${line} --copy`, { columns: 80, answers: [] });
  expect(outcome.copied).toEqual([key]);
  expect(outcome.stdout).toContain(maskOf(key));
  expect(outcome.stdout + outcome.stderr).not.toContain(key.slice(0, 5));
  expect(outcome.stderr).toBe('The key is on the clipboard.\n');
  expect(JSON.parse((await bench.csp(`${line} --copy -o json`)).stdout)).toMatchObject({ key: null, copied: true });
});

command('when there is no clipboard, then that is said and the key stays hidden', async (bench) => {
  const key = await keyOf(bench);
  const outcome = await bench.csp(`${line} --copy -o json`, { clipboard: 'none' });
  expect(JSON.parse(outcome.stdout)).toMatchObject({ key: null, copied: false });
  expect(outcome.failure).toEqual({ code: 'clipboardFailed', details: { content: 'key', reason: 'no-clipboard' } });
  expect(outcome.stdout).not.toContain(key.slice(0, 5));
  const far = await bench.csp(`${line} --copy`, { columns: 80, answers: [], clipboard: 'osc52' });
  expect(far.stderr).toBe('The key was sent to your terminal’s clipboard; not every terminal accepts it.\n');
});

command('when it is saved, then into a new file that only its owner reads; an old one is left alone', async (bench) => {
  const key = await keyOf(bench);
  const path = join(bench.folder, 'key.txt');
  const outcome = await bench.csp(`${line} --out-file ${path} -o json`);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ key: null, savedTo: path });
  expect(outcome.stderr).toBe(`The key was saved to ${path}; only you can read the file.\n`);
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([`${key}\n`, 0o600]);
  const before = await eventFacts(bench);
  expect((await bench.csp(`${line} --out-file ${path}`)).failure).toEqual({ code: 'fileExists', details: { path } });
  expect(await eventFacts(bench)).toEqual(before);
  expect(before).toEqual([{ shown: 'saved' }]);
});

command('when it is a dry run, then it says which key it would be and takes none', async (bench) => {
  const outcome = await bench.csp(`${line} --reveal --dry-run`);
  expect([outcome.stdout, outcome.stderr]).toEqual(['', '2022 · en-US · 64 Bit, ISO\n']);
  expect(await eventFacts(bench)).toEqual([]);
});

command('when version, language or file type are open, then they are asked for one after the other', async (bench) => {
  const asked = await bench.csp('get-key --customer contoso.onmicrosoft.com --order f5c3b5ddb342', {
    columns: 80,
    answers: ['ja-JP', 'VHD'],
  });
  expect([asked.failure, asked.questions]).toEqual([null, ['choose: In which language?', 'choose: Which file type?']]);
  const open = await bench.csp('get-key --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --language ja-JP');
  expect(open.failure).toEqual({
    code: 'choiceNeeded',
    details: { flag: '--file-type', choices: ['64 Bit, ISO', '64 Bit, VHD'] },
  });
});

command('when the line has no key to give, then the reason is the failure', async (bench) => {
  const failure = async (words: string) =>
    (await bench.csp(`get-key --customer contoso.onmicrosoft.com ${words}`)).failure;
  expect(await failure('--order 83aa69bba1d8')).toMatchObject({ code: 'keyRevoked' });
  expect(await failure('--order 3f43ecea0135')).toMatchObject({ code: 'orderPending' });
  expect(await failure('--order 2aa874c71052')).toMatchObject({ code: 'noKeyForKind' });
  expect(await failure('--order c403d91b21d2')).toMatchObject({ code: 'choiceNeeded', details: { flag: '--line' } });
  expect(await failure('--order c403d91b21d2 --line 9')).toMatchObject({ code: 'lineNotFound' });
  expect(await failure('--order f5c3b5ddb342 --version 2019')).toMatchObject({ code: 'downloadNotFound' });
  await bench.csp('sandbox clock set 2021-02-01');
  await bench.csp('sandbox reset --yes');
  expect(await failure('--order f5c3b5ddb342')).toMatchObject({
    code: 'keyForCustomerOnly',
    details: { edition: '2021-01', portalUrl: 'https://go.microsoft.com/fwlink/p/?linkid=842054' },
  });
});
