/** Which edition counts for an order: that of its purchase for the window, today's for keys and links. */
import { explainOrder } from '../../src/core/operations/explain.ts';
import { getOrderLines } from '../../src/core/operations/order-line.ts';
import { findEdition, linkRuleAt } from '../../src/core/rules/policy-editions.ts';
import { contoso, failureOf, operate, today, twoLines } from './operations-bench.ts';

operate('when an order is explained, then each line comes with both editions and the link rule', async (bench) => {
  const lines = await getOrderLines(bench.partner, contoso, twoLines);
  const edition = findEdition('2022-10');
  expect(await explainOrder(bench.partner, contoso, { orderId: 'c403d91b21d2' })).toEqual(
    lines.map((line) => ({
      line,
      windowEdition: edition,
      todayEdition: edition,
      linkRule: linkRuleAt(today),
      now: today,
    })),
  );
  expect(lines).toHaveLength(2);
});

operate(
  'when a purchase is older than today’s edition, then its own edition counts for the length of the window only',
  async (bench) => {
    const fabrikam = await bench.getCustomer('fabrikam');
    const [explanation] = await explainOrder(bench.partner, fabrikam, { orderId: 'fdbd4d1d4905' });
    expect(explanation?.windowEdition.id).toBe('2021-03');
    expect(explanation?.todayEdition.id).toBe('2021-06');
    expect(explanation?.linkRule).toMatchObject({ kind: 'download', lifetimeDays: 14, maxDownloads: 50 });
    expect(explanation?.line.decision).toMatchObject({
      allowed: true,
      rule: 'window',
      edition: '2021-03',
      windowDays: 60,
    });
  },
  // The rule for links changed two days after the edition began.
  Date.UTC(2021, 5, 3) - 1,
);

operate(
  'when a rule for links begins, then it counts from that instant for older purchases too',
  async (bench) => {
    const fabrikam = await bench.getCustomer('fabrikam');
    const [explanation] = await explainOrder(bench.partner, fabrikam, { orderId: 'fdbd4d1d4905' });
    expect(explanation?.linkRule).toMatchObject({ kind: 'download-after-first', lifetimeDays: 5 });
  },
  Date.UTC(2021, 5, 3),
);

operate('when there is no such order, then it is not found', async (bench) => {
  expect(await failureOf(() => explainOrder(bench.partner, contoso, { orderId: '000000000000' }))).toMatchObject({
    code: 'orderNotFound',
  });
});
