/** Access tokens: the kept one while it lasts, one refresh for all who wait, and the new refresh token kept first. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/core/rules/secret.ts';
import { refusal } from './entra-server.ts';
import { failureOf, inputOf, type SignInBench, withBench } from './sign-in-bench.ts';

const hour = 3_600_000;

const signedIn = (act: (bench: SignInBench) => Promise<void>): Promise<void> =>
  withBench(
    async (bench) => {
      bench.entra.goodRefreshTokens.add('given');
      await bench.login({ kind: 'refresh-token', clientSecret: undefined });
      bench.entra.asked.length = 0;
      await act(bench);
    },
    { stdin: inputOf('given') },
  );

const kept = (bench: SignInBench): string => readFileSync(join(bench.folder, 'default.json'), 'utf8');

test('a kept token is used while a minute of it is left, then a new one is fetched', () =>
  signedIn(async (bench) => {
    const tokens = bench.tokens();
    const first = (await tokens.getToken()).reveal();
    bench.advance(hour - 70_000);
    expect((await tokens.getToken()).reveal()).toBe(first);
    expect(bench.entra.asked).toEqual([]);
    bench.advance(15_000);
    const second = (await tokens.getToken()).reveal();
    expect([second === first, bench.entra.asked.length]).toEqual([false, 1]);
    expect((await bench.tokens().getToken()).reveal()).toBe(second);
  }));

test('T34 eight calls at once that the service refused fetch one token, and all get it', () =>
  signedIn(async (bench) => {
    const tokens = bench.tokens();
    const refused = await tokens.getToken();
    const got = await Promise.all(Array.from({ length: 8 }, () => tokens.getToken(refused)));
    expect(new Set(got.map((token) => token.reveal())).size).toBe(1);
    expect(bench.entra.asked.length).toBe(1);
  }));

test('a rotated refresh token replaces the old one, which is nowhere left', () =>
  signedIn(async (bench) => {
    expect(kept(bench)).toContain('refresh-canary-1');
    bench.advance(hour);
    await bench.tokens().getToken();
    expect([kept(bench).includes('refresh-canary-1'), kept(bench).includes('refresh-canary-2')]).toEqual([false, true]);
  }));

test.each([3, -3, 24 * 400])('a clock that is %i hours off from the host loses no refresh token', (hours) =>
  signedIn(async (bench) => {
    bench.advance(hour);
    bench.entra.aheadMs = -hours * hour;
    expect((await bench.tokens().getToken()).reveal()).not.toBe('');
    expect(kept(bench)).toContain('refresh-canary-2');
    bench.advance(hour);
    await bench.tokens().getToken();
    expect(kept(bench)).toContain('refresh-canary-3');
  }),
);

test('what was rotated is kept, whatever is wrong with the rest of the answer', () =>
  signedIn(async (bench) => {
    bench.advance(hour);
    bench.entra.expiresIn = -1;
    expect(await failureOf(bench.tokens().getToken())).toMatchObject({ code: 'signInFailed' });
    expect(kept(bench)).toContain('refresh-canary-2');
    bench.entra.expiresIn = 3600;
    await bench.tokens().getToken();
    expect(kept(bench)).toContain('refresh-canary-3');
  }));

test.each([
  ['expired', refusal('invalid_grant', '700082')],
  ['revoked', refusal('invalid_grant', '50173')],
  ['revoked', refusal('invalid_grant', '65001')],
  ['mfa', refusal('invalid_grant', '50076')],
  ['mfa', refusal('interaction_required', '50079')],
] as const)('T69 the host wants a person again: %s', (reason, answer) =>
  signedIn(async (bench) => {
    bench.advance(hour);
    bench.entra.refusals.push(answer);
    expect(await failureOf(bench.tokens().getToken())).toEqual({
      code: 'signInNeeded',
      exitCode: 4,
      details: { profile: 'default', reason },
    });
    expect(bench.entra.asked.length).toBe(1);
  }),
);

test('T69 nobody is signed in', () =>
  withBench(async (bench) => {
    expect(await failureOf(bench.tokens().getToken(new Secret('x')))).toEqual({
      code: 'signInNeeded',
      exitCode: 4,
      details: { profile: 'default', reason: 'none' },
    });
  }));

test('a host in trouble is asked three times, then the command may be run again', () =>
  signedIn(async (bench) => {
    bench.advance(hour);
    const trouble = { status: 503, body: {} };
    bench.entra.refusals.push(trouble, trouble);
    await bench.tokens().getToken();
    bench.advance(hour);
    bench.entra.refusals.push(trouble, trouble, trouble);
    expect(await failureOf(bench.tokens().getToken())).toMatchObject({ code: 'unavailable', exitCode: 7 });
    expect([bench.pauses, bench.entra.asked.length]).toEqual([[1000, 2000, 1000, 2000], 6]);
  }));

test('signing out waits for a renewal under way, so that nothing comes back', () =>
  signedIn(async (bench) => {
    bench.advance(hour);
    const renewing = bench.tokens().getToken();
    while (bench.entra.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await Promise.all([renewing, bench.signIn.logout('profile')]);
    expect(await bench.signIn.findAccount()).toBeUndefined();
  }));

test('signing out leaves nothing behind', () =>
  signedIn(async (bench) => {
    expect(await bench.signIn.logout('profile')).toEqual(['default']);
    expect(await bench.signIn.findAccount()).toBeUndefined();
    expect(await bench.signIn.logout('all')).toEqual([]);
  }));
