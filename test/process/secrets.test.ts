/** T56, T58–T60: keys and links leave the program only where they were asked for, and never through a command line. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSession } from './session.ts';
import { runInTerminal } from './terminal.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const software = `${contoso} --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"`;

const session = openSession();
const { run, home } = session;
const secrets = { key: '', link: '' };
beforeAll(async () => {
  await run('csp config set contact.name "Aiko Tanaka"');
  secrets.key = (await run(`csp get-key ${software} --reveal`)).stdout.trim();
  secrets.link = (await run(`csp copy-link ${software} --print`)).stdout.trim();
});
afterAll(() => session.close());

/** A secret as it is, and as it might be written by accident. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  secret.replaceAll('-', ''),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
];
const leaksIn = (text: string): readonly string[] => [
  ...new Set(
    Object.values(secrets)
      .flatMap(formsOf)
      .filter((form) => text.includes(form)),
  ),
];

test('there is a key and a link to look for', () => {
  expect(secrets).toEqual({
    key: expect.stringMatching(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/),
    link: expect.stringMatching(/^https:\/\/\S{60,}$/),
  });
});

const noisy = { CSP_DEBUG: '1', NODE_DEBUG: 'http,https,net,tls,undici,fs,module' };

test.each([
  `csp get-key ${software} --debug`,
  `csp get-key ${software} --debug -o json`,
  `csp get-key ${software} --out-file key-of-debug.txt --debug -o json`,
  `csp get-key ${software} --out-file /proc/none/key.txt --debug`,
  `csp get-key ${software} --reveal --debug > /dev/full`,
  `CI=1 csp get-key ${software} --reveal --debug`,
  `csp copy-link ${software} --print --debug > /dev/full`,
  `csp copy-link ${software} --print -o json --query "[" --debug`,
  'csp copy-link --expiring 30d --debug -o json',
  `csp list-software ${contoso} --debug -o json`,
  `csp orders ${contoso} --debug -o json`,
  'csp activity --event all --since 7d --debug -o json',
  'csp activity --sync --since 7d --debug -o json',
  `csp support-request ${contoso} --order f5c3b5ddb342 --reason x --debug`,
  `csp policy explain f5c3b5ddb342 ${contoso} --debug -o json`,
  'csp sandbox status --debug -o json',
  `csp cancel f5c3b5ddb342 ${contoso} --dry-run --debug -o json`,
])('T56: not in what is printed by: %s', async (line) => {
  const { stdout, stderr } = await run(line, { env: noisy });
  expect(leaksIn(stdout + stderr)).toEqual([]);
});

test('a failure with debug on has the stack in it, so that the search above means something', async () => {
  const { stderr } = await run(`csp get-key ${contoso} --order 000000000000`, { env: noisy });
  expect(stderr).toContain('CspError');
});

test('T56: not in what this machine keeps: the events, the settings', () => {
  const files = ['state', 'config'].flatMap((folder) =>
    readdirSync(join(home, folder), { recursive: true, withFileTypes: true }),
  );
  const kept = files.filter((entry) => entry.isFile() && !entry.name.startsWith('sandbox.db'));
  expect(kept.map(({ name }) => name)).toContain('activity.db');
  expect(kept.flatMap(({ parentPath, name }) => leaksIn(readFileSync(join(parentPath, name), 'latin1')))).toEqual([]);
});

test('a key is on a terminal only with --reveal', async () => {
  const masked = await runInTerminal(session, `csp get-key ${software}`);
  const revealed = await runInTerminal(session, `csp get-key ${software} --reveal`);
  expect([leaksIn(masked.sent), leaksIn(revealed.sent)]).toEqual([[], [secrets.key]]);
  expect(masked.sent).toContain(`*****-*****-*****-*****-${secrets.key.slice(-5)}`);
});

test('piped with --reveal: the key, a line break, nothing else', async () => {
  expect(await run(`csp get-key ${software} --reveal`)).toEqual({
    stdout: `${secrets.key}\n`,
    stderr: '',
    exitCode: 0,
  });
});

test('the clipboard tool gets it on standard input; no command line has it', async () => {
  const bin = join(home, 'clipboard');
  mkdirSync(bin);
  const tool =
    '#!/bin/bash\ncat > "$HOME/clip"\nfor p in /proc/[0-9]*/cmdline; do tr "\\0" " " < $p; echo; done > "$HOME/lines" 2>/dev/null\n';
  writeFileSync(join(bin, 'xclip'), tool, { mode: 0o755 });
  const env = { DISPLAY: ':0', PATH: `${bin}:${session.env['PATH']}` };
  const { stdout, stderr, exitCode } = await run(`csp get-key ${software} --copy -o json`, { env });
  expect(leaksIn(stdout + stderr)).toEqual([]);
  expect([exitCode, readFileSync(join(home, 'clip'), 'utf8')]).toEqual([0, secrets.key]);
  const commandLines = readFileSync(join(home, 'lines'), 'utf8');
  expect([commandLines.includes('get-key'), leaksIn(commandLines)]).toEqual([true, []]);
});

test.each(['--refresh-token', '--client-secret', '--access-token', '--password'])(
  'a secret as a flag is refused without being repeated: %s',
  async (flag) => {
    for (const words of [`${flag} hunter2`, `${flag}=hunter2`]) {
      const { stdout, stderr, exitCode } = await run(`csp customers ${words} -o json`);
      const { error } = JSON.parse(stderr);
      expect({ stdout, code: error.code, details: error.details, exitCode }).toEqual({
        stdout: '',
        code: 'secretInArgument',
        details: { flag },
        exitCode: 2,
      });
      expect(stderr).not.toContain('hunter2');
    }
  },
);

test('a refund request is the same bytes twice', async () => {
  const line = `csp support-request ${contoso} --order f5c3b5ddb342 --reason "Wrong tenant" --format html`;
  const first = await run(line);
  expect(await run(line)).toEqual(first);
  expect(first.stdout).toContain('oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1');
});
