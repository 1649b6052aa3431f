/** What the commands of the sandbox say, in Russian. */
import { proseDuration, proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { counted, customers, lines, orders, rows } from './counted.ts';
import { rowNote, skipReason } from './row-reasons.ts';

export const sandbox: Messages['text']['sandbox'] = {
  clockSet: (d) => `Часы песочницы показывают ${proseInstant(d.now, 'ru')}.`,
  clockWouldBe: (d) => `Часы песочницы показывали бы ${proseInstant(d.now, 'ru')}.`,
  clockHint: (d) =>
    `Даты заказов не меняются. Чтобы собственные заказы песочницы получили даты около новой, выполните «${d.command}».`,
  confirmReset: 'Очистить песочницу и наполнить ее заново? Все покупки и отмены в ней будут потеряны.',
  dryRun: 'Пробный запуск: песочница не изменена.',
  wouldReset: 'Песочница была бы очищена и наполнена заново; все покупки и отмены в ней были бы потеряны.',
  confirmImport: 'Заменить данные песочницы этими файлами? Все покупки и отмены в ней будут потеряны.',
  reset: (d) => `Песочница наполнена заново: ${customers(d.customers)}, ${orders(d.orders)}.`,
  seeded: (d) => `Теперь в песочнице ${customers(d.customers)} и ${orders(d.orders)}.`,
  wouldSeed: (d) => `В песочницу было бы добавлено: ${orders(d.orders)}.`,
  imported: (d) =>
    `Прочитано: ${rows(d.rows)}. Получено: ${customers(d.customers)}, ${orders(d.orders)}, ${lines(d.lines)}, из них отменено ${d.cancelled.toLocaleString('ru')}.`,
  dateOnly:
    'В этих файлах нет времени суток. Считается, что заказы сделаны в 00:00 UTC, поэтому фактический крайний срок может быть до 24 часов позже показанного.',
  skipped: (d) =>
    `Пропущено: ${rows(d.count)}. Причина: ${d.reason} (${d.file === null ? '' : `${d.file}, `}${d.count === 1 ? 'строка' : 'строки'} ${d.lines.join(', ')}${d.areAll ? '' : ' …'})`,
  noted: (d) =>
    `${rows(d.count)}: ${d.reason} (${d.file === null ? '' : `${d.file}, `}${d.count === 1 ? 'строка' : 'строки'} ${d.lines.join(', ')}${d.areAll ? '' : ' …'})`,
  changed: (d) => `${rows(d.changed)} с изменениями позиций из других строк: продление, отмена или количество.`,
  allLines: (d) => `  строки ${d.lines.join(', ')}`,
  skipReason,
  rowNote,
  signedIn: (d) => `Выполнен вход в песочницу: ${d.user} (${d.roles}).`,
  wouldSignIn: (d) => `Был бы выполнен вход в песочницу: ${d.user} (${d.roles}).`,
  downloaded: (d) =>
    `Клиент скачал: ${counted(d.times, 'раз', 'раза', 'раз')}.${d.left === null ? '' : ` Осталось скачиваний: ${d.left}.`}`,
  emulatorDryRun: 'Пробный запуск: ничего не запущено и не задано.',
  serving: (d: { url: string }) => `Эмулятор принимает соединения: ${d.url}. Ctrl-C останавливает его.`,
  faultAdded: (d: { number: number }) => `Сбой ${d.number} задан.`,
  faultsCleared: (d: { count: number }) => `Удалено сбоев: ${d.count}.`,
  noFaults: 'Сбои не заданы.',
  wouldDownload: (d) =>
    `Клиент скачал бы: ${counted(d.times, 'раз', 'раза', 'раз')}.${d.left === null ? '' : ` Осталось бы скачиваний: ${d.left}.`}`,
  noOffset: 'время компьютера',
  offset: (d) => `время компьютера ${d.ms < 0 ? '−' : '+'}${proseDuration(Math.abs(d.ms), 'ru')}`,
};
