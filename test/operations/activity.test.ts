/** Who did what, from the service's records and this machine's memory, both ends of the range included. */
import {
  type Activity,
  type ActivityFilter,
  archiveActivity,
  listActivity,
} from '../../src/core/operations/activity.ts';
import { quotePurchase } from '../../src/core/operations/buy.ts';
import { getProduct, getSku } from '../../src/core/operations/catalog.ts';
import { takeKey } from '../../src/core/operations/keys.ts';
import { takeLink } from '../../src/core/operations/links.ts';
import { getSoftwareLine } from '../../src/core/operations/order-line.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import type { AuditRecord } from '../../src/core/ports/audit.ts';
import {
  cancelNow,
  collect,
  contoso,
  dayMs,
  failureOf,
  minuteMs,
  type OperationsBench,
  operate,
  orderNow,
  today,
  windowsServer,
} from './operations-bench.ts';

const option = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };
const everything: ActivityFilter = {
  range: { from: 0, to: Number.MAX_SAFE_INTEGER },
  customerId: undefined,
  user: undefined,
  orderId: undefined,
  events: null,
};

/** The first id of the bench is the run's, the second the cart's. */
const bought = '1d000000-0000-4000-8000-000000000003';

/** A key at 10:00, a link at 10:01, a purchase for Fabrikam at 10:02, a cancellation at 10:03. */
const happenings = async (bench: OperationsBench): Promise<void> => {
  const { partner, backend, controls } = bench;
  const line = await getSoftwareLine(partner, contoso, windowsServer, undefined);
  await takeKey(partner, line, option, 'key-1', { reason: 'New server', ticket: 'T-1', shown: 'saved' });
  await controls.advanceClock(minuteMs);
  await takeLink(partner, line, option, false, 'link-1');
  await controls.advanceClock(minuteMs);
  const fabrikam = await bench.getCustomer('fabrikam');
  const { product } = await getProduct(backend, 'Access 2016', 'DE');
  const sku = await getSku(backend, product, undefined, 'DE');
  const purchase = { product, sku, quantity: 1, term: undefined, billingCycle: undefined };
  await orderNow(bench, await quotePurchase(partner, fabrikam, purchase));
  await controls.advanceClock(minuteMs);
  await cancelNow({ ...bench, partner, newId: () => 'cancel-1' }, contoso, [{ orderId: windowsServer }]);
};

const list = (partner: Partner, filter: Partial<ActivityFilter> = {}): Promise<readonly Activity[]> =>
  collect(listActivity(partner, { ...everything, ...filter }));

const requests = async (partner: Partner, filter: Partial<ActivityFilter> = {}): Promise<readonly (string | null)[]> =>
  (await list(partner, filter)).map(({ record }) => record.correlationId);

operate(
  'when things were done here, then the service’s record and what this machine knows are one row',
  async (bench) => {
    await happenings(bench);
    const rows = await list(bench.partner);
    expect(rows[0]).toEqual({
      record: {
        id: expect.stringMatching(/^5a000000-/),
        at: today,
        userPrincipalName: 'admin@firstupconsultants.onmicrosoft.com',
        customerId: contoso.id,
        customerName: contoso.name,
        operationType: 'get_software_key',
        operationStatus: 'succeeded',
        orderId: windowsServer,
        line: 0,
        correlationId: 'key-1',
        details: [
          { key: 'Product', value: 'Windows Server 2022 Standard - 16 Core License Pack' },
          { key: 'Version', value: '2022' },
          { key: 'Language', value: 'en-US' },
          { key: 'FileType', value: '64 Bit, ISO' },
        ],
      },
      event: 'key',
      facts: { reason: 'New server', ticket: 'T-1', shown: 'saved' },
      isArchived: false,
    });
    expect(rows.map(({ record, event, facts }) => [record.correlationId, record.operationType, event, facts])).toEqual([
      ['key-1', 'get_software_key', 'key', { reason: 'New server', ticket: 'T-1', shown: 'saved' }],
      ['link-1', 'get_software_download_link', 'link', {}],
      [
        bought,
        'create_order',
        'purchase',
        { item: 'DG7GMGF0DWTL:0001', quantity: '1', cartId: expect.any(String), run: '00000001' },
      ],
      ['cancel-1', 'update_order', 'cancel', { reason: 'Ordered twice', run: 'cancel-1' }],
    ]);
  },
);

