/** What a command that downloads is handed; loaded only by one that does. */
import type { Dependencies } from './commands/context.ts';
import type { Clock } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import { createDownloader } from './download/downloader.ts';
import type { Messages } from './locales/messages.ts';
import { createProgressLine } from './terminal/progress-line.ts';

export interface DownloadSources {
  readonly host: NodeJS.Process;
  readonly clock: Clock;
  readonly messages: Messages;
  readonly settings: SettingsStore;
  readonly narration: 'quiet' | 'normal' | 'verbose';
  /** Takes what ends the connections of a run that is given up. */
  readonly closing: (() => Promise<void>)[];
}

type Downloads = Awaited<ReturnType<Dependencies['downloads']>>;

export const openDownloads = ({ host, clock, messages, settings, narration, closing }: DownloadSources): Downloads => {
  const { env, stderr } = host;
  const isWanted = narration !== 'quiet' && settings.get('progress') !== 'false';
  const canRewrite = isWanted && stderr.isTTY === true && env['TERM'] !== 'dumb';
  const words = messages.text.link.progress;
  return {
    downloader: createDownloader({ env, clock, onOpen: (close) => closing.push(close) }),
    progress: canRewrite
      ? createProgressLine({ stream: stderr, width: stderr.columns || 80, clock, words })
      : { show: () => {}, end: () => {} },
  };
};
