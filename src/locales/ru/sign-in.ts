/** Сообщения о входе. */
import type { ErrorDetails, SignInFault } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';

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

export const signInErrors = {
  signInNeeded: (d: ErrorDetails['signInNeeded']) => ({
    what: {
      none: `Вход в Центр партнеров не выполнен (профиль ${d.profile}).`,
      expired: `Срок действия входа истек (профиль ${d.profile}).`,
      revoked: `Вход больше не принимается: он отозван либо отозвано согласие (профиль ${d.profile}).`,
      mfa: `Вход выполнен без многофакторной проверки подлинности (профиль ${d.profile}).`,
    }[d.reason],
    why: 'Ничего не отправлено. Войдите и повторите ту же команду: начатое продолжится.',
  }),
  signInFailed: (d: ErrorDetails['signInFailed']) => ({ what: faults[d.cause], why: serviceWords(d) }),
  keyringUnavailable: (d: ErrorDetails['keyringUnavailable']) => ({
    what: 'Системное хранилище ключей недоступно, а без него маркеры лежали бы в незашифрованном файле.',
    why: `Разблокируйте или установите его либо храните маркеры в файле, который можете прочитать только вы: csp login --insecure-storage. Причина: ${d.reason}`,
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
    what: `Не удается связаться с ${d.host}.`,
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

export const signIn: Messages['text']['signIn'] = {
  visit: (d) => `Войдите по этому адресу в браузере на этом компьютере:\n${d.url}`,
  enterCode: (d) =>
    `На любом устройстве откройте ${d.url} и введите код ${d.userCode} (крайний срок: ${proseInstant(d.expiresAt, 'ru')}).`,
  codeWarning:
    'Вводите только тот код, который вы сами только что запросили. Присланный вам код нужен тому, кто хочет действовать от вашего имени.',
  pageDone: 'Вход выполнен. Закройте эту страницу и вернитесь в терминал.',
  pageFailed: 'Войти не удалось. Вернитесь в терминал.',
  done: (d) => `Вход выполнен: ${d.user}, арендатор ${d.tenant} (профиль ${d.profile}).`,
  keptInKeyring: 'Маркеры хранятся в системном хранилище ключей.',
  keptInFile: (d) => `Маркеры НЕ зашифрованы: они в файле ${d.path}, который можете прочитать только вы.`,
  useIt:
    'Чтобы работать там, добавьте --backend partner-center или сохраните настройку: csp config set backend partner-center',
  signedOut: (d) => `Выход выполнен: ${d.profiles}. На этом компьютере ничего не осталось.`,
  dryRun: 'Пробный запуск: вход и выход не выполнялись.',
  nobody: 'Входа не было.',
  live: (d) => d.banner,
  oddAnswer: (d) => `Часть ответа службы непригодна и пропущена (${d.operation}): ${d.reason}`,
  skew: (d) =>
    `Часы этого компьютера ${d.aheadMs > 0 ? 'спешат' : 'отстают'} относительно службы на ${Math.round(Math.abs(d.aheadMs) / 1000)} с. Сроки считаются по времени службы.`,
  confirmTenant: (d) => `Этот профиль защищен. Чтобы продолжить, введите ${d.tenant}:`,
  app: 'само приложение',
  title: {
    profile: 'Профиль',
    backend: 'Сервер',
    credential: 'Учетные данные',
    cloud: 'Облако',
    keptIn: 'Где хранятся маркеры',
    accessEnds: 'Обновление маркера',
    mfa: 'Многофакторная проверка',
    check: 'Проверка',
    state: 'Состояние',
    finding: 'Результат',
    advice: 'Что делать',
  },
  kind: { app: 'только приложение', 'app+user': 'приложение и пользователь', sandbox: 'песочница' },
  way: {
    browser: 'браузер',
    'device-code': 'код устройства',
    'client-secret': 'секрет клиента',
    certificate: 'сертификат',
    'refresh-token': 'маркер обновления',
    'federated-file': 'федеративный маркер',
    'federated-github': 'задание GitHub',
  },
  keyring: 'системное хранилище ключей',
  yes: 'да',
  no: 'нет',
  unknown: 'неизвестно',
  can: {
    yes: 'да',
    unknown: 'решает служба',
    needsUser: 'нет: нужен вход пользователя, одного приложения мало',
    needsRole: (d) => `нет: нужна одна из ролей: ${d.roles}`,
  },
  rolesUnknown: 'в маркере не указаны',
  state: { ok: 'в порядке', warn: 'внимание', bad: 'плохо' },
  check: {
    node: 'Node',
    directories: 'папки',
    keyring: 'хранилище ключей',
    proxy: 'прокси-сервер',
    tls: 'TLS',
    clock: 'часы',
    'sign-in': 'вход',
  },
  finding: {
    nodeFits: (d) => `Node ${d['version']}`,
    nodeTooOld: (d) => `Node ${d['version']}; нужна версия ${d['needed']} или новее`,
    folderFits: (d) => `${d['path']} доступна только вам`,
    folderOpen: (d) => `${d['path']} открыта для других (режим ${d['mode']})`,
    folderMissing: (d) => `${d['path']} еще нет; она появится, когда понадобится`,
    folderUnwritable: (d) => `В ${d['path']} нельзя писать (${d['reason']})`,
    keyringWorks: () => 'системное хранилище ключей отвечает',
    keyringMissing: (d) => `системного хранилища ключей нет: ${d['reason']}`,
    proxyNone: () => 'прокси-сервера нет',
    proxyUsed: (d) => `путь к ${d['host']} идет через прокси-сервер ${d['proxy']}`,
    proxyMalformed: (d) => `${d['variable']} — не адрес прокси-сервера`,
    tlsChecked: (d) => `сертификат ${d['host']} действителен`,
    tlsUnchecked: () => 'задано NODE_TLS_REJECT_UNAUTHORIZED=0',
    tlsFails: (d) => `сертификат ${d['host']} недействителен: ${d['reason']}`,
    tlsPlain: (d) => `${d['host']} — эмулятор на этом компьютере, без TLS`,
    clockFits: (d) => `расхождение с временем службы: ${d['seconds']} с`,
    clockOff: (d) => `расхождение с временем службы: ${d['seconds']} с`,
    serviceSilent: (d) => `не удается связаться с ${d['host']}: ${d['reason']}`,
    signedIn: (d) => `${d['user']}, арендатор ${d['tenant']}`,
    signInNone: () => 'вход не выполнен',
    signInFails: (d) => `вход не действует: ${d['reason']}`,
    signInFile: (d) => `маркеры не зашифрованы: они в ${d['path']}`,
    sandboxOnly: () => 'не нужен: команды работают не с Центром партнеров',
  },
  advice: {
    nodeTooOld: 'Установите более новую версию Node.',
    folderOpen: 'Закройте ее: chmod 700.',
    folderUnwritable: 'Разрешите запись или задайте другую папку: CSP_CONFIG_DIR или CSP_STATE_DIR.',
    keyringMissing: 'Разблокируйте или установите его либо войдите с --insecure-storage.',
    proxyMalformed: 'Запишите его в виде http://host:port.',
    tlsUnchecked: 'Уберите эту переменную; для сертификата компании есть NODE_EXTRA_CA_CERTS.',
    tlsFails: 'Если компания проверяет трафик, укажите ее сертификат в NODE_EXTRA_CA_CERTS.',
    clockOff: 'Настройте часы: по ним показаны сроки, а при большом расхождении маркеры не действуют.',
    serviceSilent: 'Проверьте сеть и прокси-сервер.',
    signInNone: 'Войдите: csp login',
    signInFails: 'Войдите заново: csp login',
    signInFile: 'Если есть хранилище ключей, войдите заново без --insecure-storage.',
  },
};

export const signInSummaries = {
  login: 'войти в настоящий Центр партнеров',
  logout: 'выйти: удалить все маркеры профиля',
  whoami: 'показать, кто вошел и какие команды доступны с этими учетными данными',
  doctor: 'проверить компьютер и путь к службе и подсказать, что делать',
};

export const signInFlags = {
  tenant: 'арендатор партнера: GUID или домен (по умолчанию: настройка tenant)',
  clientId: 'идентификатор регистрации приложения (по умолчанию: настройка clientId)',
  cloud: 'global, us-government, china или эмулятор, например http://127.0.0.1:8080',
  browser: 'не открывать браузер, только показать адрес',
  deviceCode: 'войти на другом устройстве с помощью кода',
  servicePrincipal: 'войти от имени самого приложения, с секретом или сертификатом',
  clientSecretStdin: 'прочитать секрет клиента из стандартного ввода',
  clientSecretFile: 'читать секрет клиента из этого файла, сейчас и при каждом обновлении',
  certificateFile: 'файл PEM с сертификатом и ключом приложения',
  refreshTokenStdin: 'прочитать маркер обновления (Secure Application Model) из стандартного ввода',
  federatedTokenFile: 'файл с маркером доверенного поставщика удостоверений',
  federatedGithub: 'войти от имени этого задания GitHub Actions',
  insecureStorage: 'без хранилища ключей держать маркеры в незашифрованном файле',
  logoutAll: 'выйти из всех профилей',
  confirmTenant: 'назвать арендатора партнера, которого требует защищенный профиль',
};
