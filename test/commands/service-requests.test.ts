/** `csp support-request --list`: what was asked of Microsoft's support already. */
import { contoso } from '../operations/operations-bench.ts';
import { cellsOf, command } from './command-bench.ts';

command('when they are listed for a customer, then the fields are exact and nothing is asked', async ({ csp }) => {
  const outcome = await csp('support-request --list --customer contoso.onmicrosoft.com -o json');
  expect([outcome.failure, outcome.stderr, outcome.questions]).toEqual([null, '', []]);
  const [first, ...others] = JSON.parse(outcome.stdout);
  expect(first).toEqual({
    id: '726112058340117',
    title: 'Refund request: Windows Server 2022 Datacenter - 16 Core License Pack',
    severity: 'moderate',
    status: 'open',
    organizationId: contoso.id,
    organizationName: 'Contoso, Ltd.',
    createdAt: '2026-11-21T05:00:00Z',
    lastModifiedAt: '2026-11-21T05:00:00Z',
    lastClosedAt: null,
  });
  expect(others.map(({ status }: { status: string }) => status)).toEqual(['attention_needed', 'closed']);
  expect((await csp('support-request --list --ids')).stdout.split('\n')).toHaveLength(6);
});

command('when a terminal lists those of all customers, then each with its customer', async ({ csp }) => {
  const scene = { columns: 200, answers: [] };
  const rows = cellsOf((await csp('support-request --list', scene)).stdout);
  expect([rows[0], rows[3]]).toEqual([
    ['Request', 'Customer', 'Title', 'Status', 'Severity', 'Created', 'Last change'],
    [
      '726111917726043',
      'Contoso, Ltd.',
      'Refund request: Windows 7 Extended Security Updates 2020',
      'needs your answer',
      'minimal',
      '2026-11-19 10:00Z',
      '2026-11-20 14:00Z',
    ],
  ]);
  const own = cellsOf((await csp('support-request --list --customer contoso.onmicrosoft.com', scene)).stdout);
  expect(own[0]).toEqual(['Request', 'Title', 'Status', 'Severity', 'Created', 'Last change']);
  expect(await csp('support-request --list --customer relecloud.onmicrosoft.com', scene)).toMatchObject({
    stdout: '',
    stderr: 'There are no service requests.\n',
  });
});

command('when flags of a request to be written are given too, then that is refused', async ({ csp }) => {
  const outcome = await csp('support-request --list --order 3ab104f632ef --impact minimal --check -q');
  expect(outcome.failure).toEqual({
    code: 'argumentsConflict',
    details: { flags: ['--list', '--order', '--impact', '--check'] },
  });
});

command('when the role is missing, then that is said before anything is read', async ({ csp, controls }) => {
  await controls.signInAs(['account-admin']);
  expect((await csp('support-request --list')).failure).toEqual({
    code: 'roleMissing',
    details: {
      act: 'support-request --list',
      needed: ['admin-agent', 'global-admin', 'sales-agent', 'helpdesk-agent'],
      held: ['account-admin'],
    },
  });
});
