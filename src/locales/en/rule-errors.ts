/** What is said of rules that stand in the way: of kinds, pages and markets. */
import type { ErrorDetails } from '../../core/errors.ts';
import { lacksOf } from '../../core/rules/markets.ts';
import { countryName } from '../market-name.ts';
import { goods } from './market-goods.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Order ${d.orderId}` : `Order ${d.orderId}, line ${d.line},`;

/** Why a product may be missing in a country. */
const lacks = (country: string): { readonly why?: string } => {
  const names = lacksOf(country)
    .map((kind) => goods[kind])
    .join(', ');
  return names === '' ? {} : { why: `Not sold there: ${names}.` };
};

const notSold = {
  reservation: 'Azure reservations are not sold in this market. Nothing was ordered.',
  subscription:
    'Software subscriptions are not sold in this market, by Microsoft’s page on one-time purchases. Nothing was ordered.',
};

export const ruleErrors = {
  supportRequestOnly: (d: ErrorDetails['supportRequestOnly']) => ({
    what:
      d.rule === 'esu'
        ? `${order(d)} is Windows 7 Extended Security Updates: it can only be cancelled by a support request.`
        : `${order(d)} is on-premises software: under edition ${d.edition}, in force today, it can only be cancelled by a support request.`,
    why: `Source: ${d.source}.`,
  }),
  cancelUndetermined: (d: ErrorDetails['cancelUndetermined']) => ({
    what: `${order(d)} is not cancelled: no page tells whether “${d.title}” can be, and the service states no deadline for it.`,
    why: 'Microsoft can be asked by a support request; with --try-anyway the service decides.',
  }),
  marketUnavailable: (d: ErrorDetails['marketUnavailable']) => ({
    what: `“${d.title}” is not sold in ${countryName(d.country, 'en')}.`,
    why: d.kind === undefined ? 'Nothing was ordered.' : notSold[d.kind],
  }),
  productNotFound: (d: ErrorDetails['productNotFound']) => ({
    what: `There is no product “${d.query}” in ${countryName(d.country, 'en')}.`,
    ...lacks(d.country),
  }),
  skuNotFound: (d: ErrorDetails['skuNotFound']) => ({
    what: `Product ${d.productId} has no SKU “${d.query}” for sale in ${countryName(d.country, 'en')}.`,
    ...lacks(d.country),
  }),
};
