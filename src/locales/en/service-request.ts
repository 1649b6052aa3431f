/** The words for service requests: what was asked of Microsoft’s support already. */
export const serviceRequest = {
  title: {
    request: 'Request',
    title: 'Title',
    severity: 'Severity',
    created: 'Created',
    lastModified: 'Last change',
  },
  status: { open: 'open', closed: 'closed', attention_needed: 'needs your answer', none: 'none' } as {
    readonly [word: string]: string;
  },
  severity: { critical: 'critical', moderate: 'moderate', minimal: 'minimal', unknown: 'unknown' } as {
    readonly [word: string]: string;
  },
  empty: 'There are no service requests.',
};
