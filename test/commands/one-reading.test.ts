/** Ids are read in one way: as an argument as in a list, in capitals as in small letters. */
import { writeFileSync } from 'node:fs';
import { contoso } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';
import { codeOf, pathOf } from './list-bench.ts';

interface Item {
  readonly product: string;
  readonly sku: string;
}

const asked = async (bench: CommandBench, customer: string, { product, sku }: Item): Promise<unknown> => {
  const argument = await bench.csp(
    `buy --customer ${customer} --product ${product} ${sku === '' ? '' : `--sku ${sku}`} --quantity 5 --dry-run -o json`,
  );
  const quoted = argument.stdout === '' ? null : JSON.parse(argument.stdout).quote.lines[0];
  return [codeOf(argument), quoted === null ? null : `${quoted.productId}:${quoted.skuId}`];
};

const listed = async (bench: CommandBench, customer: string, text: string): Promise<unknown> => {
  const path = pathOf(bench, 'list');
  writeFileSync(path, text);
  const { stdout, failure } = await bench.csp(`buy --file ${path} --customer ${customer} --dry-run -o json`);
  const [row] = JSON.parse(stdout);
  const isKnown = row.outcome === 'would-order';
  return [isKnown ? codeOf({ failure }) : row.code, isKnown ? `${row.productId}:${row.skuId}` : null];
};

command('when a product and a SKU are named, then arguments, tables and JSON read them alike', async (bench) => {
  const items = [
    { product: 'DG7GMGF0DVT7', sku: '000C' },
    { product: 'dg7gmgf0dvt7', sku: '000c' },
    { product: 'Dg7Gmgf0Dvt7:000c', sku: '' },
    { product: 'DG7GMGF0DVT7:000C', sku: '000c' },
    { product: 'dg7gmgf0dvt7', sku: '9999' },
    { product: 'dg7gmgf0dvt8', sku: '000C' },
  ];
  const found: unknown[] = [];
  for (const item of items) {
    const { product, sku } = item;
    const customer = contoso.domain.toUpperCase();
    const ways = [
      await asked(bench, customer, item),
      await listed(bench, customer, `product,sku,quantity\n${product},${sku},5\n`),
      await listed(bench, customer, JSON.stringify([{ productId: product, skuId: sku, quantity: 5 }])),
    ];
    expect([item, ways]).toEqual([item, ways.map(() => ways[0])]);
    found.push(ways[0]);
  }
  const known = [null, 'DG7GMGF0DVT7:000C'];
  expect(found).toEqual([known, known, known, known, ['skuNotFound', null], ['productNotFound', null]]);
});

command('when the product names one SKU and the flag another, then they do not go together', async (bench) => {
  const line = `buy --customer ${contoso.domain} --product DG7GMGF0D5RK:0005 --sku 0004 --quantity 5 --dry-run`;
  expect((await bench.csp(line)).failure).toEqual({
    code: 'argumentsConflict',
    details: { flags: ['--product DG7GMGF0D5RK:0005', '--sku 0004'] },
  });
});

command('when an order is named in capitals, then every command finds it', async (bench) => {
  const of = `--customer ${contoso.domain}`;
  const path = pathOf(bench, 'orders.txt');
  writeFileSync(path, 'C403D91B21D2\n');
  const lines = [
    `orders ${of} --order C403D91B21D2`,
    `policy explain C403D91B21D2/1 ${of}`,
    `get-key ${of} --order C403D91B21D2/1 --dry-run`,
    `support-request ${of} --order C403D91B21D2 --check`,
    `cancel C403D91B21D2 c403d91b21d2/1 ${of} --dry-run`,
    `cancel --file ${path} ${of} --dry-run`,
    'activity --order C403D91B21D2',
  ];
  const codes = await Promise.all(lines.map(async (line) => [line, codeOf(await bench.csp(line))]));
  // What both say is about the order that was found.
  const others = ['choiceNeeded', 'refundRequestIncomplete'];
  expect(codes.map(([, code]) => code)).toEqual([null, null, ...others, null, null, null]);
});
