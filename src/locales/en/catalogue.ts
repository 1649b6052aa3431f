import { flags, help } from './help.ts';
import { refund } from './refund.ts';
import { serviceRequest } from './service-request.ts';
import { text } from './text.ts';
import { waits } from './waits.ts';

export const en = { help, flags, text, refund, serviceRequest, waits };
