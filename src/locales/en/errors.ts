/** One entry for each failure: what happened, and why. The next command to try is added by the error view. */
import type { ErrorCode, ErrorDetails, OrdersPlaced } from '../../core/errors.ts';
import type { Role } from '../../core/rules/roles.ts';
import { proseDuration, proseInstant, proseList, proseMoney } from '../../terminal/format.ts';
import { isDiskFull } from '../is-disk-full.ts';
import { plural } from '../plural.ts';
import { withReasons } from '../with-reasons.ts';
import { flags } from './help.ts';
import { inputErrors } from './input-errors.ts';
import { queryFault } from './query-faults.ts';
import { roleNames } from './role-names.ts';
import { ruleErrors } from './rule-errors.ts';
import { runErrors } from './run-errors.ts';
import { serviceErrors } from './service-errors.ts';
import { settingErrors } from './setting-errors.ts';
import { clientSecretPlaces, signInErrors } from './sign-in-errors.ts';
import { statusErrors } from './status-errors.ts';
import { unknownOutcomes } from './unknown-outcomes.ts';

export interface ErrorText {
  /** What happened, as a sentence. */
  readonly what: string;
  /** Why, or what to do about it. */
  readonly why?: string;
}

export type ErrorTexts = { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => ErrorText };

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Order ${d.orderId}` : `Order ${d.orderId}, line ${d.line},`;

const roleList = (roles: readonly Role[]): string =>
  roles.length === 0 ? 'no role' : roles.map((role) => roleNames[role]).join(', ');

const folder = 'absolute path of a folder; if unset, one in the home folder';

/** What stands for a word that is missing, in the words of `--help`. */
const expected: { readonly [flag: string]: string } = {
  '--customer': flags.customer,
  '--order': flags.order,
  ORDER: flags.order,
  '--line': flags.line,
  CSP_CLIENT_SECRET: clientSecretPlaces,
  CSP_CONFIG_DIR: folder,
  CSP_STATE_DIR: folder,
};

/** What stands although the command failed after it. */
const placed = ({ orders, requestId }: OrdersPlaced): string =>
  `Ordered all the same: ${orders.join(', ')}. Do not order again; look how far it is. Request id: ${requestId}.`;

export const errors: ErrorTexts = {
  ...signInErrors,
  ...serviceErrors,
  ...ruleErrors,
  ...statusErrors,
  ...runErrors,
  ...unknownOutcomes,
  internal: (d) => ({ what: 'This is a bug in csp.', why: `Please report it. ${d.reason}` }),
  commandUnknown: (d) => ({
    what: `There is no command “${d.given}”.`,
    ...(d.suggestion === null ? {} : { why: `Did you mean ${d.suggestion}?` }),
  }),
  optionUnknown: (d) => ({
    what: `“${d.command}” has no flag ${d.given}.`,
    ...(d.suggestion === null ? {} : { why: `Did you mean ${d.suggestion}?` }),
  }),
  argumentUnexpected: (d) => ({ what: `“${d.command}” does not take the argument “${d.given}”.` }),
  argumentMissing: (d) =>
    withReasons(
      `${d.flag} is missing.`,
      [d.hole && `“${d.hole}” only stands for it.`, expected[d.flag] && `Expected: ${expected[d.flag]}.`],
      ' ',
    ),
  argumentInvalid: (d) => ({
    what: d.given === '' ? `${d.flag} needs a value.` : `“${d.given}” is no valid value for ${d.flag}.`,
    why: `Expected: ${(d.given === '' ? expected[d.flag] : undefined) ?? d.expected}.`.replace('….', '…'),
  }),
  argumentsConflict: (d) => ({
    what: `${proseList(d.flags, 'en')} do not go together.`,
    ...(d.goesWith && { why: `${d.flags[1]} goes with ${d.goesWith.join(', ')}.` }),
  }),
  secretInArgument: (d) => ({
    what: `${d.flag} does not take a secret as its value.`,
    why: 'Other users of this machine can read command lines. Pass it on standard input or in a file.',
  }),
  confirmationNeeded: (d) => ({
    what: 'This changes something, and there is no terminal to ask on.',
    why: `Nothing was changed. Add ${d.flag} to go ahead without the question.`,
  }),
  acknowledgementNeeded: (d) => ({
    what: 'Cancelling revokes keys and download links, and the software must be uninstalled.',
    why: `Nothing was changed. Add ${d.flag} to say that you have read this.`,
  }),
  queryInvalid: (d) => ({ what: `--query “${d.query}” cannot be applied.`, why: queryFault(d) }),
  fieldUnknown: (d) => ({ what: `There is no field “${d.field}” here.`, why: `Fields: ${d.fields.join(', ')}.` }),
  customerAmbiguous: (d) => ({
    what: `“${d.query}” does not name exactly one customer.`,
    why: `Use the domain or tenant id of one of these:\n  ${d.matches.join('\n  ')}`,
  }),
  choiceNotOffered: (d) => ({
    what: `“${d.given}” is not offered for ${d.flag}.`,
    why: d.choices.length === 0 ? `It is sold without; leave ${d.flag} out.` : `Offered:\n  ${d.choices.join('\n  ')}`,
  }),
  choiceNeeded: (d) => ({
    what: `There are several possibilities; choose one with ${d.flag}.`,
    why: `Possible values:\n  ${d.choices.join('\n  ')}`,
  }),
  ...settingErrors,
  ...inputErrors,
  roleMissing: (d) => ({
    what: `You may not use “${d.act}”: it needs ${d.needed.length === 1 ? 'the role' : 'one of the roles'} ${roleList(d.needed)}.`,
    why: `You hold: ${roleList(d.held)}.`,
  }),
  declined: () => ({ what: 'You said no. Nothing was changed.' }),
  notAllFound: (d) => ({
    what: `Not every order was found: ${d.customer} does not have ${proseList(d.missing, 'en')}.`,
    why: 'The rows say what became of the others.',
  }),
  lineNotActive: (d) => ({
    what:
      d.status === 'expired'
        ? `${order(d)} cannot be cancelled: its term has ended.`
        : `${order(d)} cannot be cancelled: its status is “${d.status}”.`,
  }),
  kindUnknown: (d) => ({
    what: `${order(d)} is not cancelled: the catalogue does not know “${d.title}”, so no rule can be applied.`,
    why: 'A refund can be asked for by a support request.',
  }),
  cancelWindowClosed: (d) => ({
    what: `${order(d)} can no longer be cancelled: its window closed on ${proseInstant(d.closedAt, 'en')}.`,
    why:
      d.windowDays === null
        ? 'The service set this deadline. A refund can still be asked for by a support request.'
        : `Edition ${d.edition} gives ${plural('en', d.windowDays, { one: '# day', other: '# days' })} from the purchase. A refund can still be asked for by a support request.`,
  }),
  neverCancellable: (d) => ({
    what: `${order(d)} cannot be cancelled: “${d.title}” is a Linux plan.`,
    why: 'SUSE Linux and Red Hat plans can be neither cancelled nor exchanged.',
  }),
  reservationRules: (d) => ({
    what: `${order(d)} cannot be cancelled here: “${d.title}” is an Azure reservation.`,
    why: 'Reservations follow their own rules for exchange and refund, in the Azure portal.',
  }),
  cancelRefusedByService: (d) => ({
    what: `${order(d)} was not cancelled: the service refused (${d.serviceCode}).`,
    why: d.text,
  }),
  keyForCustomerOnly: (d) => ({
    what: `${order(d)} has a key that only the customer may see (edition ${d.edition}).`,
    why: `The customer’s Global admin finds it in the Microsoft 365 admin center: Billing → Your products → Software.\n  ${d.portalUrl}\n  How to: ${d.helpUrl}`,
  }),
  noKeyForKind: (d) => ({ what: `${order(d)} has no product key or download: “${d.title}” comes without.` }),
  cartLineRefused: (d) => ({
    what: d.placed
      ? `The service refused a part of the cart (${d.serviceCode}).`
      : `The service refused the cart (${d.serviceCode}). Nothing was ordered.`,
    why: d.placed ? `${d.text}\n${placed(d.placed)}` : d.text,
  }),
  cartExpired: (d) => ({ what: `The cart ${d.cartId} has expired. Nothing was ordered.` }),
  quantityOutOfRange: (d) => ({
    what: `${d.given} is no possible quantity for this product.`,
    why: `Between ${d.minimum} and ${d.maximum}. Nothing was ordered.`,
  }),
  refundRequestIncomplete: (d) => ({
    what: 'The refund request is not complete.',
    why: `Missing: ${d.missing.join(', ')}.`,
  }),
  nothingToRefund: (d) => ({
    what: `${order(d)} is cancelled already; there is nothing left to ask back.`,
    why: 'What it brings is credited on the next monthly invoice.',
  }),
  busy: (d) => ({ what: 'Another csp is writing just now.', why: `Waited for ${d.path}. Run the same command again.` }),
  timeout: (d) => ({
    what: `The time given, ${proseDuration(d.seconds * 1000, 'en')}, is up.`,
    why: d.placed ? placed(d.placed) : 'Run the same command again to go on.',
  }),
  orderPending: (d) => ({
    what: `${order(d)} is not fulfilled yet.`,
    why: d.placed ? placed(d.placed) : 'This usually takes a few minutes. Try again then.',
  }),
  countMismatch: (d) => ({
    what: `You expected ${plural('en', d.expected, { one: '# order', other: '# orders' })}, but there ${plural('en', d.found, { one: 'is #', other: 'are #' })}.`,
    why: 'Nothing was changed.',
  }),
  tooMany: (d) => ({
    what: `${plural('en', d.found, { one: '# order', other: '# orders' })} would be changed; the limit is ${d.maximum}.`,
    why: `Nothing was changed. Raise the limit with ${d.flag} if this is meant.`,
  }),
  repeatPurchase: (d) =>
    d.orderId === null
      ? {
          what: `A purchase of the same product and quantity for this customer was begun ${proseDuration(d.secondsAgo * 1000, 'en')} ago and may have gone through.`,
          why: `Nothing was ordered now. Look at the customer’s orders first; if it is not there, add --again. Request id of the earlier one: ${d.requestId}.`,
        }
      : {
          what: `The same product and quantity was ordered for this customer ${proseDuration(d.secondsAgo * 1000, 'en')} ago: order ${d.orderId}.`,
          why: 'Nothing was ordered. Add --again to order it once more.',
        },
  priceAboveLimit: (d) => ({
    what: `The order costs ${proseMoney(d.price, 'en')}, more than your limit of ${proseMoney(d.limit, 'en')}.`,
    why: 'Nothing was ordered.',
  }),
  priceUnknown: (d) => ({
    what: `The service states no price for “${d.title}”.`,
    why: 'Nothing was ordered. To accept that, answer the question on a terminal, or add --accept-unknown-price; without --max-total.',
  }),
  priceChanged: (d) => ({
    what: `The price changed from ${proseMoney(d.quoted, 'en')} to ${proseMoney(d.cart, 'en')}.`,
    why: 'Nothing was ordered. Run the command again to see the new quote.',
  }),
  currencyMismatch: (d) => ({
    what: `The price is in ${d.price}, your limit in ${d.limit}.`,
    why: 'Nothing was ordered.',
  }),
  revealRefused: (d: ErrorDetails['revealRefused']) => ({
    what: `A CI job may not print a ${d.what === 'key' ? 'product key' : 'download link'}: its log would keep it.`,
    why:
      d.what === 'key'
        ? 'Save the key with --out-file instead.'
        : 'Save the link with --out-file, or the file itself with --download, instead.',
  }),
  keptStateNeeded: (d) => ({
    what: 'A CI job that buys needs CSP_STATE_DIR: a folder that outlives the job.',
    why: `Nothing was ordered. The journal of what was bought would be in ${d.path}; it is lost with the runner, and the same job again could buy a second time. Set CSP_STATE_DIR to storage that is kept, such as a cache or a mounted disk.`,
  }),
  fileExists: (d) => ({ what: `${d.path} exists already.`, why: 'It was left as it is. Choose another name.' }),
  purchaseNotRecorded: (d) => ({
    what: `Ordered: ${d.orders.join(', ')}. But this machine could not write that down.`,
    why: `It is done: do not order again. Request id: ${d.requestId}. Not written: ${d.reason}.`,
  }),
  storageFailed: (d) => ({
    what: `${d.path} cannot be read or written.`,
    why: isDiskFull(d.reason) ? `The disk is full (${d.reason}).` : d.reason,
  }),
  storageTooNew: (d) => ({
    what: `${d.path} was written by a newer csp (format ${d.found}; this one knows ${d.supported}).`,
    why: 'Update csp. Nothing was changed.',
  }),
  activityTampered: (d) => ({
    what: `The activity on this machine was edited: entry ${d.sequence} does not fit the one before.`,
    why: 'Entries from there on cannot be trusted. The service’s own records are not affected.',
  }),
  clipboardFailed: (d) => ({
    what:
      d.reason === 'failed'
        ? 'Nothing was copied: the clipboard did not take it.'
        : 'Nothing was copied: there is no clipboard here.',
    why:
      d.content === 'key'
        ? 'The key is not lost: the same command gives it again. Use --out-file to save it, or --reveal to see it.'
        : 'It is printed instead.',
  }),
  customerNotFound: (d) => ({ what: `There is no customer “${d.query}”.` }),
  orderNotFound: (d) => ({
    what: `${d.customer ?? 'No customer'} has ${d.customer === null ? 'an' : 'no'} order ${d.orderId}.`,
  }),
  nothingToChoose: (d) => ({ what: `${d.customer} has no order that fits.` }),
  lineNotFound: (d) => ({
    what:
      d.line === undefined
        ? `Order ${d.orderId} has no line of this product.`
        : `Order ${d.orderId} has no line ${d.line}.`,
  }),
  keyNotFound: (d) => ({ what: `${order(d)} has no product key.` }),
  keyRevoked: (d) => ({ what: `${order(d)} was cancelled; its keys and links are revoked.` }),
  linkNotFound: (d) => ({ what: `${order(d)} has no download link yet.` }),
  linkEnded: (d) => ({
    what: {
      expired: `The download link of order ${d.orderId} has expired.`,
      'used-up': `The download link of order ${d.orderId} is used up: all its downloads were taken.`,
      revoked: `The download link of order ${d.orderId} was revoked.`,
    }[d.cause],
    ...(d.cause === 'revoked' ? {} : { why: 'A new one can be had at any time.' }),
  }),
  downloadNotFound: (d) => ({
    what: `${order(d)} has no such download.`,
    why: `There is:\n  ${d.options.join('\n  ')}`,
  }),
  editionNotFound: (d) => ({ what: `There is no edition “${d.query}”.`, why: `Editions: ${d.editions.join(', ')}.` }),
  topicNotFound: (d) => ({ what: `There is no help on “${d.query}”.`, why: `Topics: ${d.topics.join(', ')}.` }),
  interrupted: (d) => ({ what: 'Interrupted.', ...(d.placed && { why: placed(d.placed) }) }),
  terminated: (d) => ({ what: 'Ended from outside.', ...(d.placed && { why: placed(d.placed) }) }),
};
