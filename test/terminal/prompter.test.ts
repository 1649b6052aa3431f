import { PassThrough } from 'node:stream';
import { spawn } from '@lydell/node-pty';
import type { Prompter } from '../../src/core/ports/environment.ts';
import { createPrompter } from '../../src/terminal/prompter.ts';
import { type Bundled, bundleScript } from './bundled-script.ts';

/** Asks what argv says, and prints the answer or the error code as one line of JSON. */
const program = `
import { createPrompter } from './prompter.ts';
const words = {
  yes: 'Да', no: 'Нет', yesNo: 'д/Н', answerYesNo: 'Да или нет?', answerNeeded: 'Нужен ответ.',
  hint: 'выбор и готово', nothingFound: 'Ничего не найдено',
};
const [method, colour, ...given] = JSON.parse(process.argv[2]);
const onGiveUp = (act) => method === 'ask' && given[0] === 'Time?' && setTimeout(() => act({ code: 'timeout', message: 'up' }), 500);
if (given[1]?.maximum) given[1].validate = (text) => (Number(text) <= given[1].maximum ? undefined : 'Слишком много.');
// As in the real program, where an open database keeps the process going.
const alive = setInterval(() => undefined, 1_000);
const prompter = createPrompter({ input: process.stdin, output: process.stderr, columns: () => process.stderr.columns, canAsk: true, hasColor: colour, onGiveUp, words });
prompter[method](...given).then(
  (answer) => console.log('\\n=> ' + JSON.stringify(answer)),
  (error) => console.log('\\n=> ' + JSON.stringify({ code: error.code, message: error.message })),
).finally(() => clearInterval(alive));
`;

let script: Bundled;
beforeAll(async () => {
  script = await bundleScript(program);
});
afterAll(() => script.remove());

interface Session {
  readonly screen: string;
  readonly answer: unknown;
}

/** Runs a question on a terminal of 80 columns; types each text when the screen has shown what precedes it. */
const converse = (
  call: readonly unknown[],
  steps: readonly (readonly [seen: string, typed: string])[],
): Promise<Session> =>
  new Promise((resolve, reject) => {
    // A person's terminal: in CI, where nobody is asked, inquirer itself leaves colour out.
    const env = { TERM: 'xterm-256color', PATH: process.env['PATH'] };
    const terminal = spawn(process.execPath, [script.path, JSON.stringify(call)], { cols: 80, rows: 24, env });
    const pending = [...steps];
    let screen = '';
    let unread = '';
    terminal.onData((data) => {
      screen += data;
      unread += data;
      const [next] = pending;
      if (next === undefined || !unread.includes(next[0])) return;
      pending.shift();
      unread = '';
      terminal.write(next[1]);
    });
    terminal.onExit(() => {
      const answer = /^=> (.*)$/m.exec(screen)?.[1];
      if (answer === undefined) reject(new Error(`no answer on the screen: ${JSON.stringify(screen)}`));
      else resolve({ screen, answer: JSON.parse(answer) });
    });
  });

const choices = [
  { value: { id: 1 }, name: 'Contoso · contoso.example' },
  { value: { id: 2 }, name: '東京商事 · tokyo.example', description: 'Japan' },
  { value: { id: 3 }, name: 'Fabrikam · fabrikam.example' },
];

