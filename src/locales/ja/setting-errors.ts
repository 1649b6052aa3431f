/** Settings that do not count, in Japanese. */
import type { ErrorDetails } from '../../core/errors.ts';

export const settingErrors = {
  settingUnknown: (d: ErrorDetails['settingUnknown']) => ({
    what:
      d.file === undefined
        ? `「${d.key}」という設定はありません。`
        : `「${d.key}」という設定はありません (${d.file})。`,
    why:
      d.file === undefined
        ? `設定: ${d.keys.join('、')}`
        : `何も変更していません。綴りの誤った設定は何も保護しません。ファイルを直すか、その項目を削除してください。設定: ${d.keys.join('、')}`,
  }),
  settingNotForProject: (d: ErrorDetails['settingNotForProject']) => ({
    what:
      d.only === undefined
        ? `${d.file} の「${d.key}」は拒否されました。プロジェクトのファイルでは設定できません。`
        : `${d.file} の「${d.key}」は拒否されました。プロジェクトのファイルでは ${d.only} にしか設定できません。`,
    why: `このファイルはフォルダーとともに渡されるものなので、設定できるのは表示のしかたと、保護を強めることだけです: ${d.keys.join('、')}。ファイルから削除してください。必要な場合は、自分の設定として保存してください。`,
  }),
  profileUnknown: (d: ErrorDetails['profileUnknown']) => ({
    what: `「${d.profile}」というプロファイルはありません (${d.source})。`,
    why: `${d.profiles.length === 0 ? 'プロファイルはまだありません。' : `プロファイル: ${d.profiles.join('、')}。`}新しいプロファイルは、サインインするか、最初の設定を保存すると作られます。`,
  }),
};
