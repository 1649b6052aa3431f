import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ClipboardResult } from '../../src/core/ports/environment.ts';
import { createClipboard } from '../../src/terminal/clipboard.ts';

/** Stand-ins for the systems' own tools, on a PATH of their own; they keep what came in, byte by byte. */
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'csp-clipboard-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const install = (name: string, script: string): void => {
  writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, name), 0o755);
};
const keeps = (name: string): void =>
  install(name, `cat > ${join(directory, 'kept')}; echo "$0 $*" > ${join(directory, 'call')}`);
const kept = (): string => readFileSync(join(directory, 'kept'), 'utf8');
const call = (): string => readFileSync(join(directory, 'call'), 'utf8').trim().replace(`${directory}/`, '');

interface Attempt {
  readonly result: ClipboardResult;
  readonly terminal: string;
}

const copy = async (
  text: string,
  env: Record<string, string>,
  platform: NodeJS.Platform = 'linux',
  isTTY = true,
): Promise<Attempt> => {
  let terminal = '';
  const stderr = {
    isTTY,
    write: (written: string) => {
      terminal += written;
    },
  };
  const path = [directory, '/usr/bin', '/bin'].join(delimiter);
  const clipboard = createClipboard({ platform, env: { PATH: path, ...env }, stderr, timeoutMs: 500 });
  return { result: await clipboard.copy(text), terminal };
};

const system: Attempt = { result: { copied: true, by: 'system' }, terminal: '' };
const text = 'https://download.example/x?sig=a%2Fb&c=名\n';

test.each([
  ['linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'wl-copy', 'wl-copy'],
  ['linux', { DISPLAY: ':0' }, 'xclip', 'xclip -selection clipboard'],
  ['linux', { DISPLAY: ':0' }, 'xsel', 'xsel --clipboard --input'],
  ['darwin', {}, 'pbcopy', 'pbcopy'],
] as const)('%s %j: %s gets exactly the text', async (platform, env, tool, line) => {
  keeps(tool);
  expect(await copy(text, env, platform)).toEqual(system);
  expect([kept(), call()]).toEqual([text, line]);
});

test('clip.exe gets ASCII as it is, and anything else as marked UTF-16', async () => {
  keeps('clip.exe');
  await copy('AAAA-BBBB', { WSL_DISTRO_NAME: 'Debian' });
  const ascii = kept();
  expect(await copy('名', {}, 'win32')).toEqual(system);
  expect([ascii, readFileSync(join(directory, 'kept'))]).toEqual(['AAAA-BBBB', Buffer.from([0xff, 0xfe, 0x0d, 0x54])]);
});

test('the next tool is tried when one fails', async () => {
  install('wl-copy', 'exit 1');
  keeps('xclip');
  expect(await copy(text, { WAYLAND_DISPLAY: 'w', DISPLAY: ':0' })).toEqual(system);
  expect(kept()).toBe(text);
});

test.each([
  ['no display', {}, 'no-clipboard'],
  ['no tool', { DISPLAY: ':0', PATH: '/nowhere' }, 'no-clipboard'],
] as const)('%s is said as such', async (_, env, reason) => {
  expect(await copy(text, env)).toEqual({ result: { copied: false, reason }, terminal: '' });
});

test('a tool that fails, or ends without reading, or never ends, has failed', async () => {
  const failed: Attempt = { result: { copied: false, reason: 'failed' }, terminal: '' };
  for (const script of ['cat > /dev/null; exit 1', 'exec <&-; exit 3', 'exec sleep 30']) {
    install('xclip', script);
    expect(await copy('x'.repeat(1_000_000), { DISPLAY: ':0' })).toEqual(failed);
  }
});

test('a tool that stays behind to serve the text does not hold us up', async () => {
  install('xclip', `cat > ${join(directory, 'kept')}; sleep 2 & exit 0`);
  expect(await copy(text, { DISPLAY: ':0' })).toEqual(system);
});

describe('over SSH', () => {
  const ssh = { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' };
  const base64 = Buffer.from(text).toString('base64');

  test('the terminal is asked', async () => {
    expect(await copy(text, ssh)).toEqual({
      result: { copied: true, by: 'osc52' },
      terminal: `\u001b]52;c;${base64}\u0007`,
    });
  });

  test('through tmux both ways', async () => {
    expect(await copy(text, { SSH_TTY: '/dev/pts/1', TMUX: '/tmp/tmux-0/default,1,0' })).toEqual({
      result: { copied: true, by: 'osc52' },
      terminal: `\u001b]52;c;${base64}\u0007\u001bPtmux;\u001b\u001b]52;c;${base64}\u0007\u001b\\`,
    });
  });

  test('not when stderr is no terminal, nor with more than terminals take', async () => {
    const none: Attempt = { result: { copied: false, reason: 'no-clipboard' }, terminal: '' };
    expect([await copy(text, ssh, 'linux', false), await copy('x'.repeat(100_000), ssh)]).toEqual([none, none]);
  });
});
