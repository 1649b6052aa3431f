import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CspError } from '../../src/core/errors.ts';
import type { DownloadWatch } from '../../src/core/ports/download.ts';
import { type Line, nobodyLooks, openLine, openTestDownloader } from './download-bench.ts';
import { type Bench, buy, cal, contoso, openBench, textIn } from './emulator-bench.ts';

const about = { customer: 'contoso.onmicrosoft.com', orderId: 'ORDER', line: 0 };
const [product, sku] = cal.split(':');

let bench: Bench;
let line: Line;
let link: string;
let folder: string;
beforeEach(async () => {
  bench = await openBench({ withKeys: true });
  await buy(bench);
  line = await openLine(bench.url);
  const options = await bench.call('GET', `/v1/customers/${contoso}/products/${product}/skus/${sku}/downloadoptions`);
  const found = await bench.call('GET', `/v1${textIn(options.body, 'items', 0, 'downloadLink', 'uri')}`);
  link = line.through(textIn(found.body, 'uri'));
  folder = mkdtempSync(join(tmpdir(), 'csp-download-'));
});
afterEach(async () => {
  await line.close();
  await bench.close();
  rmSync(folder, { recursive: true });
});

const save = async (watch: Partial<DownloadWatch> = {}) =>
  openTestDownloader().downloader.save(link, folder, about, { ...nobodyLooks, ...watch });
const partOf = (name: string) => expect.stringMatching(new RegExp(`${name}\\.[0-9a-f]{12}\\.part$`));
const theFile = (): string => new URL(link).pathname.replace(/^.*\//, '');
const whole = async (): Promise<Buffer> => {
  const text = await fetch(link);
  return Buffer.from(await text.arrayBuffer());
};
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('a file is saved whole, checked and for its owner only, and its progress is told', async () => {
  const told: (readonly [number, number])[] = [];
  const path = join(folder, theFile());
  expect(await save({ progress: (done, total) => told.push([done, total]) })).toEqual({
    path,
    bytes: 307_200,
    checksum: 'sha-256',
    resumedFrom: 0,
  });
  expect(line.requests).toEqual(['HEAD', 'GET']);
  expect([told[0], told.at(-1)]).toEqual([
    [0, 307_200],
    [307_200, 307_200],
  ]);
  expect(readdirSync(folder)).toEqual([theFile()]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(hash(readFileSync(path))).toBe(hash(await whole()));
});

test('after a cut the rest is asked for', async () => {
  line.cuts.push(100_000, 50_000);
  const { downloader, waits } = openTestDownloader();
  const { path, resumedFrom } = await downloader.save(link, folder, about, nobodyLooks);
  expect(line.requests).toEqual(['HEAD', 'GET', 'GET bytes=100000-', 'GET bytes=150000-']);
  expect([resumedFrom, waits]).toEqual([0, [1000, 1000]]);
  expect(hash(readFileSync(path))).toBe(hash(await whole()));
});

test('a line that brings nothing more is given up, and the next run goes on from there', async () => {
  line.cuts.push(100_000, 0, 0, 0, 0);
  const kept: unknown[] = [];
  await expect(save({ kept: (...told) => kept.push(told) })).rejects.toMatchObject({ code: 'unavailable' });
  expect(readdirSync(folder)).toEqual([partOf(theFile())]);
  expect(kept).toEqual([[partOf(join(folder, theFile())), 100_000]]);
  line.requests.length = 0;
  const { path, resumedFrom } = await save();
  expect([line.requests, resumedFrom]).toEqual([['HEAD', 'GET bytes=100000-'], 100_000]);
  expect(readdirSync(folder)).toEqual([theFile()]);
  expect(hash(readFileSync(path))).toBe(hash(await whole()));
});

test('a run that is given up ends at once, and what came is kept', async () => {
  line.cuts.push(100_000);
  line.holds = true;
  const { downloader, giveUp } = openTestDownloader();
  const kept: unknown[] = [];
  const reason = new CspError('interrupted', {});
  const progress = (done: number): void => {
    if (done === 100_000) giveUp(reason);
  };
  const saving = downloader.save(link, folder, about, { progress, kept: (...told) => kept.push(told) });
  await expect(saving).rejects.toBe(reason);
  expect(kept).toEqual([[partOf(join(folder, theFile())), 100_000]]);
  expect((await save()).resumedFrom).toBe(100_000);
});

test('without an ETag nothing is gone on with', async () => {
  line.changed['etag'] = undefined;
  line.cuts.push(100_000);
  const { path } = await save();
  expect(line.requests).toEqual(['HEAD', 'GET', 'GET']);
  expect(hash(readFileSync(path))).toBe(hash(await whole()));
});

test('a file that exists is left as it is, and none of its downloads is taken', async () => {
  const path = join(folder, theFile());
  writeFileSync(path, 'mine');
  await expect(save()).rejects.toMatchObject({ code: 'fileExists', details: { path } });
  expect([readFileSync(path, 'utf8'), readdirSync(folder), line.requests]).toEqual(['mine', [theFile()], ['HEAD']]);
});

test('a link that has ended says so', async () => {
  await whole();
  bench.machine.now += 6 * 86_400_000;
  await expect(save()).rejects.toMatchObject({ code: 'linkEnded', details: { ...about, cause: 'expired' } });
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that is not what its checksum says is not kept', async () => {
  line.changed['repr-digest'] = `sha-256=:${createHash('sha256').update('another').digest('base64')}:`;
  await expect(save()).rejects.toMatchObject({
    code: 'answerUnusable',
    details: { reason: 'the file does not have its sha-256' },
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('an MD5, as Azure’s storage states it, counts where there is nothing better; without any the file is unchecked', async () => {
  line.changed['repr-digest'] = undefined;
  expect((await save()).checksum).toBeNull();
  rmSync(join(folder, theFile()));
  line.changed['content-md5'] = createHash('md5')
    .update(await whole())
    .digest('base64');
  expect((await save()).checksum).toBe('md5');
});

test('what does not fit on the disk is refused before it is fetched', async () => {
  line.changed['content-length'] = '999999999999999';
  await expect(save()).rejects.toMatchObject({
    code: 'storageFailed',
    details: { reason: expect.stringContaining('ENOSPC') },
  });
  expect(line.requests).toEqual(['HEAD']);
});

test('another host is not followed, and the name leads out of no folder', async () => {
  line.instead.push({ status: 302, headers: { location: 'https://elsewhere.example/file' } });
  await expect(save()).rejects.toMatchObject({
    code: 'crossHost',
    details: { host: new URL(link).host, target: 'elsewhere.example' },
  });
  line.changed['content-disposition'] = 'attachment; filename="../../.bash\trc"';
  expect((await save()).path).toBe(join(folder, '_.._.bash_rc'));
});

test('what is neither https nor on this machine is not asked', async () => {
  link = 'http://download.example/file';
  await expect(save()).rejects.toMatchObject({ code: 'answerUnusable' });
});

test('a busy server is asked again after the time that it names', async () => {
  line.instead.push({ status: 503, headers: { 'retry-after': '9' } });
  const { downloader, waits } = openTestDownloader();
  await downloader.save(link, folder, about, nobodyLooks);
  expect(waits).toEqual([9000]);
});
