/** Every setting: one row a key. What differs between settings is here, and nowhere else. */
import { langs } from '../core/ports/environment.ts';
import { contactForms } from '../core/rules/contact.ts';
import type { Environment } from '../directories.ts';
import { localeLanguage } from './locale-language.ts';

export interface SettingSpec {
  /** What may be written, in words, and the test for it. */
  readonly allowed: Allowed;
  /** What counts when nobody says anything; `source` is the variable that it was taken from, if any. */
  readonly fallback?: string | ((env: Environment) => { readonly value: string; readonly source: string | null });
  /** Variables in order of rank, each with the value that it stands for; `undefined` when it says nothing. */
  readonly variables?: { readonly [name: string]: (text: string) => string | undefined };
  /** May also be stored as `profiles.<name>.<key>`, which counts while that profile is chosen. */
  readonly isPerProfile?: true;
  /** What a project's file may do with it. Without a word: nothing. */
  readonly inProject?: ProjectRule;
}

/**
 * A folder may come from anybody, so its file decides how things look and draws guards tighter, and that is all.
 * `free`: as the person may. `on`: only `true`. `lower`: the lower of its number and the person's own counts.
 */
type ProjectRule = 'free' | 'on' | 'lower';

interface Allowed {
  readonly expected: string;
  readonly accepts: (text: string) => boolean;
}

const oneOf = (...words: readonly string[]): Allowed => ({
  expected: words.join(', '),
  accepts: (text) => words.includes(text),
});
const matching = (expected: string, pattern: RegExp): Allowed => ({ expected, accepts: (text) => pattern.test(text) });

const loopback = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?\/?$/;
const guid = '01234567-89ab-cdef-0123-456789abcdef';

/** A backend of the user's own: a file, named so that no word of ours can be meant. */
export const isModulePath = (text: string): boolean => /^(?:\.{1,2}[\\/]|[\\/]|[A-Za-z]:[\\/]).+\.m?js$/.test(text);

const yesOrNo = oneOf('true', 'false');
const httpsUrl: Allowed = {
  expected: 'https://…',
  accepts: (text) => /^https:\/\/[^\s/@]+(?:\/\S*)?$/.test(text) && URL.canParse(text),
};

const itself = (text: string): string => text;
const whenSet = (value: string) => (): string => value;

