/** Countries as people call them, with their codes, which are what is typed. */
import type { Lang } from '../core/ports/environment.ts';
import { isCountry } from '../core/rules/countries.ts';
import { marketName } from '../core/rules/markets.ts';

/** `Andorra (AD)`; in the words of Microsoft's table where it has the country, else in those of Unicode. */
export const countryName = (country: string, lang: Lang): string => {
  const name = marketName(country, lang) ?? unicodeName(country, lang);
  return name === undefined ? country : `${name} (${country})`;
};

const unicodeName = (country: string, lang: Lang): string | undefined =>
  isCountry(country)
    ? new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' }).of(country.toUpperCase())
    : undefined;
