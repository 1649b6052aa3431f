/** The words of a refund request, as Partner Center shows its form in Traditional Chinese. */
import type { Messages } from '../messages.ts';
import { plural } from '../plural.ts';

export const refund: Messages['refund'] = {
  problemType: 'CSP 購買/退款代表客戶',
  titleFor: (d) => `退款要求：${d.what}`,
  heading: '退款要求',
  where: '合作夥伴中心 → 回報合作夥伴中心相關問題',
  field: {
    problemType: '問題類型',
    impact: '影響',
    title: '標題',
    description: '描述',
    tenant: '客戶租用戶識別碼或網域',
    orderId: '訂單識別碼',
    subscriptionId: '訂閱識別碼',
    reason: '退款原因',
    quantity: '數量',
    amount: '要求金額',
    contact: '連絡人',
    name: '姓名',
    email: '電子郵件地址',
    phone: '電話號碼',
    files: '檔案',
    product: '產品',
    purchased: '購買日期',
  },
  impact: {
    minimal: '輕微（客戶可正常作業）',
    moderate: '中等（客戶可作業，但受到限制）',
    critical: '嚴重（客戶無法作業）',
  },
  missingMark: '［未填］',
  none: '無',
  missing: (d) => `尚缺：${d.fields.join('、')}。`,
  neverRefunded: (d) =>
    `已略過項次 ${d.line}：「${d.title}」是${d.isReservation ? ' Azure 保留，交換與退款另有規定，請使用 Azure 入口網站' : ' SUSE Linux 或 Red Hat 方案，一律不退款'}。`,
  cancelDirectly: (d) =>
    `還有 ${plural('zh-TW', d.lines, { other: '# 個項次' })}可以直接取消，不需要提出要求${d.isLeftOut ? '（未列入本要求）' : ''}：\n  ${d.command}`,
  complete: '所有欄位都已填妥。',
  wouldSave: (d) => `試執行：將會儲存至 ${d.path}。`,
  saved: (d) => `已儲存至 ${d.path}。`,
  copied: (d) =>
    d.by === 'osc52' ? '已將文字傳送到終端機的剪貼簿，但並非所有終端機都支援。' : '已將文字複製到剪貼簿。',
};
