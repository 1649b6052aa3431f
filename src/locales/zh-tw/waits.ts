/** What is said before a long wait, in Traditional Chinese. */
import type { Instant } from '../../core/ports/environment.ts';
import { clockInstant, proseDuration } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';

const forTime = (d: { readonly ms: number }): string => proseDuration(d.ms, 'zh-TW');
const at = (d: { readonly until: Instant }): string => clockInstant(d.until);

export const waits: Messages['waits'] = {
  throttled: (d) => `合作夥伴中心要求等候：${forTime(d)}後，於 ${at(d)} 繼續。`,
  failing: (d) => `合作夥伴中心持續發生錯誤：暫停 ${forTime(d)}，直到 ${at(d)}。`,
  retry: (d) => `沒有可用的回應（${d.reason}）：${forTime(d)}後，於 ${at(d)} 重試。`,
  inProgress: (d) => `合作夥伴中心表示仍在處理：最多再查看 ${forTime(d)}，直到 ${at(d)}。`,
  lookUp: (d) => `回應未說明結果：最多查看 ${forTime(d)}，直到 ${at(d)}。`,
};
