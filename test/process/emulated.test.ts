/** The built program at the REST of an emulator: what takes more than one of its parts. */
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { inEmulatedSession, signIn } from './emulated-session.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const software = `${contoso} --order f5c3b5ddb342 --version "Windows Server 2022 Standard 2022" --language en-US --file-type "64 Bit, ISO"`;
const cancelTwo = `csp cancel f5c3b5ddb342 c403d91b21d2 ${contoso} --acknowledge --yes --concurrency 1 --reason Twice --expect-count 2 -o json`;
const [windowsServer, sqlServer] = ['f5c3b5ddb342', 'c403d91b21d2'];

interface Row {
  readonly event: string;
  readonly orderId: string;
  readonly line: number | null;
  readonly outcome: string;
  readonly details: { readonly [name: string]: string };
}

const outcomesOf = (json: string) =>
  (JSON.parse(json) as readonly Row[]).map(({ orderId, line, outcome }) => [orderId, line, outcome]);

test('activity joins the service’s records, which name the run, with what this machine knows of each line', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    const key = await run(`csp get-key ${software} --reason "New server" --ticket T-1 -o json`);
    const cancelled = await run(cancelTwo);
    expect([key.exitCode, cancelled.exitCode]).toEqual([0, 0]);
    const shown = await run('csp activity --since 1d --event all -o json');
    const rows: readonly Row[] = JSON.parse(shown.stdout);
    expect(rows.map(({ event, orderId, line, details }) => [event, orderId, line, details['reason']])).toEqual([
      ['key', windowsServer, 0, 'New server'],
      ['cancel', windowsServer, 0, 'Twice'],
      ['cancel', sqlServer, 0, 'Twice'],
      ['cancel', sqlServer, 1, 'Twice'],
    ]);
    expect(rows.map(({ details }) => details['correlationId'])).toEqual([undefined, undefined, undefined, undefined]);
  }));

/** The second cancellation is refused, and after it the sign-in too; `mended` ends that. */
const endingSignIn = (cancel: FaultRule, token: FaultRule | undefined) => {
  const seen = { cancels: 0, mended: false };
  const take = (fits: (rule: FaultRule) => boolean): FaultRule | undefined => {
    if (seen.mended) return undefined;
    if (token !== undefined && seen.cancels >= 2 && fits(token)) return token;
    if (!fits(cancel)) return undefined;
    seen.cancels += 1;
    return seen.cancels >= 2 ? cancel : undefined;
  };
  return { seen, faults: { take } };
};

const refused: FaultRule = { on: 'cancel', status: 401, code: '900420' };

test.each<readonly [string, FaultRule, FaultRule | undefined, string]>([
  ['revoked', refused, { on: 'token', error: 'invalid_grant' }, 'signInNeeded revoked'],
  ['without MFA', refused, { on: 'token', error: 'interaction_required' }, 'signInNeeded mfa'],
  ['refused twice', refused, undefined, 'signInNeeded mfa'],
])('T69 a sign-in that ends in the middle of a run, %s', async (_, cancel, token, expected) => {
  const { seen, faults } = endingSignIn(cancel, token);
  await inEmulatedSession(
    async (emulated) => {
      await signIn(emulated);
      const { run } = emulated.session;
      const ended = await run(cancelTwo);
      const { error } = JSON.parse(ended.stderr.trim().split('\n').at(-1) ?? '');
      expect({
        code: `${error.code} ${error.details.reason}`,
        hint: error.hint,
        exitCode: ended.exitCode,
        outcomes: outcomesOf(ended.stdout),
      }).toEqual({
        code: expected,
        hint: 'csp login',
        exitCode: 4,
        outcomes: [
          [windowsServer, null, 'cancelled'],
          [sqlServer, null, 'unknown'],
        ],
      });
      seen.mended = true;
      await signIn(emulated);
      const resumed = await run(cancelTwo);
      expect([resumed.exitCode, outcomesOf(resumed.stdout)]).toEqual([
        0,
        [
          [windowsServer, null, 'cancelled'],
          [sqlServer, null, 'cancelled'],
        ],
      ]);
    },
    { faults },
  );
});
