/** What the steps of a bulk command share. */
import type { Failure } from '../core/errors.ts';
import type { Partner } from '../core/operations/partner.ts';
import type { InputFile } from '../core/ports/input.ts';
import type { Journal, NewIntent } from '../core/ports/journal.ts';
import type { RunTexts } from '../locales/messages.ts';
import type { Dependencies } from './context.ts';
import { failureText } from './failure-text.ts';

export interface RunScene {
  readonly deps: Dependencies;
  readonly text: RunTexts;
  readonly partner: Partner;
  readonly journal: Journal;
  /** The list that was read, where there is one. */
  readonly input?: Pick<InputFile, 'isAsRead'> & { readonly path: string };
}

/** Why a plan leaves some out: each kind of reason once, by its first example. */
export const tellRefusals = async (
  { deps, text }: Pick<RunScene, 'deps' | 'text'>,
  refused: readonly NewIntent[],
): Promise<void> => {
  const reasons = new Map<string, { count: number; first: Failure }>();
  for (const { failure } of refused) {
    if (failure === null) continue;
    const known = reasons.get(failure.code);
    if (known === undefined) reasons.set(failure.code, { count: 1, first: failure });
    else known.count += 1;
  }
  if (reasons.size === 0) return;
  const { own } = await deps.errorTexts();
  for (const { count, first } of reasons.values())
    deps.output.warn(text.refusedFor, { count, reason: failureText(own, first) });
};
