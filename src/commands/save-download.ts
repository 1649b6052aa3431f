/** `copy-link --download`: the file behind the link, in a folder. */

import { CspError } from '../core/errors.ts';
import { recordDownload } from '../core/operations/links.ts';
import type { Partner } from '../core/operations/partner.ts';
import type { SoftwareLine } from '../core/operations/software.ts';
import type { SavedFile } from '../core/ports/download.ts';
import type { RecordView } from '../core/ports/environment.ts';
import type { Messages } from '../locales/messages.ts';
import { megabytes } from '../terminal/format.ts';
import type { Dependencies } from './context.ts';
import type { ShownLink } from './link-view.ts';

/**
 * Refuses before a link is taken: a sandbox whose links lead nowhere (`downloadNotReal`), a folder that cannot be written
 * into (`storageFailed`).
 */
export const prepareDownload = async (deps: Dependencies, folder: string): Promise<void> => {
  await deps.output.check(downloadView(deps.messages));
  if (deps.settings.get('backend') === 'sandbox') throw new CspError('downloadNotReal', {});
  await (await deps.downloader()).checkFolder(folder);
};

/** Saves the file, writes that down and shows where it is. A run that is given up keeps what came, and says so. */
export const saveDownload = async (
  deps: Dependencies,
  partner: Partner,
  { line, url }: ShownLink,
  folder: string,
): Promise<void> => {
  const { messages, output } = deps;
  const about = { customer: line.customer.domain, orderId: line.order.id, line: line.item.line };
  const downloader = await deps.downloader();
  const progress = await deps.progress((d) => messages.text.link.progress({ ...d, total: d.total ?? d.done }));
  const saved = await deps.finish(async () => {
    const whole = await downloader.save(url, folder, about, {
      progress: (done, total) => progress?.show(done, total),
      kept: (path, bytes) => output.warn(messages.text.link.partKept, { path, bytes }),
    });
    await recordDownload(partner, line, whole);
    return whole;
  });
  progress?.clear();
  await output.record(downloadView(messages), { line, saved });
  if (saved.resumedFrom > 0) output.say(messages.text.link.resumed, { bytes: saved.resumedFrom });
  if (saved.checksum === null) output.warn(() => messages.text.link.unchecked, {});
};

interface Downloaded {
  readonly line: SoftwareLine;
  readonly saved: SavedFile;
}

const downloadView = ({ text }: Messages): RecordView<Downloaded> => ({
  json: ({ line, saved: { path, bytes, checksum, resumedFrom } }) => ({
    customerId: line.customer.id,
    orderId: line.order.id,
    line: line.item.line,
    path,
    bytes,
    checksum,
    verified: checksum !== null,
    resumedFrom,
  }),
  fields: ['path', 'bytes', 'checksum', 'verified', 'resumedFrom', 'customerId', 'orderId', 'line'],
  id: ({ line }) => line.order.id,
  rows: ({ line, saved }) => [
    [text.title.product, line.item.title],
    [text.title.order, `${line.order.alternateId ?? line.order.id} / ${line.item.line}`],
    [
      text.title.savedFile,
      `${saved.path} (${megabytes(saved.bytes)} MB${saved.checksum === null ? '' : `, ${saved.checksum} ✓`})`,
    ],
  ],
});
