/** The words for service requests, in Russian. */
import type { Messages } from '../messages.ts';

export const serviceRequest: Messages['serviceRequest'] = {
  title: {
    request: 'Запрос',
    title: 'Тема',
    severity: 'Важность',
    created: 'Создан',
    lastModified: 'Изменен',
  },
  status: { open: 'открыт', closed: 'закрыт', attention_needed: 'нужен ваш ответ', none: 'нет' },
  severity: { critical: 'критическая', moderate: 'средняя', minimal: 'низкая', unknown: 'неизвестна' },
  empty: 'Запросов в службу поддержки нет.',
};
