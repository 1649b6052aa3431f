/** Which fields each command's output has, read off the views themselves. */
import type { Messages } from '../locales/messages.ts';
import { activityView, chartView } from './activity-view.ts';
import { buyView } from './buy-view.ts';
import { catalogView } from './catalog.ts';
import { customersView } from './customers.ts';
import { keyView } from './get-key.ts';
import { expiringView, linkView } from './link-view.ts';
import { marketsView } from './markets-view.ts';
import { ordersView } from './orders.ts';
import { editionView, explanationView } from './policy-view.ts';
import { refundRequestView } from './refund-request-view.ts';
import { runFields, runListFields } from './run-view.ts';
import { sandboxView } from './sandbox-view.ts';
import { serviceRequestView } from './service-request-view.ts';
import { softwareView } from './software-view.ts';

export const fieldsOfCommands = (
  messages: Messages,
): readonly (readonly [command: string, fields: readonly string[]])[] => [
  ['list-software', softwareView(messages, null).fields],
  ['buy', buyView(messages).fields],
  ['get-key', keyView(messages).fields],
  ['copy-link', linkView(messages, true).fields],
  ['copy-link --expiring', expiringView(messages).fields],
  ['cancel', runFields],
  ['support-request', refundRequestView('', '').fields],
  ['support-request --list', serviceRequestView(messages, undefined).fields],
  ['activity', activityView(messages).fields],
  ['activity --chart', chartView(messages).fields],
  ['customers', customersView(messages).fields],
  ['catalog', catalogView(messages).fields],
  ['orders', ordersView(messages).fields],
  ['runs list', runListFields],
  ['runs show', runFields],
  ['policy list', editionView(messages).fields],
  ['policy markets', marketsView(messages, 'en').fields],
  ['policy explain', explanationView(messages, 'en').fields],
  ['sandbox status', sandboxView(messages).fields],
];
