/** Finding the one customer that a person means: by tenant GUID, default domain, or name. */
import { CspError } from '../errors.ts';
import type { Backend, Customer } from '../ports/backend.ts';
import { foldName, spellingsOf } from '../rules/fold-name.ts';
import { isDomain, isTenantGuid } from '../rules/order-reference.ts';

/**
 * The customer whose tenant GUID, default domain or name is exactly `query`, as `foldName` compares. The service
 * searches by prefix, so the exact match is made here. Fails with `customerNotFound`, or with `customerAmbiguous`
 * when several are called so, or when only longer names begin with it.
 */
export const getCustomer = async (backend: Backend, query: string): Promise<Customer> => {
  const wanted = query.trim();
  const found = await searchCustomers(backend, wanted);
  const [only, another] = found.filter((customer) => isCalled(customer, wanted));
  if (only !== undefined && another === undefined) return only;
  if (found.length === 0) throw new CspError('customerNotFound', { query: wanted });
  const near = another === undefined ? found : found.filter((customer) => isCalled(customer, wanted));
  throw new CspError('customerAmbiguous', { query: wanted, matches: near.slice(0, 10).map(describeCustomer) });
};

/** Customers whose GUID is, or whose domain or name begins with, `query`. */
export const searchCustomers = async (backend: Backend, query: string): Promise<readonly Customer[]> => {
  if (query === '') return [];
  if (isTenantGuid(query)) return backend.findCustomers({ id: query.toLowerCase() });
  if (isDomain(query)) return backend.findCustomers({ domain: query });
  // The service takes an apostrophe and the width of a letter as they are written.
  const byName = new Map<string, Customer>();
  for (const name of spellingsOf(query)) {
    for (const customer of await backend.findCustomers({ name })) byName.set(customer.id, customer);
  }
  return byName.size > 0 ? [...byName.values()] : backend.findCustomers({ domain: query });
};

const isCalled = (customer: Customer, wanted: string): boolean => {
  const word = foldName(wanted);
  return [customer.id, customer.domain, customer.name].some((name) => foldName(name) === word);
};

const describeCustomer = (customer: Customer): string => `${customer.name} · ${customer.domain} · ${customer.id}`;
