/** What `--verbose` adds, in Japanese. */
import { proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { cases, times } from './counted.ts';

export const trace: Messages['text']['trace'] = {
  backend: (d) =>
    `バックエンドは ${d.backend} (${d.place})、その時計は ${proseInstant(d.now, 'ja')}、ポリシーの版は ${d.edition} です。`,
  read: (d) => `要求 ${times(d.requests)}で、顧客 ${cases(d.customers)}と注文 ${cases(d.orders)}を読み取りました。`,
};
