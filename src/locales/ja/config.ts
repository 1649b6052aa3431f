/** What `csp config` says, in Japanese. */
import type { Messages } from '../messages.ts';

export const config: Messages['text']['config'] = {
  stored: (d) => `${d.key} を ${d.path} に保存しました。`,
  removed: (d) => `${d.key} を ${d.path} から削除しました。`,
  wouldStore: (d) => `確認のみ行いました。${d.key} は ${d.path} に保存されます。`,
  wouldRemove: (d) => `確認のみ行いました。${d.key} は ${d.path} から削除されます。`,
  notStored: (d) => `${d.key} は ${d.path} に設定されていません。`,
  overridden: (d) => `注意: ここでは ${d.key} に ${d.source} の値が優先されます。`,
  stillSignedIn: (d) => `プロファイル ${d.profile} はサインインしたままです。サインアウトするには: ${d.command}`,
  stillChosen: (d) => `設定 profile は ${d.profile} のままです。選択を解除するには: ${d.command}`,
};
