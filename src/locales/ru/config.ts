/** What `csp config` says, in Russian. */
import type { Messages } from '../messages.ts';

export const config: Messages['text']['config'] = {
  stored: (d) => `Настройка ${d.key} записана в ${d.path}.`,
  removed: (d) => `Настройка ${d.key} удалена из ${d.path}.`,
  wouldStore: (d) => `Пробный запуск: настройка ${d.key} была бы записана в ${d.path}.`,
  wouldRemove: (d) => `Пробный запуск: настройка ${d.key} была бы удалена из ${d.path}.`,
  notStored: (d) => `Настройки ${d.key} нет в ${d.path}; удалять нечего.`,
  overridden: (d) => `Внимание: здесь настройку ${d.key} переопределяет ${d.source}.`,
  stillSignedIn: (d) => `Вход в профиль ${d.profile} остается в силе. Чтобы выйти: ${d.command}`,
  stillChosen: (d) => `Настройка profile по-прежнему указывает на ${d.profile}. Чтобы убрать ее: ${d.command}`,
};
