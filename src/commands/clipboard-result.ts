import { CspError, type ErrorDetails } from '../core/errors.ts';
import type { ClipboardResult } from '../core/ports/environment.ts';

/** Ends a command that was asked to copy and could not, after it has handed over what it has. Fails with `clipboardFailed`. */
export const requireCopied = (
  copy: ClipboardResult | null,
  content: ErrorDetails['clipboardFailed']['content'],
): void => {
  if (copy?.copied === false) throw new CspError('clipboardFailed', { content, reason: copy.reason });
};
