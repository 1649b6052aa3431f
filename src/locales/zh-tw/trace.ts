/** What `--verbose` adds, in Traditional Chinese. */
import { proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { plural } from '../plural.ts';

export const trace: Messages['text']['trace'] = {
  backend: (d) =>
    `後端為 ${d.backend}（${d.place}），其時鐘為 ${proseInstant(d.now, 'zh-TW')}，適用的政策版本為 ${d.edition}。`,
  read: (d) =>
    `已用 ${plural('zh-TW', d.requests, { other: '# 次要求' })}讀取 ${plural('zh-TW', d.customers, { other: '# 位客戶' })}、${plural('zh-TW', d.orders, { other: '# 筆訂單' })}。`,
};
