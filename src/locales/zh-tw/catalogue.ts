import type { Messages } from '../messages.ts';
import { errors } from './errors.ts';
import { flags, help } from './help.ts';
import { refund } from './refund.ts';
import { text } from './text.ts';

export const zhTw: Messages = { help, flags, errors, text, refund };
