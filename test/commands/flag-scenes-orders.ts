/** Scenes of `flag-scenes.ts` for what is bought and cancelled. */
import type { ModeScene } from './flag-parts.ts';

const c = '--customer contoso.onmicrosoft.com';
const agreed = '--reason x --acknowledge --yes';
/** Open, open, and too late. */
const [twoLines, server, late] = ['c403d91b21d2', 'f5c3b5ddb342', '3ab104f632ef'];
const orders = `order\n${twoLines}\n${server}\n`;
const withLate = `order\n${twoLines}\n${server}\n${late}\n`;

const noTime = 'nothing takes time here: test/bulk/run-intents-end.test.ts';
const noRefusal = 'the service refuses nothing here: test/commands/cancel-several.test.ts';

const reports = {
  '--results': '--results FOLDER/r.jsonl',
  '--summary': '--summary FOLDER/s.md',
  '--max-duration': '--max-duration 1h',
  '--wait': '--wait',
};
const cancelling = {
  ...reports,
  '--ticket': '--ticket T-1',
  '--expect-count': '--expect-count 9',
  '--refund-requests': '--refund-requests FOLDER/rr',
};

const one = `cancel ${twoLines} ${c} ${agreed}`;
const two = `cancel ${twoLines} ${server} ${c} ${agreed}`;
const partly = `cancel ${twoLines} ${late} ${c} ${agreed}`;
const refused = `cancel ${late} ${server} ${c} ${agreed} --concurrency 1`;
const plan = `cancel ${twoLines} ${c} --plan-out FOLDER/plan.json`;
const apply = `cancel --apply FOLDER/plan.json ${agreed}`;

const listed = (line: string): ModeScene => ({
  line,
  stdin: withLate,
  field: 'orderId',
  shows: {
    ...cancelling,
    '--max-cancel': '--max-cancel 1',
    '--only-eligible': '--only-eligible',
    '--all-or-nothing': '--all-or-nothing',
    '--try-anyway': '--try-anyway',
    '--concurrency': '--concurrency 1',
    '--fail-fast': [`${line} --try-anyway`, `${line} --try-anyway --fail-fast`],
  },
  idle: { '--max-duration': noTime },
});

const purchase = '--product DG7GMGF0DVT7 --sku 000C';
const buy = `buy ${c} ${purchase} --quantity 5 --yes`;
const again = `buy ${c} ${purchase} --quantity 7 --yes`;
const buyList = `buy --file - ${c} --yes`;
const buying = { ...reports, '--max-total': '--max-total 1 --currency USD', '--expect-count': '--expect-count 9' };
const priced = 'the sandbox states all prices: test/commands/buy.test.ts';

export const orderScenes: { readonly [mode: string]: ModeScene } = {
  buy: {
    line: buy,
    before: [again],
    field: 'requestId',
    shows: {
      ...buying,
      '--sku': [buy, buy.replace('000C', '9999')],
      '--term': '--term P1Y',
      '--billing-cycle': '--billing-cycle monthly',
      '--po-number': '--po-number PO-1',
      '--currency': [`${buy} --max-total 1000`, `${buy} --max-total 1000 --currency USD`],
      '--again': [again, `${again} --again`],
      '--accept-unknown-price': '--accept-unknown-price',
    },
    idle: { '--max-duration': noTime, '--accept-unknown-price': priced },
  },
  'buy --file': {
    line: buyList,
    stdin: 'productId,skuId,quantity\nDG7GMGF0DVT7,000C,7\nDG7GMGF0DVT7,000C,8\n',
    field: 'orderId',
    shows: {
      ...buying,
      '--currency': [`${buyList} --max-total 1000`, `${buyList} --max-total 1000 --currency USD`],
      '--again': '--again',
      '--accept-unknown-price': '--accept-unknown-price',
      '--concurrency': '--concurrency 1',
      '--fail-fast': '--fail-fast',
    },
    idle: {
      '--max-duration': noTime,
      '--accept-unknown-price': priced,
      '--fail-fast': noRefusal,
    },
  },
  cancel: {
    line: one,
    field: 'orderId',
    shows: {
      ...cancelling,
      '--line': '--line 1',
      '--max-cancel': [two, `${two} --max-cancel 1`],
      '--only-eligible': [partly, `${partly} --only-eligible`],
      '--all-or-nothing': [partly, `${partly} --all-or-nothing`],
      '--try-anyway': [partly, `${partly} --try-anyway`],
      '--concurrency': [two, `${two} --concurrency 1`],
      '--fail-fast': [`${refused} --try-anyway`, `${refused} --try-anyway --fail-fast`],
    },
    idle: { '--max-duration': noTime },
  },
  'cancel --file': listed(`cancel --file - ${c} ${agreed}`),
  'cancel -': listed(`cancel - ${c} ${agreed}`),
  'cancel --plan-out': {
    line: plan,
    stdin: orders,
    shows: {
      '--reason': '--reason x',
      '--ticket': '--ticket T-1',
      '--expect-count': '--expect-count 9',
      '--only-eligible': '--only-eligible',
      '--all-or-nothing': '--all-or-nothing',
      '--line': '--line 1',
      '--try-anyway': [plan.replace(twoLines, late), `${plan.replace(twoLines, late)} --try-anyway`],
      '--file': [plan, plan.replace(twoLines, '--file -')],
      '--acknowledge': '--acknowledge',
      '--max-cancel': '--max-cancel 1',
    },
    idle: {
      '--acknowledge': 'it is said when the plan is carried out',
      '--max-cancel': 'it guards sending, and so few need no more than is allowed anyway',
    },
  },
  'cancel --apply': {
    line: apply,
    before: [`cancel ${twoLines} ${server} ${late} ${c} --plan-out FOLDER/plan.json`],
    field: 'orderId',
    shows: {
      ...cancelling,
      '--max-cancel': '--max-cancel 1',
      '--only-eligible': '--only-eligible',
      '--all-or-nothing': '--all-or-nothing',
      '--concurrency': '--concurrency 1',
      '--fail-fast': '--fail-fast',
    },
    idle: { '--max-duration': noTime, '--fail-fast': noRefusal },
  },
};
