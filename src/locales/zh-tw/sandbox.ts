/** What the commands of the sandbox say, in Traditional Chinese. */
import { proseDuration, proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { plural } from '../plural.ts';
import { rowNote, skipReason } from './row-reasons.ts';

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
  noted: (d) =>
    `${count(d.count, '# 列')}：${d.reason}（${d.file === null ? '' : `${d.file}，`}第 ${d.lines.join('、')}${d.areAll ? '' : '…'} 行）`,
  changed: (d) => `${count(d.changed, '# 列')}變更了其他列的項目：續約、取消或數量。`,
  allLines: (d) => `  第 ${d.lines.join('、')} 行`,
  skipReason,
  rowNote,
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
