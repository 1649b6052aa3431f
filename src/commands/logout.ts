import type { Command } from 'commander';
import type { RecordView } from '../core/ports/environment.ts';
import { oneMode, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand } from './shared-options.ts';

const examples = ['csp logout', 'csp logout --all'];

export interface LogoutWords {
  readonly all?: boolean;
}

export const logoutCommand = ({ messages, open }: CommandContext, run = runLogout): Command =>
  createCommand('logout', messages, examples, oneMode(shapingFlags))
    .option('--all', messages.flags.logoutAll)
    .action(async (words: LogoutWords, command: Command) => run(await open(command), words));

export const runLogout = async (deps: Dependencies, { all }: LogoutWords): Promise<void> => {
  const { messages, output } = deps;
  await output.check(logoutView);
  if (deps.flags.dryRun) return output.say(() => messages.text.signIn.dryRun, {});
  const signIn = await deps.signIn();
  const profiles = await signIn.logout(all === true ? 'all' : 'profile');
  output.changed();
  if (profiles.length > 0) output.say(messages.text.signIn.signedOut, { profiles: profiles.join(', ') });
  else output.say(messages.text.signIn.nobody, { profile: all === true ? null : signIn.profile });
  if (output.isMachineAsked) await output.record(logoutView, profiles);
};

const logoutView: RecordView<readonly string[]> = {
  json: (profiles) => ({ profiles }),
  fields: ['profiles'],
  id: (profiles) => profiles.join('\n'),
  rows: () => [],
};
