/** T19: buying in a CI job, whose machine is thrown away and the journal with it unless it is kept elsewhere. */
import { type Emulated, inEmulatedSession, signIn } from './emulated-session.ts';

const one = '--customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5';
const list = 'customer,productId,skuId,quantity\ncontoso.onmicrosoft.com,DG7GMGF0DVT7,000C,5\n';
const accepted = '--yes --accept-unknown-price -o json';
const inJob = (line: string, folder?: string): string =>
  `${folder === undefined ? 'unset CSP_STATE_DIR' : `export CSP_STATE_DIR="$HOME/${folder}"`}; CI=true csp ${line}`;

const codeOf = ({ stderr }: { readonly stderr: string }): unknown =>
  JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error.code;

test('without CSP_STATE_DIR nothing is bought in CI, alone or as a list; looking is free, and with it is bought', () =>
  inEmulatedSession(async (emulated: Emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    for (const line of [`buy ${one} ${accepted}`, `buy --file - ${accepted}`]) {
      const refused = await run(inJob(line), { input: list });
      expect([refused.exitCode, codeOf(refused)]).toEqual([8, 'keptStateNeeded']);
      expect(refused.stdout).toBe('');
    }
    expect((await run(inJob(`buy ${one} --dry-run`))).exitCode).toBe(0);
    expect((await run(inJob(`buy ${one} ${accepted}`, 'kept'))).exitCode).toBe(0);
    expect((await run(inJob(`buy ${one} ${accepted}`, 'kept'))).exitCode).toBe(8);
  }));

test('the embedded sandbox is bought at as ever', () =>
  inEmulatedSession(async ({ session }) => {
    expect((await session.run(inJob(`buy ${one} --backend sandbox --yes`))).exitCode).toBe(0);
  }));
