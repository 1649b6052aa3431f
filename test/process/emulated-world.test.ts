/** A world that was reset is another one, also behind the same address, and nothing that was remembered of the old one counts. */
import { inEmulatedSession, signIn } from './emulated-session.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const order = 'f5c3b5ddb342';
const cancel = `csp cancel ${order} ${contoso} --acknowledge --yes --reason Once -o json`;
const cal = '--product DG7GMGF0DVT7 --sku 000C --quantity 3 --term P3Y';
const buy = `csp buy ${contoso} ${cal} --accept-unknown-price --yes -q -o json`;

test('a reset emulator on the same port: what was cancelled in the world before is open, and is cancelled', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    const outcome = async (): Promise<readonly unknown[]> => {
      const { exitCode, stdout } = await run(cancel);
      const [row] = JSON.parse(stdout) as readonly { readonly outcome: string }[];
      return [exitCode, row?.outcome];
    };
    expect(await outcome()).toEqual([0, 'cancelled']);
    expect(await outcome()).toEqual([0, 'already-cancelled']);
    await emulated.reset();
    expect(await outcome()).toEqual([0, 'cancelled']);
  }));

test('a reset emulator on the same port: what was bought in the world before is no purchase here', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    expect((await run(buy)).exitCode).toBe(0);
    expect((await run(buy)).exitCode).not.toBe(0);
    await emulated.reset();
    expect((await run(buy)).exitCode).toBe(0);
  }));