operate('when two lines were cancelled by one request, then each row has its own line’s facts', async (bench) => {
  await cancelNow({ ...bench, newId: () => 'cancel-1' }, contoso, [{ orderId: 'c403d91b21d2' }]);
  const { environment } = bench.partner.identity;
  const about = { customerId: contoso.id, orderId: null, line: 7, requestId: 'cancel-1' };
  await bench.state.record({
    environment,
    at: today,
    actor: 'x',
    type: 'cancel',
    ...about,
    facts: { reason: 'another line' },
  });
  expect((await list(bench.partner)).map(({ record, facts }) => [record.line, facts])).toEqual([
    [0, { reason: 'Ordered twice', run: 'cancel-1' }],
    [1, { reason: 'Ordered twice', run: 'cancel-1' }],
  ]);
});

operate('when a range is given, then both of its ends belong to it', async (bench) => {
  await happenings(bench);
  const from = today + minuteMs;
  const to = today + 2 * minuteMs;
  expect(await requests(bench.partner, { range: { from, to } })).toEqual(['link-1', bought]);
  expect(await requests(bench.partner, { range: { from: from + 1, to } })).toEqual([bought]);
  expect(await requests(bench.partner, { range: { from, to: to - 1 } })).toEqual(['link-1']);
  expect(await requests(bench.partner, { range: { from: to + 1, to: to + 2 } })).toEqual([]);
});

operate('when a filter is given, then only what fits it is listed', async (bench) => {
  await happenings(bench);
  const fabrikam = await bench.getCustomer('fabrikam');
  expect(await requests(bench.partner, { events: ['key', 'link'] })).toEqual(['key-1', 'link-1']);
  expect(await requests(bench.partner, { events: ['cancel'] })).toEqual(['cancel-1']);
  expect(await requests(bench.partner, { events: [] })).toEqual([]);
  expect(await requests(bench.partner, { customerId: fabrikam.id })).toEqual([bought]);
  expect(await requests(bench.partner, { orderId: windowsServer })).toEqual(['key-1', 'link-1', 'cancel-1']);
  expect(await requests(bench.partner, { user: 'ADMIN@firstupconsultants.onmicrosoft.com' })).toHaveLength(4);
  expect(await requests(bench.partner, { user: 'admin' })).toEqual([]);
  expect(await requests(bench.partner, { customerId: contoso.id, orderId: windowsServer, events: ['link'] })).toEqual([
    'link-1',
  ]);
});

const foreign: AuditRecord = {
  id: 'foreign-1',
  at: today,
  userPrincipalName: 'someone@example.com',
  customerId: null,
  customerName: null,
  operationType: 'update_customer_billing_profile',
  operationStatus: 'succeeded',
  orderId: null,
  line: null,
  correlationId: null,
  details: [],
};

const withRecords = ({ partner }: OperationsBench, records: readonly AuditRecord[]): Partner => ({
  ...partner,
  backend: {
    ...partner.backend,
    async *listAuditRecords() {
      yield* records;
    },
  },
});

operate(
  'when the service has operations without a name here, then they pass only where every event is asked for',
  async (bench) => {
    const partner = withRecords(bench, [foreign]);
    expect(await list(partner)).toEqual([{ record: foreign, event: null, facts: {}, isArchived: false }]);
    expect(await list(partner, { events: ['key', 'link', 'purchase', 'cancel'] })).toEqual([]);
  },
);

