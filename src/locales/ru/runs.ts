/** Сообщения пакетных запусков; загружаются, только когда нужны. */
import { proseInstant } from '../../terminal/format.ts';
import type { runs as english, RunCounts, RunProgress } from '../en/runs.ts';
import { customers, orders, rows, counted as withNoun } from './counted.ts';
import { report, things } from './run-report.ts';

const number = (count: number): string => count.toLocaleString('ru');

const counted = (d: RunCounts): string =>
  [
    ...(d.cancelled > 0 ? [`отменено: ${number(d.cancelled)}`] : []),
    ...(d.ordered > 0 ? [`заказано: ${number(d.ordered)}`] : []),
    ...(d.alreadyOrdered > 0 ? [`куплено ранее: ${number(d.alreadyOrdered)}`] : []),
    ...(d.repeated > 0 ? [`повторов: ${number(d.repeated)}`] : []),
    ...(d.already > 0 ? [`отменено ранее: ${number(d.already)}`] : []),
    ...(d.refused > 0 ? [`отказано: ${number(d.refused)}`] : []),
    ...(d.unknown > 0 ? [`неизвестно: ${number(d.unknown)}`] : []),
    ...(d.left > 0 ? [`осталось: ${number(d.left)}`] : []),
    ...(d.failed ? [`не выполнено: ${number(d.failed)}`] : []),
    ...(d.takenOff ? [report.takenOff({ count: d.takenOff })] : []),
  ].join(', ') || 'ничего не сделано';

const minutes = (left: number | null): string =>
  left === null ? '' : left === 0 ? ', осталось меньше минуты' : `, осталось около ${left} мин`;
const of = (total: number | null): string => (total === null ? '' : ` из ${number(total)}`);

const howFar = (d: RunProgress): string =>
  `${number(d.done)}${of(d.total)}${d.inDoubt > 0 ? `, под вопросом: ${number(d.inDoubt)}` : ''}${minutes(d.minutesLeft)}`;

const toDoIt = (command: string): string => `Чтобы выполнить:\n  ${command}`;

