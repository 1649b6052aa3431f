/**
 * The catalogue of everything that people read, one folder a language. `en` sets the shape: a message that another
 * language lacks does not compile. Machine output is not in here; it never changes with the language.
 */
import type { Lang } from '../core/ports/environment.ts';
import type { en } from './en/catalogue.ts';
import type { ErrorTexts } from './en/errors.ts';
import type { runs } from './en/runs.ts';
import type { topics } from './en/topics.ts';

export type Messages = typeof en;
export type Topics = typeof topics;
export type RunTexts = typeof runs;

export const loadMessages = async (lang: Lang): Promise<Messages> => {
  switch (lang) {
    case 'ja':
      return (await import('./ja/catalogue.ts')).ja;
    case 'zh-TW':
      return (await import('./zh-tw/catalogue.ts')).zhTw;
    case 'ru':
      return (await import('./ru/catalogue.ts')).ru;
    default:
      return (await import('./en/catalogue.ts')).en;
  }
};

/** What is said of failures, loaded only when one is to be told. */
export const loadErrorTexts = async (lang: Lang): Promise<ErrorTexts> => {
  switch (lang) {
    case 'ja':
      return (await import('./ja/errors.ts')).errors;
    case 'zh-TW':
      return (await import('./zh-tw/errors.ts')).errors;
    case 'ru':
      return (await import('./ru/errors.ts')).errors;
    default:
      return (await import('./en/errors.ts')).errors;
  }
};

/** The longer texts of `csp help TOPIC`, loaded only for it. */
export const loadTopics = async (lang: Lang): Promise<Topics> => {
  switch (lang) {
    case 'ja':
      return (await import('./ja/topics.ts')).topics;
    case 'zh-TW':
      return (await import('./zh-tw/topics.ts')).topics;
    case 'ru':
      return (await import('./ru/topics.ts')).topics;
    default:
      return (await import('./en/topics.ts')).topics;
  }
};

/** What bulk runs say, loaded only for them. */
export const loadRunTexts = async (lang: Lang): Promise<RunTexts> => {
  switch (lang) {
    case 'ja':
      return (await import('./ja/runs.ts')).runs;
    case 'zh-TW':
      return (await import('./zh-tw/runs.ts')).runs;
    case 'ru':
      return (await import('./ru/runs.ts')).runs;
    default:
      return (await import('./en/runs.ts')).runs;
  }
};
