/** Reports for machines are in English, whatever language is spoken and whatever goes to stdout. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession } from './session.ts';

test.each(['jsonl', 'csv', 'xml'])('%s', (format) =>
  inSession(async (session) => {
    writeFileSync(join(session.home, 'orders.csv'), 'customer,order\ncontoso.onmicrosoft.com,3ab104f632ef\n');
    const words = `--reason x --acknowledge --yes --lang ja --results results.${format}`;
    const { stderr } = await session.run(`csp cancel --file orders.csv ${words}`);
    expect(stderr).toContain('キャンセル');
    expect(readFileSync(join(session.home, `results.${format}`), 'utf8')).toContain('can no longer be cancelled');
  }),
);
