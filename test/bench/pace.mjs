/** How fast a service was asked, by the emulator's ledger. */
import { readFileSync } from 'node:fs';

/** How many requests in how many minutes, what share of the limit was answered, and what share turned away. */
export const paceOf = (ledger, limit) => {
  const requests = readFileSync(ledger, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ kind, operation }) => kind === 'request' && operation !== null && operation !== 'token');
  const times = requests.map(({ at }) => Date.parse(at)).sort((a, b) => a - b);
  const minutes = (times.at(-1) - times[0]) / 60_000;
  const refused = requests.filter(({ status }) => status === 429).length;
  return {
    requests: requests.length,
    minutes,
    share: (requests.length - refused) / minutes / limit,
    turnedAway: refused / requests.length,
  };
};
