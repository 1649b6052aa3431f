/** Lines that a failure may have beside what and why, in Traditional Chinese. */
import type { Messages } from '../messages.ts';

export const failureLines: Messages['text']['failureLines'] = {
  correlationLabel: '相互關聯識別碼：',
  lacks: (d) => `清單缺少這些客戶：${d.customers.join('、')}。`,
  endsBefore: (d) => `清單在 ${d.customer} 之前結束：該客戶及其後的客戶皆未讀取。`,
  endedAtOnce: '已立即結束。當時正在處理的項目結果未知：請再執行一次相同的命令，它會先查看結果。',
};