export const runs: typeof english = {
  report,
  read: (d) =>
    `${d.file === '-' ? 'Стандартный ввод' : d.file}: ${rows(d.lines)}${d.repeats > 0 ? `, из них повторов: ${number(d.repeats)}` : ''}${d.skipped > 0 ? `; пропущено, не покупки: ${number(d.skipped)}` : ''}.`,
  mended: (d) =>
    `Исправлены идентификаторы, измененные электронной таблицей (строк: ${number(d.count)}): апострофы отброшены, нули восстановлены (${d.lines.join(', ')}${d.count > d.lines.length ? ' …' : ''}).`,
  nothing: 'Стандартный ввод пуст: делать нечего.',
  planning: (d) => `Чтение заказов: ${number(d.done)}${of(d.total)}${minutes(d.minutesLeft)}`,
  plan: (d) =>
    `План: ${d.eligible === 0 ? 'отменять нечего' : `к отмене ${orders(d.eligible)}`}${d.already > 0 ? `, отменено ранее: ${number(d.already)}` : ''}${d.refused > 0 ? `, отменить нельзя: ${number(d.refused)}` : ''}.${d.eligible === 0 ? '' : ` Возврат (оценка): ${d.credit.join(', ') || 'неизвестен'}.`}${d.paid.length === 0 ? '' : ` Оплачено за то, что отменить нельзя: ${d.paid.join(', ')}.`}`,
  refusedFor: (d) => `  ${d.reason}${d.count > 1 ? ` (таких: ${number(d.count)})` : ''}`,
  planWritten: (d) =>
    `План сохранён в ${d.path}. ${d.command === null ? 'Отменять больше нечего.' : `Ничего не отменено. ${toDoIt(d.command)}`}`,
  toDoIt: (d) => toDoIt(d.command),
  noJournal:
    'На этом компьютере нет прежних запусков для этой учётной записи. Что отменено с другого компьютера, видно только по состоянию заказов.',
  typeCount: (d) =>
    `Будет отменено: ${orders(d.count)} (${customers(d.customers)}), возврат (оценка) ${d.credit}. Введите число заказов, чтобы продолжить:`,
  typeToGoOn: (d) => `Запуск ${d.runId} продолжится: ${things(d.kind, d.count)}. Введите число, чтобы продолжить:`,
  buyPlan: (d) =>
    `Расчёт: ${d.lines === 0 ? 'заказывать нечего' : `к заказу ${rows(d.lines)}`}${d.repeats > 0 ? `, ${d.areSkipped ? '' : 'из них '}куплено ранее: ${number(d.repeats)}` : ''}${d.repeated > 0 ? `, повторов: ${number(d.repeated)}` : ''}${d.refused > 0 ? `, заказать нельзя: ${number(d.refused)}` : ''}.${d.lines === 0 ? '' : ` Итого: ${d.total.join(', ') || 'неизвестно'}${d.isPartial ? ', кроме строк без цены' : ''}.`}`,
  repeat: (d) => `  Строка ${d.line}: ${d.reason}`,
  repeated: (d) => `  Строка ${d.line}: та же покупка, что в строке ${d.first}`,
  repeatedHint:
    'Повторы заказываются один раз. Если нужно больше, увеличьте количество или дайте строкам разные номера заказа (PO).',
  buying: (d) => `Заказ: ${howFar(d)}`,
  quoting: (d) => `Расчёт: ${number(d.done)}${of(d.total)}${minutes(d.minutesLeft)}`,
  typeCountBuy: (d) =>
    `Будет заказано: ${rows(d.count)} (${customers(d.customers)}), итого ${d.total}. Введите число строк, чтобы продолжить:`,
  continues: (d) =>
    `Запуск ${d.runId} не завершён${d.left > 0 || d.inDoubt === 0 ? `, осталось: ${things(d.kind, d.left)}` : ''}${d.inDoubt > 0 ? `, под вопросом: ${number(d.inDoubt)}` : ''}.`,
  finishedBefore: (d) =>
    `Запуск ${d.runId} уже завершён ${proseInstant(d.at, 'ru')}, выполнено: ${things(d.kind, d.done)}. Ничего не отправлено.`,
  begins: (d) => `Запуск ${d.runId} начат: ${things(d.kind, d.count)}.`,
  cancelling: (d) => `Отмена: ${howFar(d)}`,
  looksFirst: (d) =>
    `Сначала проверяется то, что под вопросом: ${things(d.kind, d.count)}${d.minutes === null ? '' : `; это может занять до ${d.minutes} мин`}.`,
  looks: (d) =>
    `Исход пока неизвестен (${things(d.kind, d.count)}): проверяем снова${d.minutes === null ? '' : `, не дольше ${d.minutes} мин`}.`,
  takenUp: (d) =>
    `Завершено сейчас для запуска ${d.runId}, который это начал: ${things(d.kind, d.count)}. Сумма учитывается в том запуске:\n  ${d.command}`,
  boughtBy: (d) => `Эту покупку уже начал запуск ${d.runId}: завершена она, другая не делалась.`,
  elsewhere: (d) => `Ожидание запуска ${d.runId}: у него уже в работе ${things(d.kind, d.count)} из списка.`,
  lastWords: (d) =>
    `Дальнейший ход запуска ${d.runId} записать не удалось. Ниже, по одному в строке, — что известно об отправленном (${things(d.kind, d.count)}); сохраните эти строки:`,
  summary: (d) => `Запуск ${d.runId} — ${counted(d)}; всего ${rows(d.total)}.`,
  stopped: (d) =>
    `Запуск ${d.runId}: выполнено ${number(d.done)}, ${d.refused > 0 ? `отказано ${number(d.refused)}, ` : ''}осталось ${number(d.left)}, под вопросом ${number(d.inDoubt)}. Чтобы продолжить, выполните ту же команду ещё раз.`,
  stoppedAtRefusal: (d) =>
    `Запуск ${d.runId}: выполнено ${number(d.done)}, отказано ${number(d.refused)}, осталось ${number(d.left)}, под вопросом ${number(d.inDoubt)}. Он остановлен на первом отказе (${d.flag}); ${d.kind === 'buy' ? 'заказанное остаётся заказанным' : 'отменённое остаётся отменённым'}. Чтобы продолжить с остальным, выполните ту же команду ещё раз; чтобы снять остаток:\n  ${d.command}`,
  listed: (d) => `Первые ${number(d.shown)} из ${number(d.total)}; -o jsonl покажет все.`,
  written: (d) => (d.what === 'results' ? `Результаты: ${d.path}` : `Сводка: ${d.path}`),
  edited: (d) =>
    `Файл ${d.file} изменён во время работы. Всё сказанное здесь относится к строкам, прочитанным в начале.`,
  unwritten: (d) =>
    `Запуск целиком сохранён в журнале. Когда запись станет возможна, файлы можно создать заново:\n  ${d.command}`,
  refundRequests: (d) => `${withNoun(d.count, 'запрос', 'запроса', 'запросов')} на возврат в ${d.folder}`,
  awaiting: (d) => `Ожидание выполнения: ${things('buy', d.count)}.`,
  waiting: (d) =>
    `Ожидание, пока списки покажут отмену (${orders(d.count)}), не дольше чем до ${proseInstant(d.until, 'ru')}.`,
  shown: 'В списках всё отмечено как отменённое.',
  notShown: (d) => `В списках ещё не отмечено как отменённое: ${orders(d.count)}.`,
  dropped: (d) => `Снято с запуска ${d.runId}, не отправлялось: ${things(d.kind, d.count)}.`,
  resolved: (d) => `Запуск ${d.runId}, строка ${d.line}: записано как ${d.isDone ? 'выполненная' : 'невыполненная'}.`,
  title: {
    run: 'Запуск',
    kind: 'Вид',
    began: 'Начат',
    finished: 'Завершён',
    lines: 'Строк',
    progress: 'Ход',
    refused: 'Отказано',
    inDoubt: 'Под вопросом',
    file: 'Файл',
    input: 'Строка ввода',
  },
  outcome: {
    ordered: 'заказано',
    'already-ordered': 'куплено ранее',
    'would-order': 'будет заказано',
    repeated: 'повтор',
  },
  unfinished: 'не завершён',
  kind: { cancel: 'отмена', buy: 'покупка' },
  none: 'На этом компьютере нет записей о пакетных запусках и покупках для этой учётной записи.',
  sameAs: (d) => `то же, что строка ${d.line}`,
  byRun: (d) => `выполнено запуском ${d.runId}`,
};
