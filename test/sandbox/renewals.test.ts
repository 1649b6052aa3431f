/** Subscriptions that renew by the sandbox's clock, which may be set forward and back. */
import { isCspError } from '../../src/core/errors.ts';
import type { LineItem } from '../../src/core/ports/backend.ts';
import { contoso, openTestSandbox } from './open-test-sandbox.ts';

const today = Date.UTC(2026, 10, 21, 10);
const dayMs = 86_400_000;
/** A subscription of one year, bought 400 days before the world was made. */
const oneYear = 'sfbEAcXbE4HXT1aPmdQ561080FMK9KOf1';
/** A year and three years, bought 6 days and 18 hours, and 2 days and 5 hours before. */
const recent = 'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1';
const partlyCancelled = '6XSguSm1hqdaYM9mzt5cA0UJRqt0gcCZ1';

const open = async (now = today) => {
  const machine = { now };
  const { backend, controls } = openTestSandbox(':memory:', machine);
  const levers = await controls();
  const line = async (orderId: string, number = 0): Promise<LineItem> => {
    const order = await backend.getOrder(contoso, orderId);
    const listed = (await backend.listOrders(contoso)).find(({ id }) => id === order.id);
    expect(listed).toEqual(order);
    const found = order.lineItems.find((item) => item.line === number);
    if (found === undefined) throw new Error(`no line ${number}`);
    return found;
  };
  const cancel = async (orderId: string, requestId: string, lines: 'all' | readonly number[] = 'all') =>
    backend
      .requestCancel({
        customerId: contoso,
        orderId,
        lines: lines === 'all' ? 'all' : lines.map((number) => ({ line: number, offerId: null })),
        requestId,
      })
      .then(
        (order) => order?.lineItems.map(({ status }) => status),
        (error: unknown) => (isCspError(error) ? [error.code, error.details] : error),
      );
  return { backend, levers, line, cancel };
};

const yearsOn = (at: number, years: number): number =>
  new Date(at).setUTCFullYear(new Date(at).getUTCFullYear() + years);

const termOf = ({ status, termStartsAt, termEndsAt, cancelAllowedUntil }: LineItem) => ({
  status,
  termStartsAt,
  termEndsAt,
  cancelAllowedUntil,
});

test('a subscription whose year has ended renews, and the new term opens a window of its own', async () => {
  const { backend, levers, line, cancel } = await open();
  const { purchasedAt } = await backend.getOrder(contoso, oneYear);
  const renewed = yearsOn(purchasedAt, 1);
  const second = {
    status: 'active',
    termStartsAt: renewed,
    termEndsAt: yearsOn(purchasedAt, 2),
    cancelAllowedUntil: renewed + 7 * dayMs,
  };
  expect(termOf(await line(oneYear))).toEqual(second);
  expect(await cancel(oneYear, 'late')).toEqual(['cancelWindowClosed', expect.anything()]);
  const owned = (await backend.listEntitlements(contoso)).find(({ orderId }) => orderId === oneYear);
  expect(owned?.expiresAt).toBe(second.termEndsAt);

  await levers.setClock(renewed - 1);
  expect(termOf(await line(oneYear))).toEqual({
    status: 'active',
    termStartsAt: purchasedAt,
    termEndsAt: renewed,
    cancelAllowedUntil: null,
  });
  expect(await cancel(oneYear, 'before')).toEqual(['cancelWindowClosed', expect.anything()]);

  await levers.setClock(renewed);
  expect(termOf(await line(oneYear))).toEqual(second);
  await levers.setClock(yearsOn(purchasedAt, 7) + dayMs);
  expect(termOf(await line(oneYear))).toEqual({
    status: 'active',
    termStartsAt: yearsOn(purchasedAt, 7),
    termEndsAt: yearsOn(purchasedAt, 8),
    cancelAllowedUntil: yearsOn(purchasedAt, 7) + 7 * dayMs,
  });

  await levers.setClock(renewed + 7 * dayMs);
  expect(await cancel(oneYear, 'in time')).toEqual(['cancelled']);
});

