/** What `csp config` says, in Traditional Chinese. */
import type { Messages } from '../messages.ts';

export const config: Messages['text']['config'] = {
  stored: (d) => `已將 ${d.key} 存入 ${d.path}。`,
  removed: (d) => `已從 ${d.path} 移除 ${d.key}。`,
  wouldStore: (d) => `試執行：將會把 ${d.key} 存入 ${d.path}。`,
  wouldRemove: (d) => `試執行：將會從 ${d.path} 移除 ${d.key}。`,
  notStored: (d) => `${d.path} 中沒有設定 ${d.key}，不需移除。`,
  overridden: (d) => `請注意：此處的 ${d.key} 已由 ${d.source} 覆寫。`,
  stillSignedIn: (d) => `設定檔 ${d.profile} 仍處於登入狀態。若要登出：${d.command}`,
  stillChosen: (d) => `設定 profile 仍指向 ${d.profile}。若要取消選擇：${d.command}`,
};
