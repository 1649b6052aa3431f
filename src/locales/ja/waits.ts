/** What is said before a long wait, in Japanese. */
import type { Instant } from '../../core/ports/environment.ts';
import { clockInstant, proseDuration } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';

const forTime = (d: { readonly ms: number }): string => proseDuration(d.ms, 'ja');
const at = (d: { readonly until: Instant }): string => clockInstant(d.until);

export const waits: Messages['waits'] = {
  throttled: (d) => `パートナー センターから待機を求められました。${forTime(d)}後、${at(d)} に再開します。`,
  failing: (d) => `パートナー センターのエラーが続いています。${forTime(d)}、${at(d)} まで要求を止めます。`,
  retry: (d) => `使用できる応答がありません (${d.reason})。${forTime(d)}後、${at(d)} に再試行します。`,
  inProgress: (d) => `パートナー センターがまだ処理中です。最長 ${forTime(d)}、${at(d)} まで確認を続けます。`,
  lookUp: (d) => `応答からは結果が分かりません。最長 ${forTime(d)}、${at(d)} まで確認します。`,
};
