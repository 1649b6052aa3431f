/** Failures of signing in, in Russian. */
import type { ErrorDetails, SignInFault, SignInHint } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';
import { needsPerson } from '../needs-person.ts';

const serviceWords = (d: { readonly serviceCode: string | null; readonly text: string }): string =>
  `${d.serviceCode === null ? '' : `AADSTS${d.serviceCode}: `}${d.text}`;

const faults: { readonly [F in SignInFault]: string } = {
  denied: 'Во входе отказано.',
  expired: 'До истечения срока действия кода никто не вошел.',
  refused: 'Узел входа отклонил запрос.',
  host: 'Узел входа направил на страницу, которой нет в списке известных. Не вводите на ней код.',
  timeout: 'За пять минут браузер не вернул ответа.',
  answer: 'Ответ узла входа непригоден.',
};

/** Where a client secret may stand. */
export const clientSecretPlaces =
  'секрет клиента в этой переменной либо через --client-secret-stdin или --client-secret-file';

/** Such as `HTTP 503`: somebody was reached. */
const isAnswer = (reason: string): boolean => reason.startsWith('HTTP ');

const hints: { readonly [H in SignInHint]: string } = {
  mfa: 'Требуется второй фактор: войдите лично, а не с сохраненным маркером.',
  policy:
    'Это запрещает политика условного доступа арендатора: нужны другое место, другое устройство или помощь того, кто ею управляет.',
  consent:
    'Согласия для приложения еще нет: его дает администратор на странице приложения в Microsoft Entra или тот, кто один раз войдет в браузере.',
  resource:
    'Приложению не разрешен Центр партнеров: добавьте ему разрешение API «Microsoft Partner Center» и дайте согласие.',
  stale: 'Сохраненный вход устарел или отозван: войдите заново.',
  secret: 'Секрет приложения неверен или просрочен: создайте новый на странице приложения.',
  app: 'Арендатор знает приложение иначе: проверьте --client-id, арендатора и сертификат на странице приложения.',
  tenant: 'Такого арендатора нет: проверьте --tenant.',
  user: 'Дело в пользователе, пароле или блокировке учетной записи: обратитесь к тому, кто ими управляет.',
  device: 'Код введен с ошибкой или устарел: повторите команду, чтобы получить новый.',
  loop: 'За короткое время одно и то же запрошено слишком часто: подождите несколько минут.',
};

export const signInErrors = {
  signInNeeded: (d: ErrorDetails['signInNeeded']) => ({
    what: {
      none: `Вход в Центр партнеров не выполнен (${d.cloud === undefined ? '' : `облако ${d.cloud}, `}профиль ${d.profile}).`,
      expired: `Срок действия входа истек (профиль ${d.profile}).`,
      revoked: `Вход больше не принимается: он отозван либо отозвано согласие (профиль ${d.profile}).`,
      mfa: `Вход выполнен без второго фактора (многофакторной проверки подлинности), а Центр партнеров его требует (профиль ${d.profile}).`,
      audience: `Вход выписан на адрес, который Центр партнеров больше не принимает (профиль ${d.profile}).`,
    }[d.reason],
    why: needsPerson(d.reason)
      ? 'Войдите заново лично, со вторым фактором: обновление этого входа приведет к тому же отказу. После этого повторите ту же команду: начатое продолжится.'
      : 'Войдите и повторите ту же команду: начатое продолжится.',
  }),
  signInFailed: (d: ErrorDetails['signInFailed']) => ({
    what: faults[d.cause],
    why: `${serviceWords(d)}${d.hint === undefined ? '' : ` ${hints[d.hint]}`}`,
  }),
  keyringUnavailable: (d: ErrorDetails['keyringUnavailable']) => ({
    what: 'Системное хранилище ключей недоступно, а без него маркеры и секреты лежали бы в незашифрованном файле.',
    why: `Разблокируйте или установите его либо храните маркеры в файле, который можете прочитать только вы (--insecure-storage). Причина: ${d.reason}`,
  }),
  tokenStoreRefused: (d: ErrorDetails['tokenStoreRefused']) => ({
    what: {
      symlink: `${d.path} — символическая ссылка, поэтому маркеры там не хранятся.`,
      notFile: `${d.path} — не обычный файл, поэтому маркеры там не хранятся.`,
      foreign: `${d.path} принадлежит другому пользователю, поэтому маркеры там не хранятся.`,
      readable: `${d.path} могут прочитать другие, поэтому маркеры считаются раскрытыми. Выйдите и войдите заново.`,
      writable: `В ${d.path} могут писать другие, поэтому маркеры внутри не хранятся.`,
    }[d.reason],
  }),
  unavailable: (d: ErrorDetails['unavailable']) => ({
    what: isAnswer(d.reason) ? `Узел ${d.host} сообщил о собственном сбое.` : `Не удается связаться с ${d.host}.`,
    why: `${d.reason}. ${d.retryAt === null ? 'Повторите попытку позже.' : `Повторите попытку позже: ${proseInstant(d.retryAt, 'ru')}.`}`,
  }),
  tlsRefused: (d: ErrorDetails['tlsRefused']) => ({
    what: `Соединение с ${d.host} небезопасно: сертификат недействителен.`,
    why: `Ничего не отправлено. ${d.reason}`,
  }),
  checksFailed: (d: ErrorDetails['checksFailed']) => ({
    what: `Обнаружены неполадки: ${d.checks.join(', ')}.`,
    why: 'Что делать, указано рядом с каждым результатом.',
  }),
  tenantMismatch: (d: ErrorDetails['tenantMismatch']) => ({
    what: `Действие предназначено для арендатора ${d.expected}, а вход выполнен в ${d.found}.`,
    why: 'Ничего не изменено.',
  }),
};
