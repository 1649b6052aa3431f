/**
 * The door to the system's keyring. It is asked in a process of its own: a locked or broken one may never answer, and a
 * native call cannot be called off. What is secret passes through pipes only.
 */
import { spawn } from 'node:child_process';
import { CspError } from '../../../core/errors.ts';
import { helperEnvironment } from '../../../core/rules/helper-environment.ts';
import { Secret } from '../../../core/rules/secret.ts';

export interface Keyring {
  /** `undefined` when there is no such entry. */
  read(account: string): Promise<Secret | undefined>;
  write(account: string, value: Secret): Promise<void>;
  /** Removing what is not there does nothing. */
  remove(account: string): Promise<void>;
}

export interface KeyringOptions {
  /** The file of the keyring's package; `undefined` where it is not installed. */
  readonly module: string | undefined;
  /** Of the process that asks: the keyring of a desktop is found by it. */
  readonly env: { readonly [name: string]: string | undefined };
  readonly timeoutMs?: number;
}

type Question =
  | { readonly act: 'read' | 'remove'; readonly account: string }
  | { readonly act: 'write'; readonly account: string; readonly value: string };

/** Every method fails with `keyringUnavailable`, after three seconds at the latest. */
export const createKeyring = ({ module, env, timeoutMs = 3000 }: KeyringOptions): Keyring => {
  const ask = async (question: Question): Promise<string | null> => {
    if (module === undefined) throw unavailable('not installed');
    const answer = await inOwnProcess(JSON.stringify({ ...question, module }), env, timeoutMs);
    if (answer.error !== undefined) throw unavailable(answer.error);
    return answer.value ?? null;
  };
  return {
    read: async (account) => {
      const value = await ask({ act: 'read', account });
      return value === null ? undefined : new Secret(value);
    },
    write: async (account, value) => void (await ask({ act: 'write', account, value: value.reveal() })),
    remove: async (account) => void (await ask({ act: 'remove', account })),
  };
};

const unavailable = (reason: string): CspError => new CspError('keyringUnavailable', { reason });

/**
 * Linux has a second store, in the kernel, that forgets everything at the next start; it is left alone. The bytes are
 * kept rather than the text, which Windows would store in twice the room.
 */
const program = `
let text = '';
process.stdin.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => {
  let answer;
  try {
    const { act, account, value, module } = JSON.parse(text);
    const { Entry } = require(module);
    const entry = new Entry('csp', account, { linux: { store: 'secret-service' } });
    if (act === 'write') entry.setSecret(Buffer.from(value));
    else if (act === 'remove') entry.deleteCredential();
    const found = act === 'read' ? entry.getSecret() : null;
    answer = { value: found ? Buffer.from(found).toString() : null };
  } catch (error) {
    answer = { error: String(error && error.message || error).slice(0, 200) };
  }
  process.stdout.write(JSON.stringify(answer));
});`;

interface Answer {
  readonly value?: string | null;
  readonly error?: string;
}

const inOwnProcess = (question: string, env: KeyringOptions['env'], timeoutMs: number): Promise<Answer> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', program], {
      env: helperEnvironment(env),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.on('error', (error) => resolve({ error: error.message }));
    child.on('close', (_code, signal) => resolve(signal === null ? parse(text) : { error: `no answer (${signal})` }));
    // A child that dies at once closes the pipe; what it says or does not say is all that counts.
    child.stdin.on('error', () => {});
    child.stdin.end(question);
  });

const parse = (text: string): Answer => {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : { error: 'no answer' };
  } catch {
    return { error: 'no answer' };
  }
};
