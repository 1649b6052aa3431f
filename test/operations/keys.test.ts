/** Product keys: which line, who may see them, which option, and what is remembered of taking one. */
import { checkKeyAccess, describeOption, matchOptions, takeKey } from '../../src/core/operations/keys.ts';
import { getSoftwareLine } from '../../src/core/operations/order-line.ts';
import type { SoftwareLine } from '../../src/core/operations/software.ts';
import type { DownloadOption } from '../../src/core/ports/backend.ts';
import { editionAt } from '../../src/core/rules/policy-editions.ts';
import {
  cancelledOrder,
  collect,
  contoso,
  failureOf,
  type OperationsBench,
  operate,
  partlyCancelled,
  pending,
  portal,
  reservation,
  today,
  twoLines,
  windowsServer,
} from './operations-bench.ts';

const lineOf = (bench: OperationsBench, orderId: string, line?: number): Promise<SoftwareLine> =>
  getSoftwareLine(bench.partner, contoso, orderId, line);

const none = { version: undefined, language: undefined, fileType: undefined };
const iso: DownloadOption = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };
const vhd: DownloadOption = { ...iso, fileType: '64 Bit, VHD' };

operate('when an order has one line with a key, then no line needs to be named', async (bench) => {
  expect((await lineOf(bench, 'f5c3b5ddb342')).order.id).toBe(windowsServer);
  const adatum = await bench.getCustomer('adatum');
  expect((await getSoftwareLine(bench.partner, adatum, '60e840f3bd8d', undefined)).item.line).toBe(0);
});

operate('when several lines have keys, then one must be named', async (bench) => {
  expect(await failureOf(() => lineOf(bench, twoLines))).toEqual({
    code: 'choiceNeeded',
    details: {
      flag: '--line',
      choices: [
        '0 SQL Server Enterprise - 2 Core License Pack - 3 year',
        '1 Windows Server CAL - 1 Device CAL - 3 year',
      ],
    },
  });
  expect((await lineOf(bench, twoLines, 1)).item.title).toBe('Windows Server CAL - 1 Device CAL - 3 year');
  expect(await failureOf(() => lineOf(bench, twoLines, 2))).toEqual({
    code: 'lineNotFound',
    details: { customer: contoso.domain, orderId: twoLines, line: 2 },
  });
});

operate('when no line has a key, then the order has none', async (bench) => {
  expect(await failureOf(() => lineOf(bench, reservation))).toEqual({
    code: 'noKeyForKind',
    details: {
      customer: contoso.domain,
      orderId: reservation,
      line: 0,
      title: 'Reserved VM Instance, Standard_NV12, US East 2, 1 Year',
    },
  });
  expect(await failureOf(() => lineOf(bench, '000000000000'))).toMatchObject({ code: 'orderNotFound' });
});

const access = async (bench: OperationsBench, orderId: string, line?: number): Promise<unknown> => {
  const found = await lineOf(bench, orderId, line);
  const now = await bench.backend.now();
  return failureOf(() => checkKeyAccess(bench.partner, found, editionAt(now).id, portal));
};

operate(
  'when a line is live, then its key may be taken; cancelled, pending or without key, it says why',
  async (bench) => {
    const at = (orderId: string, line = 0) => ({ customer: contoso.domain, orderId, line });
    expect(await access(bench, windowsServer)).toBe('did not fail');
    expect(await access(bench, partlyCancelled, 1)).toBe('did not fail');
    expect(await access(bench, partlyCancelled, 0)).toEqual({ code: 'keyRevoked', details: at(partlyCancelled) });
    expect(await access(bench, cancelledOrder)).toEqual({ code: 'keyRevoked', details: at(cancelledOrder) });
    expect(await access(bench, pending)).toEqual({ code: 'orderPending', details: at(pending) });
    expect(await access(bench, reservation, 0)).toEqual({
      code: 'noKeyForKind',
      details: { ...at(reservation), title: 'Reserved VM Instance, Standard_NV12, US East 2, 1 Year' },
    });
  },
);

