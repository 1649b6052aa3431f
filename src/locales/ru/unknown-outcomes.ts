/** Failures after which nobody knows what became of a request, and why, in Russian. */
import type { ErrorDetails, UnknownReason } from '../../core/errors.ts';
import { proseMoney } from '../../terminal/format.ts';
import { wordsOf } from '../words-of.ts';

const reasons: { readonly [R in UnknownReason]: string } = {
  answerLost: 'соединение прервалось до получения ответа',
  answerUnusable: 'ответ не удалось прочитать',
  serviceFailed: 'Центр партнеров сообщил о собственном сбое',
  inProgress: 'Центр партнеров сообщает, что еще работает над этим',
  notShown: 'Центр партнеров принял запрос, но изменения пока не видно',
  notConfirmed: 'Центр партнеров не показывает заказ, который назвал в ответе',
  wrongAnswer: 'Центр партнеров ответил о чем-то другом',
  signInNeeded: 'Центр партнеров потребовал войти снова, но это не доказывает, что ничего не сделано',
  crossHost: 'ответ вел на другой узел, но это не доказывает, что ничего не сделано',
  throttled: 'Центр партнеров предложил повторить позже, но это не доказывает, что ничего не сделано',
  refused: 'Центр партнеров отказал, но по тому, что он показывает, нельзя убедиться, что ничего не сделано',
  unavailable: 'связь с Центром партнеров пропала',
  timeout: 'отведенное время истекло до получения ответа',
  unanswered: 'ответ ещё не записан',
  interrupted: 'работа прервана до получения ответа',
  terminated: 'работа завершена извне до получения ответа',
  backendFailed: 'модуль сообщил об ошибке, которая csp неизвестна',
};

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Заказ ${d.orderId}` : `Заказ ${d.orderId}, строка ${d.line}`;

const price = ({ total }: ErrorDetails['purchaseUnknown']): string =>
  total === null ? 'не сообщается Центром партнеров' : proseMoney(total, 'ru');

const difference = (d: ErrorDetails['purchaseUnknown']): string =>
  d.expected === undefined || d.found === undefined ? '' : `Запрошено: ${d.expected}; в ответе: ${d.found}. `;

export const unknownOutcomes = {
  outcomeUnknown: (d: ErrorDetails['outcomeUnknown']) => ({
    what: `${order(d)}: неизвестно, внесено ли изменение; ${reasons[d.reason]}.`,
    why: `Проверьте заказ через несколько минут; если ничего не изменилось, повторите ту же команду. Идентификатор запроса: ${d.requestId}.`,
  }),
  purchaseUnknown: (d: ErrorDetails['purchaseUnknown']) => ({
    what: `Неизвестно, размещен ли заказ: ${wordsOf(reasons, d.reason)}.`,
    why: `${difference(d)}Клиент: ${d.customer}. Цена: ${price(d)}. Идентификатор корзины: ${d.cartId}. Идентификатор запроса: ${d.requestId}.${d.correlationId ? ` Идентификатор корреляции: ${d.correlationId}.` : ''} Проверьте заказы клиента. Та же команда тоже проверит и никогда не закажет второй раз.${d.runId ? ' Чтобы записать, что вы выяснили:' : ''}`,
  }),
  outcomeUnsettled: (d: ErrorDetails['outcomeUnsettled']) => ({
    what: `Неизвестно, выполнена ли операция: ${reasons[d.reason]}.`,
    why: `Сначала проверьте, что получилось. ${d.operation}. Идентификатор запроса: ${d.requestId}.${d.correlationId && ` Идентификатор корреляции: ${d.correlationId}.`}`,
  }),
};
