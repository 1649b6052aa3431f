/** The form of a word that goes with a number, by the language's own plural rules. */
import type { Lang } from '../core/ports/environment.ts';

export type PluralForms = { readonly other: string } & { readonly [F in 'one' | 'few' | 'many']?: string };

const rules = new Map<Lang, Intl.PluralRules>();

/** `#` in a form stands for the number, written as the language writes it. */
export const plural = (lang: Lang, count: number, forms: PluralForms): string => {
  const rule = rules.get(lang) ?? new Intl.PluralRules(lang);
  rules.set(lang, rule);
  const form = rule.select(count);
  const text = (form === 'one' || form === 'few' || form === 'many' ? forms[form] : undefined) ?? forms.other;
  return text.replace('#', count.toLocaleString(lang));
};
