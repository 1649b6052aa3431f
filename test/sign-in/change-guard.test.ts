/** What stands in front of a change: T67, and the line that says where it works. */
import { guardChange, guardChoice } from '../../src/change-guard.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import type { Prompter } from '../../src/core/ports/environment.ts';
import type { SettingRow, SettingsStore } from '../../src/core/ports/settings.ts';
import type { World } from '../../src/core/rules/world.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import type { Flags } from '../../src/read-flags.ts';
import { captureOutput } from '../terminal/captured-output.ts';
import { failureOf } from './sign-in-bench.ts';

const identity: Partner['identity'] = {
  userPrincipalName: 'admin@Acme.example',
  partnerTenantId: '11111111-2222-4333-8444-555555555555',
  partnerName: 'Acme Ltd.',
  environment: 'anything',
  world: 'live',
  roles: null,
};

interface Scene {
  readonly name?: string;
  readonly world?: World;
  readonly settings?: { readonly [key: string]: string };
  readonly flags?: Flags;
  readonly typed?: string;
  readonly losesState?: boolean;
  readonly rows?: readonly SettingRow[];
  readonly identity?: Partial<Partner['identity']>;
}

const guard = async (command: string, scene: Scene = {}) => {
  const { name = 'partner-center', world = 'live', flags = {}, losesState = false } = scene;
  const messages = await loadMessages('en');
  const { output, stderr } = captureOutput({
    narration: 'quiet',
    messages: { queryFailed: () => '', droppedColumns: () => '' },
  });
  const questions: string[] = [];
  const prompter: Pick<Prompter, 'canAsk' | 'typeToConfirm'> = {
    canAsk: scene.typed !== undefined,
    typeToConfirm: async (question, expected) => {
      questions.push(question);
      return scene.typed === expected;
    },
  };
  const settings: Pick<SettingsStore, 'get' | 'list' | 'statePath'> = {
    list: () => scene.rows ?? [],
    get: (key) => ({ profile: 'acme', ...scene.settings })[key],
    statePath: '/home/runner/.local/state/csp',
  };
  const at = { output, prompter: () => prompter as Prompter, messages, settings: settings as SettingsStore };
  const backend = { name } as Partner['backend'];
  const connected = { backend, identity: { ...identity, ...scene.identity, world } };
  const failure = await failureOf(guardChange(command, connected, { ...at, flags, losesState }));
  return { failure, questions, stderr: stderr() };
};

const live = 'LIVE partner-center · acme.example · profile acme\n';
const isProtected = { protected: 'true' };

test('a change says first where it works, also when quiet; reading says nothing', async () => {
  expect(await guard('cancel')).toEqual({ failure: undefined, questions: [], stderr: live });
  expect(await guard('buy', { world: 'emulator' })).toMatchObject({ stderr: live.replace('LIVE', 'EMULATOR') });
  expect(await guard('buy', { name: 'my-erp' })).toMatchObject({ stderr: live.replace('partner-center', 'my-erp') });
  expect(await guard('list-software', { settings: isProtected })).toMatchObject({ stderr: '', questions: [] });
});

test('on a sandbox it says that nothing is real, and whose sandbox it is', async () => {
  for (const command of ['buy', 'cancel'])
    expect(await guard(command, { world: 'sandbox', name: 'sandbox' })).toEqual({
      failure: undefined,
      questions: [],
      stderr: 'SANDBOX · nothing here is real\n',
    });
  expect(await guard('buy', { world: 'sandbox', name: 'small-purchases' })).toMatchObject({
    stderr: 'SANDBOX small-purchases · nothing here is real\n',
  });
});

const chosen: SettingRow = { key: 'profile', value: 'acme', origin: 'project', source: '/projects/acme/.csprc.json' };

test('a profile that a project’s file chose says so and has its tenant typed, in every world', async () => {
  const by = 'profile acme (/projects/acme/.csprc.json)\n';
  const rows = [chosen];
  for (const [world, line] of [
    ['live', `LIVE partner-center · acme.example · ${by}`],
    ['sandbox', `SANDBOX partner-center · nothing here is real · ${by}`],
  ] as const) {
    const typed = await guard('cancel', { world, rows, typed: 'acme.example' });
    expect(typed).toEqual({
      failure: undefined,
      questions: ['A project’s file chose the profile acme. Type acme.example to go on:'],
      stderr: line,
    });
    expect((await guard('buy', { world, rows, flags: { yes: true } })).failure).toMatchObject({
      code: 'confirmationNeeded',
      details: { flag: '--confirm-tenant acme.example' },
    });
    const named = await guard('cancel', { world, rows, flags: { confirmTenant: 'acme.example' } });
    expect([named.failure, named.questions]).toEqual([undefined, []]);
    expect((await guard('cancel', { world, rows, flags: { dryRun: true } })).failure).toBeUndefined();
    expect(await guard('list-software', { world, rows })).toEqual({ failure: undefined, questions: [], stderr: '' });
  }
  expect((await guard('buy', { rows: [{ ...chosen, origin: 'user' }] })).failure).toBeUndefined();
});