test('what was bought before 2021-10-14 does not renew; what was bought on that day does', async () => {
  const first = Date.UTC(2021, 9, 14);
  for (const [boughtAt, status] of [
    [first - 1, 'expired'],
    [first, 'active'],
  ] as const) {
    const { backend, levers, line, cancel } = await open(boughtAt + 400 * dayMs);
    expect((await backend.getOrder(contoso, oneYear)).purchasedAt).toBe(boughtAt);
    expect((await line(oneYear)).status).toBe(status);
    await levers.setClock(yearsOn(boughtAt, 1) + dayMs);
    expect(await cancel(oneYear, `at ${boughtAt}`)).toEqual(
      status === 'active' ? ['cancelled'] : ['cancelWindowClosed', expect.anything()],
    );
  }
});

test('a line that was cancelled does not renew, and its term is the one that it was cancelled in', async () => {
  const { levers, line } = await open();
  const before = await line(partlyCancelled);
  await levers.setClock(today + 4_000 * dayMs);
  expect(termOf(await line(partlyCancelled))).toEqual(termOf(before));
  expect((await line(partlyCancelled, 1)).status).toBe('active');
});

test('a cancellation in a later term is not there yet when the clock is set back into an earlier one', async () => {
  const { levers, line, cancel } = await open();
  const { purchasedAt } = await (await open()).backend.getOrder(contoso, recent);
  await levers.setClock(yearsOn(purchasedAt, 1) + dayMs);
  expect(await cancel(recent, 'second term')).toEqual(['cancelled']);
  await levers.setClock(yearsOn(purchasedAt, 1) - dayMs);
  expect((await line(recent)).status).toBe('active');
  await levers.setClock(yearsOn(purchasedAt, 3));
  expect(await line(recent)).toMatchObject({ status: 'cancelled', termStartsAt: yearsOn(purchasedAt, 1) });
});

test('only subscriptions to software renew: Linux plans and reservations run out, perpetual software never', async () => {
  const { backend, levers } = await open();
  await levers.setClock(today + 4_000 * dayMs);
  const suites = '00c7bb6c-c116-457f-b7b6-fa733ea5fa1d';
  const statusOf = async (customer: string, id: string) =>
    (await backend.getOrder(customer, id)).lineItems.map(({ status }) => status);
  expect(await statusOf(contoso, 'FRWNHhXnjKc10c4Guc0ktiCjrzoFjHMQ1')).toEqual(['expired']);
  expect(await statusOf(suites, 'CsVPMYCTZwUZFWNXzQaqjw6QRaVV8sm41')).toEqual(['expired']);
  expect(await statusOf(contoso, 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1')).toEqual(['active']);
});

test('a second cancellation of an order or of a line is refused with the service’s number, and changes nothing', async () => {
  const { backend, cancel } = await open();
  const refused = ['cancelRefusedByService', expect.objectContaining({ orderId: recent, serviceCode: '800061' })];
  expect(await cancel(recent, 'one')).toEqual(['cancelled']);
  expect(await cancel(recent, 'two')).toEqual(refused);
  expect(await cancel(recent, 'three', [0])).toEqual(refused);
  // The same request, sent again, is answered as it was.
  expect(await cancel(recent, 'one')).toEqual(['cancelled']);
  expect(await cancel(partlyCancelled, 'four', [0])).toEqual([
    'cancelRefusedByService',
    expect.objectContaining({ serviceCode: '800061' }),
  ]);
  // What is open beside a cancelled line can be cancelled still.
  expect(await cancel(partlyCancelled, 'five')).toEqual(['cancelled', 'cancelled']);
  const records: string[] = [];
  for await (const { correlationId } of backend.listAuditRecords({ from: 0, to: today }, {})) {
    records.push(String(correlationId));
  }
  expect(records).toEqual(['one', 'five']);
});
