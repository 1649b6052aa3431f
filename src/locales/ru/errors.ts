/** One entry for each failure, in Russian. Names and numbers are placed so that they never need to be declined. */
import type { OrdersPlaced } from '../../core/errors.ts';
import type { Role } from '../../core/rules/roles.ts';
import { proseDuration, proseInstant, proseMoney } from '../../terminal/format.ts';
import type { ErrorTexts } from '../en/errors.ts';
import { isDiskFull } from '../is-disk-full.ts';
import { withReasons } from '../with-reasons.ts';
import { days, orders } from './counted.ts';
import { flags } from './help.ts';
import { inputErrors } from './input-errors.ts';
import { queryFault } from './query-faults.ts';
import { roleNames } from './role-names.ts';
import { ruleErrors } from './rule-errors.ts';
import { runErrors } from './run-errors.ts';
import { serviceErrors } from './service-errors.ts';
import { settingErrors } from './setting-errors.ts';
import { clientSecretPlaces, signInErrors } from './sign-in-errors.ts';
import { statusErrors } from './status-errors.ts';
import { unknownOutcomes } from './unknown-outcomes.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Заказ ${d.orderId}` : `Заказ ${d.orderId}, позиция ${d.line}`;

const roleList = (roles: readonly Role[], type: Intl.ListFormatType): string =>
  roles.length === 0 ? 'нет' : new Intl.ListFormat('ru', { type }).format(roles.map((role) => roleNames[role]));

const folder = 'полный путь к папке; без переменной берется папка в домашнем каталоге';

/** What stands for a word that is missing, in the words of `--help`. */
const expected: { readonly [flag: string]: string } = {
  '--customer': flags.customer,
  '--order': flags.order,
  ORDER: flags.order,
  '--line': flags.line,
  CSP_CLIENT_SECRET: clientSecretPlaces,
  CSP_CONFIG_DIR: folder,
  CSP_STATE_DIR: folder,
};

/** Что остается в силе, хотя команда потом не удалась. */
const placed = ({ orders, requestId }: OrdersPlaced): string =>
  `Заказ тем не менее размещен: ${orders.join(', ')}. Не заказывайте повторно, а проверьте его состояние. Идентификатор запроса: ${requestId}.`;

