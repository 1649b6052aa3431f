/** The language that the machine is set to. Source: POSIX.1-2017, 8.2 Internationalization Variables. */
import type { Lang } from '../core/ports/environment.ts';
import type { Environment } from '../directories.ts';

/** Spelled out, for the list of the ports is a value and would have to be loaded; the compiler keeps the two alike. */
const known: { readonly [L in Lang]: true } = { en: true, ja: true, 'zh-TW': true, ru: true };

export const isLang = (text: unknown): text is Lang => typeof text === 'string' && Object.hasOwn(known, text);

/**
 * The language of the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, and that variable's name. Chinese in
 * traditional script is `zh-TW`; simplified Chinese is English, for readers of one script are not served by the other.
 */
export const localeLanguage = (env: Environment): { readonly lang: Lang; readonly variable: string | null } => {
  const variable = ['LC_ALL', 'LC_MESSAGES', 'LANG'].find((name) => env[name]) ?? null;
  const locale = (env[variable ?? ''] ?? '').toLowerCase().replace(/[.@].*/, '');
  const [language, ...parts] = locale.split(/[-_]/);
  const isSimplified = parts.includes('hans') || !parts.some((part) => /^(hant|tw|hk|mo)$/.test(part));
  const lang = language === 'zh' && !isSimplified ? 'zh-TW' : language;
  return { lang: isLang(lang) ? lang : 'en', variable };
};
