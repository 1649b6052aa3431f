/** Before a command changes anything at a real account: says where it works, and asks more where the profile is protected. */

import { CspError } from './core/errors.ts';
import type { Output, Prompter } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import type { Account } from './core/ports/sign-in.ts';
import type { Messages } from './locales/messages.ts';
import type { Flags } from './read-flags.ts';

export interface AccountGuard {
  readonly output: Output;
  readonly prompter: () => Prompter;
  readonly messages: Messages;
  readonly settings: SettingsStore;
  readonly flags: Flags;
  /** What is written down here is gone when the job has ended, as far as one can tell. */
  readonly losesState: boolean;
}

/** The commands that change something at the service. */
const changing: ReadonlySet<string> = new Set(['buy', 'cancel']);

/**
 * The line in front of every change, the same in every language. A protected profile has its tenant typed; without a
 * terminal it must be named by `--confirm-tenant`, for `--yes` is too easily left in a script. Fails with
 * `keptStateNeeded`, `tenantMismatch`, `confirmationNeeded` or `declined`.
 */
export const guardAccount = async (
  command: string,
  account: Account,
  { output, prompter, messages, settings, flags, losesState }: AccountGuard,
): Promise<void> => {
  if (!changing.has(command)) return;
  const tenant = tenantName(account, settings.get('tenant'));
  const word = account.isEmulator ? 'EMULATOR' : 'LIVE';
  output.warn(messages.text.signIn.live, {
    banner: `${word} partner-center · ${tenant} · profile ${account.profile}`,
  });
  // A cancellation that is asked for twice is one; only the journal keeps a purchase from being made twice.
  if (command === 'buy' && losesState && flags['dryRun'] !== true)
    throw new CspError('keptStateNeeded', { path: settings.statePath });
  const named = flags['confirmTenant'];
  if (named !== undefined) {
    if (![tenant, account.tenantId].includes(String(named).toLowerCase()))
      throw new CspError('tenantMismatch', { expected: String(named), found: tenant });
    return;
  }
  if (settings.get('protected') !== 'true' || flags['dryRun'] === true) return;
  const person = prompter();
  if (!person.canAsk) throw new CspError('confirmationNeeded', { flag: `--confirm-tenant ${tenant}` });
  if (!(await person.typeToConfirm(messages.text.signIn.confirmTenant({ tenant }), tenant)))
    throw new CspError('declined', {});
};

/** What people know it by: the domain in the settings, else that of the signed-in user, else the GUID. */
const tenantName = ({ tenantId, userPrincipalName }: Account, setting: string | undefined): string => {
  if (setting?.includes('.')) return setting.toLowerCase();
  return userPrincipalName?.split('@')[1]?.toLowerCase() ?? tenantId;
};
