/**
 * A value that cannot be printed by accident: product keys, download links, tokens.
 * Whatever formats it gets `[secret]`; only `reveal()` gives the value, and a test lists its callers.
 */
const values = new WeakMap<Secret, string>();
const placeholder = '[secret]';

export class Secret {
  constructor(value: string) {
    values.set(this, value);
    Object.freeze(this);
  }

  reveal(): string {
    return values.get(this) ?? '';
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
