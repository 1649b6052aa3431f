/** What the numbers of the sign-in host are about, for a hint only: what is done is decided by `error`. */
import type { SignInHint } from '../../../core/errors.ts';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const numbers: { readonly [H in SignInHint]: readonly string[] } = {
  mfa: ['50072', '50074', '50076', '50078', '50079'],
  policy: ['53000', '53003', '530035', '50158', '501481'],
  consent: ['65001'],
  resource: ['500011', '650056', '650057'],
  stale: ['70000', '70008', '70043', '50089', '50173', '700082', '700084', '54005'],
  secret: ['7000215', '7000222', '70002'],
  app: ['700016', '700025', '700027', '50194'],
  tenant: ['90002'],
  user: ['50034', '50053', '50055', '50057', '50126'],
  device: ['70018', '70019'],
  loop: ['50196'],
};

const hints = new Map(
  (Object.keys(numbers) as SignInHint[]).flatMap((hint) => numbers[hint].map((number) => [number, hint] as const)),
);

export const hintOf = (serviceCode: string | null): SignInHint | undefined =>
  serviceCode === null ? undefined : hints.get(serviceCode);
