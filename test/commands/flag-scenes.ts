/** For each mode of each command a line that works, and for each of its flags how its effect is seen. */
import { today } from '../operations/operations-bench.ts';
import type { Demonstration, Line, ModeScene } from './flag-parts.ts';
import { orderScenes } from './flag-scenes-orders.ts';
import { c, february2020, iso, link, server, toolSamples, toolScenes } from './flag-scenes-tool.ts';

/** Of one version, language and file type nobody needs to name any. */
const wrongOptions = (line: string): { readonly [flag: string]: Demonstration } => ({
  '--version': [line, line.replace('--version 2022', '--version 1999')],
  '--language': [line, line.replace('--language en-US', '--language tlh')],
  '--file-type': [line, line.replace('64 Bit, ISO', 'TAPE')],
});

const key = `get-key ${server} ${iso}`;
const happened = [
  ...[key, link, 'buy --customer fabrikam.onmicrosoft.com --product DG7GMGF0DWTL --quantity 1 --yes'],
  'sandbox clock advance 1h',
];
const run: Line = {
  line: `cancel - ${c} --reason x --acknowledge --yes --only-eligible`,
  stdin: 'order\n3ab104f632ef\nc403d91b21d2\n',
};
const filters = {
  '--since': '--since 2026-11-21T10:30:00Z',
  '--until': '--until 2026-11-21T09:00:00Z',
  '--customer': '--customer fabrikam.onmicrosoft.com',
  '--user': '--user nobody@example.com',
  '--order': '--order c403d91b21d2',
  '--event': '--event purchase',
  '--limit': '--limit 1',
  '--sync': '--sync',
  '--out-file': '--out-file FOLDER/rows.txt',
};

const person = '--contact-name A --contact-email a@example.com --contact-phone "+1 425 555 0100"';
const request = `support-request ${c} --order 3ab104f632ef --reason x ${person}`;
/** The order is chosen from a list. */
const asking = `support-request ${c} --reason x ${person}`;
const says = {
  '--impact': '--impact critical',
  '--attach': '--attach mail.pdf',
  '--reason': '--reason "Another one"',
  '--contact-name': '--contact-name B',
  '--contact-email': '--contact-email b@example.com',
  '--contact-phone': '--contact-phone "+1 425 555 0199"',
  '--subscription': '--subscription 5b7d3c1e-0a42-4f68-9d17-c2e8a6b40f93',
  '--quantity': '--quantity 99',
  '--title': '--title T',
  '--line': '--line 9',
  '--format': '--format md',
  '--copy': '--copy',
  '--out-file': '--out-file FOLDER/request.txt',
};
const money = (line: string): { readonly [flag: string]: Demonstration } => ({
  '--amount': '--amount 5 --currency USD',
  '--currency': [`${line} --amount 5`, `${line} --amount 5 --currency USD`],
});
const sameWhenChecked = 'what is filled in is never missing; the line is the one that writes the request';

