/** Settings that do not count, in Russian. */
import type { ErrorDetails } from '../../core/errors.ts';

export const settingErrors = {
  settingUnknown: (d: ErrorDetails['settingUnknown']) => ({
    what: d.file === undefined ? `Настройки «${d.key}» нет.` : `Настройки «${d.key}» нет (${d.file}).`,
    why:
      d.file === undefined
        ? `Доступные настройки: ${d.keys.join(', ')}.`
        : `Ничего не изменено: настройка с опечаткой ничего не защищает. Исправьте ее в файле или удалите. Доступные настройки: ${d.keys.join(', ')}.`,
  }),
  settingNotForProject: (d: ErrorDetails['settingNotForProject']) => ({
    what:
      d.only === undefined
        ? `Настройка «${d.key}» в ${d.file} отклонена: в файле проекта ее задавать нельзя.`
        : `Настройка «${d.key}» в ${d.file} отклонена: в файле проекта допустимо только значение ${d.only}.`,
    why: `Такой файл приходит вместе с папкой, поэтому он может лишь усиливать защиту и менять внешний вид: ${d.keys.join(', ')}. Удалите ее из файла; если она нужна вам самим, сохраните ее как свою настройку.`,
  }),
  profileUnknown: (d: ErrorDetails['profileUnknown']) => ({
    what: `Профиля «${d.profile}» нет (${d.source}).`,
    why: `${d.profiles.length === 0 ? 'Профилей пока нет.' : `Профили: ${d.profiles.join(', ')}.`} Новый появляется после входа или первой сохраненной настройки.`,
  }),
};
