/** `csp sandbox fault`: what the emulator is to do wrong, set before it runs or while it does. */
import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { type FaultRule, type FaultTarget, faultTargets, type StoredFault } from '../core/ports/emulator.ts';
import type { JsonObject, RecordView, View } from '../core/ports/environment.ts';
import type { Messages } from '../locales/messages.ts';
import { oneMode, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand, readDuration, readQuantity } from './shared-options.ts';

const examples = {
  fault: ['csp sandbox fault list', 'csp sandbox fault clear'],
  add: [
    'csp sandbox fault add --on cancel --status 429 --retry-after 57 --times 3',
    'csp sandbox fault add --on checkout --reset after --times 1',
  ],
  list: ['csp sandbox fault list', 'csp sandbox fault list -o json'],
  clear: ['csp sandbox fault clear', 'csp sandbox fault clear -q'],
};

const ofEvery = ['--on', '--customer', '--times', ...shapingFlags];
/** What overrides other effects stands before them; a plan from a file may hold anything. */
const addedModes = [
  { by: '--black-hole', takes: ofEvery },
  { by: '--reset', takes: [...ofEvery, '--latency'] },
  { by: '--error', takes: [...ofEvery, '--latency', '--cut'] },
  { by: '--refuse-line', takes: [...ofEvery, '--latency', '--cut', '--code', '--wrong-order'] },
  { by: '--html', takes: [...ofEvery, '--latency', '--cut', '--status', '--retry-after'] },
  { by: '--status', takes: [...ofEvery, '--latency', '--cut', '--code', '--retry-after'] },
  { takes: [...ofEvery, '--latency', '--cut', '--wrong-order', '--resource-status'] },
];

interface FaultWords {
  readonly on: FaultTarget;
  readonly customer?: string;
  readonly times?: number;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: string;
  readonly latency?: number;
  readonly reset?: 'before' | 'after';
  readonly cut?: true;
  readonly html?: true;
  readonly wrongOrder?: true;
  readonly resourceStatus?: string;
  readonly blackHole?: true;
  readonly error?: string;
  readonly refuseLine?: number;
}

const oauthErrors = [
  'slow_down',
  'expired_token',
  'access_denied',
  'invalid_grant',
  'interaction_required',
  'invalid_client',
];

export const sandboxFaultCommand = ({ messages, open }: CommandContext): Command => {
  const { flags } = messages;
  return createCommand('sandbox fault', messages, examples.fault)
    .addCommand(
      createCommand('sandbox fault add', messages, examples.add, addedModes)
        .addOption(new Option('--on <call>', flags.faultOn).choices(faultTargets).makeOptionMandatory())
        .option('--customer <guid>', flags.faultCustomer)
        .option('--times <n>', flags.faultTimes, readQuantity('--times'))
        .option('--status <code>', flags.faultStatus, readStatus)
        .option('--code <code>', flags.faultCode)
        .option('--retry-after <when>', flags.faultRetryAfter, readRetryAfter)
        .option('--latency <duration>', flags.faultLatency, readDuration('--latency'))
        .addOption(new Option('--reset <when>', flags.faultReset).choices(['before', 'after']))
        .option('--cut', flags.faultCut)
        .option('--html', flags.faultHtml)
        .option('--wrong-order', flags.faultWrongOrder)
        .option('--resource-status <word>', flags.faultResourceStatus, readResourceStatus)
        .option('--black-hole', flags.faultBlackHole)
        .addOption(new Option('--error <error>', flags.faultError).choices(oauthErrors))
        .option('--refuse-line <n>', flags.faultRefuseLine, readRefusedLine)
        .action(async (words: FaultWords, command: Command) => runAdd(await open(command), words)),
    )
    .addCommand(
      createCommand('sandbox fault list', messages, examples.list, oneMode(shapingFlags)).action(
        async (_words: object, command: Command) => {
          const { emulator, output } = await open(command);
          const faults = await (await emulator()).listFaults();
          await output.list(faultView(messages), faults);
        },
      ),
    )
    .addCommand(
      createCommand('sandbox fault clear', messages, examples.clear, oneMode()).action(
        async (_words: object, command: Command) => {
          const { emulator, flags, output } = await open(command);
          if (flags.dryRun) return output.say(() => messages.text.sandbox.emulatorDryRun, {});
          output.say(messages.text.sandbox.faultsCleared, { count: await (await emulator()).clearFaults() });
        },
      ),
    );
};

