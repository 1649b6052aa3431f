/** The flags of the commands that are about one piece of software: its order line, version, language and file type. */
import { type Command, Option } from 'commander';
import type { Messages } from '../locales/messages.ts';
import { readLine, readOrder } from './shared-options.ts';

export interface SoftwareWords {
  readonly customer?: string;
  readonly order?: string;
  readonly line?: number;
  readonly version?: string;
  readonly language?: string;
  readonly fileType?: string;
}

export const addSoftwareFlags = (command: Command, { flags }: Messages): Command =>
  command
    .option('--customer <customer>', flags.customer)
    .addOption(new Option('--order <order>', flags.order).argParser(readOrder('--order')))
    .option('--line <n>', flags.line, readLine)
    .option('--version <version>', flags.version)
    .option('--language <language>', flags.language)
    .option('--file-type <type>', flags.fileType);
