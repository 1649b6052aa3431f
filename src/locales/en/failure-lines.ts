/** Lines that a failure may have beside what and why. */

export const failureLines = {
  correlationLabel: 'Correlation id: ',
  lacks: (d: { readonly customers: readonly string[] }) => `The list lacks these customers: ${d.customers.join(', ')}.`,
  endsBefore: (d: { readonly customer: string }) =>
    `The list ends before ${d.customer}: neither it nor those after it were read.`,
  endedAtOnce: 'Ended at once. What was on its way is in doubt: run the same command again, which looks first.',
};
