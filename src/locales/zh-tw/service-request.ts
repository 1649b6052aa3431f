/** The words for service requests, in Traditional Chinese. */
import type { Messages } from '../messages.ts';

export const serviceRequest: Messages['serviceRequest'] = {
  title: {
    request: '要求',
    title: '標題',
    severity: '嚴重性',
    created: '建立時間',
    lastModified: '上次變更',
  },
  status: { open: '處理中', closed: '已結案', attention_needed: '需要您回覆', none: '無' },
  severity: { critical: '嚴重', moderate: '中等', minimal: '輕微', unknown: '不明' },
  empty: '沒有服務要求。',
};
