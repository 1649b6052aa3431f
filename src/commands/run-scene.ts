/** What the steps of a bulk command share. */
import type { Partner } from '../core/operations/partner.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { RunTexts } from '../locales/messages.ts';
import type { Dependencies } from './context.ts';

export interface RunScene {
  readonly deps: Dependencies;
  readonly text: RunTexts;
  readonly partner: Partner;
  readonly journal: Journal;
}
