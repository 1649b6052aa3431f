/** What is said before a long wait, in Russian. */
import type { Instant } from '../../core/ports/environment.ts';
import { clockInstant, proseDuration } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';

const forTime = (d: { readonly ms: number }): string => proseDuration(d.ms, 'ru');
const at = (d: { readonly until: Instant }): string => clockInstant(d.until);

export const waits: Messages['waits'] = {
  throttled: (d) => `Центр партнеров просит подождать: продолжение в ${at(d)} (ожидание: ${forTime(d)}).`,
  failing: (d) => `Центр партнеров раз за разом отвечает сбоем: пауза до ${at(d)} (${forTime(d)}).`,
  retry: (d) => `Пригодного ответа нет (${d.reason}): следующая попытка в ${at(d)} (ожидание: ${forTime(d)}).`,
  inProgress: (d) =>
    `Центр партнеров сообщает, что еще работает над этим: проверка повторяется до ${at(d)} (не дольше: ${forTime(d)}).`,
  lookUp: (d) => `Из ответа не видно, что получилось: проверка повторяется до ${at(d)} (не дольше: ${forTime(d)}).`,
};
