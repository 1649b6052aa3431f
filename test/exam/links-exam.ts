/** Download links: one live link an option, ended by the rule of the day, renewed by asking again. */
import type { DownloadLink } from '../../src/core/ports/backend.ts';
import {
  ask,
  codeOf,
  collect,
  contoso,
  contosoSuites,
  dayMs,
  type ExamBench,
  fabrikam,
  minuteMs,
  type OpenBench,
  type States,
  secondMs,
  today,
  windowsServer,
} from './exam-bench.ts';

const english = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };
const january2020 = Date.UTC(2020, 0, 2);

const takeLink = ({ backend }: ExamBench, requestId: string, renew = false, option = english): Promise<DownloadLink> =>
  backend.getDownloadLink(windowsServer, option, renew, requestId);

const limitsOf = ({ issuedAt, expiresAt, downloadsLeft }: DownloadLink) => ({ issuedAt, expiresAt, downloadsLeft });

export const linksExam = (open: OpenBench, states: States): void => {
  const askOfLives: typeof ask = (...question) => {
    if (states.linkLives) ask(...question);
  };

  describe('download links', () => {
    if (!states.linkLives)
      ask(
        open,
        'what the service cannot do is refused: no empty list, and no old link for a new one',
        async (bench) => {
          await takeLink(bench, 'link-1');
          expect(await codeOf(takeLink(bench, 'link-2', true))).toBe('notInApi');
          expect(await codeOf(bench.backend.listDownloadLinks(undefined))).toBe('notInApi');
        },
      );

    ask(open, 'a link is an address to download from', async (bench) => {
      const { url, issuedAt } = await takeLink(bench, 'link-1');
      expect([/^https?:$/.test(new URL(url.reveal()).protocol), issuedAt]).toEqual([true, today]);
    });

    askOfLives(open, 'a live link is given again, another option has another link', async (bench) => {
      const first = await takeLink(bench, 'link-1');
      const url = first.url.reveal();
      expect(new URL(url).protocol).toBe('https:');
      expect(limitsOf(first)).toEqual({ issuedAt: today, expiresAt: null, downloadsLeft: null });
      await bench.setNow(today + dayMs);
      const again = await takeLink(bench, 'link-2');
      expect([again.url.reveal(), again.issuedAt]).toEqual([url, today]);
      const other = await takeLink(bench, 'link-3', false, { ...english, fileType: '64 Bit, VHD' });
      expect(other.url.reveal()).not.toBe(url);
    });

    askOfLives(open, 'a renewed link is a new one; the same request gets the same one', async (bench) => {
      const first = (await takeLink(bench, 'link-1')).url.reveal();
      const renewed = (await takeLink(bench, 'link-2', true)).url.reveal();
      expect(renewed).not.toBe(first);
      expect((await takeLink(bench, 'link-2', true)).url.reveal()).toBe(renewed);
      expect(await codeOf(takeLink(bench, 'link-2', false))).toBe('internal');
    });

    askOfLives(open, 'since June 2021 a link ends five days after its first download', async (bench) => {
      const first = await takeLink(bench, 'link-1');
      await bench.setNow(today + 90 * dayMs);
      await bench.download(windowsServer, 60);
      const end = today + 95 * dayMs;
      expect(limitsOf(await takeLink(bench, 'link-2'))).toEqual({
        issuedAt: today,
        expiresAt: end,
        downloadsLeft: null,
      });
      await bench.setNow(end);
      await bench.download(windowsServer, 1);
      const last = await takeLink(bench, 'link-3');
      expect([last.url.reveal(), last.expiresAt]).toEqual([first.url.reveal(), end]);
      await bench.setNow(end + secondMs);
      expect(await codeOf(bench.download(windowsServer, 1))).toBe('linkEnded');
      const renewed = await takeLink(bench, 'link-4');
      expect(renewed.url.reveal()).not.toBe(first.url.reveal());
      expect(limitsOf(renewed)).toEqual({ issuedAt: end + secondMs, expiresAt: null, downloadsLeft: null });
    });

    askOfLives(
      open,
      'in 2020 a link ended after fourteen days',
      async (bench) => {
        const first = await takeLink(bench, 'link-1');
        const end = january2020 + 14 * dayMs;
        expect(limitsOf(first)).toEqual({ issuedAt: january2020, expiresAt: end, downloadsLeft: 50 });
        await bench.setNow(end);
        expect((await takeLink(bench, 'link-2')).url.reveal()).toBe(first.url.reveal());
        await bench.setNow(end + secondMs);
        expect((await takeLink(bench, 'link-3')).issuedAt).toBe(end + secondMs);
      },
      january2020,
    );

    askOfLives(
      open,
      'in 2020 a link ended after fifty downloads',
      async (bench) => {
        await takeLink(bench, 'link-1');
        await bench.setNow(january2020 + minuteMs);
        await bench.download(windowsServer, 49);
        expect((await takeLink(bench, 'link-2')).downloadsLeft).toBe(1);
        await bench.download(windowsServer, 1);
        expect(await codeOf(bench.download(windowsServer, 1))).toBe('linkEnded');
        const renewed = await takeLink(bench, 'link-3');
        expect([renewed.issuedAt, renewed.downloadsLeft]).toEqual([january2020 + minuteMs, 50]);
      },
      january2020,
    );

    askOfLives(
      open,
      'more downloads than are left are refused, but those that were left are gone',
      async (bench) => {
        await takeLink(bench, 'link-1');
        expect(await codeOf(bench.download(windowsServer, 51))).toBe('linkEnded');
        expect(await codeOf(bench.download(windowsServer, 1))).toBe('linkEnded');
      },
      january2020,
    );

    const customersOnly = Date.UTC(2021, 0, 19);
    ask(
      open,
      'from 19 January to 4 March 2021 partners get no links, and those they had are dead',
      async (bench) => {
        await takeLink(bench, 'link-1');
        const codes: string[] = [];
        for (const [index, now] of [customersOnly - 1, customersOnly, Date.UTC(2021, 2, 4)].entries()) {
          await bench.setNow(now);
          codes.push(
            await codeOf(bench.download(windowsServer, 1)),
            await codeOf(takeLink(bench, `link-${index + 2}`)),
          );
        }
        expect(codes).toEqual(['fine', 'fine', 'linkEnded', states.code('keyForCustomerOnly'), 'linkEnded', 'fine']);
      },
      customersOnly - dayMs,
    );

    ask(open, 'there is none for what is pending, cancelled, not offered, or has none', async ({ backend }) => {
      const refused = (orderId: string, option = english, customerId = contoso) =>
        codeOf(backend.getDownloadLink({ customerId, orderId, line: 0 }, option, false, `link-${orderId}`));
      expect(await refused('BqLKnYREDjQ6kYcHP12qSziXcHc3oeYa1')).toBe('orderPending');
      expect(await refused('lWlpar1ijrWCZA1tn0XHsC0lsYjrGV3g1')).toBe('linkEnded');
      expect(await refused('CsVPMYCTZwUZFWNXzQaqjw6QRaVV8sm41', english, contosoSuites)).toBe('noKeyForKind');
      expect(await refused(windowsServer.orderId, { ...english, version: '2030' })).toBe('downloadNotFound');
      expect(await refused('no-such-order')).toBe('orderNotFound');
    });

    askOfLives(open, 'links that work are listed, newest first, for one customer or all', async (bench) => {
      await takeLink(bench, 'link-1');
      await bench.setNow(today + minuteMs);
      const theirs = { customerId: fabrikam, orderId: 'agxBtqwCWjFqM2SeQ4IkTQYwGWQlDgPn1', line: 0 };
      await bench.backend.getDownloadLink(theirs, english, false, 'link-2');
      const title = 'Windows Server 2022 Standard - 16 Core License Pack';
      const ours = {
        target: windowsServer,
        option: english,
        title,
        issuedAt: today,
        expiresAt: null,
        downloadsLeft: null,
      };
      const newer = { ...ours, target: theirs, issuedAt: today + minuteMs };
      expect(await bench.backend.listDownloadLinks(undefined)).toEqual([newer, ours]);
      expect(await bench.backend.listDownloadLinks(contoso)).toEqual([ours]);
      await bench.download(windowsServer, 1);
      await bench.setNow(today + minuteMs + 5 * dayMs + 1);
      expect(await bench.backend.listDownloadLinks(undefined)).toEqual([newer]);
    });

    ask(open, 'taking a link is recorded, once for a request id', async (bench) => {
      await takeLink(bench, 'link-1');
      await takeLink(bench, 'link-1');
      const records = await collect(bench.backend.listAuditRecords({ from: today, to: today }, {}));
      expect(
        records.map((record) => [record.operationType, record.orderId, record.line, record.correlationId]),
      ).toEqual([['get_software_download_link', windowsServer.orderId, 0, states.recordId('link-1')]]);
    });
  });
};
