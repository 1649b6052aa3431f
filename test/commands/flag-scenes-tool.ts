/** The same for the commands of the tool itself, and the words that all scenes share. */
import type { ModeScene } from './flag-parts.ts';

export const c = '--customer contoso.onmicrosoft.com';
export const server = `${c} --order f5c3b5ddb342`;
export const iso = '--version 2022 --language en-US --file-type "64 Bit, ISO"';
export const link = `copy-link ${server} ${iso}`;
export const february2020 = Date.UTC(2020, 1, 1);

const signIn = {
  '--tenant': '--tenant firstup.example',
  '--client-id': '--client-id 4f1a7c52-8d0b-4e7a-9b1e-5c2d7f804a16',
  '--cloud': '--cloud china',
  '--insecure-storage': '--insecure-storage',
};

const serves = {
  '--port': '--port 8080',
  '--host': '--host localhost',
  '--tls': '--tls',
  '--ledger': '--ledger l.jsonl',
  '--limit': '--limit 5',
  '--customer-limit': '--customer-limit 5',
  '--no-memory': '--no-memory',
  '--with-keys': '--with-keys',
  '--oddities': '--oddities',
};
const fault = 'sandbox fault add --on cancel';
const faultShows = {
  '--customer': '--customer 5b7d3c1e-0a42-4f68-9d17-c2e8a6b40f93',
  '--times': '--times 2',
  '--latency': '--latency 2s',
  '--cut': '--cut',
  '--code': '--code 800061',
  '--wrong-order': '--wrong-order',
  '--status': '--status 503',
  '--retry-after': '--retry-after 9',
  '--resource-status': '--resource-status pending',
};
const faultScene = (words: string): ModeScene => ({ line: `${fault} ${words}`, field: 'on', shows: faultShows });

export const toolScenes: { readonly [mode: string]: ModeScene } = {
  login: { line: 'login', field: 'way', shows: { ...signIn, '--no-browser': '--no-browser' } },
  'login --device-code': { line: 'login --device-code', field: 'way', shows: signIn },
  'login --service-principal': {
    line: 'login --service-principal',
    field: 'way',
    shows: {
      ...signIn,
      '--client-secret-stdin': '--client-secret-stdin',
      '--client-secret-file': '--client-secret-file f',
      '--certificate-file': '--certificate-file f',
    },
  },
  'login --refresh-token-stdin': {
    line: 'login --refresh-token-stdin',
    field: 'way',
    shows: { ...signIn, '--client-secret-file': '--client-secret-file f' },
  },
  'login --federated-token-file': { line: 'login --federated-token-file f', field: 'way', shows: signIn },
  'login --federated-github': { line: 'login --federated-github', field: 'way', shows: signIn },
  logout: { line: 'logout', field: 'profiles', shows: { '--all': '--all' } },
  whoami: { line: 'whoami', field: 'backend' },
  doctor: { line: 'doctor', field: 'check' },
  'config list': { line: 'config list', field: 'key', shows: { '--show-origin': '--show-origin' } },
  'config get': { line: 'config get lang', field: 'key' },
  'config set': { line: 'config set lang ja' },
  'config unset': { line: 'config unset lang', before: ['config set lang ja'] },
  'sandbox status': { line: 'sandbox status', field: 'now' },
  'sandbox reset': { line: 'sandbox reset --yes' },
  'sandbox seed': {
    line: 'sandbox seed --orders 20',
    shows: { '--orders': ['sandbox seed --orders 20', 'sandbox seed --orders 21'] },
  },
  'sandbox import': {
    line: 'sandbox import fixtures/reconciliation/2020-10-eur.csv --yes',
    // The file shows by itself that the month is first.
    shows: { '--dates': '--dates dmy' },
  },
  'sandbox clock set': { line: 'sandbox clock set 2020-02-01' },
  'sandbox clock advance': { line: 'sandbox clock advance 1d' },
  'sandbox clock reset': { line: 'sandbox clock reset' },
  'sandbox as': { line: 'sandbox as sales-agent' },
  'sandbox download': {
    line: `sandbox download ${server}`,
    now: february2020,
    before: [link],
    shows: { '--line': '--line 9', '--times': '--times 2' },
  },
  'sandbox serve': { line: 'sandbox serve', field: 'url', shows: serves },
  'sandbox serve --faults': {
    line: 'sandbox serve --faults f.json',
    field: 'url',
    shows: { ...serves, '--seed': '--seed 3' },
  },
  'sandbox exec': { line: 'sandbox exec env', shows: serves },
  'sandbox exec --faults': { line: 'sandbox exec --faults f.json env', shows: { ...serves, '--seed': '--seed 3' } },
  'sandbox fault add': { ...faultScene(''), line: `${fault} --latency 1s` },
  'sandbox fault add --black-hole': faultScene('--black-hole'),
  'sandbox fault add --reset': faultScene('--reset after'),
  'sandbox fault add --error': faultScene('--error slow_down'),
  'sandbox fault add --refuse-line': faultScene('--refuse-line 1'),
  'sandbox fault add --html': faultScene('--html'),
  'sandbox fault add --status': faultScene('--status 429'),
  'sandbox fault list': { line: 'sandbox fault list', field: 'on' },
  'sandbox fault clear': { line: 'sandbox fault clear' },
  completion: { line: 'completion bash' },
  help: { line: 'help exit-codes' },
};

export const toolSamples = { ...signIn, ...serves, ...faultShows };
