/** Product keys: who gets them, when, and that they are told apart. */
import type { SoftwareTarget } from '../../src/core/ports/backend.ts';
import {
  ask,
  codeOf,
  collect,
  contoso,
  contosoSuites,
  dayMs,
  type ExamBench,
  nobody,
  type OpenBench,
  type States,
  today,
  windowsServer,
} from './exam-bench.ts';

const english = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };
const japanese = { ...english, language: 'ja-JP' };

const takeKey = async (
  { backend }: ExamBench,
  target: SoftwareTarget,
  option = english,
  requestId = 'key-1',
): Promise<string> => (await backend.getProductKey(target, option, requestId)).key.reveal();

export const keysExam = (open: OpenBench, states: States): void => {
  describe('product keys', () => {
    ask(open, 'a key is five groups of five, the same each time, another for each line and option', async (bench) => {
      const key = await takeKey(bench, windowsServer);
      expect(key).toMatch(/^[BCDFGHJKMNPQRTVWXY2346789]{5}(?:-[BCDFGHJKMNPQRTVWXY2346789]{5}){4}$/);
      expect(await takeKey(bench, windowsServer, english, 'key-2')).toBe(key);
      expect((await takeKey(bench, windowsServer, japanese, 'key-3')) === key).toBe(!states.keyForEachOption);
      const order = { customerId: contoso, orderId: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1' };
      const keys = [
        await takeKey(bench, { ...order, line: 0 }, english, 'key-4'),
        await takeKey(bench, { ...order, line: 1 }, english, 'key-5'),
      ];
      expect(new Set([key, ...keys]).size).toBe(3);
    });

    ask(open, 'the order may be named by its alternate id: the same key', async (bench) => {
      const byId = await takeKey(bench, windowsServer);
      expect(await takeKey(bench, { ...windowsServer, orderId: 'f5c3b5ddb342' }, english, 'key-2')).toBe(byId);
    });

    ask(open, 'the options are every version, language and file type of the SKU', async ({ backend }) => {
      const options = await backend.listDownloadOptions(windowsServer);
      expect(options).toHaveLength(1 * 10 * 2);
      expect(options).toContainEqual(japanese);
      const plan = { customerId: contosoSuites, orderId: 'CsVPMYCTZwUZFWNXzQaqjw6QRaVV8sm41', line: 0 };
      expect(await backend.listDownloadOptions(plan)).toEqual([]);
    });

    ask(open, 'a key is chosen from these too, unless the line has one for all of them', async ({ backend }) => {
      const choices = await backend.listKeyOptions(windowsServer);
      expect(choices).toEqual(states.keyForEachOption ? await backend.listDownloadOptions(windowsServer) : []);
      expect(await codeOf(backend.getProductKey(windowsServer, null, 'key-1'))).toBe(
        states.keyForEachOption ? 'downloadNotFound' : 'fine',
      );
    });

    ask(open, 'taking a key is recorded, once for a request id', async (bench) => {
      await takeKey(bench, windowsServer);
      await takeKey(bench, windowsServer);
      const records = await collect(
        bench.backend.listAuditRecords({ from: today, to: today }, { customerId: contoso }),
      );
      expect(records.map(({ id: _, userPrincipalName: __, ...record }) => record)).toEqual([
        {
          at: today,
          customerId: contoso,
          customerName: 'Contoso, Ltd.',
          operationType: 'get_software_key',
          operationStatus: 'succeeded',
          orderId: windowsServer.orderId,
          line: 0,
          correlationId: states.recordId('key-1'),
          details: [
            { key: 'Product', value: 'Windows Server 2022 Standard - 16 Core License Pack' },
            { key: 'Version', value: '2022' },
            { key: 'Language', value: 'en-US' },
            { key: 'FileType', value: '64 Bit, ISO' },
          ],
        },
      ]);
    });

    ask(open, 'there is none for what is pending, cancelled, unknown, or has none', async (bench) => {
      const refused = (orderId: string, line = 0, customerId = contoso) =>
        codeOf(takeKey(bench, { customerId, orderId, line }, english, `key-${orderId}-${line}`));
      expect(await refused('BqLKnYREDjQ6kYcHP12qSziXcHc3oeYa1')).toBe('orderPending');
      expect(await refused('lWlpar1ijrWCZA1tn0XHsC0lsYjrGV3g1')).toBe('keyRevoked');
      expect(await refused('FRWNHhXnjKc10c4Guc0ktiCjrzoFjHMQ1')).toBe('noKeyForKind');
      expect(await refused('CsVPMYCTZwUZFWNXzQaqjw6QRaVV8sm41', 0, contosoSuites)).toBe('noKeyForKind');
      expect(await refused(windowsServer.orderId, 9)).toBe('lineNotFound');
      expect(await refused('no-such-order')).toBe('orderNotFound');
      expect(await refused(windowsServer.orderId, 0, nobody)).toBe('customerNotFound');
    });

    ask(open, 'an option that is not offered is refused', async (bench) => {
      expect(await codeOf(takeKey(bench, windowsServer, { ...english, language: 'tlh' }))).toBe(
        states.keyForEachOption ? 'downloadNotFound' : 'fine',
      );
    });

    const firstDay = Date.UTC(2021, 0, 19);
    const lastDay = Date.UTC(2021, 2, 4);
    ask(
      open,
      'from 19 January to 4 March 2021 only the customer sees keys, whatever was bought when',
      async (bench) => {
        const codes: string[] = [];
        for (const [index, now] of [firstDay - 1, firstDay, lastDay - 1, lastDay].entries()) {
          await bench.setNow(now);
          codes.push(await codeOf(takeKey(bench, windowsServer, english, `key-${index}`)));
        }
        expect(codes).toEqual(['fine', states.code('keyForCustomerOnly'), states.code('keyForCustomerOnly'), 'fine']);
      },
      firstDay - dayMs,
    );
  });
};
