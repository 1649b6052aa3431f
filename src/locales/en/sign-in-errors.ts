/** Failures of signing in. */
import type { ErrorDetails, SignInFault, SignInHint } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';
import { needsPerson } from '../needs-person.ts';

const serviceWords = (d: { readonly serviceCode: string | null; readonly text: string }): string =>
  `${d.serviceCode === null ? '' : `AADSTS${d.serviceCode}: `}${d.text}`;

const faults: { readonly [F in SignInFault]: string } = {
  denied: 'Signing in was declined.',
  expired: 'Nobody signed in before the code ended.',
  refused: 'The sign-in host refused.',
  host: 'The sign-in host sent people to a page that is not on the list of known ones. Do not type the code there.',
  timeout: 'Nobody came back from the browser within five minutes.',
  answer: 'The sign-in host gave an answer that cannot be used.',
};

const hints: { readonly [H in SignInHint]: string } = {
  mfa: 'Microsoft asks for a second factor: sign in in person, not with a kept token.',
  policy:
    'A Conditional Access policy of the tenant forbids it: another place, another device, or whoever manages the policy.',
  consent:
    'The app has no consent yet: an administrator gives it on the app’s page in Microsoft Entra, or by signing in once in the browser.',
  resource:
    'The app is not let use Partner Center: add the API permission “Microsoft Partner Center” to it, and consent to it.',
  stale: 'What was kept is too old or was taken back: sign in anew.',
  secret: 'The app’s secret is wrong or out of date: make a new one on the app’s page.',
  app: 'The app is not what the tenant knows: check --client-id, the tenant, and the certificate on the app’s page.',
  tenant: 'There is no such tenant: check --tenant.',
  user: 'The user, the password, or a locked account: ask whoever manages accounts.',
  device: 'The code was mistyped or is too old: run the command again for a new one.',
  loop: 'The same was asked too often within a short time: wait a few minutes.',
};

/** Where a client secret may stand. */
export const clientSecretPlaces =
  'the client secret in this variable, or by --client-secret-stdin or --client-secret-file';

/** Such as `HTTP 503`: somebody was reached. */
const isAnswer = (reason: string): boolean => reason.startsWith('HTTP ');

export const signInErrors = {
  signInNeeded: (d: ErrorDetails['signInNeeded']) => ({
    what: {
      none: `Nobody is signed in to Partner Center (${d.cloud === undefined ? '' : `cloud ${d.cloud}, `}profile ${d.profile}).`,
      expired: `The sign-in of profile ${d.profile} has expired.`,
      revoked: `The sign-in of profile ${d.profile} is no longer accepted: it was revoked, or its consent withdrawn.`,
      mfa: `The sign-in of profile ${d.profile} was made without a second factor (multifactor authentication), and Partner Center asks for one.`,
      audience: `The sign-in of profile ${d.profile} is made out to an address that Partner Center no longer takes.`,
    }[d.reason],
    why: needsPerson(d.reason)
      ? 'Sign in anew in person, with the second factor: renewing this sign-in brings the same refusal again. What was begun goes on when the same command is run then.'
      : 'What was begun goes on when you sign in and run the same command again.',
  }),
  signInFailed: (d: ErrorDetails['signInFailed']) => ({
    what: faults[d.cause],
    why: `${serviceWords(d)}${d.hint === undefined ? '' : ` ${hints[d.hint]}`}`,
  }),
  keyringUnavailable: (d: ErrorDetails['keyringUnavailable']) => ({
    what: 'The system keyring cannot be used, and without it tokens and secrets would lie in a plain file.',
    why: `Unlock or install one, or keep tokens in a file that only you can read (--insecure-storage). Reason: ${d.reason}`,
  }),
  tokenStoreRefused: (d: ErrorDetails['tokenStoreRefused']) => ({
    what: {
      symlink: `${d.path} is a symbolic link, so tokens are not kept there.`,
      notFile: `${d.path} is no regular file, so tokens are not kept there.`,
      foreign: `${d.path} belongs to someone else, so tokens are not kept there.`,
      readable: `Others may read ${d.path}, so its tokens count as known. Sign out and in again.`,
      writable: `Others may write to ${d.path}, so tokens are not kept below it.`,
    }[d.reason],
  }),
  unavailable: (d: ErrorDetails['unavailable']) => ({
    what: isAnswer(d.reason) ? `${d.host} answered that it has trouble of its own.` : `${d.host} cannot be reached.`,
    why: `${d.reason}. ${d.retryAt === null ? 'Try again later.' : `Try again after ${proseInstant(d.retryAt, 'en')}.`}`,
  }),
  tlsRefused: (d: ErrorDetails['tlsRefused']) => ({
    what: `The connection to ${d.host} is not safe: its certificate does not hold.`,
    why: `Nothing was sent. ${d.reason}`,
  }),
  checksFailed: (d: ErrorDetails['checksFailed']) => ({
    what: `Something is wrong with: ${d.checks.join(', ')}.`,
    why: 'What to do stands beside each finding.',
  }),
  tenantMismatch: (d: ErrorDetails['tenantMismatch']) => ({
    what: `This is meant for tenant ${d.expected}, but you are signed in to ${d.found}.`,
    why: 'Nothing was changed.',
  }),
};
