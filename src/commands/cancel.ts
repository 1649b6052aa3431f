/** `csp cancel`: orders that are named, a list of them, or a plan. Whatever the source, it is a run. */
import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { type CancelOptions, runCancel } from './cancel-run.ts';
import { addModes, type CommandMode, changeFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext } from './context.ts';
import {
  addRunFlags,
  collect,
  createCommand,
  mostAtOnce,
  readLine,
  readOrder,
  readQuantity,
} from './shared-options.ts';

const examples = [
  'csp cancel c403d91b21d2 --customer contoso.onmicrosoft.com --line 1 --reason "Ordered twice" --acknowledge --yes',
  'csp cancel --file orders.csv --plan-out plan.json',
];

type Flags = Omit<CancelOptions, 'source'> & { readonly file?: string; readonly apply?: string };

export const cancelCommand = ({ messages, open }: CommandContext, run = runCancel): Command => {
  const command = addRunFlags(
    createCommand('cancel', messages, examples)
      .argument('[order...]', messages.help.arg.orders, collect(readOrderArgument))
      .option('--customer <customer>', messages.flags.customer)
      .option('--line <n>', messages.flags.lines, collect(readLine))
      .option('--reason <text>', messages.flags.cancelReason)
      .option('--ticket <number>', messages.flags.ticket)
      .option('--acknowledge', messages.flags.acknowledge)
      .option('--expect-count <n>', messages.flags.expectCount, readQuantity('--expect-count'))
      .addOption(
        new Option('--max-cancel <n>', messages.flags.maxCancel)
          .default(mostAtOnce)
          .argParser(readQuantity('--max-cancel')),
      )
      .option('--file <file>', messages.flags.ordersFile)
      .option('--plan-out <file>', messages.flags.planOut)
      .option('--apply <plan>', messages.flags.apply)
      .option('--only-eligible', messages.flags.onlyEligible)
      .option('--all-or-nothing', messages.flags.allOrNothing)
      .option('--try-anyway', messages.flags.tryAnyway),
    messages,
    8,
  )
    .option('--refund-requests <folder>', messages.flags.refundRequests)
    .option('--wait', messages.flags.waitShown)
    .action(async (orders: string[], { file, apply, ...flags }: Flags, command: Command) => {
      const deps = await open(command);
      const source = sourceOf(orders, file, apply);
      // A plan is written of either, but a list names its lines itself.
      if ('file' in source && flags.line !== undefined)
        throw new CspError('argumentsConflict', { flags: ['-', '--line'] });
      return run(deps, { ...flags, source });
    });
  return addModes(command, modes);
};

/** What is planned, and what it takes to say yes. */
// biome-ignore format: a list of names
const planning = [
  '--reason', '--ticket', '--acknowledge', '--expect-count', '--max-cancel', '--only-eligible', '--all-or-nothing',
  ...changeFlags,
];
const choosing = ['--customer', '--try-anyway'];
/** What is carried out, and what it leaves. */
// biome-ignore format: a list of names
const running = [
  '--fail-fast', '--concurrency', '--max-duration', '--results', '--summary', '--refund-requests', '--wait',
  ...shapingFlags,
];
const apart = [['--only-eligible', '--all-or-nothing']];

/** A plan that is written is carried out by another command. */
const modes: readonly CommandMode[] = [
  { by: '--plan-out', takes: [...planning, ...choosing, '--file', '--line'], apart: [...apart, ['--file', '--line']] },
  { by: '--apply', takes: [...planning, ...running], apart },
  { by: '--file', takes: [...planning, ...choosing, ...running], apart },
  { by: '-', takes: [...planning, ...choosing, ...running], apart },
  { takes: [...planning, ...choosing, '--line', ...running], apart },
];

/** An order id, `ORDER/LINE` as `--ids` prints it, or `-` for a list of them on standard input. */
const readOrderArgument = (text: string): string => (text === '-' ? text : readOrder('ORDER')(text));

const sourceOf = (
  orders: readonly string[],
  file: string | undefined,
  plan: string | undefined,
): CancelOptions['source'] => {
  const given = [
    ...(file === undefined ? [] : ['--file']),
    ...(plan === undefined ? [] : ['--apply']),
    ...orders.filter((order) => order === '-'),
    ...orders.filter((order) => order !== '-').slice(0, 1),
  ];
  if (given.length > 1) throw new CspError('argumentsConflict', { flags: given });
  if (plan !== undefined) return { plan };
  if (file !== undefined) return { file };
  return orders.includes('-') ? { file: '-' } : { orders };
};