export const errors: ErrorTexts = {
  ...signInErrors,
  ...serviceErrors,
  ...ruleErrors,
  ...statusErrors,
  ...runErrors,
  ...unknownOutcomes,
  internal: (d) => ({ what: 'Это ошибка в самом csp.', why: `Сообщите о ней, пожалуйста. ${d.reason}` }),
  commandUnknown: (d) => ({
    what: `Команды «${d.given}» нет.`,
    ...(d.suggestion === null ? {} : { why: `Возможно, вы имели в виду ${d.suggestion}?` }),
  }),
  optionUnknown: (d) => ({
    what: `У команды «${d.command}» нет флага ${d.given}.`,
    ...(d.suggestion === null ? {} : { why: `Возможно, вы имели в виду ${d.suggestion}?` }),
  }),
  argumentUnexpected: (d) => ({ what: `Лишний аргумент для «${d.command}»: «${d.given}».` }),
  argumentMissing: (d) =>
    withReasons(
      `Не хватает аргумента: ${d.flag}.`,
      [d.hole && `«${d.hole}» лишь стоит на его месте.`, expected[d.flag] && `Ожидается: ${expected[d.flag]}.`],
      ' ',
    ),
  argumentInvalid: (d) => ({
    what: d.given === '' ? `Не хватает значения: ${d.flag}.` : `Недопустимое значение для ${d.flag}: «${d.given}».`,
    why: `Ожидается: ${(d.given === '' ? expected[d.flag] : undefined) ?? d.expected}.`.replace('….', '…'),
  }),
  argumentsConflict: (d) => ({
    what: `Эти аргументы нельзя указывать вместе: ${d.flags.join(', ')}.`,
    ...(d.goesWith && { why: `${d.flags[1]} указывают вместе с ${d.goesWith.join(', ')}.` }),
  }),
  secretInArgument: (d) => ({
    what: `Секрет нельзя передавать как значение ${d.flag}.`,
    why: 'Командную строку видят другие пользователи этого компьютера. Передайте секрет через стандартный ввод или файл.',
  }),
  confirmationNeeded: (d) => ({
    what: 'Команда вносит изменения, а спросить подтверждение негде: терминала нет.',
    why: `Ничего не изменено. Чтобы продолжить без вопроса, добавьте ${d.flag}.`,
  }),
  acknowledgementNeeded: (d) => ({
    what: 'При отмене отзываются ключи и ссылки для скачивания, а программное обеспечение нужно удалить.',
    why: `Ничего не изменено. Чтобы подтвердить, что вы это прочитали, добавьте ${d.flag}.`,
  }),
  queryInvalid: (d) => ({ what: `Выражение --query «${d.query}» применить нельзя.`, why: queryFault(d) }),
  fieldUnknown: (d) => ({ what: `Поля «${d.field}» здесь нет.`, why: `Доступные поля: ${d.fields.join(', ')}.` }),
  customerAmbiguous: (d) => ({
    what: `По запросу «${d.query}» нельзя однозначно определить клиента.`,
    why: `Укажите домен или идентификатор арендатора одного из них:\n  ${d.matches.join('\n  ')}`,
  }),
  choiceNotOffered: (d) => ({
    what: `Значение «${d.given}» для ${d.flag} не предлагается.`,
    why:
      d.choices.length === 0
        ? `Продукт продается без этого, уберите ${d.flag}.`
        : `Предлагается:\n  ${d.choices.join('\n  ')}`,
  }),
  choiceNeeded: (d) => ({
    what: `Есть несколько вариантов, выберите один: ${d.flag}.`,
    why: `Возможные значения:\n  ${d.choices.join('\n  ')}`,
  }),
  ...settingErrors,
  ...inputErrors,
  roleMissing: (d) => ({
    what: `Недостаточно прав для «${d.act}». Нужна роль: ${roleList(d.needed, 'disjunction')}.`,
    why: `Ваши роли: ${roleList(d.held, 'conjunction')}.`,
  }),
  declined: () => ({ what: 'Вы ответили «нет». Ничего не изменено.' }),
  notAllFound: (d) => ({
    what: `Найдены не все заказы. У клиента ${d.customer} нет: ${d.missing.join(', ')}.`,
    why: 'Что стало с остальными, видно в таблице.',
  }),
  lineNotActive: (d) => ({
    what:
      d.status === 'expired'
        ? `${order(d)}: отменить нельзя, срок подписки закончился.`
        : `${order(d)}: отменить нельзя, статус «${d.status}».`,
  }),
  kindUnknown: (d) => ({
    what: `${order(d)}: не отменяется. Продукта «${d.title}» нет в каталоге, поэтому применить правило нельзя.`,
    why: 'О возврате средств можно попросить через запрос в службу поддержки.',
  }),
  cancelWindowClosed: (d) => ({
    what: `${order(d)}: отменить уже нельзя, срок отмены истек ${proseInstant(d.closedAt, 'ru')}.`,
    why:
      d.windowDays === null
        ? 'Этот срок установила служба. О возврате средств можно попросить через запрос в службу поддержки.'
        : `По редакции правил ${d.edition} на отмену дается ${days(d.windowDays)} с момента покупки. О возврате средств можно попросить через запрос в службу поддержки.`,
  }),
  neverCancellable: (d) => ({
    what: `${order(d)}: отменить нельзя, «${d.title}»\u00a0— это план Linux.`,
    why: 'Планы SUSE Linux и Red Hat нельзя ни отменить, ни обменять.',
  }),
  reservationRules: (d) => ({
    what: `${order(d)}: здесь отменить нельзя, «${d.title}»\u00a0— это резервирование Azure.`,
    why: 'Для обмена и возврата резервирований действуют свои правила; это делается на портале Azure.',
  }),
  cancelRefusedByService: (d) => ({
    what: `${order(d)}: отмена не выполнена, служба отказала (${d.serviceCode}).`,
    why: d.text,
  }),
  keyForCustomerOnly: (d) => ({
    what: `${order(d)}: ключ может видеть только клиент (редакция правил ${d.edition}).`,
    why: `Глобальный администратор клиента найдет его в Центре администрирования Microsoft 365: «Выставление счетов» → «Ваши продукты» → «Программное обеспечение».\n  ${d.portalUrl}\n  Инструкция: ${d.helpUrl}`,
  }),
  noKeyForKind: (d) => ({ what: `${order(d)}: для «${d.title}» не предусмотрены ни ключ продукта, ни скачивание.` }),
  cartLineRefused: (d) => ({
    what: d.placed
      ? `Служба отклонила часть корзины (${d.serviceCode}).`
      : `Служба отклонила корзину (${d.serviceCode}). Ничего не заказано.`,
    why: d.placed ? `${d.text}\n${placed(d.placed)}` : d.text,
  }),
  cartExpired: (d) => ({ what: `Срок действия корзины ${d.cartId} истек. Ничего не заказано.` }),
  quantityOutOfRange: (d) => ({
    what: `Недопустимое количество для этого продукта: ${d.given}.`,
    why: `Допустимо от ${d.minimum} до ${d.maximum}. Ничего не заказано.`,
  }),
  refundRequestIncomplete: (d) => ({
    what: 'Запрос на возврат заполнен не полностью.',
    why: `Не хватает: ${d.missing.join(', ')}.`,
  }),
  nothingToRefund: (d) => ({
    what: `${order(d)}: покупка уже отменена, возвращать больше нечего.`,
    why: 'Сумма будет зачтена в следующем ежемесячном счете.',
  }),
  busy: (d) => ({
    what: 'Сейчас запись ведет другой процесс csp.',
    why: `Занят файл ${d.path}. Повторите ту же команду.`,
  }),
  timeout: (d) => ({
    what: `Отведенное время истекло (${proseDuration(d.seconds * 1000, 'ru')}).`,
    why: d.placed ? placed(d.placed) : 'Чтобы продолжить, повторите ту же команду.',
  }),
  orderPending: (d) => ({
    what: `${order(d)}: еще не выполнено.`,
    why: d.placed ? placed(d.placed) : 'Обычно это занимает несколько минут. Повторите попытку позже.',
  }),
  countMismatch: (d) => ({
    what: `Ожидалось заказов: ${d.expected}, найдено: ${d.found}.`,
    why: 'Ничего не изменено.',
  }),
  tooMany: (d) => ({
    what: `Команда изменит ${orders(d.found)}, а допустимо не больше ${d.maximum}.`,
    why: `Ничего не изменено. Если так и задумано, увеличьте предел с помощью ${d.flag}.`,
  }),
  repeatPurchase: (d) =>
    d.orderId === null
      ? {
          what: `Заказ того же продукта в том же количестве для этого клиента уже начат и, возможно, размещен; времени прошло: ${proseDuration(d.secondsAgo * 1000, 'ru')}.`,
          why: `Сейчас ничего не заказано. Сначала проверьте заказы клиента; если его там нет, добавьте --again. Идентификатор прежнего запроса: ${d.requestId}.`,
        }
      : {
          what: `Для этого клиента уже заказан тот же продукт в том же количестве: заказ ${d.orderId}, времени прошло: ${proseDuration(d.secondsAgo * 1000, 'ru')}.`,
          why: 'Ничего не заказано. Чтобы заказать еще раз, добавьте --again.',
        },
  priceAboveLimit: (d) => ({
    what: `Заказ стоит ${proseMoney(d.price, 'ru')}, это больше вашего предела ${proseMoney(d.limit, 'ru')}.`,
    why: 'Ничего не заказано.',
  }),
  priceUnknown: (d) => ({
    what: `Служба не указывает цену для «${d.title}».`,
    why: 'Ничего не заказано. Чтобы согласиться на неизвестную цену, ответьте на вопрос в терминале или добавьте --accept-unknown-price; --max-total при этом не указывайте.',
  }),
  priceChanged: (d) => ({
    what: `Цена изменилась: была ${proseMoney(d.quoted, 'ru')}, стала ${proseMoney(d.cart, 'ru')}.`,
    why: 'Ничего не заказано. Чтобы увидеть новый расчет, повторите команду.',
  }),
  currencyMismatch: (d) => ({
    what: `Валюты не совпадают: цена в ${d.price}, ваш предел в ${d.limit}.`,
    why: 'Ничего не заказано.',
  }),
  revealRefused: (d) => ({
    what:
      d.what === 'key'
        ? 'Заданию CI нельзя выводить ключ продукта: он остался бы в его журнале.'
        : 'Заданию CI нельзя выводить ссылку для скачивания: она осталась бы в его журнале.',
    why:
      d.what === 'key'
        ? 'Сохраните ключ с помощью --out-file.'
        : 'Сохраните ссылку с помощью --out-file или сам файл с помощью --download.',
  }),
  keptStateNeeded: (d) => ({
    what: 'Для покупок в задании CI нужна переменная CSP_STATE_DIR: папка, которая сохранится после задания.',
    why: `Ничего не заказано. Журнал покупок оказался бы в ${d.path} и пропал бы вместе с машиной задания, а его повторный запуск мог бы купить еще раз. Укажите в CSP_STATE_DIR сохраняемое место, например кэш или подключенный диск.`,
  }),
  fileExists: (d) => ({
    what: `Файл ${d.path} уже существует.`,
    why: 'Он оставлен без изменений. Выберите другое имя.',
  }),
  purchaseNotRecorded: (d) => ({
    what: `Заказано: ${d.orders.join(', ')}. Но записать это на этом компьютере не удалось.`,
    why: `Заказ размещен, повторять его не нужно. Идентификатор запроса: ${d.requestId}. Причина сбоя записи: ${d.reason}.`,
  }),
  storageFailed: (d) => ({
    what: `Не удается прочитать или записать ${d.path}.`,
    why: isDiskFull(d.reason) ? `На диске нет места (${d.reason}).` : d.reason,
  }),
  storageTooNew: (d) => ({
    what: `Файл ${d.path} записан более новой версией csp (формат ${d.found}, эта версия понимает ${d.supported}).`,
    why: 'Обновите csp. Ничего не изменено.',
  }),
  activityTampered: (d) => ({
    what: `Журнал действий на этом компьютере изменяли: запись ${d.sequence} не согласуется с предыдущей.`,
    why: 'Записям, начиная с этой, доверять нельзя. Журнал самой службы это не затронуло.',
  }),
  clipboardFailed: (d) => ({
    what:
      d.reason === 'failed'
        ? 'Ничего не скопировано: буфер обмена не принял данные.'
        : 'Ничего не скопировано: буфер обмена здесь недоступен.',
    why:
      d.content === 'key'
        ? 'Ключ не потерян: та же команда выдаст его снова. Сохраните его с --out-file или покажите с --reveal.'
        : 'Вместо этого данные выведены.',
  }),
  customerNotFound: (d) => ({ what: `Клиент «${d.query}» не найден.` }),
  orderNotFound: (d) => ({
    what: `${d.customer === null ? 'Ни у одного клиента' : `У клиента ${d.customer}`} нет заказа ${d.orderId}.`,
  }),
  nothingToChoose: (d) => ({ what: `У клиента ${d.customer} нет подходящих заказов.` }),
  lineNotFound: (d) => ({
    what: `В заказе ${d.orderId} нет позиции ${d.line === undefined ? 'с этим продуктом' : d.line}.`,
  }),
  keyNotFound: (d) => ({ what: `${order(d)}: ключа продукта нет.` }),
  keyRevoked: (d) => ({ what: `${order(d)}: покупка отменена, ее ключи и ссылки отозваны.` }),
  linkNotFound: (d) => ({ what: `${order(d)}: ссылки для скачивания пока нет.` }),
  linkEnded: (d) => ({
    what: {
      expired: `Срок действия ссылки для скачивания истек (заказ ${d.orderId}).`,
      'used-up': `Все скачивания по ссылке использованы (заказ ${d.orderId}).`,
      revoked: `Ссылка для скачивания отозвана (заказ ${d.orderId}).`,
    }[d.cause],
    ...(d.cause === 'revoked' ? {} : { why: 'Новую можно получить в любой момент.' }),
  }),
  downloadNotFound: (d) => ({
    what: `${order(d)}: такого файла для скачивания нет.`,
    why: `Есть:\n  ${d.options.join('\n  ')}`,
  }),
  editionNotFound: (d) => ({
    what: `Редакции правил «${d.query}» нет.`,
    why: `Доступные редакции: ${d.editions.join(', ')}.`,
  }),
  topicNotFound: (d) => ({ what: `Справки по теме «${d.query}» нет.`, why: `Доступные темы: ${d.topics.join(', ')}.` }),
  interrupted: (d) => ({ what: 'Прервано.', ...(d.placed && { why: placed(d.placed) }) }),
  terminated: (d) => ({ what: 'Завершено извне.', ...(d.placed && { why: placed(d.placed) }) }),
};
