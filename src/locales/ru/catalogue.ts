import type { Messages } from '../messages.ts';
import { flags, help } from './help.ts';
import { refund } from './refund.ts';
import { serviceRequest } from './service-request.ts';
import { text } from './text.ts';
import { waits } from './waits.ts';

export const ru: Messages = { help, flags, text, refund, serviceRequest, waits };
