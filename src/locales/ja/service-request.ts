/** The words for service requests, in Japanese. */
import type { Messages } from '../messages.ts';

export const serviceRequest: Messages['serviceRequest'] = {
  title: {
    request: '要求',
    title: 'タイトル',
    severity: '重要度',
    created: '作成',
    lastModified: '最終更新',
  },
  status: { open: '対応中', closed: '終了', attention_needed: '対応が必要', none: 'なし' },
  severity: { critical: '重大', moderate: '中', minimal: '軽微', unknown: '不明' },
  empty: 'サービス リクエストはありません。',
};
