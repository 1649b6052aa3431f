/** Japanese words of a refund request, as the Japanese portal names its fields. */
import type { Messages } from '../messages.ts';
import { cases } from './counted.ts';

export const refund: Messages['refund'] = {
  problemType: 'お客様に代わって CSP を購入/払い戻し',
  titleFor: (d) => `払い戻しの依頼: ${d.what}`,
  heading: '払い戻しの依頼',
  where: 'パートナー センター → パートナー センターに関する問題を報告する',
  field: {
    problemType: '問題の種類',
    impact: '影響',
    title: 'タイトル',
    description: '説明',
    tenant: '顧客のテナント ID またはドメイン名',
    orderId: '注文 ID',
    subscriptionId: 'サブスクリプション ID',
    reason: '払い戻し理由',
    quantity: '数量',
    amount: '払い戻し希望額',
    contact: '連絡先',
    name: '名前',
    email: 'メール アドレス',
    phone: '電話番号',
    files: '添付ファイル',
    product: '製品',
    purchased: '購入日時',
  },
  impact: {
    minimal: '小 (顧客の業務に支障なし)',
    moderate: '中 (顧客の業務に一部支障あり)',
    critical: '大 (顧客の業務が停止)',
  },
  missingMark: '[未入力]',
  none: 'なし',
  missing: (d) => `まだ入力されていない項目があります: ${d.fields.join('、')}`,
  neverRefunded: (d) =>
    `明細 ${d.line} は除外しました。「${d.title}」は${d.isReservation ? ' Azure の予約です。交換と払い戻しには別の規則があり、Azure portal で手続きします' : ' SUSE Linux または Red Hat のプランで、払い戻しの対象になりません'}。`,
  cancelDirectly: (d) =>
    `明細 ${cases(d.lines)}は、依頼なしで直接キャンセルできます${d.isLeftOut ? ' (この依頼には含めていません)' : ''}:\n  ${d.command}`,
  complete: '必要な項目はすべて揃っています。',
  wouldSave: (d) => `確認のみ行いました。${d.path} に保存されます。`,
  saved: (d) => `${d.path} に保存しました。`,
  copied: (d) =>
    d.by === 'osc52'
      ? '依頼文をターミナルのクリップボードに送りました。ターミナルによっては反映されません。'
      : '依頼文をクリップボードにコピーしました。',
};
