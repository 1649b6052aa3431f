/** Сбои пакетных запусков. */
import type { ErrorDetails } from '../../core/errors.ts';
import { orders } from './counted.ts';

const planFaults: {
  readonly [R in ErrorDetails['planUnusable']['reason']]: (expected: string, found: string) => string;
} = {
  format: () => 'Это не план csp.',
  digest: () => 'Он изменён после создания.',
  environment: (expected, found) => `Он создан для ${found}, а сейчас используется ${expected}.`,
  age: (expected, found) => `Он создан ${found}, прошло больше ${expected}.`,
};

export const runErrors = {
  orderOfAnother: (d: ErrorDetails['orderOfAnother']) => ({
    what: `Строка ${d.line}: заказ ${d.orderId} не принадлежит клиенту ${d.customer}.`,
    why: `Это заказ клиента ${d.owner}. Ничего не отправлено; исправьте файл.`,
  }),
  runInDoubt: (d: ErrorDetails['runInDoubt']) => ({
    what: `Запуск ${d.runId}: итог неизвестен (${orders(d.unknown)}).`,
    why: `Проверьте каждый заказ в Центре партнеров и запишите, что увидели:`,
  }),
  runRefused: (d: ErrorDetails['runRefused']) => ({
    what:
      d.runId === null
        ? `Будет отказано: ${orders(d.refused)}.`
        : `Запуск ${d.runId} завершён; отказано: ${orders(d.refused)}.`,
  }),
  runUnfinished: (d: ErrorDetails['runUnfinished']) => ({
    what: `Запуск ${d.runId} не завершён, осталось: ${orders(d.left)}.`,
    why:
      d.heldBy === null
        ? 'Чтобы продолжить, выполните ту же команду ещё раз.'
        : `Остаток в работе у незавершённого запуска ${d.heldBy}. Сначала завершите его, затем выполните ту же команду ещё раз.`,
  }),
  runNotFound: (d: ErrorDetails['runNotFound']) => ({ what: `На этом компьютере нет запуска «${d.query}».` }),
  runLive: (d: ErrorDetails['runLive']) => ({
    what:
      d.runId === null
        ? 'То же самое уже выполняет другой процесс.'
        : `Запуск ${d.runId} выполняется в другом процессе${d.pid === null ? '' : ` (${d.pid})`}.`,
    why: 'Дождитесь его или завершите: остаток можно продолжить сразу.',
  }),
  runChanged: (d: ErrorDetails['runChanged']) => ({
    what: `Файл ${d.file} уже не тот, с которого начат запуск ${d.runId}, а запуск не завершён.`,
    why: `Ничего не отправлено. Верните файл, чтобы продолжить, или снимите остаток:`,
  }),
  runOfAnother: (d: ErrorDetails['runOfAnother']) => ({
    what: `Запуск ${d.runId} сделан в среде ${d.expected}, а сейчас используется ${d.found}.`,
    why: 'Ничего не записано. Сначала войдите туда.',
  }),
  doneAlready: (d: ErrorDetails['doneAlready']) => ({
    what:
      d.kind === 'buy'
        ? `Заказ ${d.orderId} клиента ${d.customer} — то, что должна была купить строка ${d.line}.`
        : `Сервис показывает заказ ${d.orderId} клиента ${d.customer} отменённым.`,
    why: `Ничего не записано. Запишите строку ${d.line} запуска ${d.runId} с --as done${d.kind === 'buy' ? ' или сначала ту строку, к которой относится этот заказ' : ''}.`,
  }),
  nothingInDoubt: (d: ErrorDetails['nothingInDoubt']) => ({
    what: `В запуске ${d.runId} нет ничего под вопросом.`,
    why: 'Записывать нечего; ничего не изменено.',
  }),
  nothingToDrop: (d: ErrorDetails['nothingToDrop']) => ({
    what: `С запуска ${d.runId} снимать нечего.`,
    why:
      d.inDoubt === 0
        ? 'Ничего не изменено.'
        : `Под вопросом: ${orders(d.inDoubt)}. Выполните ту же команду ещё раз или запишите каждый с --line N --as done|not-done.`,
  }),
  planUnusable: (d: ErrorDetails['planUnusable']) => ({
    what: `План ${d.path} применить нельзя.`,
    why: `${planFaults[d.reason](d.expected, d.found)} Ничего не отправлено; создайте новый с --plan-out.`,
  }),
  notAllEligible: (d: ErrorDetails['notAllEligible']) => ({
    what: `Отменить можно не всё (${d.eligible} из ${d.found}), а указано «всё или ничего».`,
    why: 'Ничего не отправлено.',
  }),
  expectCountNeeded: (d: ErrorDetails['expectCountNeeded']) => ({
    what: `${orders(d.found)}: слишком много для одного --yes.`,
    why: `Ничего не отправлено. Если число верное, добавьте ${d.flag} ${d.found}.`,
  }),
};
