/**
 * The language to speak, found before anything else is loaded. Damaged files and unknown languages are passed over
 * here; whoever reads the settings proper complains about them, in the language found.
 */
import { readFileSync } from 'node:fs';
import type { Lang } from './core/ports/environment.ts';
import { directories, type Environment, findHome } from './directories.ts';
import { isLang, localeLanguage } from './settings/locale-language.ts';
import { findProjectSettings, userSettingsPath } from './settings/settings-paths.ts';

/** `--lang`, `CSP_LANG`, the project's file, the user's file, then the locale, then English. Never throws. */
export const readLanguage = (env: Environment, argv: readonly string[], cwd: string | null): Lang => {
  const sources: readonly (() => unknown)[] = [
    () => flagIn(argv),
    () => env['CSP_LANG'],
    () => fileLanguage(findProjectSettings(cwd, findHome())),
    () => fileLanguage(ownSettings(env)),
  ];
  for (const source of sources) {
    const found = answerOf(source);
    if (isLang(found)) return found;
  }
  return localeLanguage(env).lang;
};

const flagIn = (argv: readonly string[]): string | undefined => {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  return at < 0 ? undefined : words[at] === '--lang' ? words[at + 1] : words[at]?.slice('--lang='.length);
};

const ownSettings = (env: Environment): string | undefined => {
  const { config } = directories(env, process.platform, findHome());
  return config === undefined ? undefined : userSettingsPath(config);
};

const fileLanguage = (path: string | undefined): unknown => {
  const parsed: unknown = path === undefined ? null : JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  return typeof parsed === 'object' && parsed !== null && 'lang' in parsed ? parsed.lang : undefined;
};

const answerOf = (source: () => unknown): unknown => {
  try {
    return source();
  } catch {
    return undefined;
  }
};
