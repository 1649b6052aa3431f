/** Failures that Partner Center itself, or the way to it, causes. */
import type { ErrorDetails } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Order ${d.orderId}` : `Order ${d.orderId}, line ${d.line},`;

const code = (serviceCode: string | null): string => (serviceCode === null ? '' : ` (${serviceCode})`);

const missing: { readonly [M in ErrorDetails['accessDenied']['missing']]: string } = {
  role: 'The account lacks the role that this needs: usually Admin agent.',
  user: 'An app alone may not do this: sign in as a user.',
  mfa: 'The sign-in was made without a second factor (multifactor authentication): sign in anew in person; renewing it does not help.',
  relationship: 'There is no reseller relationship with this customer any more.',
  policy:
    'A Conditional Access policy of the tenant blocked the sign-in’s token: sign in from a place and a device that it allows, or ask who manages it.',
  gateway:
    'The gateway in front of Partner Center turned the request away before the service saw it, as it does for network addresses that are not allowed.',
  unknown: 'Look at the roles of the account and at the relationship with the customer.',
};

const missingParts: { readonly [P in ErrorDetails['notInApi']['what']]: string } = {
  'one-time-purchases': 'one-time purchases',
  'audit-records': 'activity log',
  'service-requests': 'service requests',
  'link-list': 'list of issued links',
  'link-renewal': 'way to renew a link',
};

type Ids = Partial<Pick<ErrorDetails['serviceFailed'], 'requestId' | 'correlationId'>>;

const ids = (d: Ids): string =>
  d.requestId === undefined ? '' : ` Request id: ${d.requestId}. Correlation id: ${d.correlationId}.`;

export const serviceErrors = {
  backendNotChosen: () => ({
    what: 'CI is set and nobody chose a backend, so this would have been done in the sandbox, where nothing is real.',
    why: 'Nothing was done. Set CSP_BACKEND=partner-center for real customers, or CSP_BACKEND=sandbox to practise; --backend, or a profile or setting that names one, does the same.',
  }),
  backendFailed: (d: ErrorDetails['backendFailed']) => ({
    what: `The backend ${d.backend} failed in a way that csp does not know.`,
    why: `${d.method}: ${d.reason}. Whoever wrote the backend can tell what it means.`,
  }),
  accessDenied: (d: ErrorDetails['accessDenied']) => ({
    what: `Partner Center denied access${code(d.serviceCode)}.`,
    why: `${missing[d.missing]}${d.text === undefined ? '' : ` ${d.text}`} (${d.operation})`,
  }),
  wrongAnswer: (d: ErrorDetails['wrongAnswer']) => ({
    what: 'The service answered about something else than was asked, so its answer is not believed.',
    why: `${d.operation}: asked for ${d.expected}, answered ${d.found}. ${d.nothingOrdered ? 'Nothing was ordered.' : 'Look before you do anything else.'}`,
  }),
  serviceRefused: (d: ErrorDetails['serviceRefused']) => ({
    what: `Partner Center refused this (${d.serviceCode ?? d.status}).`,
    why: `${d.text} (${d.operation})`,
  }),
  throttled: (d: ErrorDetails['throttled']) => ({
    what: `Partner Center asks to wait until ${proseInstant(d.retryAt, 'en')}.`,
    why: 'Too many requests were sent. Nothing is lost: run the same command again then.',
  }),
  serviceFailed: (d: ErrorDetails['serviceFailed']) => ({
    what: d.isForeign
      ? `Something on the way answered in Partner Center’s place (HTTP ${d.status}).`
      : `Partner Center answered that it has trouble of its own (HTTP ${d.status}).`,
    why: `${d.operation}. ${d.retryAt === null ? 'Try again later.' : `Try again after ${proseInstant(d.retryAt, 'en')}.`}${ids(d)}`,
  }),
  answerUnusable: (d: ErrorDetails['answerUnusable']) => ({
    what: 'Partner Center gave an answer that cannot be used.',
    why: `${d.operation}: ${d.reason}.${ids(d)}`,
  }),
  listIncomplete: (d: ErrorDetails['listIncomplete']) => ({
    what: `The list lacks records that cannot be identified: ${d.leftOut}.`,
    why: 'Partner Center sent them without what tells them from others; each is told of above. What is listed is right, but it is not all.',
  }),
  orderListTooLarge: (d: ErrorDetails['orderListTooLarge']) => ({
    what: `The orders of ${d.customer} are too many to be read as one list.`,
    why: 'Partner Center sends them in one answer only. An order can still be named by its long id; its short number would be looked up in that list.',
  }),
  crossHost: (d: ErrorDetails['crossHost']) => ({
    what: `${d.host} refers to another host, ${d.target}.`,
    why: 'This is not followed: the sign-in would go there too.',
  }),
  downloadNotReal: () => ({
    what: 'There is no file behind a link of the embedded sandbox.',
    why: 'Only the emulator serves files: with it and --backend partner-center the same command fetches one.',
  }),
  keysNotInApi: (d: ErrorDetails['keysNotInApi']) => ({
    what: `${order(d)} has its key and downloads on the web only: Partner Center’s API does not give them.`,
    why: `Partner: ${d.portalUrl}\n  The customer’s Global admin, Microsoft 365 admin center → Billing → Your products → Software: ${d.customerUrl}\n  How to: ${d.helpUrl}`,
  }),
  notInApi: (d: ErrorDetails['notInApi']) => ({
    what: `The cloud ${d.where} has no ${missingParts[d.what]} in its API.`,
  }),
  commandNotStarted: (d: ErrorDetails['commandNotStarted']) => ({
    what: `${d.command} could not be started (${d.reason}).`,
    why: 'Write the command after two hyphens, as a shell would run it.',
  }),
  portTaken: (d: ErrorDetails['portTaken']) => ({
    what: `Cannot listen on ${d.host}, port ${d.port} (${d.reason}).`,
    why: 'Another program may be using it. Without --port a free one is taken.',
  }),
};
