/**
 * A value that cannot be printed by accident: product keys, download links, tokens.
 * Whatever formats it gets `[secret]`; only `reveal()` and `disclose()` give the value, and a test lists their callers. The
 * value is also remembered, so that `blankSecrets` finds it in what others say, such as a service that repeats what it was sent.
 */
const values = new WeakMap<Secret, string>();
const placeholder = '[secret]';

/** Every secret of this process that is not to be seen, with the forms in which it may come back. */
const known = new Map<string, readonly string[]>();
const disclosed = new Set<string>();

/** What is shorter would blank words that have nothing to do with it. */
const shortestLength = 8;

const remember = (value: string): void => {
  if (value.length < shortestLength || disclosed.has(value) || known.has(value)) return;
  const form = new URLSearchParams({ '': value }).toString().slice(1);
  const query = /^https?:\/\/[^?]*\?(.{16,})$/s.exec(value)?.[1];
  const forms = [value, encodeURIComponent(value), form, JSON.stringify(value).slice(1, -1), ...(query ? [query] : [])];
  known.set(value, [...new Set(forms)]);
};

/** The beginning of a long secret gives it away in a text that was cut. All download links begin alike, so they have none. */
const beginningLength = 24;
const beginningOf = (form: string): string =>
  form.length < 2 * beginningLength || form.startsWith('http') ? form : form.slice(0, beginningLength);

/** The text with every secret of this process replaced by `[secret]`, also in the middle of a word, and also its beginning. */
export const blankSecrets = (text: string): string => {
  if (known.size === 0 || text.length < shortestLength) return text;
  let blanked = text;
  for (const forms of known.values()) for (const form of forms) blanked = blank(blanked, form);
  return blanked;
};

const blank = (text: string, form: string): string => {
  const beginning = beginningOf(form);
  let blanked = '';
  let from = 0;
  for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, from)) {
    let length = beginning.length;
    while (length < form.length && text[at + length] === form[length]) length += 1;
    blanked += text.slice(from, at) + placeholder;
    from = at + length;
  }
  return from === 0 ? text : blanked + text.slice(from);
};

/** Variables that hold a secret, whether or not a command needs it. */
const secretVariables = ['CSP_CLIENT_SECRET', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];

/** From now on what the environment holds in secret is blanked too. */
export const hideVariables = (env: { readonly [name: string]: string | undefined }): void => {
  for (const name of secretVariables) remember(env[name] ?? '');
};

export class Secret {
  constructor(value: string) {
    values.set(this, value);
    remember(value);
    Object.freeze(this);
  }

  reveal(): string {
    return values.get(this) ?? '';
  }

  /** The value, for showing it to whoever asked to see it: from now on it is printed as it is. */
  disclose(): string {
    const value = values.get(this) ?? '';
    disclosed.add(value);
    known.delete(value);
    return value;
  }

  toString(): string {
    return placeholder;
  }

  toJSON(): string {
    return placeholder;
  }

  get [Symbol.toStringTag](): string {
    return placeholder;
  }

  [Symbol.toPrimitive](): string {
    return placeholder;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return placeholder;
  }
}
