/** Progress of `list-software --all-customers` as a terminal is sent it. The first customer takes some seconds, at the service's pace. */
import { inSession } from './session.ts';
import { runInTerminal } from './terminal.ts';

const signIn = 'echo any | csp login --service-principal --client-secret-stdin --insecure-storage -q 2> login.txt';
const list = 'csp list-software --all-customers -o jsonl --limit 1 --fields customerDomain';
const rewritten =
  /^(?:0 customers\r\u001b\[K)?\[#\.{19}\] {3}5 % {2}1 of 20 customers(?:, about \d+ minutes? left|, less than a minute left)?\r\u001b\[K$/;

test('on a terminal the line is there, goes before the data comes, and can be switched off or asked not to move', () =>
  inSession(async (session) => {
    const through = async (words: string, env = '') => {
      const line = `csp sandbox exec -- sh -c '${signIn}; ${env} ${list} ${words}'`;
      const { sent, exitCode } = await runInTerminal(session, line);
      return { exitCode, sent };
    };
    const data = '{"customerDomain":"adatum.onmicrosoft.com"}\n';
    const { exitCode, sent } = await through('');
    expect([exitCode, sent.slice(-data.length)]).toEqual([0, data]);
    expect(sent.slice(0, -data.length)).toMatch(rewritten);
    const silent = { exitCode: 0, sent: data };
    const runs = [await through('--no-progress'), await through('-q'), await through('', 'CSP_ACCESSIBLE=1')];
    expect(runs).toEqual([silent, silent, silent]);
  }));
