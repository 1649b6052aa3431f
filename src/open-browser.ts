/** Opens an address in the person's browser, as far as there is one; the address is always printed as well. */
import { spawn } from 'node:child_process';
import { helperEnvironment } from './core/rules/helper-environment.ts';

const openers: { readonly [platform: string]: readonly [command: string, ...words: string[]] } = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** No shell reads the address. Nothing happens where there is no browser. */
export const openBrowser = (url: string, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): void => {
  const [command, ...words] = openers[platform] ?? ['xdg-open'];
  const child = spawn(command, [...words, url], { env: helperEnvironment(env), stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
};
