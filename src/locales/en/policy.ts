/** What `csp policy` says. */
import type { MarketKind } from '../../core/rules/markets.ts';
import { countryName } from '../market-name.ts';
import { goods } from './market-goods.ts';
export const policy = {
  /** The pages that the rules were read from, where they are called otherwise than in English. */
  page: {} as { readonly [page: string]: string },
  days: (d: { subscription: number; perpetual: number }) =>
    d.subscription === d.perpetual
      ? `${d.subscription} days`
      : `subscriptions ${d.subscription} days, perpetual software ${d.perpetual} days`,
  keys: { partner: 'partner and customer', customer: 'customer only' },
  link: {
    download: (d: { days: number; downloads: number }) =>
      `${d.days} days or ${d.downloads} downloads, whichever comes first; renewed at any time`,
    'download-after-first': (d: { days: number }) => `${d.days} days after the first download; renewed at any time`,
    'customer-portal': 'no download link; a deep link to the customer’s portal',
  },
  esu: {
    'support-request': 'cancelled by a support request only',
    undetermined: 'not mentioned; by a support request',
  },
  perpetualCancel: { direct: 'cancelled directly', 'support-request': 'cancelled by a support request' },
  rules: {
    window: 'Within its window: it can be cancelled, without a fee.',
    'window-closed': 'Its window has closed: only a support request is left.',
    'service-not-allowed': 'The service allows no cancellation: only a support request is left, or --try-anyway.',
    'status-unknown': 'Its state is not known: nothing is promised; with --try-anyway the service decides.',
    'esu-support-request':
      'Extended Security Updates 2020: only by a support request; Microsoft decides on the credit.',
    'esu-undetermined':
      'Extended Security Updates that no page speaks of: Microsoft can be asked by a support request; with --try-anyway the service decides.',
    'on-premises-support-request': 'On-premises software: by today’s page only by a support request.',
    'linux-plan-never': 'SUSE Linux and Red Hat plans: neither cancelled nor exchanged.',
    'reservation-other-rules': 'Azure reservations: other rules, in the Azure portal.',
  } as { readonly [rule: string]: string },
  notOpen: (d: { status: string }) => `Nothing to cancel: the line is ${d.status}.`,
  unknownKind: 'The catalogue does not know this product, so no rule can be applied.',
  title: {
    acknowledgement: 'Acknowledgement',
    esu: 'ESU 2020',
    perpetual: 'Perpetual software',
    today: 'Edition today',
    purchase: 'Edition of purchase',
  },
  /** Whether the portal asked for a box to be ticked, and what csp does. */
  acknowledged: {
    yes: 'asked for by the portal; csp always asks',
    no: 'not asked for by the portal; csp asks all the same',
  },
  /** Where a page of the same time says otherwise. */
  perpetualContradicted: (d: { page: string }) =>
    `cancelled directly; ${d.page} says by a support request: the form is left where the service refuses`,
  possiblyFrom: (d: { from: string; possibleFrom: string }) => `${d.from}; another source says ${d.possibleFrom}`,
  market: {
    title: { market: 'Market', lacks: 'Not sold there' },
    goods,
    /** What a country lacks of all that is sold. */
    lacking: (d: { country: string; kinds: readonly MarketKind[]; command: string }) =>
      `Not sold in ${countryName(d.country, 'en')}: ${d.kinds.map((kind) => goods[kind]).join(', ')}. All such markets: ${d.command}`,
  },
};
