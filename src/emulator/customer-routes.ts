/** Customers: the list, a page at a time, the search by prefix, and one by its tenant GUID. */
import { CspError } from '../core/errors.ts';
import type { Backend, Customer } from '../core/ports/backend.ts';
import type { JsonObject } from '../core/ports/environment.ts';
import { collection, pageOf, readFilter } from './collection.ts';
import { type Exchange, link, ok, type Reply, type Route, refusal } from './exchange.ts';

export const customerRoutes: readonly Route[] = [
  { operation: 'customers', method: 'GET', path: '/customers', token: 'any', handle: (exchange) => list(exchange) },
  {
    operation: 'customer',
    method: 'GET',
    path: '/customers/{customer}',
    token: 'any',
    handle: async (exchange) => ok(wholeCustomer(await getCustomer(exchange.backend, exchange.part('customer')))),
  },
  {
    operation: 'domain',
    method: 'HEAD',
    path: '/domains/{domain}',
    token: 'any',
    handle: async ({ backend, part }) => {
      const domain = part('domain').toLowerCase();
      const found = await backend.findCustomers({ domain });
      return { status: found.some((customer) => customer.domain.toLowerCase() === domain) ? 200 : 404 };
    },
  },
];

/** Fails with `customerNotFound`, as every call about a customer does. */
export const getCustomer = async (backend: Backend, id: string): Promise<Customer> => {
  const [customer] = await backend.findCustomers({ id });
  if (customer === undefined) throw new CspError('customerNotFound', { query: id });
  return customer;
};

const list = async (exchange: Exchange): Promise<Reply> => {
  const filter = readFilter(exchange.query);
  if (filter === undefined) {
    const next = new URLSearchParams({ seekOperation: 'Next' });
    return pageOf(exchange, exchange.backend.listCustomers(), briefCustomer, () => next);
  }
  const wrong = refusal(400, '2000', 'Customer search only allows starts with and equals operation.', [
    exchange.query.get('filter') ?? '',
  ]);
  if (filter === null || !/^(?:startswith|equals)$/.test(filter.operator)) return wrong;
  const { field, value, operator } = filter;
  if (field !== 'CompanyName' && field !== 'Domain') return wrong;
  const byDomain = field === 'Domain';
  const found = await exchange.backend.findCustomers(byDomain ? { domain: value } : { name: value });
  const isWanted = ({ domain, name }: Customer): boolean =>
    operator === 'startswith' || (byDomain ? domain : name).toLowerCase() === value.toLowerCase();
  return collection(exchange, found.filter(isWanted).map(briefCustomer));
};

const relationship = { relationshipToPartner: 'reseller' };

const briefCustomer = ({ id, domain, name }: Customer): JsonObject => ({
  id,
  companyProfile: {
    tenantId: id,
    domain,
    companyName: name,
    links: { self: link(`/customers/${id}/profiles/company`) },
    attributes: { objectType: 'CustomerCompanyProfile' },
  },
  ...relationship,
  links: { self: link(`/customers/${id}`) },
  attributes: { objectType: 'Customer' },
});

/** What only the answer by id has: the billing profile with the country, and whether the partner may act for the customer. */
const wholeCustomer = (customer: Customer): JsonObject => {
  const { id, domain, name, country } = customer;
  return {
    ...briefCustomer(customer),
    commerceId: id,
    billingProfile: {
      id,
      companyName: name,
      culture: 'en-US',
      language: 'en',
      defaultAddress: { country, city: '', state: '', addressLine1: '', postalCode: '' },
      links: { self: link(`/customers/${id}/profiles/billing`) },
      attributes: { objectType: 'CustomerBillingProfile' },
    },
    allowDelegatedAccess: true,
    customDomains: [domain],
  };
};
