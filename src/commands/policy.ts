import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { explainOrder } from '../core/operations/explain.ts';
import { type MarketKind, marketKinds, markets } from '../core/rules/markets.ts';
import { findEdition, policyEditions } from '../core/rules/policy-editions.ts';
import { pickCustomer } from './choices.ts';
import { oneMode, serviceFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { marketsView } from './markets-view.ts';
import { editionRecord, editionView, explanationView } from './policy-view.ts';
import { createCommand, readOrder, toOrderWord } from './shared-options.ts';

const examples = {
  policy: ['csp policy list', 'csp policy explain f5c3b5ddb342 --customer contoso.onmicrosoft.com'],
  list: ['csp policy list', 'csp policy list -o json --query "[].{edition:id, days:windowDays}"'],
  show: ['csp policy show 2021-06', 'csp policy show 2021-01 -o json'],
  markets: ['csp policy markets', 'csp policy markets --kind reservation -o csv'],
  explain: [
    'csp policy explain f5c3b5ddb342 --customer contoso.onmicrosoft.com',
    'csp policy explain f5c3b5ddb342 --customer contoso.onmicrosoft.com -o json',
  ],
};

export const policyCommand = ({ messages, open }: CommandContext): Command => {
  const list = createCommand('policy list', messages, examples.list, oneMode(shapingFlags)).action(
    async (_words: object, command: Command) => runPolicyList(await open(command)),
  );
  const show = createCommand('policy show', messages, examples.show, oneMode(shapingFlags))
    .argument('<edition>', messages.help.arg.edition)
    .action(async (edition: string, _words: object, command: Command) => runPolicyShow(await open(command), edition));
  const where = createCommand('policy markets', messages, examples.markets, oneMode(shapingFlags))
    .addOption(new Option('--kind <kind>', messages.flags.marketKind).choices(marketKinds))
    .action(async (words: { kind?: MarketKind }, command: Command) =>
      runPolicyMarkets(await open(command), words.kind),
    );
  const explain = createCommand('policy explain', messages, examples.explain, oneMode(shapingFlags, serviceFlags))
    .argument('<order>', messages.help.arg.order, readOrder('ORDER'))
    .option('--customer <customer>', messages.flags.customer)
    .action(async (order: string, words: { customer?: string }, command: Command) =>
      runPolicyExplain(await open(command), order, words.customer),
    );
  return createCommand('policy', messages, examples.policy)
    .addCommand(list)
    .addCommand(show)
    .addCommand(where)
    .addCommand(explain);
};

const runPolicyList = async ({ messages, output }: Dependencies): Promise<void> =>
  void (await output.list(editionView(messages), policyEditions));

const runPolicyShow = async ({ messages, output }: Dependencies, id: string): Promise<void> => {
  const edition = findEdition(id);
  if (edition === undefined) {
    throw new CspError('editionNotFound', { query: id, editions: policyEditions.map((known) => known.id) });
  }
  await output.record(editionRecord(messages), edition);
};

/** The markets in which this kind is not sold, or any. */
const runPolicyMarkets = async (
  { lang, messages, output }: Dependencies,
  kind: MarketKind | undefined,
): Promise<void> => {
  const lacking = kind === undefined ? markets : markets.filter(({ lacks }) => lacks.includes(kind));
  await output.list(marketsView(messages, lang), lacking);
};

/** One order on a terminal: a block a line. For machines: a row a line. */
const runPolicyExplain = async (deps: Dependencies, order: string, query: string | undefined): Promise<void> => {
  const partner = await deps.partner();
  const customer = await pickCustomer(deps, partner, query);
  const explanations = await explainOrder(partner, customer, toOrderWord('ORDER', order));
  const view = explanationView(deps.messages, deps.lang);
  if (!deps.output.isTable) return void (await deps.output.list(view, explanations));
  for (const explanation of explanations) await deps.output.record(view, explanation);
};
