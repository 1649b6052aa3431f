import type { JsonObject, RecordView, View } from '../../src/core/ports/environment.ts';
import { captureOutput } from './captured-output.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly country: string;
  readonly quantity: number;
  readonly isOpen: boolean;
  readonly price: { readonly amount: string; readonly currency: string } | null;
  readonly tags: readonly string[];
}

const toJson = (row: Row): JsonObject => ({ ...row });
const fields = ['id', 'title', 'country', 'quantity', 'isOpen', 'price.amount', 'price.currency', 'tags'];

const view: View<Row> = {
  json: toJson,
  fields,
  id: (row) => row.id,
  columns: [
    { title: 'ORDER', cell: (row) => row.id, priority: 1 },
    { title: 'TITLE', cell: (row) => row.title, priority: 2, shrinkTo: 8 },
    { title: 'QTY', cell: (row) => ({ text: String(row.quantity), tone: 'good' }), align: 'right', priority: 3 },
  ],
  empty: 'Nothing bought yet.',
};
const record: RecordView<Row> = {
  json: toJson,
  fields,
  id: (row) => row.id,
  rows: (row) => [
    ['Order', row.id],
    ['Title', { text: row.title, tone: 'strong' }],
  ],
};

const rows: readonly Row[] = [
  {
    id: '0e12',
    title: 'Windows "Server", 標準版',
    country: 'NO',
    quantity: 10,
    isOpen: true,
    price: { amount: '-12.34', currency: 'EUR' },
    tags: ['a', 'b'],
  },
  { id: 'b2', title: '=1+1\tx\ny', country: '2026-11-21', quantity: 0, isOpen: false, price: null, tags: [] },
];

const listed = async (options: Parameters<typeof captureOutput>[0], list: Iterable<Row> = rows): Promise<string> => {
  const captured = captureOutput(options);
  await captured.output.list(view, list);
  await captured.output.flush();
  return captured.stdout();
};

const shown = async (options: Parameters<typeof captureOutput>[0]): Promise<string> => {
  const captured = captureOutput(options);
  for (const row of rows.slice(0, 1)) await captured.output.record(record, row);
  await captured.output.flush();
  return captured.stdout();
};

