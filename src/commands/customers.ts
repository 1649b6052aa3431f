import type { Command } from 'commander';
import { searchCustomers } from '../core/operations/customers.ts';
import type { Customer } from '../core/ports/backend.ts';
import type { View } from '../core/ports/environment.ts';
import type { Messages } from '../locales/messages.ts';
import { oneMode, serviceFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { limitRows } from './rows.ts';
import { createCommand, readQuantity } from './shared-options.ts';
import { requireWhole } from './whole-list.ts';

const examples = ['csp customers', 'csp customers --search cont -o json'];

export interface CustomersWords {
  readonly search?: string;
  readonly limit?: number;
}

export const customersCommand = ({ messages, open }: CommandContext, run = runCustomers): Command =>
  createCommand('customers', messages, examples, oneMode(shapingFlags, serviceFlags))
    .option('--search <text>', messages.flags.search)
    .option('--limit <n>', messages.flags.limit, readQuantity('--limit'))
    .action(async (words: CustomersWords, command: Command) => run(await open(command), words));

export const runCustomers = async (deps: Dependencies, words: CustomersWords): Promise<void> => {
  const { backend } = await deps.partner();
  const customers =
    words.search === undefined ? backend.listCustomers() : await searchCustomers(backend, words.search.trim());
  await deps.output.list(customersView(deps.messages), limitRows(customers, words.limit));
  requireWhole(backend);
};

export const customersView = ({ text }: Messages): View<Customer> => ({
  json: ({ id, domain, name, country }) => ({ id, domain, name, country }),
  fields: ['id', 'domain', 'name', 'country'],
  id: ({ id }) => id,
  columns: [
    { title: text.title.name, cell: ({ name }) => name, priority: 1, shrinkTo: 16 },
    { title: text.title.domain, cell: ({ domain }) => domain, priority: 1, shrinkTo: 24 },
    { title: text.title.country, cell: ({ country }) => country, priority: 2 },
    { title: text.title.tenant, cell: ({ id }) => ({ text: id, tone: 'dim' }), priority: 3 },
  ],
  empty: text.empty.customers,
});
