/** Partner Center's roles as its pages call them. */
import type { Role } from '../../core/rules/roles.ts';

export const roleNames: { readonly [R in Role]: string } = {
  'admin-agent': 'Admin agent',
  'global-admin': 'Global admin',
  'account-admin': 'Account admin',
  'referral-admin': 'Referral admin',
  'marketing-content-admin': 'Marketing content admin',
  'sales-agent': 'Sales agent',
  'helpdesk-agent': 'Helpdesk agent',
};
