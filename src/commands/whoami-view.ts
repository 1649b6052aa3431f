/** How a credential is shown, and what it can do: one shape for the sandbox and the real service. */
import type { Identity } from '../core/ports/backend.ts';
import type { Cell, Instant, JsonObject, RecordView } from '../core/ports/environment.ts';
import type { SettingsStore } from '../core/ports/settings.ts';
import type { Account, TokenPlace } from '../core/ports/sign-in.ts';
import { type Ability, type Credential, decideAbility } from '../core/rules/abilities.ts';
import { toIso } from '../core/rules/iso.ts';
import { acts, type Role } from '../core/rules/roles.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant } from '../terminal/format.ts';

const fields = [
  'backend',
  'profile',
  'credential',
  'signInWay',
  'userPrincipalName',
  'tenantId',
  'clientId',
  'cloud',
  'roles',
  'mfa',
  'tokensIn',
  'tokensPath',
  'accessEndsAt',
] as const;

/** Of the real service; what the roles allow is said as of `at`. */
export const accountView = (messages: Messages, settings: SettingsStore, at: Instant): RecordView<Account> => ({
  json: (account) => ({
    backend: 'partner-center',
    profile: account.profile,
    credential: account.kind,
    signInWay: account.way,
    userPrincipalName: account.userPrincipalName,
    tenantId: account.tenantId,
    clientId: account.clientId,
    cloud: account.cloud,
    roles: account.roles,
    mfa: account.hasMfa,
    tokensIn: account.keptIn.place,
    tokensPath: pathOf(account.keptIn),
    accessEndsAt: toIso(account.accessEndsAt),
    commands: commandsJson(credentialOf(account, settings), at),
  }),
  fields,
  id: ({ profile }) => profile,
  rows: (account) => {
    const { title, signIn } = messages.text;
    return [
      [title.identity, account.userPrincipalName ?? signIn.app],
      [title.tenant, account.tenantId],
      [signIn.title.profile, account.profile],
      [signIn.title.cloud, account.cloud],
      [signIn.title.credential, `${signIn.kind[account.kind]} (${signIn.way[account.way]})`],
      [title.roles, rolesText(messages, account.roles)],
      [signIn.title.mfa, account.hasMfa === null ? signIn.unknown : account.hasMfa ? signIn.yes : signIn.no],
      [signIn.title.keptIn, pathOf(account.keptIn) ?? signIn.keyring],
      [signIn.title.accessEnds, tableInstant(account.accessEndsAt)],
      ...commandRows(messages, credentialOf(account, settings), at),
    ];
  },
});

export interface PartnerIdentity {
  readonly backend: string;
  readonly identity: Identity;
  /** By the backend's own clock. */
  readonly now: Instant;
}

/** Of the sandbox, and of backends that other people wrote: no token is kept for them. */
export const partnerView = (messages: Messages): RecordView<PartnerIdentity> => ({
  json: ({ backend, identity, now }) => ({
    backend,
    profile: null,
    credential: null,
    signInWay: null,
    userPrincipalName: identity.userPrincipalName,
    tenantId: identity.partnerTenantId,
    clientId: null,
    cloud: null,
    roles: identity.roles,
    mfa: null,
    tokensIn: null,
    tokensPath: null,
    accessEndsAt: null,
    commands: commandsJson(userWith(identity), now),
  }),
  fields,
  id: ({ identity }) => identity.userPrincipalName,
  rows: ({ backend, identity, now }) => [
    [messages.text.title.identity, identity.userPrincipalName],
    [messages.text.title.tenant, identity.partnerTenantId],
    [messages.text.signIn.title.backend, backend],
    [messages.text.title.roles, rolesText(messages, identity.roles)],
    ...commandRows(messages, userWith(identity), now),
  ],
});

const credentialOf = ({ kind, roles }: Account, settings: SettingsStore): Credential => ({
  kind,
  roles,
  hasContract2018: settings.get('downloads.contract') === '2018',
});

const userWith = ({ roles }: Identity): Credential => ({ kind: 'app+user', roles, hasContract2018: false });

const pathOf = (kept: TokenPlace): string | null => (kept.place === 'file' ? kept.path : null);

const rolesText = ({ text }: Messages, roles: readonly Role[] | null): string =>
  roles === null ? text.signIn.rolesUnknown : roles.map((role) => text.role[role]).join(', ');

const commandsJson = (credential: Credential, at: Instant): readonly JsonObject[] =>
  acts.map((command) => {
    const ability = decideAbility(command, credential, at);
    const missing = ability.can === 'no' ? ability.missing : null;
    return { command, can: ability.can, missing };
  });

const commandRows = (messages: Messages, credential: Credential, at: Instant): readonly (readonly [string, Cell])[] =>
  acts.map((command) => [`csp ${command}`, abilityCell(messages, decideAbility(command, credential, at))]);

const abilityCell = (messages: Messages, ability: Ability): Cell => {
  const { can } = messages.text.signIn;
  if (ability.can === 'yes') return { text: can.yes, tone: 'good' };
  if (ability.can !== 'no') return { text: can[ability.can] };
  return ability.missing === 'user'
    ? { text: can.needsUser, tone: 'bad' }
    : { text: can.needsRole({ roles: rolesText(messages, ability.needed) }), tone: 'bad' };
};
