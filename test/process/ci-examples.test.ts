/** The pipelines in fixtures/ci: their shell parts run here, in their order, against the sandbox. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Ended, inSession, root, type Session } from './session.ts';

interface Step {
  readonly name?: string;
  readonly displayName?: string;
  readonly run?: string;
  readonly bash?: string;
  readonly uses?: string;
}

const textOf = (name: string): string => readFileSync(join(root, 'fixtures/ci', name), 'utf8');
const github = parse(textOf('github-actions.yml'));
const azure = parse(textOf('azure-pipelines.yml'));

const gitHubSteps: readonly Step[] = [...github.jobs.plan.steps, ...github.jobs.apply.steps];
const azureSteps: readonly Step[] = [
  ...azure.stages[0].jobs[0].steps,
  ...azure.stages[1].jobs[0].strategy.runOnce.deploy.steps,
];
const nameOf = ({ name, displayName }: Step): string => name ?? displayName ?? '';
const scriptOf = ({ run, bash }: Step): string => run ?? bash ?? '';

/** What only a CI server can do: its folders, the package, and the account. */
const onlyThere = new Set(['State folder', 'Install', 'Sign in', '']);

const shellOf = (steps: readonly Step[], from: string): readonly (readonly [name: string, script: string])[] => {
  const own = steps.filter((step) => !onlyThere.has(nameOf(step)) && scriptOf(step) !== '');
  const at = own.findIndex((step) => nameOf(step) === from);
  return own.slice(at).map((step) => [nameOf(step), scriptOf(step)]);
};

const orders = `customer,order,line
contoso.onmicrosoft.com,c403d91b21d2,1
contoso.onmicrosoft.com,f5c3b5ddb342,
contoso.onmicrosoft.com,3ab104f632ef,
`;

const runAll = async (session: Session, start: string, steps: ReturnType<typeof shellOf>, count = 2) => {
  const env = {
    CSP_BACKEND: 'sandbox',
    CSP_STATE_DIR: join(session.home, '.csp-state'),
    CI: 'true',
    ORDERS: 'orders.csv',
    EXPECT_COUNT: String(count),
    REASON: 'Tenant "closed"; echo $HOME',
    PIPELINE_WORKSPACE: join(session.home, 'workspace'),
    GITHUB_STEP_SUMMARY: join(session.home, 'page.md'),
  };
  const ended: { [name: string]: Ended } = {};
  for (const [name, script] of steps) {
    // What the servers hand from job to job.
    if (name === 'Apply' && existsSync(join(session.home, 'plan.json'))) {
      mkdirSync(join(session.home, 'workspace/plan'), { recursive: true });
      cpSync(join(session.home, 'plan.json'), join(session.home, 'workspace/plan/plan.json'));
    }
    ended[name] = await session.run(`${start}${script}`, { env });
  }
  return ended;
};

const codesOf = (ended: { readonly [name: string]: Ended }) =>
  Object.fromEntries(Object.entries(ended).map(([name, { exitCode }]) => [name, exitCode]));
const closedOrder = 'KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1.txt';

test('GitHub Actions: planned, applied, told on the job’s page; run again, nothing is sent', async () => {
  await inSession(async (session) => {
    const read = (name: string): string => readFileSync(join(session.home, name), 'utf8');
    writeFileSync(join(session.home, 'orders.csv'), orders);
    const start = 'set -eo pipefail\n';
    const first = await runAll(session, start, shellOf(gitHubSteps, 'Plan'));
    expect(codesOf(first)).toEqual({ Plan: 0, 'Check the plan': 0, 'Sign out': 0, Apply: 0, Rows: 0 });
    expect(read('page.md')).toMatch(
      /^ {4}orders\.csv: 3 lines\.\n[\s\S]*\n<!-- csp run [0-9a-f]{8} -->\n# Bulk cancellation/,
    );
    expect(read('results.xml')).toMatch(/<testsuites name="csp run [0-9a-f]{8}" tests="3" failures="1" errors="0">/);
    expect(
      read('results.csv')
        .split('\n')
        .map((row) => row.split(',')[5]),
    ).toEqual(['outcome', 'cancelled', 'cancelled', 'refused', undefined]);
    expect(readdirSync(join(session.home, 'refund-requests'))).toEqual([closedOrder]);
    const again = await runAll(session, start, shellOf(gitHubSteps, 'Apply'));
    expect(codesOf(again)).toEqual({ Apply: 0, Rows: 0, 'Sign out': 0 });
    expect(again['Apply']?.stderr).toContain('Nothing was sent.');
  });
});