export const settings: { readonly [key: string]: SettingSpec } = {
  output: {
    allowed: oneOf('table', 'json', 'jsonl', 'csv', 'tsv', 'yaml'),
    variables: { CSP_OUTPUT: itself },
    inProject: 'free',
  },
  lang: {
    allowed: oneOf(...langs),
    fallback: (env) => {
      const { lang, variable } = localeLanguage(env);
      return { value: lang, source: variable };
    },
    variables: { CSP_LANG: itself },
    inProject: 'free',
  },
  color: {
    allowed: oneOf('auto', 'always', 'never'),
    fallback: 'auto',
    variables: {
      NO_COLOR: whenSet('never'),
      CSP_ACCESSIBLE: whenSet('never'),
      FORCE_COLOR: (text) => (text === '0' || text === 'false' ? 'never' : 'always'),
    },
    inProject: 'free',
  },
  backend: {
    allowed: {
      expected: 'sandbox, partner-center, ./my-backend.mjs',
      accepts: (text) => text === 'sandbox' || text === 'partner-center' || isModulePath(text),
    },
    fallback: 'sandbox',
    variables: { CSP_BACKEND: itself },
    isPerProfile: true,
  },
  cloud: {
    allowed: {
      expected: 'global, us-government, china, http://127.0.0.1:8080',
      // A port above 65535 is none, and no URL.
      accepts: (text) =>
        ['global', 'us-government', 'china'].includes(text) || (loopback.test(text) && URL.canParse(text)),
    },
    fallback: 'global',
    variables: { CSP_CLOUD: itself },
    isPerProfile: true,
  },
  tenant: {
    allowed: matching(
      `${guid}, contoso.onmicrosoft.com`,
      /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i,
    ),
    variables: { CSP_TENANT_ID: itself },
    isPerProfile: true,
  },
  clientId: {
    allowed: matching(guid, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
    variables: { CSP_CLIENT_ID: itself },
    isPerProfile: true,
  },
  requestsPerMinute: {
    allowed: matching('500', /^[1-9]\d{0,6}$/),
    fallback: '500',
    variables: { CSP_REQUESTS_PER_MINUTE: itself },
    isPerProfile: true,
    inProject: 'lower',
  },
  protected: { allowed: yesOrNo, fallback: 'false', isPerProfile: true, inProject: 'on' },
  // A project's file chooses among the person's own; what it chose counts as protected, see `change-guard.ts`.
  profile: {
    allowed: matching('[a-z][a-z0-9-]*', /^[a-z][a-z0-9-]{0,39}$/),
    variables: { CSP_PROFILE: itself },
    inProject: 'free',
  },
  input: { allowed: yesOrNo, fallback: 'true', variables: { CSP_NO_INPUT: whenSet('false') } },
  progress: { allowed: yesOrNo, fallback: 'true', inProject: 'free' },
  debug: { allowed: yesOrNo, fallback: 'false', variables: { CSP_DEBUG: whenSet('true') } },
  'contact.name': { allowed: contactForms.name, isPerProfile: true },
  'contact.email': { allowed: contactForms.email, isPerProfile: true },
  'contact.phone': { allowed: contactForms.phone, isPerProfile: true },
  'downloads.contract': { allowed: oneOf('none', '2018'), fallback: 'none', isPerProfile: true },
  'links.keysPortal': { allowed: httpsUrl, fallback: 'https://go.microsoft.com/fwlink/p/?linkid=842054' },
  'links.keysHelp': { allowed: httpsUrl, fallback: 'https://go.microsoft.com/fwlink/p/?linkid=2152525' },
};

/** The row of a key; that of `contact.name` also for `profiles.acme.contact.name`. */
export const settingSpec = (key: string): SettingSpec | undefined => {
  const [profile, rest] = splitProfileKey(key);
  const spec = Object.hasOwn(settings, rest) ? settings[rest] : undefined;
  return profile === undefined || spec?.isPerProfile ? spec : undefined;
};

/** Whether a project's file may set this key to this value. */
export const isForProject = (key: string, value: string): boolean => {
  const rule = Object.hasOwn(settings, key) ? settings[key]?.inProject : undefined;
  return rule === 'on' ? value === 'true' : rule !== undefined;
};

/** The profile's name, if the key belongs to one, and the key without it. */
export const splitProfileKey = (key: string): readonly [profile: string | undefined, key: string] => {
  const [, profile, rest] = /^profiles\.([^.]+)\.(.+)$/.exec(key) ?? [];
  const isProfile = profile !== undefined && settings['profile']?.allowed.accepts(profile);
  return isProfile && rest !== undefined ? [profile, rest] : [undefined, key];
};

/** What the environment says about a key, and by which variable; blank variables count as unset. */
export const fromEnvironment = (
  spec: SettingSpec,
  env: Environment,
): { readonly value: string; readonly source: string } | undefined => {
  for (const [source, read] of Object.entries(spec.variables ?? {})) {
    const text = env[source] ?? '';
    const value = read(text);
    if (text.trim() !== '' && value !== undefined) return { value, source };
  }
  return undefined;
};

/** The value of a key that is set nowhere. */
export const fallbackOf = (
  { fallback }: SettingSpec,
  env: Environment,
): { readonly value: string; readonly source: string | null } | undefined =>
  typeof fallback === 'string' ? { value: fallback, source: null } : fallback?.(env);

/** The text without what stands before the host of an address: it may be a password. */
export const withoutPassword = (text: string): string => text.replace(/:\/\/.*@/s, '://…@');

/** Settings are readable by anyone who reads the file, so nothing that opens an account may become one. */
export const looksSecret = (key: string): boolean =>
  /token|secret|passw|credential|api[-_]?key|product[-_]?key/i.test(key);
