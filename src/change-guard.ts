/** Before a command changes anything: says where it works, and stops what nobody can have meant. */
import { CspError } from './core/errors.ts';
import type { Partner } from './core/operations/partner.ts';
import type { Identity } from './core/ports/backend.ts';
import type { Output, Prompter } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import { worldBanner } from './core/rules/world.ts';
import type { Messages } from './locales/messages.ts';
import type { Flags } from './read-flags.ts';

/** The commands that change something at the service. Taking a key or a link is reading, although it is recorded. */
const changing: ReadonlySet<string> = new Set(['buy', 'cancel']);

/** Plans are made without changing anything. */
const isLooking = (flags: Flags): boolean => flags['dryRun'] === true || flags['planOut'] !== undefined;

/**
 * In a CI job the sandbox must have been chosen, by a flag, a variable or a setting: left out by mistake, it would look as
 * if everything had been done. Fails with `backendNotChosen`, before anything is read.
 */
export const guardChoice = (command: string, settings: SettingsStore, flags: Flags): void => {
  if (!changing.has(command) || isLooking(flags)) return;
  // A profile that names no backend has chosen none.
  if (settings.list().some(({ key, origin }) => key === 'backend' && origin === 'default'))
    throw new CspError('backendNotChosen', {});
};

export interface ChangeGuard {
  readonly output: Output;
  readonly prompter: () => Prompter;
  readonly messages: Messages;
  readonly settings: SettingsStore;
  readonly flags: Flags;
  /** What is written down here is gone when the job has ended, as far as one can tell. */
  readonly losesState: boolean;
}

/**
 * The line in front of every change, the same in every language. A protected profile has its tenant typed; without a
 * terminal it must be named by `--confirm-tenant`, for `--yes` is too easily left in a script. A profile that a project's
 * file chose counts as protected, on the sandbox too: whoever made the folder decided where the change would go. Fails
 * with `settingUnknown`, `keptStateNeeded`, `tenantMismatch`, `confirmationNeeded` or `declined`.
 */
export const guardChange = async (
  command: string,
  { backend: { name }, identity }: Pick<Partner, 'backend' | 'identity'>,
  { output, prompter, messages, settings, flags, losesState }: ChangeGuard,
): Promise<void> => {
  const { world } = identity;
  const [tenant, ...others] = tenantNames(identity);
  const isChange = changing.has(command);
  const profile = settings.get('profile') ?? 'default';
  const chosenBy = isChange ? projectThatChose(settings) : undefined;
  if (isChange)
    output.warn(({ banner }) => banner, { banner: worldBanner({ world, name, tenant, profile, chosenBy }) });
  const named = flags['confirmTenant'];
  if (named !== undefined && ![tenant, ...others].includes(String(named).toLowerCase()))
    throw new CspError('tenantMismatch', { expected: String(named), found: tenant });
  if (!isChange || isLooking(flags)) return;
  if (world !== 'sandbox') {
    checkSpelling(settings);
    // A cancellation that is asked for twice is one; only the journal keeps a purchase from being made twice.
    if (command === 'buy' && losesState) throw new CspError('keptStateNeeded', { path: settings.statePath });
  }
  const isProtected = world !== 'sandbox' && settings.get('protected') === 'true';
  if (named !== undefined || (!isProtected && chosenBy === undefined)) return;
  const person = prompter();
  if (!person.canAsk) throw new CspError('confirmationNeeded', { flag: `--confirm-tenant ${tenant}` });
  const { confirmTenant, confirmChosen } = messages.text.signIn;
  const question =
    isProtected || chosenBy === undefined ? confirmTenant({ tenant }) : confirmChosen({ tenant, profile });
  if (!(await person.typeToConfirm(question, tenant))) throw new CspError('declined', {});
};

const projectThatChose = (settings: SettingsStore): string | undefined => {
  const { origin, source } = settings.list().find(({ key }) => key === 'profile') ?? {};
  return origin === 'project' ? (source ?? '') : undefined;
};

/** A misspelt `protected` looks like a guard and is none. */
const checkSpelling = (settings: SettingsStore): void => {
  const rows = settings.list();
  const unknown = rows.find(({ origin }) => origin === 'unknown');
  if (unknown === undefined) return;
  const known = rows.filter(({ key, origin }) => origin !== 'unknown' && !key.startsWith('profiles.'));
  const keys = known.map(({ key }) => key);
  throw new CspError('settingUnknown', { key: unknown.key, keys, file: unknown.source ?? '' });
};

/** What people may call it, in small letters: first its domain where one is known, last its GUID. */
const tenantNames = (identity: Identity): readonly [string, ...string[]] => {
  const { partnerName, userPrincipalName, partnerTenantId } = identity;
  const domains = [partnerName, userPrincipalName.split('@')[1] ?? ''].filter((text) => /^[^\s.]+\.\S+$/.test(text));
  const [first = partnerTenantId, ...others] = [...domains, partnerTenantId].map((text) => text.toLowerCase());
  return [first, ...others];
};
