import type { Command } from 'commander';
import { CspError } from '../core/errors.ts';
import { oneMode, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand } from './shared-options.ts';
import { accountView, partnerView } from './whoami-view.ts';

const examples = ['csp whoami', 'csp whoami -o json --query "commands[?can==\'no\'].command"'];

export const whoamiCommand = ({ messages, open }: CommandContext, run = runWhoami): Command =>
  createCommand('whoami', messages, examples, oneMode(shapingFlags)).action(async (_words: object, command: Command) =>
    run(await open(command)),
  );

/** What this machine knows; the real service is only asked whether it takes the sign-in for one with a second factor. */
export const runWhoami = async (deps: Dependencies): Promise<void> => {
  const backendName = deps.settings.get('backend') ?? '';
  if (backendName !== 'partner-center') {
    const backend = await deps.backend();
    const identity = await backend.getIdentity();
    return deps.output.record(partnerView(deps.messages), {
      backend: backend.name,
      identity,
      now: await backend.now(),
    });
  }
  const signIn = await deps.signIn();
  const account = await signIn.findAccount();
  if (account === undefined)
    throw new CspError('signInNeeded', { profile: signIn.profile, cloud: signIn.cloud, reason: 'none' });
  const hasMfa = (await signIn.confirmMfa()) ?? account.hasMfa;
  await deps.output.record(accountView(deps.messages, deps.settings, deps.clock.now()), { ...account, hasMfa });
};
