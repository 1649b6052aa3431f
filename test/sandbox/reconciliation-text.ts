/** Reconciliation files made up for a test: rows in few words, written out in any encoding. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Cells = { readonly [column: string]: string };

const purchase: Cells = {
  CustomerId: '0e195b37-4574-4539-bc42-0e539b9684c0',
  CustomerName: 'Contoso, Ltd.',
  CustomerDomainName: 'contoso.onmicrosoft.com',
  CustomerCountry: 'US',
  InvoiceNumber: 'G000000001',
  OrderId: '0ET2qaZvJGfF9wgSKnWzR5JLmhp10lOc1',
  OrderDate: '10/3/2020',
  ProductId: 'DG7GMGF0D5RK',
  SkuId: '0005',
  AvailabilityId: 'DG7GMGF0D609',
  SkuName: 'Windows Server 2022 Standard - 16 Core License Pack',
  ProductName: 'Windows Server 2022 Standard',
  ChargeType: 'New',
  UnitPrice: '1176.00',
  Quantity: '2',
  Subtotal: '2352.00',
  Currency: 'USD',
  PublisherName: 'Microsoft Corporation',
  SubscriptionId: '',
  TermAndBillingCycle: '',
  AlternateId: '',
  BillingFrequency: '',
  ReservationOrderId: '',
  ProductCategory: '',
  ChargeStartDate: '',
  SubscriptionStartDate: '',
  SubscriptionEndDate: '',
};

/** A purchase of two Windows Server packs by Contoso, except for the cells given. */
export const row = (cells: Cells = {}): Cells => ({ ...purchase, ...cells });

/** The credit of such a purchase. */
export const credit = (cells: Cells = {}): Cells =>
  row({ ChargeType: 'Cancel', Quantity: '-2', Subtotal: '-2352.00', OrderDate: '10/9/2020', ...cells });

/** A purchase of a subscription of one year. */
export const yearly = (cells: Cells = {}): Cells =>
  row({
    ProductId: 'DG7GMGF0FKXB',
    SkuId: '0001',
    AvailabilityId: 'DG7GMGF0FKXC',
    SkuName: 'SQL Server Standard - 2 Core License Pack - 1 year',
    ProductName: 'SQL Server Standard',
    OrderId: 'a4f19c07be52',
    OrderDate: '2024-11-27T00:00:00Z',
    UnitPrice: '1418.00',
    Subtotal: '2836.00',
    SubscriptionId: '7d0f2b8e-41c9-4e6a-b3d7-9a51c86f0e24',
    TermAndBillingCycle: 'One-Year commitment for yearly billing',
    ...cells,
  });

export interface Writing {
  readonly delimiter?: string;
  readonly lineEnd?: string;
  readonly encode?: (text: string) => Buffer;
  readonly columns?: readonly string[];
}

export const utf16be = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

/** Rows as a file; every cell is quoted that needs it. */
export const toText = (
  rows: readonly Cells[],
  { delimiter = ',', lineEnd = '\r\n', columns }: Writing = {},
): string => {
  const names = columns ?? [...new Set([purchase, ...rows].flatMap((cells) => Object.keys(cells)))];
  const quoted = (cell: string): string => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [names, ...rows.map((cells) => names.map((name) => cells[name] ?? ''))]
    .map((cells) => cells.map(quoted).join(delimiter) + lineEnd)
    .join('');
};

/** Writes rows to a new file in `folder`; returns its path. */
export const writeRows = (folder: string, name: string, rows: readonly Cells[], writing: Writing = {}): string => {
  const path = join(folder, name);
  const { encode = (text: string) => Buffer.from(text) } = writing;
  writeFileSync(path, encode(toText(rows, writing)));
  return path;
};
