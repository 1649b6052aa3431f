/** Lines that a failure may have beside what and why, in Russian. */
import type { Messages } from '../messages.ts';

export const failureLines: Messages['text']['failureLines'] = {
  correlationLabel: 'Идентификатор корреляции: ',
  lacks: (d) => `В списке нет этих клиентов: ${d.customers.join(', ')}.`,
  endsBefore: (d) => `Список обрывается перед клиентом ${d.customer}: ни он, ни следующие за ним не прочитаны.`,
  endedAtOnce:
    'Завершено немедленно. Чем закончилось начатое, неизвестно: выполните ту же команду ещё раз, сначала она это проверит.',
};
