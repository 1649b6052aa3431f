/**
 * What a body that says no tells: a code and words, in the shapes of the REST (letters of either case, codes as text or as
 * numbers), of Microsoft's gateway, of Graph, of ASP.NET and of `application/problem+json`.
 */
import { blankSecrets } from '../../core/rules/secret.ts';

export interface ErrorBody {
  /** `null` where the body has none. */
  readonly serviceCode: string | null;
  /** Empty where the body has no words. */
  readonly text: string;
}

const longestText = 1024;

export const readErrorBody = (body: unknown): ErrorBody => {
  const outer = fieldsOf(body);
  const inner = fieldsOf(outer['error']);
  const fields = Object.keys(inner).length > 0 ? inner : outer;
  const serviceCode = codeIn(fields['code'] ?? fields['errorcode'] ?? textIn(outer['error']));
  const words = ['description', 'errordescription', 'errormessage', 'message', 'title'].map((name) =>
    textIn(fields[name]),
  );
  const [first = ''] = words.filter((word) => word !== undefined);
  const text = [first, ...fieldFaults(outer['errors'])].join(' ').trim();
  // A secret that is cut is none that anybody finds.
  return { serviceCode, text: blankSecrets(text).slice(0, longestText) };
};

/**
 * True for a body that says no under a status that says yes: a code, words, and nothing of what was asked for.
 * https://learn.microsoft.com/partner-center/developer/error-codes has such a number (400072 under 200).
 */
export const saysNo = (body: unknown): boolean => {
  if (Array.isArray(body)) return false;
  const names = Object.keys(fieldsOf(body));
  if (names.some((name) => resultNames.has(name))) return false;
  const { serviceCode, text } = readErrorBody(body);
  return serviceCode !== null && serviceCode !== '0' && text !== '';
};

const resultNames: ReadonlySet<string> = new Set(['id', 'items', 'orders', 'ordererrors', 'lineitems']);

/** The words of the gateway in front of the service, `{statusCode, message}`; `undefined` for any other body. */
export const gatewayWords = (body: unknown): string | undefined => {
  const fields = fieldsOf(body);
  const isGateways = typeof fields['statuscode'] === 'number' && readErrorBody(body).serviceCode === null;
  return isGateways ? textIn(fields['message']) : undefined;
};

/** `{"lineItems[0].quantity": ["Must be positive."]}` */
const fieldFaults = (errors: unknown): readonly string[] =>
  typeof errors !== 'object' || errors === null || Array.isArray(errors)
    ? []
    : Object.entries(errors).map(([field, faults]) => `${field}: ${[faults].flat().map(String).join(' ')}`);

const codeIn = (code: unknown): string | null =>
  typeof code === 'number' ? String(code) : typeof code === 'string' && code !== '' ? code : null;

const textIn = (words: unknown): string | undefined => (typeof words === 'string' && words !== '' ? words : undefined);

/** Names in small letters and without underscores: the same field is `Code` and `code`, `error_description` and `errorDescription`. */
const fieldsOf = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name.toLowerCase().replaceAll('_', ''), part]))
    : {};
