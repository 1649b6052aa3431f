/** What was asked of Microsoft's support: read, never written. */
import {
  ask,
  codeOf,
  contoso,
  contosoSuites,
  dayMs,
  fabrikam,
  nobody,
  type OpenBench,
  type States,
  today,
} from './exam-bench.ts';

const hourMs = 3_600_000;

const esu = {
  id: '726111917726043',
  title: 'Refund request: Windows 7 Extended Security Updates 2020',
  severity: 'minimal',
  status: 'attention_needed',
  organizationId: contoso,
  organizationName: 'Contoso, Ltd.',
  createdAt: today - 2 * dayMs,
  lastModifiedAt: today - 20 * hourMs,
  lastClosedAt: null,
};

const office = {
  id: '726110833910286',
  title: 'Product key of Office LTSC Professional Plus 2021 is not accepted',
  severity: 'critical',
  status: 'closed',
  organizationId: contoso,
  organizationName: 'Contoso, Ltd.',
  createdAt: today - 18 * dayMs,
  lastModifiedAt: today - 13 * dayMs,
  lastClosedAt: today - 13 * dayMs,
};

export const serviceRequestsExam = (open: OpenBench, states: States): void => {
  describe('service requests', () => {
    ask(open, 'a customer’s come newest first, open and closed ones', async ({ backend }) => {
      const [first, ...others] = await backend.listServiceRequests(contoso);
      expect([first?.id, first?.status]).toEqual(['726112058340117', 'open']);
      expect(others).toEqual([esu, office]);
    });

    ask(open, 'without a customer they are those of all', async ({ backend }) => {
      const all = await backend.listServiceRequests(undefined);
      const instants = all.map(({ createdAt }) => createdAt ?? 0);
      expect(instants).toEqual([...instants].sort((a, b) => b - a));
      expect(all.filter(({ organizationId }) => organizationId === contoso)).toEqual(
        await backend.listServiceRequests(contoso),
      );
      expect(all.filter(({ organizationId }) => organizationId === fabrikam)).toEqual(
        await backend.listServiceRequests(fabrikam),
      );
      expect(all).toHaveLength(5);
    });

    ask(open, 'a customer without any has none, and nobody is no customer', async ({ backend }) => {
      expect(await backend.listServiceRequests(contosoSuites)).toEqual([]);
      expect(await codeOf(backend.listServiceRequests(nobody))).toBe('customerNotFound');
    });

    ask(open, 'at an earlier time they are as they were then', async ({ backend, setNow }) => {
      await setNow(today - 13 * dayMs - 1);
      expect(await backend.listServiceRequests(contoso)).toEqual([
        { ...office, status: 'open', lastModifiedAt: today - 14 * dayMs, lastClosedAt: null },
      ]);
    });

    ask(open, 'whoever sells or helps may read them', async ({ backend, signInAs }) => {
      await signInAs(['helpdesk-agent']);
      expect(await codeOf(backend.listServiceRequests(contoso))).toBe('fine');
      await signInAs(['account-admin']);
      expect(await codeOf(backend.listServiceRequests(undefined))).toBe(states.code('roleMissing'));
    });
  });
};
