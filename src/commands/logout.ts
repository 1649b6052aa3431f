import type { Command } from 'commander';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand } from './shared-options.ts';

const examples = ['csp logout', 'csp logout --all'];

export interface LogoutWords {
  readonly all?: boolean;
}

export const logoutCommand = ({ messages, open }: CommandContext, run = runLogout): Command =>
  createCommand('logout', messages, examples)
    .option('--all', messages.flags.logoutAll)
    .action(async (words: LogoutWords, command: Command) => run(await open(command), words));

export const runLogout = async (deps: Dependencies, { all }: LogoutWords): Promise<void> => {
  const { messages, output } = deps;
  if (deps.flags.dryRun) return output.say(() => messages.text.signIn.dryRun, {});
  const signIn = await deps.signIn();
  const profiles = await signIn.logout(all === true ? 'all' : 'profile');
  if (profiles.length === 0) return output.say(() => messages.text.signIn.nobody, {});
  output.say(messages.text.signIn.signedOut, { profiles: profiles.join(', ') });
};