operate(
  'when today’s edition gives keys to the customer only, then partners are shown the customer’s way',
  async (bench) => {
    await bench.controls.setClock(Date.UTC(2021, 0, 20));
    await bench.controls.reset();
    expect(await access(bench, windowsServer)).toEqual({
      code: 'keyForCustomerOnly',
      details: {
        customer: contoso.domain,
        orderId: windowsServer,
        line: 0,
        edition: '2021-01',
        portalUrl: portal.keysUrl,
        helpUrl: portal.helpUrl,
      },
    });
    await bench.controls.setClock(Date.UTC(2021, 2, 4));
    expect(await access(bench, windowsServer)).toBe('did not fail');
    await bench.controls.setClock(Date.UTC(2021, 2, 4) - 1);
    expect(await access(bench, windowsServer)).toMatchObject({ code: 'keyForCustomerOnly' });
  },
);

operate('when the role is missing, then that is said before anything about the line', async (bench) => {
  const line = await lineOf(bench, cancelledOrder);
  const partner = await bench.signInAs('global-admin');
  expect(await failureOf(() => checkKeyAccess(partner, line, '2022-10', portal))).toEqual({
    code: 'roleMissing',
    details: { act: 'get-key', needed: ['admin-agent'], held: ['global-admin'] },
  });
});

operate('when words name an option, then what fits them is left, letter case aside', async (bench) => {
  const line = await lineOf(bench, windowsServer);
  const options = await bench.backend.listDownloadOptions({ customerId: contoso.id, orderId: windowsServer, line: 0 });
  const match = (words: Partial<typeof none | DownloadOption>) => matchOptions(line, options, { ...none, ...words });
  expect(match({})).toEqual(options);
  expect(options).toHaveLength(20);
  expect(match({ language: 'EN-us' })).toEqual([iso, vhd]);
  expect(match({ version: '2022', language: 'en-US', fileType: '64 bit, vhd' })).toEqual([vhd]);
  expect(await failureOf(() => match({ version: '2019', language: 'en-US' }))).toEqual({
    code: 'downloadNotFound',
    details: { customer: contoso.domain, orderId: windowsServer, line: 0, options: options.map(describeOption) },
  });
  expect(describeOption(vhd)).toBe('2022 · en-US · 64 Bit, VHD');
});

operate('when a key is taken, then it comes as a secret, and only that it was taken is remembered', async (bench) => {
  const line = await lineOf(bench, windowsServer);
  const facts = { reason: 'New server', ticket: undefined, shown: 'copied' };
  const key = await takeKey(bench.partner, line, iso, 'key-1', facts);
  expect(String(key)).toBe('[secret]');
  expect(key.reveal()).toMatch(/^([BCDFGHJKMNPQRTVWXY2346789]{5}-){4}[BCDFGHJKMNPQRTVWXY2346789]{5}$/);
  const again = await takeKey(bench.partner, line, iso, 'key-2', facts);
  expect(again.reveal()).toBe(key.reveal());
  expect((await takeKey(bench.partner, line, vhd, 'key-3', facts)).reveal()).not.toBe(key.reveal());
  const events = await bench.state.listEvents(bench.partner.identity.environment, { since: 0 });
  expect(events[0]).toEqual({
    sequence: 1,
    environment: bench.partner.identity.environment,
    at: today,
    actor: bench.partner.identity.userPrincipalName,
    type: 'key',
    customerId: contoso.id,
    orderId: windowsServer,
    line: 0,
    requestId: 'key-1',
    facts: { reason: 'New server', shown: 'copied' },
  });
  const records = await collect(bench.backend.listAuditRecords({ from: today, to: today }, {}));
  expect(records.map(({ operationType, correlationId }) => [operationType, correlationId])).toEqual([
    ['get_software_key', 'key-1'],
    ['get_software_key', 'key-2'],
    ['get_software_key', 'key-3'],
  ]);
  expect(JSON.stringify([events, records])).not.toContain(key.reveal().slice(0, 5));
});
