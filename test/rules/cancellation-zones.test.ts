import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'csp-zones-'));
const program = join(folder, 'windows-in-a-zone.cjs');

beforeAll(() => {
  const esbuild = join(__dirname, '../../node_modules/.bin/esbuild');
  const source = join(__dirname, 'windows-in-a-zone.ts');
  execFileSync(esbuild, [
    source,
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--log-level=error',
    `--outfile=${program}`,
  ]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const runIn = (zone: string, edges: readonly string[]) =>
  JSON.parse(execFileSync(process.execPath, [program, JSON.stringify(edges)], { env: { TZ: zone }, encoding: 'utf8' }));

const open = 'open open open closed closed';
const decisions = [
  ['2019-12-12T17:33:56.1306495Z', '2020-02-10T17:33:56.130Z', open],
  ['2020-02-29T00:30:00Z', '2020-04-29T00:30:00Z', open],
  // In its last days the page of on-premises software has the support form for it.
  ['2021-02-27T01:30:00Z', '2021-04-28T01:30:00Z', 'closed closed closed closed closed'],
  ['2021-10-01T01:30:00Z', '2021-10-31T01:30:00Z', open],
  ['2022-03-01T09:30:00Z', '2022-03-31T09:30:00Z', open],
  ['2023-02-26T01:30:00+01:00', '2023-03-28T00:30:00Z', open],
  ['2023-12-31T23:59:59.9999999Z', '2024-01-30T23:59:59.999Z', open],
];
const today = ['2021-03-28T00:00:00Z', '2021-03-28T23:59:59.999Z'];

describe('when the machine is somewhere else', () => {
  const digests = new Set<string>();

  test.each([
    ['UTC', 0],
    ['America/Los_Angeles', 480],
    ['Pacific/Kiritimati', -840],
    ['Asia/Kathmandu', -345],
    ['Europe/Berlin', -60],
  ])('then in %s every window is that of UTC, for 100,000 purchases', (zone, offsetMinutes) => {
    const { same, ...rest } = runIn(
      zone,
      decisions.map(([edge]) => edge ?? ''),
    );
    const { digest, ...stated } = same;
    digests.add(digest);
    expect({ ...rest, ...stated, digests: digests.size }).toEqual({ offsetMinutes, decisions, today, digests: 1 });
  });
});
