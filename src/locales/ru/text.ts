/** What commands say while they work, in Russian. */
import type { Money } from '../../core/rules/money.ts';
import { megabytes, proseDuration, proseInstant, proseMoney } from '../../terminal/format.ts';
import { countryName } from '../market-name.ts';
import type { Messages } from '../messages.ts';
import { config } from './config.ts';
import { counted, customers, days, lines, orders } from './counted.ts';
import { failureLines } from './failure-lines.ts';
import { policy } from './policy.ts';
import { queryFailed } from './query-faults.ts';
import { roleNames } from './role-names.ts';
import { sandbox } from './sandbox.ts';
import { signIn } from './sign-in.ts';
import { statuses } from './statuses.ts';
import { trace } from './trace.ts';

const money = (amount: Money): string => proseMoney(amount, 'ru');

export const text: Messages['text'] = {
  title: {
    savedFile: 'Файл',
    operation: 'Вызов',
    fault: 'Сбой',
    hits: 'Раз',
    customer: 'Клиент',
    name: 'Имя',
    domain: 'Домен',
    tenant: 'ИД арендатора',
    country: 'Страна',
    product: 'Продукт',
    productId: 'ИД продукта',
    sku: 'SKU',
    kind: 'Тип',
    term: 'Срок',
    billing: 'Оплата',
    price: 'Цена',
    order: 'Заказ',
    line: 'Поз.',
    quantity: 'Кол-во',
    purchased: 'Куплено',
    status: 'Статус',
    total: 'Сумма',
    cancelUntil: 'Отмена до',
    daysLeft: 'Дней',
    refund: 'Возврат',
    key: 'Ключ',
    outcome: 'Результат',
    credit: 'Возмещение',
    message: 'Сообщение',
    link: 'Ссылка',
    expires: 'Действует до',
    downloadsLeft: 'Ост. скачиваний',
    version: 'Версия',
    language: 'Язык',
    fileType: 'Тип файла',
    at: 'Время',
    event: 'Событие',
    user: 'Пользователь',
    details: 'Подробности',
    setting: 'Настройка',
    value: 'Значение',
    origin: 'Откуда',
    edition: 'Редакция',
    from: 'Действует с',
    windows: 'Срок отмены',
    keys: 'Ключи',
    links: 'Ссылки',
    source: 'Источник',
    rule: 'Правило',
    path: 'Путь',
    clock: 'Часы',
    identity: 'Учетная запись',
    roles: 'Роли',
    customers: 'Клиенты',
    products: 'Продукты',
    orders: 'Заказы',
  },
  ...statuses,
  kind: {
    perpetual: 'бессрочное ПО',
    subscription: 'подписка',
    esu: 'ESU',
    'linux-plan': 'план Linux',
    reservation: 'резервирование',
  },
  outcome: {
    cancelled: 'отменено',
    'already-cancelled': 'уже было отменено',
    'would-cancel': 'будет отменено',
    refused: 'отказано',
    unknown: 'неизвестно',
    failed: 'сбой',
    'not-tried': 'до него не дошло',
  },
  keyAccess: { partner: 'да', customer: 'только клиент', none: '–' },
  event: { key: 'ключ', link: 'ссылка', purchase: 'покупка', cancel: 'отмена' },
  refundKind: { full: 'полный', prorated: 'пропорциональный', unknown: 'решает Microsoft', none: 'нет' },
  item: (d) => `${d.quantity ?? '?'} × ${d.title}`,
  sentenceGap: ' ',
  origin: {
    flag: 'флаг',
    environment: 'переменная среды',
    project: 'файл проекта',
    profile: 'профиль',
    user: 'файл настроек',
    default: 'по умолчанию',
    unset: 'не задано',
    refused: 'не для файла проекта',
    unknown: 'нет такой настройки',
  },
  role: roleNames,
  noPrices: (d) => `Здесь нет цен для этой страны, поэтому ничего не продается: ${countryName(d.country, 'ru')}.`,
  unknownPrice: 'не указана',
  tax: (included) => (included ? 'с налогом' : 'без налога'),
  droppedColumns: (d) => `Не показаны: ${d.columns.join(', ')} (выберите с помощью --fields или -o json).`,
  queryFailed,

  empty: {
    software: 'Ничего не найдено.',
    customers: 'Клиенты не найдены.',
    catalog: 'В каталоге ничего не найдено.',
    orders: 'У этого клиента нет заказов.',
    links: 'За это время ни одна ссылка не перестанет действовать.',
    activity: 'За этот период таких действий не было. Все виды покажет --event all.',
    settings: 'Настроек нет.',
  },

  software: {
    limited: (d) => `Показано позиций: ${d.shown.toLocaleString('ru')} из ${d.all.toLocaleString('ru')}.`,
    progress: (d) =>
      d.total === null
        ? customers(d.done)
        : `${d.done.toLocaleString('ru')} из ${counted(d.total, 'клиента', 'клиентов', 'клиентов')}${minutesLeft(d.minutesLeft)}`,
    summary: (d) =>
      d.next === null
        ? 'Сейчас ничего из этого отменить нельзя.'
        : `Можно отменить: ${lines(d.cancellable)}; ближайший срок: ${proseInstant(d.next, 'ru')}.`,
  },

  ask: {
    customer: 'Какой клиент?',
    product: 'Какой продукт?',
    sku: 'Какой SKU?',
    quantity: 'Сколько?',
    quantityRange: (d) => `Введите целое число от ${d.minimum} до ${d.maximum}.`,
    order: 'Какой заказ?',
    line: 'Какая позиция?',
    version: 'Какая версия?',
    language: 'На каком языке?',
    fileType: 'Какой тип файла?',
    cancelReason: 'Почему отменяется покупка?',
    refundReason: 'Почему клиент просит вернуть деньги?',
  },

  prompt: {
    yes: 'да',
    no: 'нет',
    yesNo: 'y/N',
    answerYesNo: 'Введите y (да) или n (нет).',
    answerNeeded: 'Нужен ответ.',
    hint: 'введите текст для поиска; ↑↓\u00a0— перемещение, ⏎\u00a0— выбор',
    nothingFound: 'Ничего не найдено.',
  },

  buy: {
    quote: (d) =>
      `${d.quantity} × ${d.title}\nКлиент: ${d.customer} (${d.country}). ${d.price === null ? 'Цена неизвестна' : `Сумма: ${d.price}, ${d.tax}`}`,
    question: (d) =>
      d.price === null
        ? `Цена неизвестна. Всё равно заказать ${d.quantity} × ${d.title} для ${d.customer}?`
        : `Сумма: ${d.price}. Заказать ${d.quantity} × ${d.title} для ${d.customer}?`,
    dryRun: 'Пробный запуск: ничего не заказано.',
    ordered: (d) => `Заказано: ${d.orders}. Идентификатор запроса: ${d.requestId}.`,
    pending: (d) => `Заказ выполняется. Проверить состояние:\n${d.command}`,
    waiting: 'Ожидание выполнения заказа…',
    fulfilled: (d) => `Выполнено: ${d.orders}.`,
  },

  cancel: {
    line: (d) => `${d.quantity ?? '?'} × ${d.title} (заказ ${d.orderId}, позиция ${d.line})`,
    cancelledLine: (d) => `${d.title} (заказ ${d.orderId}, позиция ${d.line}): уже отменено.`,
    alreadyOrder: (d) => `Заказ ${d.orderId} уже был отменён.`,
    anyway: 'Запрос всё равно будет отправлен (--try-anyway); решает служба.',
    deadline: (d) =>
      `  Осталось: ${proseDuration(d.msLeft, 'ru')}, до ${proseInstant(d.cancelBy, 'ru')}${d.isService ? ' (срок установлен службой)' : ''}`,
    credit: (d) =>
      d.kind === 'unknown'
        ? '  Возмещение: решает Microsoft'
        : `  Возмещение: ${d.amount === null ? 'сумма неизвестна' : money(d.amount)} (${d.kind === 'full' ? 'полная стоимость' : 'за неиспользованное время'}), в следующем ежемесячном счете; отмена бесплатна`,
    effects:
      'Последствия отмены:\n' +
      '  - все ключи продукта и ссылки для скачивания по этой покупке отзываются;\n' +
      '  - вы и клиент обязаны прекратить использование программного обеспечения, удалить его, а также скачанные файлы и ссылки;\n' +
      '  - вернуть всё обратно нельзя.',
    acknowledge: 'Последствия отмены мне известны.',
    question: (d) =>
      `Отменить ${counted(d.lines, 'позицию', 'позиции', 'позиций')} (заказ ${d.orderId}, клиент ${d.customer}${d.credit === null ? '' : `, возмещение ${d.credit}`})?`,
    typeCount: (d) =>
      `Команда отменит ${orders(d.count)} (клиент ${d.customer}${d.credit === null ? '' : `, возмещение ${d.credit}`}). Чтобы продолжить, введите число заказов:`,
    dryRun: 'Пробный запуск: ничего не отменено.',
    done: (d) => `Отменено: ${lines(d.lines)}. В списках это появится в течение 15 минут.`,
    already: 'Это уже было отменено.',
    foreign: 'Уже отменён, и не с этого компьютера.',
    oneByOne: (d) =>
      `В заказе ${d.orderId} есть позиция, которую отменить нельзя. Укажите отдельно то, что можно: ${d.lines.join(', ')}.`,
  },

  key: {
    onePerLine: 'У этой строки заказа один ключ — для любой версии, любого языка и типа файла.',
    masked:
      'Показаны только последние символы. Весь ключ покажет --reveal; можно также использовать --copy или --out-file.',
    copied: (d) => clipboardLine('Ключ отправлен', 'Ключ скопирован', d.by),
    saved: (d) => `Ключ сохранен в файл ${d.path}; прочитать его можете только вы.`,
  },

  link: {
    saved: (d) => `Ссылка сохранена в файл ${d.path}; прочитать его можете только вы.`,
    progress: (d) => `${megabytes(d.done)} из ${megabytes(d.total)} МБ${minutesLeft(d.minutesLeft)}`,
    unchecked: 'Сервер не сообщил контрольную сумму, поэтому файл не проверен.',
    partKept: (d) =>
      `Скачанные ${megabytes(d.bytes)} МБ остались в файле ${d.path}. Та же команда продолжит с этого места.`,
    resumed: (d) => `Скачивание продолжено: ${megabytes(d.bytes)} МБ уже были на диске.`,
    copied: (d) => clipboardLine('Ссылка отправлена', 'Ссылка скопирована', d.by),
    messageCopied: (d) => clipboardLine('Письмо отправлено', 'Письмо скопировано', d.by),
    notCopied: 'Буфер обмена здесь недоступен, поэтому ссылка выводится на экран.',
    warning: 'По этой ссылке программное обеспечение скачает любой, у кого она есть. Передавайте ее с осторожностью.',
    expires: (d) => `Ссылка действует до ${proseInstant(d.at, 'ru')}.`,
    expiresAfterFirst: (d) => `Ссылка перестанет действовать через ${days(d.days)} после первого скачивания.`,
    left: (d) => `Осталось скачиваний: ${d.count.toLocaleString('ru')}.`,
    notInApi:
      'API Центра партнеров не выдает файлов для скачивания. Эта ссылка ведет на портал клиента; войти должен глобальный администратор клиента.',
    portal: (d) =>
      `По редакции правил ${d.edition} скачивать может только клиент. Эта ссылка ведет на его портал; войти должен глобальный администратор клиента.`,
    message: (d) =>
      `Здравствуйте!\n\n${d.title} (${d.customer}) можно скачать по этой ссылке:\n\n${d.url}\n\n${d.ends === null ? '' : `${d.ends} `}Пожалуйста, никому не передавайте ссылку: по ней программное обеспечение скачает любой, у кого она есть.\n`,
    messagePortal: (d) =>
      `Здравствуйте!\n\nКлюч продукта и файлы для скачивания (${d.title}, ${d.customer}) находятся в Центре администрирования Microsoft 365: «Выставление счетов» → «Ваши продукты» → «Программное обеспечение». Войти должен глобальный администратор:\n\n${d.url}\n\nКак это сделать: ${d.helpUrl}\n`,
  },

  activity: {
    failed: 'не удалось',
    beyondKept:
      'Служба хранит записи 90 дней. Более ранние показаны, только если --sync сохранил их на этом компьютере.',
    synced: (d) =>
      `Сохранено на этом компьютере: ${counted(d.count, 'новая запись', 'новые записи', 'новых записей')}.`,
    wouldSync: (d) =>
      `Пробный запуск: на этом компьютере было бы сохранено: ${counted(d.count, 'новая запись', 'новые записи', 'новых записей')}.`,
    archived: (d) =>
      `Только на этом компьютере: ${counted(d.count, 'запись', 'записи', 'записей')} (до ${proseInstant(d.until, 'ru')}); у службы их больше нет.`,
    sound: (d) => `Всё в порядке: ${counted(d.events, 'запись', 'записи', 'записей')}, изменений нет.`,
  },

  policy,

  config,
  sandbox,
  signIn,
  trace,

  error: {
    label: 'Ошибка: ',
    tryLabel: 'Попробуйте: ',
  },
  failureLines,
};

function clipboardLine(sent: string, copied: string, by: string): string {
  return by === 'osc52'
    ? `${sent} в буфер обмена терминала; не каждый терминал это поддерживает.`
    : `${copied} в буфер обмена.`;
}

const minutesLeft = (minutes: number | null): string => {
  if (minutes === null) return '';
  return minutes === 0
    ? ', осталось меньше минуты'
    : `, осталось около ${counted(minutes, 'минуты', 'минут', 'минут')}`;
};
