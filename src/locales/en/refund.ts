/** The words of a refund request: the portal's own field names, in the portal's order. */
import { plural } from '../plural.ts';

export const refund = {
  problemType: 'CSP Purchase/Refund on behalf of customers',
  titleFor: (d: { what: string }) => `Refund request: ${d.what}`,
  heading: 'Refund request',
  where: 'Partner Center → Report a problem with Partner Center',
  field: {
    problemType: 'Type of problem',
    impact: 'Impact',
    title: 'Title',
    description: 'Description',
    tenant: 'Customer tenant ID or domain',
    orderId: 'Order ID',
    subscriptionId: 'Subscription ID',
    reason: 'Refund reason',
    quantity: 'Quantity',
    amount: 'Amount requested',
    contact: 'Contact',
    name: 'Name',
    email: 'E-mail',
    phone: 'Phone',
    files: 'Files',
    product: 'Product',
    purchased: 'Purchased',
  },
  impact: {
    minimal: 'Minimal (the customer can work)',
    moderate: 'Moderate (the customer can work with limits)',
    critical: 'Critical (the customer cannot work)',
  },
  missingMark: '[missing]',
  none: 'none',
  missing: (d: { fields: readonly string[] }) => `Still missing: ${d.fields.join(', ')}.`,
  complete: 'Nothing is missing.',
  neverRefunded: (d: { line: number; title: string; isReservation: boolean }) =>
    `Line ${d.line} is left out: “${d.title}” is ${d.isReservation ? 'an Azure reservation, with rules of its own for exchange and refund in the Azure portal' : 'a SUSE Linux or Red Hat plan, which is never refunded'}.`,
  cancelDirectly: (d: { lines: number; isLeftOut: boolean; command: string }) =>
    `${plural('en', d.lines, { one: '# line', other: '# lines' })} can still be cancelled directly, without a request${d.isLeftOut ? ', and not asked back here' : ''}:\n  ${d.command}`,
  wouldSave: (d: { path: string }) => `Dry run: it would be saved to ${d.path}.`,
  saved: (d: { path: string }) => `Saved to ${d.path}.`,
  copied: (d: { by: string }): string =>
    d.by === 'osc52'
      ? 'The text was sent to your terminal’s clipboard; not every terminal accepts it.'
      : 'The text is on the clipboard.',
};
