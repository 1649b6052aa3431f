/** Settings that do not count, in Traditional Chinese. */
import type { ErrorDetails } from '../../core/errors.ts';

export const settingErrors = {
  settingUnknown: (d: ErrorDetails['settingUnknown']) => ({
    what: d.file === undefined ? `沒有「${d.key}」設定。` : `沒有「${d.key}」設定（${d.file}）。`,
    why:
      d.file === undefined
        ? `可用的設定：${d.keys.join('、')}。`
        : `未變更任何內容：拼錯的設定起不了保護作用。請在檔案中更正或移除。可用的設定：${d.keys.join('、')}。`,
  }),
  settingNotForProject: (d: ErrorDetails['settingNotForProject']) => ({
    what:
      d.only === undefined
        ? `已拒絕 ${d.file} 中的「${d.key}」：專案檔不得設定此項目。`
        : `已拒絕 ${d.file} 中的「${d.key}」：專案檔只能將此項目設為 ${d.only}。`,
    why: `專案檔隨資料夾而來，因此只能加強保護或決定顯示方式：${d.keys.join('、')}。請從檔案中移除；若確實需要，請儲存為您自己的設定。`,
  }),
  profileUnknown: (d: ErrorDetails['profileUnknown']) => ({
    what: `沒有「${d.profile}」設定檔（${d.source}）。`,
    why: `${d.profiles.length === 0 ? '目前沒有任何設定檔。' : `現有的設定檔：${d.profiles.join('、')}。`}登入，或儲存第一項設定，即可建立新的設定檔。`,
  }),
};