describe('a list', () => {
  test('as JSON', async () => {
    expect(await listed({ format: 'json' })).toBe(`[
  {
    "id": "0e12",
    "title": "Windows \\"Server\\", 標準版",
    "country": "NO",
    "quantity": 10,
    "isOpen": true,
    "price": {
      "amount": "-12.34",
      "currency": "EUR"
    },
    "tags": [
      "a",
      "b"
    ]
  },
  {
    "id": "b2",
    "title": "=1+1\\tx\\ny",
    "country": "2026-11-21",
    "quantity": 0,
    "isOpen": false,
    "price": null,
    "tags": []
  }
]
`);
  });

  test('as JSON lines', async () => {
    expect(await listed({ format: 'jsonl' })).toBe(
      `{"id":"0e12","title":"Windows \\"Server\\", 標準版","country":"NO","quantity":10,"isOpen":true,"price":{"amount":"-12.34","currency":"EUR"},"tags":["a","b"]}
{"id":"b2","title":"=1+1\\tx\\ny","country":"2026-11-21","quantity":0,"isOpen":false,"price":null,"tags":[]}
`,
    );
  });

  test('as YAML, with what older readers would misread in quotes', async () => {
    expect(await listed({ format: 'yaml' })).toBe(`- id: "0e12"
  title: Windows "Server", 標準版
  country: "NO"
  quantity: 10
  isOpen: true
  price:
    amount: "-12.34"
    currency: EUR
  tags:
    - a
    - b
- id: b2
  title: "=1+1\\tx\\ny"
  country: "2026-11-21"
  quantity: 0
  isOpen: false
  price: null
  tags: []
`);
  });

  test('as CSV, with a header and no formula', async () => {
    expect(await listed({ format: 'csv' })).toBe(`id,title,country,quantity,isOpen,price.amount,price.currency,tags
0e12,"Windows ""Server"", 標準版",NO,10,true,-12.34,EUR,"[""a"",""b""]"
b2,"'=1+1\\u{9}x\\u{a}y",2026-11-21,0,false,,,[]
`);
  });

  test('as TSV, without a header, when piped', async () => {
    expect(await listed({})).toBe(
      '0e12\tWindows "Server", 標準版\tNO\t10\ttrue\t-12.34\tEUR\t["a","b"]\nb2\t=1+1\\u{9}x\\u{a}y\t2026-11-21\t0\tfalse\t\t\t[]\n',
    );
  });

  test('as a table on a terminal', async () => {
    expect(await listed({ isTerminal: true })).toBe(`ORDER  TITLE                     QTY
────────────────────────────────────
0e12   Windows "Server", 標準版   10
b2     =1+1\\u{9}x\\u{a}y            0
`);
  });

  test('as a table in colour', async () => {
    expect(await listed({ isTerminal: true, hasColor: true }, rows.slice(0, 1))).toBe(
      '\u001b[1mORDER\u001b[22m  \u001b[1mTITLE                   \u001b[22m  \u001b[1mQTY\u001b[22m\n' +
        `${'─'.repeat(36)}\n` +
        '0e12   Windows "Server", 標準版  \u001b[32m 10\u001b[39m\n',
    );
  });

  test('that is empty is still a document', async () => {
    const formats = ['json', 'jsonl', 'yaml', 'csv', 'tsv', 'table'] as const;
    const texts = await Promise.all(formats.map((format) => listed({ format }, [])));
    expect(texts).toEqual(['[]\n', '', '[]\n', `${fields.join(',')}\n`, '', '']);
  });

  test('that is empty says so on stderr, on a terminal only', async () => {
    const terminal = captureOutput({ isTerminal: true });
    const pipe = captureOutput({ format: 'table' });
    const quiet = captureOutput({ isTerminal: true, narration: 'quiet' });
    const counts = await Promise.all([terminal, pipe, quiet].map(({ output }) => output.list(view, [])));
    expect([counts, terminal.stderr(), pipe.stderr(), quiet.stderr()]).toEqual([
      [0, 0, 0],
      'Nothing bought yet.\n',
      '',
      '',
    ]);
  });

  test('as ids', async () => {
    expect(await listed({ ids: true, format: 'json' })).toBe('0e12\nb2\n');
  });

  test('is streamed in batches that join without a seam', async () => {
    const many = function* (): Generator<Row> {
      for (let index = 0; index < 450; index += 1) yield { ...(rows[0] as Row), id: `n${index}` };
    };
    const ids = Array.from({ length: 450 }, (_, index) => `n${index}`);
    const json = JSON.parse(await listed({ format: 'json' }, many())) as Row[];
    const csv = (await listed({ format: 'csv', fields: ['id'] }, many())).trim().split('\n');
    const yaml = (await listed({ format: 'yaml', fields: ['id'] }, many())).trim().split('\n');
    const table = (await listed({ format: 'table', fields: ['id'] }, many())).trim().split('\n');
    expect(json.map((row) => row.id)).toEqual(ids);
    expect(csv).toEqual(['id', ...ids]);
    expect(yaml).toEqual(ids.map((id) => `- id: ${id}`));
    expect(table).toEqual(['id', '────', ...ids]);
  });

  test('whose source fails half-way has written the rows before', async () => {
    const captured = captureOutput({ format: 'jsonl', fields: ['id'] });
    const broken = async function* (): AsyncGenerator<Row> {
      yield* rows;
      throw new Error('cut');
    };
    await expect(captured.output.list(view, broken())).rejects.toThrow('cut');
    expect(captured.stdout()).toBe('{"id":"0e12"}\n{"id":"b2"}\n');
  });
});

describe('one object', () => {
  test.each([
    ['json', '{\n  "id": "0e12",\n  "quantity": 10\n}\n'],
    ['jsonl', '{"id":"0e12","quantity":10}\n'],
    ['yaml', 'id: "0e12"\nquantity: 10\n'],
    ['csv', 'id,quantity\n0e12,10\n'],
    ['tsv', '0e12\t10\n'],
    ['table', 'id        0e12\nquantity  10\n'],
  ] as const)('as %s, with --fields', async (format, expected) => {
    expect(await shown({ format, fields: ['id', 'quantity'] })).toBe(expected);
  });

  test('as names and values, in colour', async () => {
    expect(await shown({ isTerminal: true, hasColor: true })).toBe(
      '\u001b[2mOrder\u001b[22m  0e12\n\u001b[2mTitle\u001b[22m  \u001b[1mWindows "Server", 標準版\u001b[22m\n',
    );
  });

  test('as its id', async () => {
    expect(await shown({ ids: true, format: 'table' })).toBe('0e12\n');
  });
});