test('GitHub Actions: a number that nobody expected stops it before anything is sent', async () => {
  await inSession(async (session) => {
    writeFileSync(join(session.home, 'orders.csv'), orders);
    const ended = await runAll(session, 'set -eo pipefail\n', shellOf(gitHubSteps, 'Plan').slice(0, 2), 3);
    expect(codesOf(ended)).toEqual({ Plan: 0, 'Check the plan': 8 });
  });
});

test('Azure Pipelines: planned, applied, published', async () => {
  await inSession(async (session) => {
    writeFileSync(join(session.home, 'orders.csv'), orders);
    const ended = await runAll(session, '', shellOf(azureSteps, 'Plan'));
    expect(codesOf(ended)).toEqual({ Plan: 0, 'Check the plan': 0, 'Sign out': 0, Apply: 0, Rows: 0 });
    expect(ended['Rows']?.stdout).toBe(
      `##vso[task.setvariable variable=hasRows]true\n##vso[task.uploadsummary]${session.home}/summary.md\n`,
    );
    expect(readdirSync(session.home)).toEqual(
      expect.arrayContaining(['kept', 'plan.json', 'plan.md', 'refund-requests', 'results.csv', 'results.xml']),
    );
    expect(readdirSync(join(session.home, 'kept'))).toEqual(['activity.db']);
  });
});

test.each([
  ['GitHub Actions', gitHubSteps, 'set -eo pipefail\n'],
  ['Azure Pipelines', azureSteps, ''],
])('%s: where a second list is refused at the start, nothing of the run before it is told', async (_, steps, start) => {
  await inSession(async (session) => {
    const file = (name: string): string => join(session.home, name);
    writeFileSync(file('orders.csv'), orders);
    await runAll(session, start, shellOf(steps, 'Plan'));
    rmSync(file('plan.json'));
    writeFileSync(file('orders.csv'), `customer,order\ncontoso.onmicrosoft.com,3ab104f632ef\n`);
    await runAll(session, start, shellOf(steps, 'Plan').slice(0, 1));
    const ended = await runAll(session, start, shellOf(steps, 'Apply'), 7);
    expect(codesOf(ended)).toEqual({ Apply: 8, Rows: 0, 'Sign out': 0 });
    expect([ended['Rows']?.stdout, existsSync(file('results.csv')), existsSync(file('results.xml'))]).toEqual([
      '',
      false,
      false,
    ]);
  });
});

test('actions are pinned by commit, tokens only read, and no input is pasted into a script', () => {
  const uses = gitHubSteps.flatMap((step) => (step.uses === undefined ? [] : [step.uses]));
  expect(uses.filter((name) => !/^actions\/[\w/-]+@[0-9a-f]{40}$/.test(name))).toEqual([]);
  expect([github.permissions, github.jobs.plan.permissions, github.jobs.apply.permissions]).toEqual([
    {},
    { contents: 'read', 'id-token': 'write' },
    { contents: 'read', 'id-token': 'write' },
  ]);
  const scripts = [...gitHubSteps, ...azureSteps].map(scriptOf);
  expect(scripts.filter((script) => /\$\{\{|\$\(/.test(script))).toEqual([]);
});

test('state is kept outside the checkout, where a pull request cannot put files', () => {
  expect([github.env.CSP_STATE_DIR, JSON.stringify(github).includes('github.workspace')]).toEqual([undefined, false]);
  for (const job of ['plan', 'apply']) {
    const { run } = github.jobs[job].steps.find((step: Step) => step.name === 'State folder');
    expect(run).toBe('echo "CSP_STATE_DIR=$RUNNER_TEMP/csp-state" >> "$GITHUB_ENV"');
  }
  const kept = github.jobs.apply.steps.flatMap(({ with: given }: { with?: { path?: string } }) => given?.path ?? []);
  expect(kept.filter((path: string) => path.includes('activity.db'))).toEqual(
    Array(2).fill('${{ runner.temp }}/csp-state/activity.db*'),
  );
  const ofAzure = azure.variables.find(({ name }: { name?: string }) => name === 'CSP_STATE_DIR');
  // The checkout is `s` below that folder.
  expect(ofAzure.value).toBe('$(Pipeline.Workspace)/csp-state');
});
