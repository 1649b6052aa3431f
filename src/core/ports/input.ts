/** Lists that commands are handed as files: orders to cancel, purchases to make. A file is used as a whole or not at all. */
import type { OrderWord } from '../rules/order-reference.ts';
import type { BillingCycle } from './backend.ts';
import type { Instant } from './environment.ts';
import type { NewIntent, RunKind, RunLine } from './journal.ts';

/**
 * All readers fail with `inputRefused`, with the first 50 problems and their number; `-` is standard input. `customer` stands
 * for the one that a row does not name.
 */
export interface InputFiles {
  /**
   * Orders in any of these forms, told by content: an id on each line, a table with a header (`order`, `customer`, `line`,
   * `reason`, `ticket`, or the columns of what csp itself lists), Microsoft's one-time reconciliation file, a JSON array of ids
   * or objects, JSON lines.
   */
  readOrders(source: string, customer?: string): Promise<OrderFile>;
  /** Orders that a command line names, as rows of a list: the first of them is line 1. `customer` is a tenant GUID. */
  nameOrders(orders: readonly OrderWord[], customer: string): NamedOrders;
  /** Purchases: a table, a JSON array or JSON lines of `customer`, `product`, `sku`, `quantity`, `term`, `billing-cycle`, `po-number`. */
  readPurchases(source: string, customer?: string): Promise<PurchaseFile>;
  /** The absolute path; `null` for standard input. */
  placeOf(source: string): string | null;
  /** Fails with `planUnusable` for what is no plan, or was changed. */
  readPlan(path: string): Promise<PlanDocument>;
  planText(plan: PlanDocument): string;
}

/** A plan on its way from the command that made it to the one that carries it out. */
export interface PlanDocument {
  readonly kind: RunKind;
  readonly environment: string;
  /** For people. */
  readonly partner: string;
  readonly createdAt: Instant;
  readonly manifest: string;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly intents: readonly NewIntent[];
  readonly lines: readonly RunLine[];
}

export interface InputFile {
  /** Whether the file still holds what was read. What can be read once only, such as a pipe, or is gone, says nothing else. */
  readonly isAsRead: () => Promise<boolean>;
  /** SHA-256 in hex of what the rows ask for. Their order, repeats, line numbers and the form of the file do not matter. */
  readonly manifest: string;
}

export interface OrderFile extends InputFile {
  readonly rows: OrderRow[];
  /** Rows of a reconciliation file that are no purchases, such as credits and renewals. */
  readonly skipped: readonly { readonly line: number; readonly chargeType: string }[];
  /** Lines of ids that a spreadsheet had changed in a way that could be undone. */
  readonly mended: readonly number[];
}

export type NamedOrders = Pick<OrderFile, 'rows' | 'manifest'>;

interface InputRow {
  /** Where the row begins in the file, from 1. */
  readonly line: number;
  /** An earlier row that asks for the very same; `null` for the first. */
  readonly sameAsLine: number | null;
  /** Names what the row asks for, in few characters: the same for rows that ask for the same. */
  readonly key: string;
  /** A tenant GUID, a domain or a name, as for `--customer`; `null` where nobody names one. */
  readonly customer: string | null;
}

/** One order, or one line of it. */
export interface OrderRow extends InputRow {
  readonly orderId: string;
  readonly orderLine: number | null;
  /** What was bought, in a reconciliation file, which numbers no lines: the row means the lines of this SKU. */
  readonly productId: string | null;
  readonly skuId: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /**
   * A UTC date such as `2020-10-03`, in a reconciliation file, which has no time of day. Two where nothing in the file says
   * whether the day or the month is first; none where the row tells none.
   */
  readonly purchasedOn: readonly string[];
}

export interface PurchaseRow extends Omit<InputRow, 'sameAsLine'> {
  readonly productId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly term: string | null;
  readonly billingCycle: BillingCycle | null;
  readonly poNumber: string | null;
}

export interface PurchaseFile extends InputFile {
  readonly rows: readonly PurchaseRow[];
}
