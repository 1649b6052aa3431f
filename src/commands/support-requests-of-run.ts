/** `csp support-request --from-run`: one request for each order that a bulk run could not cancel. */

import { listRefundDrafts } from '../core/operations/bulk/run-refunds.ts';
import type { RefundDraft } from '../core/operations/refund-request.ts';
import type { View } from '../core/ports/environment.ts';
import { missingFields, refundFields } from '../core/rules/refund-request.ts';
import { requireCopied } from './clipboard-result.ts';
import type { Dependencies } from './context.ts';
import { deliver, tellMissing } from './deliver-request.ts';
import { refundRequestText } from './refund-request-text.ts';
import { refundRequestJson, refundRequestView } from './refund-request-view.ts';
import { pickRun, refundWords, titleFor } from './run-reports.ts';
import type { SupportRequestWords } from './support-request.ts';

/** One document after the other, or a JSON list. */
export const runSupportRequestsOfRun = async (
  deps: Dependencies,
  word: string,
  words: SupportRequestWords,
): Promise<void> => {
  const { english, lang, messages, output } = deps;
  const journal = await deps.journal();
  const run = await pickRun(deps, journal, word);
  const own = refundWords(deps);
  const given = {
    reason: words.reason,
    impact: words.impact,
    contact: {
      name: words.contactName ?? own.contact.name,
      email: words.contactEmail ?? own.contact.email,
      phone: words.contactPhone ?? own.contact.phone,
    },
    files: words.attach ?? [],
  };
  const drafts: RefundDraft[] = [];
  for await (const draft of listRefundDrafts(await deps.partner(), journal, run, given, titleFor(deps)))
    drafts.push(draft);
  if (drafts.length === 0) return output.say((await deps.runTexts()).report.noRefunds, { runId: run.id });

  const isMissing = new Set(drafts.flatMap(({ request }) => missingFields(request)));
  const missing = refundFields.filter((field) => isMissing.has(field));
  if (words.check === true) return tellMissing(deps, missing, words);
  const format = words.format === undefined || words.format === 'json' ? 'text' : words.format;
  const textOf = (draft: RefundDraft): string => output.guard(refundRequestText(messages, lang, draft, format));
  const viewOf = (draft: RefundDraft) => refundRequestView(textOf(draft), english.refund.problemType);
  const list: View<RefundDraft> = {
    ...refundRequestView('', ''),
    json: (draft) => viewOf(draft).json(draft),
    columns: [],
    empty: '',
  };
  const document =
    words.format === 'json'
      ? `[\n${drafts.map((draft) => refundRequestJson(viewOf(draft), draft).trimEnd()).join(',\n')}\n]\n`
      : drafts.map(textOf).join('\n');
  const copy = await deliver(deps, words, document, () => output.list(list, drafts));
  tellMissing(deps, missing, words);
  requireCopied(copy, 'request');
};
