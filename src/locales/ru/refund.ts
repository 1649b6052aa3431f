/** The words of a refund request: the portal's own Russian field names, in the portal's order. */
import type { Messages } from '../messages.ts';
import { counted } from './counted.ts';

export const refund: Messages['refund'] = {
  problemType: 'CSP Purchase/Refund on behalf of customers',
  titleFor: (d) => `Запрос на возврат средств: ${d.what}`,
  heading: 'Запрос на возврат средств',
  where: 'Центр партнеров → Сообщить о проблеме в работе Центра партнеров',
  field: {
    problemType: 'Тип проблемы',
    impact: 'Влияние',
    title: 'Заголовок',
    description: 'Описание',
    tenant: 'Идентификатор или домен арендатора',
    orderId: 'Идентификатор заказа',
    subscriptionId: 'Идентификатор подписки',
    reason: 'Причина возврата денежных средств',
    quantity: 'Количество',
    amount: 'Запрошенная сумма',
    contact: 'Контакт',
    name: 'Имя',
    email: 'Адрес электронной почты',
    phone: 'Номер телефона',
    files: 'Файлы',
    product: 'Продукт',
    purchased: 'Дата покупки',
  },
  impact: {
    minimal: 'Минимальное (клиент может работать)',
    moderate: 'Умеренное (клиент может работать с ограничениями)',
    critical: 'Критическое (клиент не может работать)',
  },
  missingMark: '[не указано]',
  none: 'нет',
  missing: (d) => `Осталось указать: ${d.fields.join(', ')}.`,
  neverRefunded: (d) =>
    `Позиция ${d.line} не включена: «${d.title}» — это ${d.isReservation ? 'резервирование Azure; обмен и возврат по своим правилам, на портале Azure' : 'план SUSE Linux или Red Hat, за него средства не возвращаются'}.`,
  cancelDirectly: (d) =>
    `${counted(d.lines, 'позицию', 'позиции', 'позиций')} можно отменить напрямую, без запроса${d.isLeftOut ? ' (в этот запрос они не входят)' : ''}:\n  ${d.command}`,
  complete: 'Все сведения указаны.',
  wouldSave: (d) => `Пробный запуск: было бы сохранено в ${d.path}.`,
  saved: (d) => `Сохранено: ${d.path}.`,
  copied: (d) =>
    d.by === 'osc52'
      ? 'Текст отправлен в буфер обмена терминала; не каждый терминал это поддерживает.'
      : 'Текст скопирован в буфер обмена.',
};
