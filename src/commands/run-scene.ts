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
  /** What it is about was named on the command line: each is shown, and what went wrong with it is how the command ends. */
  readonly isNamed?: boolean;
  /** The list that was read, where there is one. */
  readonly input?: Pick<InputFile, 'isAsRead'> & { readonly path: string };
}

/** Each kind of reason once, by its first example. */
export type Reasons = Map<string, { count: number; readonly first: Failure }>;

export const addReason = (reasons: Reasons, failure: Failure | null): void => {
  if (failure === null) return;
  const known = reasons.get(failure.code);
  if (known === undefined) reasons.set(failure.code, { count: 1, first: failure });
  else known.count += 1;
};

export const tellReasons = async ({ deps, text }: Pick<RunScene, 'deps' | 'text'>, reasons: Reasons): Promise<void> => {
  if (reasons.size === 0) return;
  const { own } = await deps.errorTexts();
  for (const { count, first } of reasons.values())
    deps.output.warn(text.refusedFor, { count, reason: failureText(own, first) });
};

/** Why a plan leaves some out. */
export const tellRefusals = async (
  scene: Pick<RunScene, 'deps' | 'text'>,
  refused: readonly NewIntent[],
): Promise<void> => {
  const reasons: Reasons = new Map();
  for (const { failure } of refused) addReason(reasons, failure);
  await tellReasons(scene, reasons);
};