describe('on a terminal', () => {
  test.each([
    ['y\r', true],
    ['yes\r', true],
    ['да\r', true],
    ['n\r', false],
    ['\r', false],
  ])('confirm takes %j', async (typed, answer) => {
    const session = await converse(['confirm', false, 'Отменить заказ?'], [['(д/Н)', typed]]);
    expect(session.answer).toBe(answer);
  });

  test('confirm asks again when it does not understand', async () => {
    const steps = [
      ['(д/Н)', 'maybe\r'],
      ['Да или нет?', '\u007f\u007f\u007f\u007f\u007fy\r'],
    ] as const;
    expect((await converse(['confirm', false, 'Buy?'], steps)).answer).toBe(true);
  });

  test('acknowledge is not ticked by Enter', async () => {
    expect((await converse(['acknowledge', false, 'I have read this.'], [['(д/Н)', '\r']])).answer).toBe(false);
  });

  test.each([
    ['12\r', true],
    [' 12 \r', true],
    ['1\r', false],
    ['\r', false],
    ['yes\r', false],
  ])('typeToConfirm compares %j with the count', async (typed, answer) => {
    const session = await converse(['typeToConfirm', false, 'How many?', '12'], [['How many?', typed]]);
    expect(session.answer).toBe(answer);
  });

  test('a long question is broken between words', async () => {
    const question = 'This cancels 9 orders of 7 customers, estimated credit GBP 3,107.73, USD 38,890.48. Type it:';
    const { screen } = await converse(['typeToConfirm', false, question, '9'], [['Type it:', '9\r']]);
    expect(screen).toContain('credit GBP 3,107.73, USD\r\n');
  });

  test('ask wants an answer', async () => {
    const steps = [
      ['Reason?', '\r'],
      ['Нужен ответ.', ' wrong edition \r'],
    ] as const;
    expect((await converse(['ask', false, 'Reason?'], steps)).answer).toBe('wrong edition');
  });

  test('ask may be left empty where that is allowed', async () => {
    expect((await converse(['ask', false, 'Ticket?', { optional: true }], [['Ticket?', '\r']])).answer).toBe('');
  });

  test('ask asks again until the answer is as it should be', async () => {
    const steps = [
      ['How many?', '12\r'],
      ['Слишком много.', '\u007f\r'],
    ] as const;
    expect((await converse(['ask', false, 'How many?', { maximum: 5 }], steps)).answer).toBe('1');
  });

  test('an open question ends when the run is given up, with its reason', async () => {
    expect((await converse(['ask', false, 'Time?'], [])).answer).toEqual({ code: 'timeout', message: 'up' });
  });

  test('choose finds by any words of the name', async () => {
    const steps = [
      ['Fabrikam', 'EXAMPLE fab'],
      ['fab\r\n❯ Fabrikam', '\r'],
    ] as const;
    expect((await converse(['choose', false, 'Which customer?', choices], steps)).answer).toEqual({ id: 3 });
  });

  test('choose moves with the arrow keys', async () => {
    const steps = [
      ['Fabrikam', '\u001b[B'],
      ['Japan', '\r'],
    ] as const;
    expect((await converse(['choose', false, 'Which customer?', choices], steps)).answer).toEqual({ id: 2 });
  });

  test('choose says when nothing matches, and does not take Enter for an answer', async () => {
    const steps = [
      ['Fabrikam', 'zzz'],
      ['Ничего не найдено', '\r\u0015'],
      ['Fabrikam', '\r'],
    ] as const;
    expect((await converse(['choose', false, 'Which customer?', choices], steps)).answer).toEqual({ id: 1 });
  });

  test.each([
    ['confirm', '\u0003'],
    ['confirm', '\u0004'],
    ['ask', '\u0003'],
    ['ask', '\u0004'],
    ['choose', '\u0003'],
    ['choose', '\u0004'],
  ])('%s is interrupted by %j', async (method, typed) => {
    const session = await converse([method, false, 'Go on?', choices], [['Go on?', typed]]);
    expect(session.answer).toEqual({ code: 'interrupted', message: 'interrupted' });
  });

  test('the question is on stderr, and stdout gets nothing of it', async () => {
    const line = `out=$("$@"); echo "stdout was:$out"`;
    const call = JSON.stringify(['confirm', false, 'Buy?']);
    const terminal = spawn('sh', ['-c', line, 'sh', process.execPath, script.path, call], { cols: 80, rows: 24 });
    let screen = '';
    terminal.onData((data) => {
      screen += data;
      if (data.includes('(д/Н)')) terminal.write('y\r');
    });
    await new Promise((resolve) => terminal.onExit(resolve));
    expect([screen.includes('Buy?'), screen.split('stdout was:')[1]]).toEqual([true, '\r\n=> true\r\n']);
  });

  test('no colour code is used without colour, and some are with it', async () => {
    const plain = await converse(['confirm', false, 'Buy?'], [['(д/Н)', 'y\r']]);
    const coloured = await converse(['confirm', true, 'Buy?'], [['(д/Н)', 'y\r']]);
    const list = await converse(['choose', false, 'Which?', choices], [['Fabrikam', '\r']]);
    const code = /\u001b\[[\d;]*m/;
    expect([plain, coloured, list].map(({ screen }) => code.test(screen))).toEqual([false, true, false]);
  });
});

describe('T53: a hostile name in a question', () => {
  const hostile = 'A\rB\b\b\u001b[2A\u001b[2K\u202Eevil\u009b1m\u001b]52;c;AAAA\u0007';
  const question = `Cancel order 1f3c of ${hostile}? 2 lines, EUR 10.00`;
  /** Broken at 80 columns, where a blank is. */
  const shown =
    'Cancel order 1f3c ofA\\u{d}B\\u{8}\\u{8}\\u{1b}[2A\\u{1b}[2K\\u{202e}evil\\u{9b}1m\\u{1b}]52;c;AAAA\\u{7}?2 lines, EUR 10.00';
  /** What inquirer itself sends: cursor movement, erasing, showing the cursor. */
  const own = /\u001b\[(?:\d*[ABCDGKJ]|\?25[hl])|[\r\n\u0007]/g;
  const hiddenLeft = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

  test.each(['confirm', 'acknowledge', 'ask'])('%s shows it harmless', async (method) => {
    const { screen } = await converse([method, false, question], [['10.00', 'y\r']]);
    const text = screen.replace(own, '');
    expect(text).toContain(shown);
    expect(hiddenLeft.test(text)).toBe(false);
  });

  test('choose shows it harmless, in the list and in the description', async () => {
    const list = [{ value: 1, name: hostile, description: hostile }];
    const { screen } = await converse(['choose', false, question, list], [['evil', '\r']]);
    expect(hiddenLeft.test(screen.replace(own, ''))).toBe(false);
  });

  test('of 300 letters leaves the end of the question on the screen', async () => {
    const { screen } = await converse(
      ['confirm', false, `Cancel for ${'x'.repeat(300)}? order 1f3c, EUR 10.00`],
      [['(д/Н)', 'n\r']],
    );
    expect(screen.replace(own, '')).toContain('order 1f3c, EUR 10.00 (д/Н)');
  });
});

describe('where nobody can answer', () => {
  const words = {
    yes: '',
    no: '',
    yesNo: '',
    answerYesNo: '',
    answerNeeded: '',
    hint: '',
    nothingFound: '',
  };
  const prompter: Prompter = createPrompter({
    input: new PassThrough(),
    output: new PassThrough(),
    columns: () => 80,
    canAsk: false,
    hasColor: false,
    onGiveUp: () => {},
    words,
  });

  test('every method refuses', async () => {
    const attempts = [
      prompter.confirm('Buy?'),
      prompter.acknowledge('Read.'),
      prompter.typeToConfirm('How many?', '12'),
      prompter.choose('Which?', choices),
      prompter.ask('Reason?', { optional: true }),
    ];
    const results = await Promise.all(attempts.map((attempt) => attempt.catch((error: unknown) => error)));
    expect(results).toMatchObject([
      { code: 'confirmationNeeded', details: { flag: '--yes' } },
      { code: 'acknowledgementNeeded', details: { flag: '--acknowledge' } },
      { code: 'confirmationNeeded', details: { flag: '--yes' } },
      { code: 'choiceNeeded', details: { flag: 'Which?', choices: choices.map(({ name }) => name) } },
      { code: 'argumentMissing', details: { flag: 'Reason?', command: '' } },
    ]);
  });
});
