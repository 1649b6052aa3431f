/** How the markets are shown in which something is not sold. */
import type { Lang, View } from '../core/ports/environment.ts';
import type { Market } from '../core/rules/markets.ts';
import type { Messages } from '../locales/messages.ts';

export const marketsView = ({ text: { policy } }: Messages, lang: Lang): View<Market> => ({
  json: ({ countries, name, lacks }) => ({ countries, names: name, lacks }),
  fields: ['countries', 'names.en', 'lacks'],
  id: ({ countries }) => countries.join(','),
  columns: [
    { title: policy.market.title.market, cell: ({ name }) => name[lang], priority: 1, shrinkTo: 20 },
    { title: 'ISO', cell: ({ countries }) => countries.join(', '), priority: 1 },
    {
      title: policy.market.title.lacks,
      cell: ({ lacks }) => lacks.map((kind) => policy.market.goods[kind]).join(', '),
      priority: 2,
      shrinkTo: 20,
    },
  ],
  empty: '',
});
