/** Download links: taken, renewed, and listed before they end. */
import { checkLinkAccess, isCustomerPortalOnly, listExpiringLinks, takeLink } from '../../src/core/operations/links.ts';
import { getSoftwareLine } from '../../src/core/operations/order-line.ts';
import { requireRole } from '../../src/core/operations/partner.ts';
import type { DownloadOption } from '../../src/core/ports/backend.ts';
import {
  cancelledOrder,
  contoso,
  dayMs,
  failureOf,
  type OperationsBench,
  operate,
  partlyCancelled,
  reservation,
  secondMs,
  today,
  twoLines,
  windowsServer,
} from './operations-bench.ts';

const option: DownloadOption = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };

let requests = 0;
const take = async (bench: OperationsBench, orderId: string, line = 0, renew = false) => {
  const software = await getSoftwareLine(bench.partner, contoso, orderId, line);
  return takeLink(bench.partner, software, option, renew, `link-${++requests}`);
};

operate('when a link is asked for again, then it is the same; renewed, it is another', async (bench) => {
  const first = await take(bench, windowsServer);
  expect({ ...first, url: String(first.url) }).toEqual({
    url: '[secret]',
    issuedAt: today,
    expiresAt: null,
    downloadsLeft: null,
  });
  expect(first.url.reveal()).toMatch(/^https:\/\/download\.sandbox\.example\//);
  const again = await take(bench, windowsServer);
  expect(again.url.reveal()).toBe(first.url.reveal());
  const renewed = await take(bench, windowsServer, 0, true);
  expect(renewed.url.reveal()).not.toBe(first.url.reveal());
  const events = await bench.state.listEvents(bench.partner.identity.environment, { since: 0, type: 'link' });
  expect(events.map(({ orderId, line, facts }) => [orderId, line, facts])).toEqual([
    [windowsServer, 0, {}],
    [windowsServer, 0, {}],
    [windowsServer, 0, { renewed: 'yes' }],
  ]);
});

operate('when a link has ended, then asking brings a new one without renewing it', async (bench) => {
  const first = await take(bench, windowsServer);
  await bench.controls.download({ customerId: contoso.id, orderId: windowsServer, line: 0 }, 1);
  await bench.controls.advanceClock(5 * dayMs);
  expect((await take(bench, windowsServer)).url.reveal()).toBe(first.url.reveal());
  await bench.controls.advanceClock(1);
  expect((await take(bench, windowsServer)).url.reveal()).not.toBe(first.url.reveal());
});

operate('when links end within the time asked for, then they are listed, the soonest first', async (bench) => {
  await take(bench, windowsServer);
  await take(bench, twoLines, 1);
  await take(bench, twoLines, 0);
  const target = { customerId: contoso.id, orderId: windowsServer, line: 0 };
  await bench.controls.download({ ...target, orderId: twoLines, line: 1 }, 1);
  await bench.controls.advanceClock(secondMs);
  await bench.controls.download(target, 1);
  const expiring = async (withinMs: number, customerId?: string) =>
    (await listExpiringLinks(bench.partner, customerId, withinMs)).map(({ target: { orderId, line }, expiresAt }) => [
      orderId,
      line,
      expiresAt,
    ]);
  const sooner = [twoLines, 1, today + 5 * dayMs];
  const later = [windowsServer, 0, today + 5 * dayMs + secondMs];
  expect(await expiring(5 * dayMs)).toEqual([sooner, later]);
  expect(await expiring(5 * dayMs - 1)).toEqual([sooner]);
  expect(await expiring(5 * dayMs - secondMs)).toEqual([sooner]);
  expect(await expiring(5 * dayMs - secondMs - 1)).toEqual([]);
  expect(await expiring(5 * dayMs, contoso.id)).toEqual([sooner, later]);
  expect(await expiring(5 * dayMs, (await bench.getCustomer('fabrikam')).id)).toEqual([]);
});

operate('when an expiring link is listed, then it says what it is for and never the link itself', async (bench) => {
  await take(bench, windowsServer);
  await bench.controls.download({ customerId: contoso.id, orderId: windowsServer, line: 0 }, 1);
  expect(await listExpiringLinks(bench.partner, undefined, 7 * dayMs)).toEqual([
    {
      target: { customerId: contoso.id, orderId: windowsServer, line: 0 },
      option,
      title: 'Windows Server 2022 Standard - 16 Core License Pack',
      issuedAt: today,
      expiresAt: today + 5 * dayMs,
      downloadsLeft: null,
    },
  ]);
});

test('when partners got no links, then only the customer’s portal is left, from day to day', () => {
  expect(
    [Date.UTC(2021, 0, 19) - 1, Date.UTC(2021, 0, 19), Date.UTC(2021, 2, 4) - 1, Date.UTC(2021, 2, 4), today].map(
      isCustomerPortalOnly,
    ),
  ).toEqual([false, true, true, false, false]);
});

operate('when only Admin agents may take links, then others are told so', async (bench) => {
  expect(await failureOf(() => requireRole(bench.partner, 'copy-link'))).toBe('did not fail');
  const partner = await bench.signInAs('global-admin', 'account-admin');
  expect(await failureOf(() => requireRole(partner, 'copy-link'))).toEqual({
    code: 'roleMissing',
    details: { act: 'copy-link', needed: ['admin-agent'], held: ['global-admin', 'account-admin'] },
  });
});

operate('when a line is cancelled or comes without downloads, then it has no link to give', async (bench) => {
  const access = async (orderId: string, line: number): Promise<unknown> => {
    const software = await getSoftwareLine(bench.partner, contoso, orderId, line);
    return failureOf(() => checkLinkAccess(software));
  };
  const at = (orderId: string) => ({ customer: contoso.domain, orderId, line: 0 });
  expect(await access(windowsServer, 0)).toBe('did not fail');
  expect(await access(partlyCancelled, 1)).toBe('did not fail');
  expect(await access(partlyCancelled, 0)).toEqual({
    code: 'linkEnded',
    details: { ...at(partlyCancelled), cause: 'revoked' },
  });
  expect(await access(cancelledOrder, 0)).toEqual({
    code: 'linkEnded',
    details: { ...at(cancelledOrder), cause: 'revoked' },
  });
  expect(await access(reservation, 0)).toEqual({
    code: 'noKeyForKind',
    details: { ...at(reservation), title: 'Reserved VM Instance, Standard_NV12, US East 2, 1 Year' },
  });
});