const readStatus = (text: string): number => {
  if (!/^[45]\d\d$/.test(text))
    throw new CspError('argumentInvalid', { flag: '--status', given: text, expected: '400 … 599' });
  return Number(text);
};

const readResourceStatus = (text: string): string => {
  if (!/^[a-z][a-z _-]{0,39}$/i.test(text)) {
    throw new CspError('argumentInvalid', {
      flag: '--resource-status',
      given: text,
      expected: 'error, pending_review, suspended …',
    });
  }
  return text;
};

const readRefusedLine = (text: string): number => {
  if (!/^\d{1,5}$/.test(text)) {
    throw new CspError('argumentInvalid', { flag: '--refuse-line', given: text, expected: '0, 1, 2 …' });
  }
  return Number(text);
};

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** As HTTP writes it; a plan from a file may hold anything else, to try what becomes of it. */
const readRetryAfter = (text: string): string => {
  const isDate = httpDate.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDate && !/^\d{1,9}$/.test(text)) {
    throw new CspError('argumentInvalid', { flag: '--retry-after', given: text, expected: '57, 120 …' });
  }
  return text;
};

// biome-ignore format: a list of names
const names = [
  'customer', 'times', 'status', 'code', 'retryAfter', 'reset', 'cut', 'html', 'wrongOrder', 'resourceStatus', 'blackHole', 'error', 'refuseLine',
] as const;

const runAdd = async ({ emulator, flags, messages, output }: Dependencies, words: FaultWords): Promise<void> => {
  const { latency, on } = words;
  await output.check({ fields });
  // The words also hold the global flags.
  const given = names.flatMap((name) => (words[name] === undefined ? [] : [[name, words[name]]]));
  const rule: FaultRule = {
    on,
    ...Object.fromEntries(given),
    ...(latency === undefined ? {} : { latencyMs: latency }),
  };
  if (Object.keys(rule).every((name) => name === 'on' || name === 'times' || name === 'customer')) {
    throw new CspError('argumentMissing', { flag: '--status, --latency, --reset …', command: 'csp sandbox fault add' });
  }
  if (flags.dryRun) return output.say(() => messages.text.sandbox.emulatorDryRun, {});
  const added = await (await emulator()).addFault(rule);
  output.changed();
  if (output.isMachineAsked) await output.record(addedView, added);
  output.say(messages.text.sandbox.faultAdded, { number: added.number });
};

const effectOf = ({ on: _on, times: _times, customer: _customer, ...effect }: FaultRule): string =>
  Object.entries(effect)
    .map(([name, value]) => (value === true ? name : `${name}=${value}`))
    .join(' ');

const fields: readonly string[] = [
  'number',
  'on',
  'times',
  'hits',
  'status',
  'code',
  'retryAfter',
  'latencyMs',
  'reset',
  'customer',
  'cut',
  'html',
  'wrongOrder',
  'resourceStatus',
  'blackHole',
  'error',
  'refuseLine',
];

const faultRow = {
  json: ({ number, rule, hits }: StoredFault): JsonObject => ({ number, ...rule, hits }),
  fields,
  id: ({ number }: StoredFault): string => String(number),
};

/** Only machines get it: people are told. */
const addedView: RecordView<StoredFault> = { ...faultRow, rows: () => [] };

const faultView = ({ text }: Messages): View<StoredFault> => ({
  ...faultRow,
  columns: [
    { title: '#', cell: ({ number }) => String(number), align: 'right', priority: 1 },
    { title: text.title.operation, cell: ({ rule }) => rule.on, priority: 1 },
    { title: text.title.fault, cell: ({ rule }) => effectOf(rule), priority: 1, shrinkTo: 16 },
    {
      title: text.title.hits,
      cell: ({ rule, hits }) => (rule.times === undefined ? String(hits) : `${hits}/${rule.times}`),
      align: 'right',
      priority: 2,
    },
    { title: text.title.customer, cell: ({ rule }) => rule.customer ?? '', priority: 3, shrinkTo: 8 },
  ],
  empty: text.sandbox.noFaults,
});
