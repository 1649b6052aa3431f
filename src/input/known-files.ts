/**
 * Files of Partner Center that people have beside the ones that csp reads, told by the names of their columns.
 * Source: Microsoft's pages on reconciliation files (license-based, usage-based, daily-rated usage), on the price list, and
 * on exports of customers, 2019 to 2025. No page names the columns of the order history.
 */
import type { KnownFile } from '../core/ports/input-faults.ts';

/** Folded names; one line is enough, all of its words must be there. */
const marks: readonly (readonly [KnownFile, ...(readonly string[])])[] = [
  ['license-based', 'durableofferid'],
  ['license-based', 'syndicationpartnersubscriptionnumber'],
  ['license-based', 'billingcycletype', 'offerid'],
  ['usage', 'usagedate'],
  ['usage', 'meterid'],
  ['usage', 'resourceguid'],
  ['usage', 'consumedquantity'],
  ['price-list', 'erpprice'],
  ['price-list', 'erp', 'skutitle'],
  ['price-list', 'skutitle', 'effectivestartdate'],
  ['customers', 'microsoftid', 'primarydomainname'],
  ['order-history', 'orderid', 'orderedby'],
  ['order-history', 'ordernumber', 'orderdate'],
  ['order-history', 'order#', 'orderdate'],
  ['order-history', 'orderid', 'orderdate', 'orderstatus'],
  ['order-history', 'orderid', 'orderdate', 'status'],
];

/** `undefined` for a table of columns that belong to none of them. */
export const knownFileOf = (words: ReadonlySet<string>): KnownFile | undefined =>
  marks.find(([, ...names]) => names.every((name) => words.has(name)))?.[0];
