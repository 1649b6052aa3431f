/** Who may do what, and the activity log, which only some may read. */
import type { CartLineRequest } from '../../src/core/ports/backend.ts';
import { type Role, roles, rolesFor } from '../../src/core/rules/roles.ts';
import { worlds } from '../../src/core/rules/world.ts';
import {
  ask,
  cancelOrder,
  codeOf,
  collect,
  contoso,
  contosoSuites,
  type ExamBench,
  nobody,
  type OpenBench,
  type States,
  secondMs,
  today,
  windowsServer,
} from './exam-bench.ts';

const english = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };
const cal: CartLineRequest = {
  catalogItemId: 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM',
  quantity: 1,
  term: 'P3Y',
  billingCycle: 'one_time',
};
/** What each act of the service answers to someone with one role only; the others of the table are the tool's own. */
const tryAll = async ({ backend }: ExamBench, role: Role) => ({
  buy: await codeOf(backend.createCart(contoso, [cal], `cart-${role}`)),
  'list-software': await codeOf(backend.listOrders(contoso)),
  'support-request --list': await codeOf(backend.listServiceRequests(contoso)),
  'get-key': await codeOf(backend.getProductKey(windowsServer, english, `key-${role}`)),
  'copy-link': await codeOf(backend.getDownloadLink(windowsServer, english, false, `link-${role}`)),
  cancel: await codeOf(cancelOrder(backend, contoso, '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1', [1], `cancel-${role}`)),
  activity: await codeOf(collect(backend.listAuditRecords({ from: 0, to: today }, {}))),
});

export const rolesExam = (open: OpenBench, states: States): void => {
  describe('roles and the activity log', () => {
    ask(open, 'whoever is signed in holds the roles that were given', async ({ backend, signInAs }) => {
      await signInAs(['helpdesk-agent', 'account-admin']);
      const identity = await backend.getIdentity();
      expect(identity.roles).toEqual(['helpdesk-agent', 'account-admin']);
      expect(identity.partnerTenantId).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    });

    ask(open, 'it says whether what is done here is real', async ({ backend }) => {
      expect(worlds).toContain((await backend.getIdentity()).world);
    });

    for (const role of roles) {
      ask(open, `${role}: each act is done or refused as the table of roles says`, async (bench) => {
        await bench.signInAs([role]);
        const answered = await tryAll(bench, role);
        const expected = Object.keys(answered).map((act) => [
          act,
          rolesFor(act as keyof typeof answered, today).includes(role) ? 'fine' : states.code('roleMissing'),
        ]);
        expect(answered).toEqual(Object.fromEntries(expected));
      });
    }

    ask(open, 'checkout, entitlements and issued links ask for a role too', async ({ backend, signInAs }) => {
      const cart = await backend.createCart(contoso, [cal], 'cart-1');
      await signInAs([]);
      // Who may read neither the cart nor the orders is not told that nothing was ordered.
      expect(['outcomeUnknown', states.code('roleMissing')]).toContain(
        await codeOf(backend.checkoutCart(contoso, cart.id, 'checkout-1')),
      );
      expect(await codeOf(backend.listEntitlements(contoso))).toBe(states.code('roleMissing'));
      expect(await codeOf(backend.listDownloadLinks(undefined))).toBe(
        states.linkLives ? states.code('roleMissing') : 'notInApi',
      );
    });

    ask(
      open,
      'a request that was answered is not answered again to someone without the role',
      async ({ backend, signInAs }) => {
        await backend.createCart(contoso, [cal], 'cart-1');
        await signInAs(['sales-agent']);
        expect(await codeOf(backend.createCart(contoso, [cal], 'cart-1'))).toBe(
          states.rolesOfRepeats ? states.code('roleMissing') : 'fine',
        );
      },
    );

    ask(open, 'records come oldest first, both ends of the range included, for one customer or all', async (bench) => {
      const { backend, setNow } = bench;
      const theirs = { customerId: contosoSuites, orderId: 'vkEo9xt9tldwVejAMjqmmejgvc8IfDQT1', line: 0 };
      const [branch] = await backend.listDownloadOptions(theirs);
      if (branch === undefined) throw new Error('no download options');
      await backend.getProductKey(windowsServer, english, 'key-1');
      await setNow(today + secondMs);
      await backend.getProductKey(theirs, branch, 'key-2');
      await setNow(today + 2 * secondMs);
      await backend.getProductKey(windowsServer, english, 'key-3');
      const requests = async (from: number, to: number, customerId?: string) =>
        (await collect(backend.listAuditRecords({ from, to }, customerId === undefined ? {} : { customerId }))).map(
          ({ at, correlationId }) => [at, correlationId],
        );
      const [first, second, third] = [1, 2, 3].map((n) => [today + (n - 1) * secondMs, states.recordId(`key-${n}`)]);
      expect(await requests(today, today + 2 * secondMs)).toEqual([first, second, third]);
      expect(await requests(today + 1, today + 2 * secondMs - 1)).toEqual([second]);
      expect(await requests(today, today + 2 * secondMs, contoso)).toEqual([first, third]);
      expect(await requests(today, today + 2 * secondMs, nobody)).toEqual([]);
      expect(await requests(0, today - 1)).toEqual([]);
    });

    ask(open, 'a thousand records and more arrive complete and in order', async ({ backend }) => {
      const sent = Array.from({ length: 1_201 }, (_, index) => `key-${index}`);
      for (const requestId of sent) await backend.getProductKey(windowsServer, english, requestId);
      const records = await collect(backend.listAuditRecords({ from: today, to: today }, {}));
      expect(records.map(({ correlationId }) => correlationId)).toEqual(sent.map(states.recordId));
      expect(new Set(records.map(({ id }) => id)).size).toBe(sent.length);
    });
  });
};
