/** Commercial prices are without tax, except in two markets. Source: "prices", P1-P3 and P5. */
const taxIncludedIn: readonly string[] = ['AU', 'BR'];

/** True where prices include tax: Australia and Brazil. `country` is ISO 3166-1 alpha-2, in either case. */
export const isTaxIncluded = (country: string): boolean => taxIncludedIn.includes(country.toUpperCase());
