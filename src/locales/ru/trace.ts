/** What `--verbose` adds, in Russian. */
import { proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { customers, orders } from './counted.ts';

export const trace: Messages['text']['trace'] = {
  backend: (d) =>
    `Бэкенд: ${d.backend} (${d.place}); его часы показывают ${proseInstant(d.now, 'ru')}, редакция правил ${d.edition}.`,
  read: (d) =>
    `Прочитано: ${customers(d.customers)} и ${orders(d.orders)}, запросов: ${d.requests.toLocaleString('ru')}.`,
};
