/** What an order's status means for a purchase: only what is bought, or about to be, is called ordered. */
import type { Partner } from '../../src/core/operations/partner.ts';
import type { Backend, Checkout, Order } from '../../src/core/ports/backend.ts';
import { contoso } from '../operations/operations-bench.ts';
import { type CommandBench, command, type Scene } from './command-bench.ts';

const line = 'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes -o json';

/** A service whose orders have these statuses, one after the other; the last one for ever. */
const withStatuses = (...statuses: readonly string[]): { readonly scene: Scene; readonly seen: string[] } => {
  const seen: string[] = [];
  let looks = 0;
  const told = (order: Order): Order => {
    const status = statuses[Math.min(looks, statuses.length - 1)] ?? '';
    looks += 1;
    seen.push(status);
    return { ...order, status };
  };
  const partner = (real: Partner): Partner => {
    const { backend } = real;
    const checkoutCart = async (...words: Parameters<Backend['checkoutCart']>): Promise<Checkout> => {
      const { orders, errors } = await backend.checkoutCart(...words);
      return { orders: orders.map(told), errors };
    };
    const getOrder = async (customerId: string, id: string) => told(await backend.getOrder(customerId, id));
    return { ...real, backend: { ...backend, checkoutCart, getOrder } };
  };
  return { scene: { partner }, seen };
};

const numberIn = async ({ backend }: CommandBench): Promise<string> =>
  (await backend.listOrders(contoso.id))[0]?.alternateId ?? '';

const unsuccessful = [
  ['error', 'orderFailed'],
  ['po_review_rejected', 'orderFailed'],
  ['cancelled', 'orderFailed'],
  ['partial_success', 'orderFailed'],
  ['suspended', 'orderUnclear'],
  ['held', 'orderUnclear'],
] as const;

for (const [status, code] of unsuccessful) {
  for (const flag of ['', ' --wait']) {
    command(`when an order comes back as ${status}, then buy${flag} never calls it ordered`, async (bench) => {
      const { scene } = withStatuses(status);
      const { stdout, stderr, failure } = await bench.csp(line + flag, scene);
      const number = await numberIn(bench);
      expect(failure).toMatchObject({ code, details: { orderId: number, status, placed: { orders: [number] } } });
      expect(JSON.parse(stdout).orders).toMatchObject([{ alternateId: number, status }]);
      expect(stderr).not.toContain('Ordered');
      expect(stderr).not.toContain('Fulfilled');
    });
  }
}

command('when an order becomes an error while it is waited for, then that is the end of it', async (bench) => {
  const { scene } = withStatuses('pending', 'pending_review', 'error');
  const { stderr, failure } = await bench.csp(`${line} --wait`, scene);
  expect(failure).toMatchObject({ code: 'orderFailed', details: { status: 'error' } });
  expect(stderr).not.toContain('Fulfilled');
});

command('when a purchase order is needed, then it is asked for, and waited for to the end', async (bench) => {
  const { scene, seen } = withStatuses('Pending Review', 'pending_po_upload', 'po_upload_complete', 'completed');
  const { stderr, failure } = await bench.csp(`${line} --wait`, scene);
  const number = await numberIn(bench);
  expect([failure, seen.at(-1)]).toEqual([null, 'completed']);
  expect(stderr).toContain(`Order ${number} waits for the customer’s purchase order`);
  expect(stderr).toContain(`Fulfilled: ${number}.`);
});

command('when nobody waits, then an order under review is ordered, and its status shown', async (bench) => {
  const { scene } = withStatuses('pending_po_upload');
  const { stdout, stderr, failure } = await bench.csp(line, scene);
  expect([failure, JSON.parse(stdout).orders[0].status]).toEqual([null, 'pending_po_upload']);
  expect(stderr).toContain('waits for the customer’s purchase order');
});

describe('in a list', () => {
  const list = 'customer,product_id,sku_id,quantity\ncontoso.onmicrosoft.com,DG7GMGF0DVT7,000C,5\n';
  const rows = async (bench: CommandBench, ...statuses: readonly string[]) => {
    const { scene } = withStatuses(...statuses);
    const { stdout, failure } = await bench.csp('buy --file - --yes -o json', { ...scene, stdin: list });
    const [row] = JSON.parse(stdout);
    return [row.outcome, row.code, typeof row.orderId, failure === null ? null : (failure as { code: string }).code];
  };

  for (const [status, code] of unsuccessful) {
    command(`an order that comes back as ${status} is never ordered`, async (bench) => {
      const isRefused = code === 'orderFailed';
      expect(await rows(bench, status)).toEqual([
        isRefused ? 'refused' : 'unknown',
        code,
        'string',
        isRefused ? 'runRefused' : 'runInDoubt',
      ]);
    });
  }

  command('one under review is ordered: there is an order', async (bench) => {
    expect(await rows(bench, 'pending_review')).toEqual(['ordered', null, 'string', null]);
  });
});
