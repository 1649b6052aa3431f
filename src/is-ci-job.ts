import type { Environment } from './directories.ts';

/** Nobody can be asked in such a job, and its log keeps what is printed. CI servers set `CI`; people switch it off. */
export const isCiJob = (env: Environment): boolean =>
  !['', '0', 'false'].includes((env['CI'] ?? '').trim().toLowerCase());