export const scenes: { readonly [mode: string]: ModeScene } = {
  'list-software': {
    line: `list-software ${c}`,
    field: 'orderId',
    shows: {
      '--all-customers': [`list-software ${c}`, 'list-software --all-customers'],
      '--kind': '--kind esu',
      '--status': '--status cancelled',
      '--cancellable': '--cancellable',
      '--deadline-within': '--deadline-within 1d',
      '--sort': '--sort title',
      '--limit': '--limit 1',
    },
  },
  'get-key': {
    line: key,
    field: 'masked',
    shows: {
      ...wrongOptions(key),
      '--line': '--line 9',
      ...{ '--reveal': '--reveal', '--copy': '--copy', '--out-file': '--out-file FOLDER/key.txt' },
      ...{ '--reason': '--reason why', '--ticket': '--ticket T-1' },
    },
  },
  'copy-link': {
    line: link,
    before: [link],
    field: 'kind',
    shows: {
      ...wrongOptions(link),
      '--line': '--line 9',
      '--renew': '--renew',
      '--copy': '--copy',
      '--out-file': '--out-file FOLDER/link.txt',
      '--message': '--message',
      '--print': [`${link} --message --copy`, `${link} --message --copy --print`],
    },
  },
  'copy-link --expiring': {
    line: 'copy-link --expiring 30d',
    now: february2020,
    before: [link],
    field: 'title',
    shows: { '--customer': '--customer fabrikam.onmicrosoft.com' },
  },
  'copy-link --download': {
    line: `${link} --download FOLDER --backend partner-center`,
    before: [link],
    field: 'bytes',
    shows: {
      ...wrongOptions(`${link} --download FOLDER --backend partner-center`),
      '--line': '--line 9',
      '--renew': '--renew',
    },
  },
  'support-request': {
    line: asking,
    columns: 100,
    answers: ['3ab104f632ef'],
    field: 'title',
    shows: {
      ...says,
      ...money(asking),
      '--reason': [asking, asking.replace('--reason x', '--reason y')],
      '--customer': [asking, asking.replace(c, '--customer nobody.example')],
    },
  },
  'support-request --order': {
    line: request,
    field: 'title',
    shows: { ...says, ...money(request) },
  },
  'support-request --subscription': {
    line: `support-request ${c} --subscription 5b7d3c1e --reason x ${person}`,
    field: 'title',
    shows: { ...says, ...money(`support-request ${c} --subscription 5b7d3c1e --reason x ${person}`) },
  },
  'support-request --check --order': {
    line: `support-request ${c} --order 3ab104f632ef --check`,
    shows: { ...says, ...money(`support-request ${c} --order 3ab104f632ef --check`) },
    idle: Object.fromEntries(
      ['--impact', '--title', '--attach', '--subscription', '--amount'].map((flag) => [flag, sameWhenChecked]),
    ),
  },
  'support-request --check': {
    line: `support-request ${c} --check`,
    shows: { ...says, ...money(`support-request ${c} --check`) },
    idle: Object.fromEntries(['--impact', '--title', '--attach'].map((flag) => [flag, sameWhenChecked])),
  },
  'support-request --list': {
    line: 'support-request --list',
    field: 'id',
    shows: { '--customer': '--customer fabrikam.onmicrosoft.com' },
  },
  'support-request --from-run': {
    line: `support-request --from-run last --reason y ${person}`,
    before: [run],
    field: 'title',
    shows: says,
  },
  'support-request --from-run --check': {
    line: 'support-request --from-run last --check',
    before: [run],
    shows: says,
    // The run has a reason of its own.
    idle: Object.fromEntries(['--impact', '--attach', '--reason'].map((flag) => [flag, sameWhenChecked])),
  },
  activity: { line: 'activity', before: happened, field: 'event', shows: filters },
  'activity --chart': {
    line: 'activity --chart --since 2026-11-20',
    before: happened,
    field: 'day',
    shows: { ...filters, '--limit': '--limit 1' },
  },
  'activity --verify': { line: 'activity --verify', before: happened, field: 'sound' },
  'activity --sync --verify': { line: 'activity --sync --verify', before: happened, field: 'sound', shows: filters },
  customers: { line: 'customers', field: 'id', shows: { '--search': '--search cont', '--limit': '--limit 1' } },
  catalog: {
    line: 'catalog --country US',
    field: 'skuId',
    shows: {
      '--customer': ['catalog', `catalog ${c}`],
      ...{ '--kind': '--kind esu', '--search': '--search server', '--limit': '--limit 1' },
    },
  },
  orders: { line: `orders ${c}`, field: 'id', shows: { '--limit': '--limit 1' } },
  'orders --order': { line: `orders ${server}`, field: 'id' },
  'runs list': { line: 'runs list', before: [run], field: 'id' },
  'runs show': { line: 'runs show last', before: [run], field: 'orderId' },
  'runs export': { line: 'runs export last', before: [run], field: 'orderId' },
  'runs export --results': {
    line: 'runs export last --results FOLDER/r.csv',
    before: [run],
    shows: { '--summary': '--summary FOLDER/s.md', '--refund-requests': '--refund-requests FOLDER/rr' },
  },
  'runs export --summary': {
    line: 'runs export last --summary FOLDER/s.md',
    before: [run],
    shows: { '--results': '--results FOLDER/r.csv', '--refund-requests': '--refund-requests FOLDER/rr' },
  },
  'runs export --refund-requests': {
    line: 'runs export last --refund-requests FOLDER/rr',
    before: [run],
    shows: { '--results': '--results FOLDER/r.csv', '--summary': '--summary FOLDER/s.md' },
  },
  'runs resolve': { line: 'runs resolve last --line 1 --as done --reason x', before: [run] },
  'runs resolve --drop': { line: 'runs resolve last --drop --yes', before: [run] },
  'policy list': { line: 'policy list', field: 'id' },
  'policy show': { line: 'policy show 2021-06', field: 'id' },
  'policy markets': { line: 'policy markets', field: 'lacks', shows: { '--kind': '--kind subscription' } },
  'policy explain': { line: `policy explain f5c3b5ddb342 ${c}`, field: 'allowed' },
  ...orderScenes,
  ...toolScenes,
};

export const nowOf = ({ now }: ModeScene): number => now ?? today;

/** What flags are refused with where a mode does not use them: any value that can be read. */
export const samples: { readonly [flag: string]: string } = {
  '--query': '--query length(@)',
  '--max-duration': '--max-duration 1h',
  '--correlation-id': '--correlation-id 01234567-89ab-cdef-0123-456789abcdef',
  '--amount': '--amount 5 --currency USD',
  '--version': '--version 1999',
  '--language': '--language tlh',
  '--file-type': '--file-type TAPE',
  ...filters,
  ...says,
  ...toolSamples,
};
