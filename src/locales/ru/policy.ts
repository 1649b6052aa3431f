/** What `csp policy` says, in Russian. */
import { countryName } from '../market-name.ts';
import type { Messages } from '../messages.ts';
import { days, downloads } from './counted.ts';
import { goods } from './market-goods.ts';

export const policy: Messages['text']['policy'] = {
  page: {
    'page on software subscriptions': 'страница о подписках на ПО',
    'page on on-premises software': 'страница о локальном ПО',
    'page on software, published again on 2021-06-02': 'страница о ПО, опубликованная снова 2021-06-02',
    'announcement that keys move to the customer': 'объявление о передаче ключей клиенту',
    'announcement that keys are back with the partner': 'объявление о возвращении ключей партнеру',
    'announcement of 30 days, and of 5 days for links': 'объявление о сроке 30 дней и о 5 днях для ссылок',
    'page on the new-commerce cancellation policy': 'страница о политике отмены в новой торговле',
  },
  days: (d) =>
    d.subscription === d.perpetual
      ? days(d.subscription)
      : `подписки\u00a0— ${days(d.subscription)}, бессрочное ПО\u00a0— ${days(d.perpetual)}`,
  keys: { partner: 'партнер и клиент', customer: 'только клиент' },
  link: {
    download: (d) =>
      `${days(d.days)} или ${downloads(d.downloads)}, что наступит раньше; обновить можно в любой момент`,
    'download-after-first': (d) => `${days(d.days)} после первого скачивания; обновить можно в любой момент`,
    'customer-portal': 'нет ссылки для скачивания, только прямая ссылка на портал клиента',
  },
  esu: {
    'support-request': 'отмена только через запрос в службу поддержки',
    undetermined: 'не упоминаются; отмена через запрос в службу поддержки',
  },
  perpetualCancel: { direct: 'отмена напрямую', 'support-request': 'отмена через запрос в службу поддержки' },
  rules: {
    window: 'Срок отмены не истек: можно отменить бесплатно.',
    'window-closed': 'Срок отмены истек: остается только запрос в службу поддержки.',
    'service-not-allowed': 'Служба не разрешает отмену: остается запрос в службу поддержки или --try-anyway.',
    'status-unknown': 'Состояние неизвестно: ничего не обещано; с флагом --try-anyway решает служба.',
    'esu-support-request':
      'Extended Security Updates 2020: только через запрос в службу поддержки; о возмещении решает Microsoft.',
    'esu-undetermined':
      'Extended Security Updates, о которых не говорит ни одна страница: спросить Microsoft можно через запрос в службу поддержки; с флагом --try-anyway решает служба.',
    'on-premises-support-request': 'Локальное ПО: по сегодняшней странице только через запрос в службу поддержки.',
    'linux-plan-never': 'Планы SUSE Linux и Red Hat: нельзя ни отменить, ни обменять.',
    'reservation-other-rules': 'Резервирования Azure: свои правила, на портале Azure.',
  },
  notOpen: (d) => `Отменять нечего. Статус позиции: ${d.status}.`,
  unknownKind: 'Этого продукта нет в каталоге, поэтому применить правило нельзя.',
  title: {
    acknowledgement: 'Подтверждение',
    esu: 'ESU 2020',
    perpetual: 'Бессрочное ПО',
    today: 'Редакция сегодня',
    purchase: 'Редакция при покупке',
  },
  /** Whether the portal asked for a box to be ticked, and what csp does. */
  acknowledged: { yes: 'портал требует; csp спрашивает всегда', no: 'портал не требует; csp спрашивает все равно' },
  /** Where a page of the same time says otherwise. */
  perpetualContradicted: (d) =>
    `отмена напрямую; источник «${d.page}» требует запроса в службу поддержки: форма остается, если служба откажет`,
  possiblyFrom: (d) => `${d.from}; по другому источнику ${d.possibleFrom}`,
  market: {
    title: { market: 'Рынок', lacks: 'Не продаются' },
    goods,
    /** What a country lacks of all that is sold. */
    lacking: (d) =>
      `${countryName(d.country, 'ru')}: не продаются ${d.kinds.map((kind) => goods[kind]).join(', ')}. Все такие рынки: ${d.command}`,
  },
};
