/** A line to the emulator that can be cut, spoil headers and forget them; and a downloader over it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Downloader, DownloadWatch } from '../../src/core/ports/download.ts';
import { createDownloader } from '../../src/download/downloader.ts';

export interface Line {
  /** The same path on this line. */
  readonly through: (link: string) => string;
  /** What went through, such as `GET bytes=1000-`. */
  readonly requests: string[];
  /** After so many bytes of each of the next bodies the line is cut. */
  readonly cuts: number[];
  /** A line that is cut stays open, and says nothing more. */
  holds: boolean;
  /** Headers in place of the emulator's; `undefined` takes one away. */
  readonly changed: { [name: string]: string | undefined };
  /** Answers to come in place of the emulator's. */
  readonly instead: { readonly status: number; readonly headers: { readonly [name: string]: string } }[];
  readonly close: () => Promise<void>;
}

export const openLine = async (emulator: string): Promise<Line> => {
  const requests: string[] = [];
  const cuts: number[] = [];
  const changed: Line['changed'] = {};
  const instead: Line['instead'] = [];
  const server = createServer(async ({ method = 'GET', url = '', headers }, response) => {
    const { range, 'if-range': ifRange } = headers;
    requests.push([method, range].filter(Boolean).join(' '));
    const replaced = instead.shift();
    if (replaced !== undefined) {
      response.writeHead(replaced.status, replaced.headers).end();
      return;
    }
    const asked = {
      ...(range === undefined ? {} : { range }),
      ...(ifRange === undefined ? {} : { 'if-range': `${ifRange}` }),
    };
    const answer = await fetch(emulator + url, { method, headers: asked });
    const shown = { ...Object.fromEntries(answer.headers), ...changed };
    const kept = Object.entries(shown).filter((header): header is [string, string] => header[1] !== undefined);
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, Object.fromEntries(kept.filter(([name]) => name !== 'connection')));
    const cut = method === 'GET' ? cuts.shift() : undefined;
    if (cut === undefined) response.end(body);
    else if (line.holds) response.write(body.subarray(0, cut));
    else response.write(body.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const line: Line = {
    through: (link) => link.replace(/^http:\/\/[^/]+/, `http://127.0.0.1:${port}`),
    requests,
    cuts,
    holds: false,
    changed,
    instead,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return line;
};

export const nobodyLooks: DownloadWatch = { progress: () => {}, kept: () => {} };

/** Waits no time between attempts; `waits` tells how long each would have been. `giveUp` ends the run. */
export const openTestDownloader = () => {
  const waits: number[] = [];
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const clock = { now: () => 0, sleep };
  const waiting: ((reason: unknown) => void)[] = [];
  const downloader: Downloader = createDownloader({ env: {}, clock, onGiveUp: (act) => void waiting.push(act) });
  const giveUp = (reason: unknown): void => {
    for (const act of waiting) act(reason);
  };
  return { downloader, waits, giveUp };
};
