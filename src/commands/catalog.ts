import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { listLacks, listOffers, listSold, type Offer } from '../core/operations/catalog.ts';
import type { View } from '../core/ports/environment.ts';
import { isCountry } from '../core/rules/countries.ts';
import { type ProductKind, productKinds } from '../core/rules/product-kinds.ts';
import { isTaxIncluded } from '../core/rules/tax.ts';
import type { Messages } from '../locales/messages.ts';
import { tableMoney } from '../terminal/format.ts';
import { pickCustomer } from './choices.ts';
import { ownFlags, serviceFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { moneyJson } from './order-words.ts';
import { limitRows } from './rows.ts';
import { createCommand, readQuantity } from './shared-options.ts';
import { requireWhole } from './whole-list.ts';

const examples = [
  'csp catalog --country US --search "SQL Server"',
  'csp catalog --customer contoso.onmicrosoft.com --kind perpetual -o json',
];

const modes = [{ takes: [ownFlags, ...shapingFlags, ...serviceFlags], apart: [['--country', '--customer']] }];

export interface CatalogWords {
  readonly country?: string;
  readonly customer?: string;
  readonly kind?: ProductKind;
  readonly search?: string;
  readonly limit?: number;
}

export const catalogCommand = ({ messages, open }: CommandContext, run = runCatalog): Command =>
  createCommand('catalog', messages, examples, modes)
    .option('--country <code>', messages.flags.country, readCountry)
    .option('--customer <customer>', messages.flags.customer)
    .addOption(new Option('--kind <kind>', messages.flags.kind).choices(productKinds))
    .option('--search <text>', messages.flags.search)
    .option('--limit <n>', messages.flags.limit, readQuantity('--limit'))
    .action(async (words: CatalogWords, command: Command) => run(await open(command), words));

const readCountry = (text: string): string => {
  if (!isCountry(text))
    throw new CspError('argumentInvalid', {
      flag: '--country',
      given: text,
      expected: 'ISO 3166-1 alpha-2 (US, DE, JP)',
    });
  return text.toUpperCase();
};

export const runCatalog = async (deps: Dependencies, words: CatalogWords): Promise<void> => {
  const partner = await deps.partner();
  const country = words.country ?? (await pickCustomer(deps, partner, words.customer)).country;
  const offers = listOffers(partner.backend, country, { kind: words.kind, search: words.search });
  const shown = await deps.output.list(catalogView(deps.messages), limitRows(offers, words.limit));
  const products = await listSold(partner.backend, country);
  if (shown === 0 && products.length === 0) deps.output.say(deps.messages.text.noPrices, { country });
  const lacks = listLacks(products, country, words.kind);
  const command = deps.suggest(['policy', 'markets', ...(lacks.length === 1 ? ['--kind', ...lacks] : [])]);
  if (lacks.length > 0) deps.output.say(deps.messages.text.policy.market.lacking, { country, kinds: lacks, command });
  requireWhole(partner.backend);
};

export const catalogView = ({ text }: Messages): View<Offer> => ({
  json: ({ country, product, sku, availability }) => ({
    productId: product.id,
    skuId: sku.id,
    title: sku.title,
    kind: product.kind,
    term: availability.term,
    billingCycle: availability.billingCycle,
    unitPrice: moneyJson(availability.unitPrice),
    taxIncluded: availability.unitPrice === null ? null : isTaxIncluded(country),
    versions: sku.versions,
    languages: sku.languages,
    fileTypes: sku.fileTypes,
  }),
  fields: [
    'productId',
    'skuId',
    'title',
    'kind',
    'term',
    'billingCycle',
    'unitPrice.amount',
    'unitPrice.currency',
    'taxIncluded',
  ],
  id: ({ product }) => product.id,
  columns: [
    { title: text.title.product, cell: ({ sku }) => sku.title, priority: 1, shrinkTo: 20 },
    { title: text.title.productId, cell: ({ product }) => product.id, priority: 1 },
    { title: text.title.sku, cell: ({ sku }) => sku.id, priority: 1 },
    { title: text.title.kind, cell: ({ product }) => text.kind[product.kind], priority: 3 },
    { title: text.title.term, cell: ({ availability }) => availability.term ?? '–', priority: 2 },
    { title: text.title.billing, cell: ({ availability }) => availability.billingCycle, priority: 4 },
    {
      title: text.title.price,
      cell: ({ availability: { unitPrice } }) =>
        unitPrice === null ? { text: text.unknownPrice, tone: 'dim' } : tableMoney(unitPrice),
      align: 'right',
      priority: 2,
    },
  ],
  empty: text.empty.catalog,
});
