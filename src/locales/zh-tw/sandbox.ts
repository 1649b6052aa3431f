/** What the commands of the sandbox say, in Traditional Chinese. */
import { proseDuration, proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { plural } from '../plural.ts';

const count = (number: number, other: string): string => plural('zh-TW', number, { other });

export const sandbox: Messages['text']['sandbox'] = {
  clockSet: (d) => `沙箱的時鐘現在是 ${proseInstant(d.now, 'zh-TW')}。`,
  clockWouldBe: (d) => `沙箱的時鐘將會是 ${proseInstant(d.now, 'zh-TW')}。`,
  clockHint: (d) => `訂單日期維持不變。「${d.command}」會以新日期為準，重新建立沙箱本身的訂單。`,
  confirmReset: '要清空沙箱並重新建立資料嗎？沙箱中所有的購買與取消都會消失。',
  dryRun: '試執行：沙箱維持原狀。',
  wouldReset: '沙箱將會清空並重新建立資料，其中所有的購買與取消都會消失。',
  confirmImport: '要以這些檔案取代沙箱的資料嗎？沙箱中所有的購買與取消都會消失。',
  reset: (d) => `沙箱已重新建立：${count(d.customers, '# 位客戶')}、${count(d.orders, '# 筆訂單')}。`,
  seeded: (d) => `沙箱現有 ${count(d.customers, '# 位客戶')}、${count(d.orders, '# 筆訂單')}。`,
  wouldSeed: (d) => `沙箱將會增加 ${count(d.orders, '# 筆訂單')}。`,
  imported: (d) =>
    `已讀取 ${count(d.rows, '# 列')}：${count(d.customers, '# 位客戶')}、${count(d.orders, '# 筆訂單')}、${count(d.lines, '# 個項目')}，其中 ${count(d.cancelled, '# 個')}已取消。`,
  dateOnly: '這些檔案只有日期，沒有時刻。訂單一律視為 00:00 UTC 成立，因此實際期限最多可能比顯示的晚 24 小時。',
  skipped: (d) =>
    `略過 ${count(d.count, '# 列')}：${d.reason}（${d.file === null ? '' : `${d.file}，`}第 ${d.lines.join('、')}${d.areAll ? '' : '…'} 行）`,
  allLines: (d) => `  第 ${d.lines.join('、')} 行`,
  skipReason: {
    duplicate: '前面已有相同的列',
    'other-charge': '不是購買、續約，也不是取消',
    'not-software': '不是此計畫的軟體',
    'customer-id': '客戶識別碼不是租用戶 GUID',
    'customer-domain': '缺少客戶網域，或格式不正確',
    'customer-country': '缺少客戶的國家/地區，或格式不正確',
    currency: '缺少幣別，或格式不正確',
    'order-id': '缺少訂單識別碼，或格式不正確',
    'order-date': '無法讀取訂單日期',
    'product-id': '缺少產品識別碼或 SKU 識別碼，或格式不正確',
    quantity: '數量不是整數',
    amount: '有無法讀取的金額',
    'order-of-another-customer': '在前面的列中，此訂單屬於另一位客戶',
    'order-in-another-currency': '在前面的列中，此訂單使用另一種幣別',
    'cancel-without-purchase': '有取消，但找不到對應的購買',
    'renewal-without-term': '無法得知期限的續約',
  },
  signedIn: (d) => `已以 ${d.user}（${d.roles}）登入沙箱。`,
  wouldSignIn: (d) => `將會以 ${d.user}（${d.roles}）登入沙箱。`,
  downloaded: (d) =>
    `客戶已下載 ${count(d.times, '# 次')}。${d.left === null ? '' : `還可下載 ${count(d.left, '# 次')}。`}`,
  emulatorDryRun: '僅模擬執行：未啟動也未設定任何項目。',
  serving: (d: { url: string }) => `模擬器正在 ${d.url} 接聽。按 Ctrl-C 停止。`,
  faultAdded: (d: { number: number }) => `已設定故障 ${d.number}。`,
  faultsCleared: (d: { count: number }) => `已清除 ${d.count} 個故障。`,
  noFaults: '未設定任何故障。',
  wouldDownload: (d) =>
    `客戶將會下載 ${count(d.times, '# 次')}。${d.left === null ? '' : `之後還可下載 ${count(d.left, '# 次')}。`}`,
  noOffset: '與電腦時間相同',
  offset: (d) => `比電腦時間${d.ms < 0 ? '慢' : '快'} ${proseDuration(Math.abs(d.ms), 'zh-TW')}`,
};
