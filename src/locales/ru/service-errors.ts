/** Сбои самого Центра партнеров или пути к нему. */
import type { ErrorDetails } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Заказ ${d.orderId}` : `Заказ ${d.orderId}, строка ${d.line}`;

const code = (serviceCode: string | null): string => (serviceCode === null ? '' : ` (${serviceCode})`);

const missing: { readonly [M in ErrorDetails['accessDenied']['missing']]: string } = {
  role: 'У учетной записи нет нужной роли (обычно это агент администратора).',
  user: 'Приложению самому по себе это не разрешено: войдите как пользователь.',
  mfa: 'Вход выполнен без второго фактора (многофакторной проверки подлинности): войдите заново лично, обновление входа не поможет.',
  relationship: 'Отношений торгового посредника с этим клиентом больше нет.',
  policy:
    'Политика условного доступа арендатора заблокировала маркер входа: войдите из разрешенного места и с разрешенного устройства или обратитесь к тому, кто ею управляет.',
  gateway: 'Шлюз перед Центром партнеров отклонил запрос еще до службы, например из-за неразрешенного сетевого адреса.',
  unknown: 'Проверьте роли учетной записи и отношения с клиентом.',
};

const missingParts: { readonly [P in ErrorDetails['notInApi']['what']]: string } = {
  'one-time-purchases': 'разовые покупки',
  'audit-records': 'журнал действий',
  'service-requests': 'запросы в службу поддержки',
  'link-list': 'список выданных ссылок',
  'link-renewal': 'обновление ссылки',
};

type Ids = Partial<Pick<ErrorDetails['serviceFailed'], 'requestId' | 'correlationId'>>;

const ids = (d: Ids): string =>
  d.requestId === undefined
    ? ''
    : ` Идентификатор запроса: ${d.requestId}. Идентификатор корреляции: ${d.correlationId}.`;

export const serviceErrors = {
  backendNotChosen: () => ({
    what: 'Задана переменная CI, а служба не выбрана: действие выполнилось бы в песочнице, где ничего настоящего нет.',
    why: 'Ничего не сделано. Для настоящих клиентов задайте CSP_BACKEND=partner-center, для пробы — CSP_BACKEND=sandbox; подойдут и --backend, и профиль или параметр, где указан backend.',
  }),
  backendFailed: (d: ErrorDetails['backendFailed']) => ({
    what: `Модуль ${d.backend} сообщил об ошибке, которая csp неизвестна.`,
    why: `${d.method}: ${d.reason}. Что она значит, знает автор модуля.`,
  }),
  accessDenied: (d: ErrorDetails['accessDenied']) => ({
    what: `Центр партнеров отказал в доступе${code(d.serviceCode)}.`,
    why: `${missing[d.missing]}${d.text === undefined ? '' : ` ${d.text}`} (${d.operation})`,
  }),
  wrongAnswer: (d: ErrorDetails['wrongAnswer']) => ({
    what: 'Служба ответила не о том, что спрашивали, поэтому ответу верить нельзя.',
    why: `${d.operation}: запрошено ${d.expected}, получено ${d.found}. ${d.nothingOrdered ? 'Ничего не заказано.' : 'Сначала проверьте, что получилось.'}`,
  }),
  serviceRefused: (d: ErrorDetails['serviceRefused']) => ({
    what: `Центр партнеров отклонил запрос (${d.serviceCode ?? d.status}).`,
    why: `${d.text} (${d.operation})`,
  }),
  throttled: (d: ErrorDetails['throttled']) => ({
    what: `Центр партнеров просит подождать: ${proseInstant(d.retryAt, 'ru')}.`,
    why: 'Отправлено слишком много запросов. Ничего не потеряно: после этого повторите ту же команду.',
  }),
  serviceFailed: (d: ErrorDetails['serviceFailed']) => ({
    what: d.isForeign
      ? `Вместо Центра партнеров ответил кто-то на пути к нему (HTTP ${d.status}).`
      : `Центр партнеров сообщил о собственном сбое (HTTP ${d.status}).`,
    why: `${d.operation}. ${d.retryAt === null ? 'Повторите попытку позже.' : `Повторите попытку позже: ${proseInstant(d.retryAt, 'ru')}.`}${ids(d)}`,
  }),
  answerUnusable: (d: ErrorDetails['answerUnusable']) => ({
    what: 'Ответ Центра партнеров непригоден.',
    why: `${d.operation}: ${d.reason}.${ids(d)}`,
  }),
  listIncomplete: (d: ErrorDetails['listIncomplete']) => ({
    what: `В списке нет записей, которые нельзя опознать: ${d.leftOut}.`,
    why: 'Центр партнеров прислал их без того, что отличает их от других; о каждой сказано выше. Показанное верно, но это не все.',
  }),
  orderListTooLarge: (d: ErrorDetails['orderListTooLarge']) => ({
    what: `Заказов клиента ${d.customer} слишком много, чтобы прочитать их одним списком.`,
    why: 'Центр партнеров отдает их только одним ответом. Отдельный заказ можно указать по длинному идентификатору: короткий номер ищется в этом списке.',
  }),
  crossHost: (d: ErrorDetails['crossHost']) => ({
    what: `${d.host} отсылает на другой узел: ${d.target}.`,
    why: 'Переход не выполнен: туда попали бы и данные для входа.',
  }),
  downloadNotReal: () => ({
    what: 'За ссылкой встроенной песочницы нет настоящего файла.',
    why: 'Файлы отдает только эмулятор: запустите его, и с --backend partner-center та же команда скачает файл.',
  }),
  keysNotInApi: (d: ErrorDetails['keysNotInApi']) => ({
    what: `${order(d)}: ключ и файлы доступны только на сайте, API Центра партнеров их не выдает.`,
    why: `Партнеру: ${d.portalUrl}\n  Глобальному администратору клиента (Центр администрирования Microsoft 365: «Выставление счетов» → «Ваши продукты» → «Программное обеспечение»): ${d.customerUrl}\n  Инструкция: ${d.helpUrl}`,
  }),
  notInApi: (d: ErrorDetails['notInApi']) => ({ what: `В API облака ${d.where} этого нет: ${missingParts[d.what]}.` }),
  commandNotStarted: (d: ErrorDetails['commandNotStarted']) => ({
    what: `Не удалось запустить ${d.command} (${d.reason}).`,
    why: 'Напишите команду после двух дефисов, как в оболочке.',
  }),
  portTaken: (d: ErrorDetails['portTaken']) => ({
    what: `Не удаётся принимать соединения: ${d.host}, порт ${d.port} (${d.reason}).`,
    why: 'Возможно, порт занят другой программой. Без --port берётся свободный.',
  }),
};
