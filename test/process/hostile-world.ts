/** Worlds in which the names of customers and products are attacks: made as a reconciliation file, imported by the program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { hostileNames } from '../terminal/hostile-text.ts';
import type { Session } from './session.ts';

/** Names as a text file can carry them: without lone surrogates and NUL, which no such file has. */
const single = hostileNames.map(({ name }) => Buffer.from(name).toString().replaceAll('\0', ''));

/** Each of them, and one that is all of them. */
export const names = [...single, single.join(' & ')];

/** The indexes of the names that a command is tried with when it takes one order: those for CI logs, and all in one. */
export const telling = [...names.keys()].filter((index) => /::|##|&/.test(names[index] ?? ''));

/** What a spreadsheet would run. */
export const formulas = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1'];

/** An id made of `letter` and a number; orders of the world are bought on the day that is handed in. */
const id = (letter: string, index: number, length: number): string =>
  `${letter}${String(index).padStart(length - 1, '0')}`;
export const domainOf = (index: number): string => `customer${index}.onmicrosoft.com`;
export const orderOf = (index: number): string => id('c', index, 12);
export const productOf = (index: number): string => id('P', index, 12);
const tenantOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const rowOf = (name: string, index: number, day: string) => ({
  CustomerId: tenantOf(index),
  CustomerName: name,
  CustomerDomainName: domainOf(index),
  CustomerCountry: 'US',
  InvoiceNumber: 'G1',
  OrderId: orderOf(index),
  OrderDate: day,
  ProductId: productOf(index),
  SkuId: '0001',
  AvailabilityId: id('A', index, 12),
  SkuName: name,
  ProductName: name,
  ChargeType: 'new',
  UnitPrice: '12.50',
  Quantity: '2',
  Subtotal: '25.00',
  TaxTotal: '0.00',
  Total: '25.00',
  Currency: 'USD',
  PublisherName: 'Microsoft Corporation',
  TermAndBillingCycle: '',
  AlternateId: orderOf(index),
  ProductCategory: 'Software',
});

/** Fills the sandbox of `session` with a customer, a product and an order for each name, bought yesterday (UTC). */
export const importNames = async (session: Session, all: readonly string[]): Promise<void> => {
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const rows = all.map((name, index) => rowOf(name, index, day));
  writeFileSync(join(session.home, 'names.csv'), stringify(rows, { header: true }));
  const { stderr, exitCode } = await session.run('csp sandbox import names.csv --yes');
  if (exitCode !== 0) throw new Error(stderr);
};
