/** The door to yaml: YAML 1.2 that older readers understand as well, since `NO` and dates are quoted. */
import type { JsonValue } from '../core/ports/environment.ts';
import { escapeQuoted, safeText } from './safe-text.ts';

export type YamlWriter = (value: JsonValue) => string;

/** Gives a function from a value to a YAML document with a final newline. Lists may be concatenated. */
export const createYamlWriter = async (): Promise<YamlWriter> => {
  const { default: yaml } = await import('yaml');
  return (value) => {
    const document = new yaml.Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
    yaml.visit(document, {
      Scalar: (_, scalar) => {
        if (typeof scalar.value === 'string' && safeText(scalar.value) !== scalar.value) scalar.type = 'QUOTE_DOUBLE';
      },
    });
    return escapeQuoted(document.toString({ lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true }));
  };
};
