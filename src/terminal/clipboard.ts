/**
 * The clipboard, by the tools that each system brings along; the text goes in on stdin, never as an argument.
 * Own code instead of clipboardy: that would add 50 packages and 0.85 MB of foreign programs to what we ship.
 */
import { spawn } from 'node:child_process';
import type { Clipboard, ClipboardResult } from '../core/ports/environment.ts';
import { helperEnvironment } from '../core/rules/helper-environment.ts';

export interface ClipboardOptions {
  readonly platform: NodeJS.Platform;
  /** The tool that is started gets what it needs of it: its PATH finds it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly timeoutMs?: number;
}

interface Tool {
  readonly command: string;
  readonly arguments: readonly string[];
}

/** Terminals cut or refuse longer sequences. */
const osc52AtMost = 74_000;

/** Over SSH the terminal is asked (OSC 52), since the clipboard wanted is the one in front of the person. */
export const createClipboard = ({ platform, env, stderr, timeoutMs = 3_000 }: ClipboardOptions): Clipboard => ({
  copy: async (text) => {
    const sequence = Buffer.from(text, 'utf8').toString('base64');
    const isRemote = env['SSH_CONNECTION'] !== undefined || env['SSH_TTY'] !== undefined;
    if (isRemote && stderr.isTTY === true && sequence.length <= osc52AtMost) {
      stderr.write(osc52(sequence, env['TMUX'] !== undefined));
      return { copied: true, by: 'osc52' };
    }
    let result: ClipboardResult = { copied: false, reason: 'no-clipboard' };
    for (const tool of toolsFor(platform, env)) {
      const outcome = await runTool(tool, text, env, timeoutMs);
      if (outcome === 'done') return { copied: true, by: 'system' };
      if (outcome === 'failed') result = { copied: false, reason: 'failed' };
    }
    return result;
  },
});

const toolsFor = (platform: NodeJS.Platform, env: ClipboardOptions['env']): readonly Tool[] => {
  const tool = (command: string, ...args: string[]): Tool => ({ command, arguments: args });
  const clip = tool('clip.exe');
  if (platform === 'darwin') return [tool('pbcopy')];
  if (platform === 'win32') return [clip];
  return [
    ...(env['WSL_DISTRO_NAME'] ? [clip] : []),
    ...(env['WAYLAND_DISPLAY'] ? [tool('wl-copy')] : []),
    ...(env['DISPLAY'] ? [tool('xclip', '-selection', 'clipboard'), tool('xsel', '--clipboard', '--input')] : []),
  ];
};

/** `missing` when there is no such program. */
const runTool = (tool: Tool, text: string, env: ClipboardOptions['env'], timeoutMs: number) =>
  new Promise<'done' | 'failed' | 'missing'>((resolve) => {
    // Its output is closed: xclip stays behind to serve the text and would keep a pipe open.
    const child = spawn(tool.command, tool.arguments, {
      env: helperEnvironment(env),
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? 'missing' : 'failed'));
    child.on('exit', (code) => resolve(code === 0 ? 'done' : 'failed'));
    // A program that ends early closes its input; its exit code tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(tool.command === 'clip.exe' ? toClip(text) : text);
  });

/** clip.exe takes bytes for the code page of the day, unless they are marked as UTF-16. */
const toClip = (text: string): Buffer | string =>
  /^[\x20-\x7e\r\n\t]*$/.test(text) ? text : Buffer.from(`\ufeff${text}`, 'utf16le');

/** Inside tmux also in its envelope: which of the two arrives depends on tmux's settings. */
const osc52 = (base64: string, isTmux: boolean): string => {
  const sequence = `\u001b]52;c;${base64}\u0007`;
  return isTmux ? `${sequence}\u001bPtmux;\u001b${sequence}\u001b\\` : sequence;
};
