/** Customers. The list and the search leave out the country, so each customer is also read by its id. */
import { CspError } from '../../core/errors.ts';
import { readAhead } from '../../core/operations/read-ahead.ts';
import type { Customer, CustomerSearch } from '../../core/ports/backend.ts';
import { wirePath } from './call.ts';
import { mapInFlight } from './in-flight.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { isNotFound, orUndefined, serviceCodeOf } from './refusals.ts';
import { customer, read, readItems, type WireCustomer } from './schemas.ts';
import { isSameId } from './translate-values.ts';

type Options = Pick<PartnerCenterOptions, 'http' | 'warn'>;

const pageSize = 500;
const listing = 'GET /v1/customers';

/**
 * One call a page and one a customer: 501 for 500 customers. All pages come first, since only the last one tells how
 * many there are; then a few customers are read at a time.
 */
export async function* listCustomers(
  { http, warn }: Options,
  onTotal?: (total: number) => void,
): AsyncGenerator<Customer> {
  // https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers
  const pages = http.pages({ method: 'GET', path: wirePath`customers`, query: { size: String(pageSize) } });
  const briefs: WireCustomer[] = [];
  for await (const { body } of pages) briefs.push(...readItems(customer, body, listing, warn));
  onTotal?.(briefs.length);
  yield* readAhead(briefs, (brief) => withCountry({ http, warn }, brief));
}

/** An unknown id finds nothing. A search by name or domain costs one call a hit besides. */
export const findCustomers = async (options: Options, by: CustomerSearch): Promise<readonly Customer[]> => {
  const { http, warn } = options;
  if ('id' in by) {
    const found = await orUndefined(readCustomer(options, by.id));
    return found === undefined ? [] : [toCustomer(found)];
  }
  const [field, value] = 'domain' in by ? ['Domain', by.domain] : ['CompanyName', by.name];
  const filter = JSON.stringify({ Field: field, Value: value, Operator: 'starts_with' });
  // https://learn.microsoft.com/partner-center/developer/get-a-customer-by-name
  const { body } = await http.send({ method: 'GET', path: wirePath`customers`, query: { size: '0', filter } });
  return mapInFlight(readItems(customer, body, listing, warn), (brief) => withCountry(options, brief));
};

/** The customer's country, read once. Fails with `customerNotFound`. */
export const rememberCountries = (options: Options): ((customerId: string) => Promise<string>) => {
  const known = new Map<string, string>();
  return async (customerId) => {
    const id = customerId.toLowerCase();
    const country = known.get(id) ?? (await getCountry(options, id));
    known.set(id, country);
    return country;
  };
};

const getCountry = async (options: Options, id: string): Promise<string> => {
  const found = await orUndefined(readCustomer(options, id));
  if (found === undefined) throw new CspError('customerNotFound', { query: id });
  return toCustomer(found).country;
};

/** A customer that went away since the list was made, or that is no longer ours, is still shown. */
const withCountry = async (options: Options, brief: WireCustomer): Promise<Customer> => {
  try {
    return toCustomer(await readCustomer(options, brief.id));
  } catch (error) {
    if (!isNotFound(error) && serviceCodeOf(error) !== noRelationship) throw error;
    options.warn({ operation: reading, reason: `${brief.id}: the service does not tell its country` });
    return toCustomer(brief);
  }
};

const noRelationship = '20002';
const reading = 'GET /v1/customers/{id}';

const readCustomer = async ({ http }: Options, id: string): Promise<WireCustomer> => {
  // https://learn.microsoft.com/partner-center/developer/get-a-customer-by-id
  const { body } = await http.send({ method: 'GET', path: wirePath`customers/${id.toLowerCase()}`, customerId: id });
  const found = read(customer, body, reading);
  if (!isSameId(found.id, id)) {
    throw new CspError('wrongAnswer', { operation: reading, expected: id, found: found.id });
  }
  return found;
};

/** The country is empty where neither the billing nor the company profile has one. */
const toCustomer = ({ id, companyProfile, billingProfile }: WireCustomer): Customer => ({
  id: id.toLowerCase(),
  domain: companyProfile?.domain ?? '',
  name: companyProfile?.companyName ?? billingProfile?.companyName ?? '',
  country: (billingProfile?.defaultAddress?.country ?? companyProfile?.address?.country ?? '').toUpperCase(),
});
