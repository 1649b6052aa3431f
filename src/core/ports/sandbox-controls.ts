/** What only the sandbox can do: its clock, its identity, its worlds. The commands under `csp sandbox` use it. */
import type { Role } from '../rules/roles.ts';
import type { IssuedLink, SoftwareTarget } from './backend.ts';
import type { Instant } from './environment.ts';

export interface SandboxControls {
  status(): Promise<SandboxStatus>;
  /** Empties the world and seeds it anew around the sandbox's present; keeps clock and identity. */
  reset(): Promise<SandboxStatus>;
  /** Adds generated customers until the world holds `orders` orders more; the same number gives the same world. */
  seedOrders(orders: number): Promise<SandboxStatus>;
  /** What `importFiles` would make of the files; changes nothing. Fails as it does. */
  readFiles(paths: readonly string[], options: ImportOptions): Promise<ImportReport>;
  /** Replaces the world by what one-time reconciliation files say. `inputRefused` for a damaged file. */
  importFiles(paths: readonly string[], options: ImportOptions): Promise<ImportReport>;
  setClock(to: Instant): Promise<SandboxStatus>;
  advanceClock(ms: number): Promise<SandboxStatus>;
  resetClock(): Promise<SandboxStatus>;
  signInAs(roles: readonly Role[]): Promise<SandboxStatus>;
  /** The customer takes downloads through the live link of a line; `linkEnded` when it has ended. A dry run keeps none. */
  download(target: SoftwareTarget, times: number, isDryRun?: boolean): Promise<IssuedLink>;
  /**
   * One download through a link's own address, named by its `t` and `h`; `counts` is false for a later part of one that
   * counted. `undefined` for no link of this world; `linkEnded` when it has ended.
   */
  followLink(
    link: { readonly id: string; readonly signature: string },
    counts: boolean,
  ): Promise<IssuedLink | undefined>;
  /** While this process lives, windows of subscriptions end at 23:59 of their last day, as the service states them. */
  endWindowsWithTheirDay(): Promise<void>;
  close(): Promise<void>;
}

export interface SandboxStatus {
  readonly path: string;
  readonly now: Instant;
  /** How far the sandbox's clock is from the machine's, in milliseconds; 0 when it is not set. */
  readonly clockOffsetMs: number;
  readonly userPrincipalName: string;
  readonly roles: readonly Role[];
  readonly customers: number;
  readonly products: number;
  readonly orders: number;
}

export interface ImportOptions {
  /** Whether dates such as 5/11/2026 have the day or the month first, where the files do not tell. */
  readonly dates: 'dmy' | 'mdy' | undefined;
}

export interface ImportReport {
  readonly files: number;
  readonly rows: number;
  readonly customers: number;
  readonly orders: number;
  readonly lines: number;
  readonly cancelled: number;
  /** Rows that changed a line that another row had told of. */
  readonly changed: number;
  /** Rows that are not in the world. */
  readonly leftOut: readonly RowsTold[];
  /** Rows that are, but of which something had to be understood or supposed. */
  readonly notes: readonly RowsTold[];
}

/** Rows of one file, all for one reason. */
export interface RowsTold {
  readonly file: string;
  /** A stable word. */
  readonly reason: string;
  /** Where the rows begin in the file, in its order; the header is line 1. */
  readonly lines: readonly number[];
}
