/** What stands in front of a change at a real account: T67 and the line that says where it works. */
import { guardAccount } from '../../src/account-guard.ts';
import type { Prompter } from '../../src/core/ports/environment.ts';
import type { SettingsStore } from '../../src/core/ports/settings.ts';
import type { Account } from '../../src/core/ports/sign-in.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import type { Flags } from '../../src/read-flags.ts';
import { captureOutput } from '../terminal/captured-output.ts';
import { failureOf } from './sign-in-bench.ts';

const account: Account = {
  profile: 'acme',
  kind: 'app+user',
  way: 'browser',
  userPrincipalName: 'admin@Acme.example',
  tenantId: '11111111-2222-4333-8444-555555555555',
  clientId: 'client',
  cloud: 'global',
  isEmulator: false,
  roles: null,
  hasMfa: true,
  keptIn: { place: 'keyring' },
  keepsClientSecret: false,
  accessEndsAt: 0,
};

const guard = async (
  command: string,
  scene: {
    readonly settings?: { readonly [key: string]: string };
    readonly flags?: Flags;
    readonly typed?: string;
    readonly isEmulator?: boolean;
    readonly losesState?: boolean;
  } = {},
) => {
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
  const settings: Pick<SettingsStore, 'get' | 'statePath'> = {
    get: (key) => scene.settings?.[key],
    statePath: '/home/runner/.local/state/csp',
  };
  const at = { output, prompter: () => prompter as Prompter, messages, settings: settings as SettingsStore };
  const { flags = {}, losesState = false } = scene;
  const seen = { ...account, isEmulator: scene.isEmulator === true };
  const failure = await failureOf(guardAccount(command, seen, { ...at, flags, losesState }));
  return { failure, questions, stderr: stderr() };
};

const live = 'LIVE partner-center · acme.example · profile acme\n';
const isProtected = { protected: 'true' };

test('a change says first where it works, also when quiet; reading says nothing', async () => {
  expect(await guard('cancel')).toEqual({ failure: undefined, questions: [], stderr: live });
  expect(await guard('buy', { isEmulator: true })).toMatchObject({ stderr: live.replace('LIVE', 'EMULATOR') });
  expect(await guard('list-software', { settings: isProtected })).toMatchObject({ stderr: '', questions: [] });
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
  expect((await guard('buy', { settings: isProtected, flags: { dryRun: true } })).failure).toBeUndefined();
});

test('T67 without a terminal --yes is not enough: the tenant must be named, and be the right one', async () => {
  expect((await guard('cancel', { settings: isProtected, flags: { yes: true } })).failure).toMatchObject({
    code: 'confirmationNeeded',
    details: { flag: '--confirm-tenant acme.example' },
  });
  for (const confirmTenant of ['ACME.example', account.tenantId])
    expect((await guard('cancel', { settings: isProtected, flags: { confirmTenant } })).failure).toBeUndefined();
  expect((await guard('cancel', { flags: { confirmTenant: 'other.example' } })).failure).toEqual({
    code: 'tenantMismatch',
    exitCode: 8,
    details: { expected: 'other.example', found: 'acme.example' },
  });
});

test('T19 a purchase is not made where its journal would be lost with the job; looking and cancelling is', async () => {
  const losesState = true;
  for (const isEmulator of [false, true])
    expect((await guard('buy', { losesState, isEmulator, flags: { yes: true } })).failure).toEqual({
      code: 'keptStateNeeded',
      exitCode: 8,
      details: { path: '/home/runner/.local/state/csp' },
    });
  expect((await guard('buy', { losesState, flags: { dryRun: true } })).failure).toBeUndefined();
  expect((await guard('cancel', { losesState, flags: { yes: true } })).failure).toBeUndefined();
});
