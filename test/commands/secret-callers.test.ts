/** Who may look inside a `Secret`: every call of `reveal()` and `disclose()` in the sources, with its reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const sources = join(__dirname, '../../src');

const signIn = (name: string): string => `backends/partner-center/sign-in/${name}.ts`;
const tokens = (name: string): string => `backends/partner-center/tokens/${name}.ts`;

/** The file, the function around the call, how often, and why. */
const allowed: readonly (readonly [file: string, inside: string, calls: number, why: string])[] = [
  ['backends/partner-center/http.ts', 'createHttp', 1, 'the access token goes to the service, and to nobody else'],
  [signIn('federated'), 'assertionAuth', 1, 'the proof of an app goes to the sign-in host'],
  [signIn('renew'), 'fetchToken', 1, 'a refresh token goes to the sign-in host'],
  [signIn('renew'), 'toClientAuth', 3, 'the proofs of an app go to the sign-in host, or sign for it'],
  [tokens('keyring'), 'createKeyring', 1, 'what is kept goes to the keyring through a pipe'],
  [tokens('session'), 'sessionText', 1, 'what is kept has to be written out'],
  [tokens('token-source'), 'createTokenSource', 2, 'a token is compared with the one that was refused'],
  [tokens('token-store'), 'createTokenStore', 1, 'what the keyring gave is read'],
  ['backends/partner-center/sign-in/ask-mfa.ts', 'askMfa', 1, 'the token goes to the service that it was given for'],
  ['commands/copy-link.ts', 'downloadLink', 1, 'the link is what was asked for; it goes to the clipboard or to stdout'],
  [
    'commands/get-key.ts',
    'handOver',
    5,
    'the key goes where it was asked to go: file, clipboard, stdout, JSON; else it is masked',
  ],
  ['emulator/download-routes.ts', 'getLink', 1, 'the link is the answer; the emulator gives it to whoever has a token'],
  [
    'emulator/entitlement-routes.ts',
    'getKey',
    1,
    'the key is the answer; the emulator gives it to whoever has a token',
  ],
];

/** The name of the variable or function that a node stands in, at the top level of its file. */
const outermostName = (node: ts.Node): string => {
  let name = '';
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if ((ts.isVariableDeclaration(at) || ts.isFunctionDeclaration(at)) && at.name !== undefined)
      name = at.name.getText();
  }
  return name;
};

const looks: ReadonlySet<string> = new Set(['reveal', 'disclose']);

const revealsIn = (file: string, text: string): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isNamed =
      (ts.isPropertyAccessExpression(node) && looks.has(node.name.text)) ||
      (ts.isElementAccessExpression(node) &&
        ts.isStringLiteralLike(node.argumentExpression) &&
        looks.has(node.argumentExpression.text)) ||
      (ts.isBindingElement(node) && looks.has((node.propertyName ?? node.name).getText()));
    if (isNamed && !isOfWords(node)) found.push(`${file} ${outermostName(node)}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
};

/** `words.reveal`, `{ reveal, copy }` of what was typed and `messages.flags.reveal` are the flag `--reveal`, which is no secret. */
const isOfWords = (node: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(node) && ['words', 'messages.flags'].includes(node.expression.getText())) ||
  (ts.isBindingElement(node) &&
    ts.isParameter(node.parent.parent) &&
    node.parent.parent.type?.getText().endsWith('Words') === true);

test('when the sources are read, then nobody but those listed looks inside a secret', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) =>
    revealsIn(file.replaceAll('\\', '/'), readFileSync(join(sources, file), 'utf8')),
  );
  const expected = allowed.flatMap(([file, inside, calls]) => Array<string>(calls).fill(`${file} ${inside}`));
  expect([...found].sort()).toEqual([...expected].sort());
});

test('when a secret is looked into by other ways of writing, then it is found all the same', () => {
  const text = `
    export const one = (key: Secret) => key.reveal();
    export const two = (key: Secret) => [key].map((each) => each?.reveal());
    const three = (key: Secret) => key['reveal']();
    function four({ reveal }: Secret) { return reveal; }
    const five = (key: Secret) => { const { reveal: open } = key; return open.call(key); };
    const six = (words: Words) => words.reveal === true;
    const seven = ({ reveal }: KeyWords) => reveal;
  `;
  expect(revealsIn('sample.ts', text)).toEqual(
    ['one', 'two', 'three', 'four', 'five'].map((name) => `sample.ts ${name}`),
  );
});