test('a key that is no setting keeps every real change back, by its name alone', async () => {
  const misspelt: SettingRow = { key: 'protectd', value: 'yes', origin: 'unknown', source: '/home/config.json' };
  const rows = [{ ...chosen, origin: 'user' }, misspelt] as const;
  for (const [command, world] of [
    ['buy', 'live'],
    ['cancel', 'live'],
    ['cancel', 'emulator'],
  ] as const)
    expect((await guard(command, { world, rows })).failure).toEqual({
      code: 'settingUnknown',
      exitCode: 2,
      details: { key: 'protectd', keys: ['profile'], file: '/home/config.json' },
    });
  expect((await guard('cancel', { world: 'sandbox', rows })).failure).toBeUndefined();
  expect((await guard('list-software', { rows })).failure).toBeUndefined();
  expect((await guard('cancel', { rows, flags: { dryRun: true } })).failure).toBeUndefined();
});

test('a protected profile has its tenant typed', async () => {
  const right = await guard('buy', { settings: isProtected, typed: 'acme.example' });
  expect([right.failure, right.questions]).toEqual([
    undefined,
    ['This profile is protected. Type acme.example to go on:'],
  ]);
  expect((await guard('buy', { settings: isProtected, typed: 'other.example' })).failure).toMatchObject({
    code: 'declined',
  });
  for (const flags of [{ dryRun: true }, { planOut: 'plan.json' }])
    expect((await guard('buy', { settings: isProtected, flags })).failure).toBeUndefined();
});

test('T67 without a terminal --yes is not enough: the tenant must be named, and be the right one', async () => {
  for (const name of ['partner-center', 'my-erp'])
    expect((await guard('cancel', { name, settings: isProtected, flags: { yes: true } })).failure).toMatchObject({
      code: 'confirmationNeeded',
      details: { flag: '--confirm-tenant acme.example' },
    });
  for (const confirmTenant of ['ACME.example', identity.partnerTenantId])
    expect((await guard('cancel', { settings: isProtected, flags: { confirmTenant } })).failure).toBeUndefined();
});

test('a tenant that is named is held against the one that is signed in to, in every world and by every command', async () => {
  const flags = { confirmTenant: 'other.example' };
  for (const world of ['live', 'emulator', 'sandbox'] as const)
    for (const command of ['cancel', 'buy', 'list-software'])
      expect((await guard(command, { world, flags })).failure).toEqual({
        code: 'tenantMismatch',
        exitCode: 8,
        details: { expected: 'other.example', found: 'acme.example' },
      });
});

test('a tenant goes by the domain of the partner, else by that of the user, else by its id', async () => {
  const shown = async (given: Partial<Partner['identity']>) => (await guard('buy', { identity: given })).stderr;
  expect(await shown({ partnerName: 'Fabrikam.example' })).toBe(live.replace('acme.example', 'fabrikam.example'));
  expect(await shown({ partnerName: identity.partnerTenantId, userPrincipalName: 'app:7d1f' })).toBe(
    live.replace('acme.example', identity.partnerTenantId),
  );
  const flags = { confirmTenant: 'acme.example' };
  expect((await guard('buy', { flags, identity: { partnerName: 'fabrikam.example' } })).failure).toBeUndefined();
});

test('T19 a purchase is not made where its journal would be lost with the job; looking and cancelling is', async () => {
  const losesState = true;
  for (const scene of [{}, { world: 'emulator' }, { name: 'my-erp' }] as const)
    expect((await guard('buy', { losesState, flags: { yes: true }, ...scene })).failure).toEqual({
      code: 'keptStateNeeded',
      exitCode: 8,
      details: { path: '/home/runner/.local/state/csp' },
    });
  expect((await guard('buy', { losesState, flags: { dryRun: true } })).failure).toBeUndefined();
  expect((await guard('cancel', { losesState, flags: { yes: true } })).failure).toBeUndefined();
  expect((await guard('buy', { losesState, world: 'sandbox', flags: { yes: true } })).failure).toBeUndefined();
});

const choosing = (origin: SettingRow['origin']): SettingsStore => {
  const row: SettingRow = { key: 'backend', value: 'sandbox', origin, source: null };
  const settings: Pick<SettingsStore, 'list'> = { list: () => [row] };
  return settings as SettingsStore;
};

test('in a CI job a sandbox that nobody chose is not changed; looked at it is', async () => {
  const choose = async (command: string, origin: SettingRow['origin'], flags: Flags = {}) =>
    failureOf(Promise.resolve().then(() => guardChoice(command, choosing(origin), flags)));
  for (const command of ['buy', 'cancel'])
    expect(await choose(command, 'default', { yes: true })).toEqual({
      code: 'backendNotChosen',
      exitCode: 8,
      details: {},
    });
  for (const origin of ['flag', 'environment', 'project', 'profile', 'user'] as const)
    expect(await choose('cancel', origin)).toBeUndefined();
  expect(await choose('list-software', 'default')).toBeUndefined();
  for (const flags of [{ dryRun: true, yes: true }, { planOut: 'plan.json' }])
    expect(await choose('cancel', 'default', flags)).toBeUndefined();
});