describe('--fields', () => {
  test('keeps the nesting of JSON and the order asked for', async () => {
    expect(await listed({ format: 'jsonl', fields: ['price.currency', 'id', 'price.amount'] })).toBe(
      '{"price":{"currency":"EUR","amount":"-12.34"},"id":"0e12"}\n{"price":{"currency":null,"amount":null},"id":"b2"}\n',
    );
  });

  test('takes the beginning of a path as the whole object', async () => {
    expect(await listed({ format: 'tsv', fields: ['price'] })).toBe('{"amount":"-12.34","currency":"EUR"}\n\n');
  });

  test('makes the columns of the table', async () => {
    expect(await listed({ format: 'table', fields: ['price.amount', 'id'] })).toBe(
      'price.amount  id\n──────────────────\n-12.34        0e12\n              b2\n',
    );
  });

  test.each(['nope', 'pric', '__proto__', ''])('refuses %p before anything is written', async (field) => {
    const captured = captureOutput({ format: 'json', fields: ['id', field] });
    await expect(captured.output.list(view, rows)).rejects.toMatchObject({
      code: 'fieldUnknown',
      details: { field, fields },
    });
    await expect(captured.output.check(view)).rejects.toMatchObject({ code: 'fieldUnknown' });
    expect(captured.stdout()).toBe('');
  });
});

describe('--query', () => {
  const objects = '[].{order: id, price: price.amount}';
  test.each([
    [
      'json',
      objects,
      '[\n  {\n    "order": "0e12",\n    "price": "-12.34"\n  },\n  {\n    "order": "b2",\n    "price": null\n  }\n]\n',
    ],
    ['jsonl', objects, '{"order":"0e12","price":"-12.34"}\n{"order":"b2","price":null}\n'],
    ['csv', objects, 'order,price\n0e12,-12.34\nb2,\n'],
    ['tsv', objects, '0e12\t-12.34\nb2\t\n'],
    ['table', objects, 'order  price\n─────────────\n0e12   -12.34\nb2\n'],
    ['yaml', '[].id', '- "0e12"\n- b2\n'],
    ['table', '[].id', '0e12\nb2\n'],
    ['csv', '[].id', 'value\n0e12\nb2\n'],
    ['csv', '[].[id, quantity]', 'value1,value2\n0e12,10\nb2,0\n'],
    ['tsv', '[0].title', 'Windows "Server", 標準版\n'],
    ['csv', '[9]', ''],
    ['csv', '[?id==`x`]', ''],
    ['csv', '[1].title', `value\n"'=1+1\\u{9}x\\u{a}y"\n`],
    ['json', 'length(@)', '2\n'],
    ['table', '[0].{a: id, b: tags}', 'a     b\n───────────────\n0e12  ["a","b"]\n'],
    ['json', '[9]', 'null\n'],
    ['tsv', '[9]', ''],
    ['json', '[0].constructor', 'null\n'],
    ['tsv', '[0].toString', ''],
  ] as const)('%s of %s', async (format, query, expected) => {
    expect(await listed({ format, query })).toBe(expected);
  });

  test('of one object', async () => {
    expect(await shown({ format: 'tsv', query: 'tags' })).toBe('a\nb\n');
  });

  test.each(['bad(', 'sum(@)', ''])('refuses %p', async (query) => {
    const captured = captureOutput({ format: 'json', query });
    await expect(captured.output.list(view, rows)).rejects.toMatchObject({
      code: 'queryInvalid',
      details: { query, reason: expect.any(String) },
    });
    expect(captured.stdout()).toBe('');
  });

  test('is read before anything is done', async () => {
    const captured = captureOutput({ format: 'json', query: 'bad(' });
    await expect(captured.output.check(view)).rejects.toMatchObject({ code: 'queryInvalid' });
  });
});
