/** Что остаётся после пакетного запуска: сводка и сообщения `csp runs`. */
import type { RunKind } from '../../core/ports/journal.ts';
import { proseInstant } from '../../terminal/format.ts';
import type { report as english } from '../en/run-report.ts';
import { counted, orders, rows } from './counted.ts';

const number = (count: number): string => count.toLocaleString('ru');
export const things = (kind: RunKind, count: number): string =>
  kind === 'buy' ? counted(count, 'покупка', 'покупки', 'покупок') : orders(count);

export const report: typeof english = {
  heading: (d) => `${d.kind === 'cancel' ? 'Пакетная отмена' : 'Пакетная покупка'}, запуск ${d.runId}`,
  environment: 'Среда',
  account: 'Учётная запись',
  counts: 'Итоги',
  credit: 'Возврат, оценка',
  total: 'Итого по расчёту',
  creditUnknown: (d) => `неизвестно: ${orders(d.orders)}`,
  open: (d) =>
    d.shown < d.total ? `Не выполнено: первые ${d.shown} из ${number(d.total)}` : `Не выполнено: ${rows(d.total)}`,
  next: 'Что делать дальше',
  nothingNext: 'Ничего: все строки выполнены.',
  nothingLeft: 'Больше csp сделать ничего не может.',
  goOn: (d) =>
    `Не обработано: ${rows(d.lines)}. Выполните ту же команду ещё раз: она продолжит с места остановки и ничего не сделает дважды.`,
  lookAt: (d) =>
    `Итог неизвестен: ${rows(d.lines)}. Выполните ту же команду ещё раз или проверьте в Центре партнеров и запишите, что увидели:`,
  ask: (d) => `Отказано, но может помочь запрос в поддержку: ${orders(d.orders)}.`,
  takenOff: (d) => `снято: ${number(d.count)}`,
  noRefunds: (d) => `В запуске ${d.runId} нет отказов, с которыми помог бы запрос в поддержку.`,
  neverSent: (d) =>
    `Запуск ${d.runId} начат ${proseInstant(d.at, 'ru')}${d.file === null ? '' : `, файл ${d.file}`}. Не отправлялось: ${things(d.kind, d.count)}.`,
  askDrop: (d) => `Снять это с запуска ${d.runId}?`,
  notSeen: (d) =>
    `${d.kind === 'buy' ? `Сервис не показывает подходящего заказа клиента ${d.customer}.` : `Сервис не показывает заказ ${d.orderId} клиента ${d.customer} отменённым.`} Он может отставать на 15 минут; проверьте ещё раз позже.`,
  wouldDrop: (d) => `Пробный запуск: с запуска ${d.runId} было бы снято: ${things(d.kind, d.count)}.`,
  wouldResolve: (d) => `Пробный запуск: была бы записана строка ${d.line} запуска ${d.runId}.`,
};
