/** Sample events and audit records, and a database file of its own for each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRecord } from '../../src/core/ports/audit.ts';
import type { LocalEvent } from '../../src/core/ports/state.ts';

export const sandbox = 'sandbox|3e5d9a10-0000-4000-8000-000000000001';
export const production = 'partner-center|3e5d9a10-0000-4000-8000-000000000001';

export const eventOf = (changes: Partial<LocalEvent> = {}): LocalEvent => ({
  environment: sandbox,
  at: Date.UTC(2026, 10, 20),
  actor: 'aiko@partner.example.com',
  type: 'key',
  customerId: 'cf3b0e37-be0b-4cdd-b584-d1a97d98a922',
  orderId: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1',
  line: 0,
  requestId: '11111111-2222-4333-8444-555555555555',
  facts: { reason: 'New server', ticket: 'INC-1' },
  ...changes,
});

export const recordOf = (id: string, changes: Partial<AuditRecord> = {}): AuditRecord => ({
  id,
  at: Date.UTC(2026, 10, 20),
  userPrincipalName: 'aiko@partner.example.com',
  customerId: 'cf3b0e37-be0b-4cdd-b584-d1a97d98a922',
  customerName: 'Contoso',
  operationType: 'get_software_key',
  operationStatus: 'succeeded',
  orderId: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1',
  line: 0,
  correlationId: null,
  details: [
    { key: 'Version', value: '2022' },
    { key: 'Language', value: null },
  ],
  ...changes,
});

export interface Folder {
  readonly path: string;
  readonly database: string;
  readonly remove: () => void;
}

export const createFolder = (): Folder => {
  const path = mkdtempSync(join(tmpdir(), 'csp-state-'));
  return { path, database: join(path, 'activity.db'), remove: () => rmSync(path, { recursive: true, force: true }) };
};