operate('when a record names no request, then no facts of this machine are laid over it', async (bench) => {
  const { environment } = bench.partner.identity;
  const about = { customerId: contoso.id, orderId: null, line: null, requestId: null };
  await bench.state.record({
    environment,
    at: today,
    actor: 'x',
    type: 'key',
    ...about,
    facts: { reason: 'mine' },
  });
  expect(await list(withRecords(bench, [foreign]))).toEqual([
    { record: foreign, event: null, facts: {}, isArchived: false },
  ]);
});

operate('when a range is archived, then each record is kept once, as the service told it', async (bench) => {
  await happenings(bench);
  const { environment } = bench.partner.identity;
  const range = { from: today, to: today + 3 * minuteMs };
  const told = await collect(bench.backend.listAuditRecords(range, {}));
  expect(await archiveActivity(bench.partner, { from: today, to: today + minuteMs })).toBe(2);
  expect(await archiveActivity(bench.partner, range)).toBe(2);
  expect(await archiveActivity(bench.partner, range)).toBe(0);
  expect(await bench.state.listArchivedAuditRecords(environment, range)).toEqual(told);
  expect(await bench.state.verify()).toEqual({ sound: true, events: 16 });
});

operate('when the service has forgotten what this machine keeps, then both come once each, in order', async (bench) => {
  const { environment } = bench.partner.identity;
  const at = (id: string, minutes: number): AuditRecord => ({ ...foreign, id, at: today + minutes * minuteMs });
  const [a, b, c, d, e] = [at('a', 0), at('b', 1), at('c', 2), at('d', 2), at('e', 3)];
  await bench.state.archiveAuditRecords(environment, [a, b, d, e]);
  await bench.state.archiveAuditRecords('another world', [{ ...a, id: 'another' }]);
  const partner = withRecords(bench, [b, c, d]);
  const shown = async (filter: Partial<ActivityFilter>) =>
    (await list(partner, filter)).map(({ record, isArchived }) => [record.id, isArchived]);
  expect(await shown({})).toEqual([
    ['a', true],
    ['b', false],
    ['c', false],
    ['d', false],
    ['e', true],
  ]);
  expect(await shown({ customerId: contoso.id })).toEqual([]);
  expect(await shown({ range: { from: today + 1, to: today + 3 * minuteMs - 1 } })).not.toContainEqual(['e', true]);
});

operate('when 90 days have passed, then the sandbox has forgotten and the archive has not', async (bench) => {
  await happenings(bench);
  await archiveActivity(bench.partner, { from: today, to: today });
  await bench.controls.advanceClock(90 * dayMs + minuteMs);
  expect(
    (await list(bench.partner)).map(({ record, isArchived, facts }) => [record.correlationId, isArchived, facts]),
  ).toEqual([['key-1', true, { reason: 'New server', ticket: 'T-1', shown: 'saved' }]]);
});

operate('when more records come than one batch holds, then all of them are kept', async (bench) => {
  const many = Array.from({ length: 1001 }, (_, index) => ({ ...foreign, id: `foreign-${index}`, at: today + index }));
  expect(await archiveActivity(withRecords(bench, many), everything.range)).toBe(1001);
  expect(await bench.state.listArchivedAuditRecords(bench.partner.identity.environment, everything.range)).toEqual(
    many,
  );
});

operate('when the role is missing, then neither list nor archive begins', async (bench) => {
  const refused = {
    code: 'roleMissing',
    details: { act: 'activity', needed: ['admin-agent'], held: ['referral-admin'] },
  };
  const partner = await bench.signInAs('referral-admin');
  expect(await failureOf(() => list(partner))).toEqual(refused);
  expect(await failureOf(() => archiveActivity(partner, everything.range))).toEqual(refused);
  expect(await failureOf(async () => list(await bench.signInAs('admin-agent')))).toBe('did not fail');
});
