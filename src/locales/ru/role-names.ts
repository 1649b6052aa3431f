/** Partner Center's roles as its pages call them, in Russian. */
import type { Role } from '../../core/rules/roles.ts';

export const roleNames: { readonly [R in Role]: string } = {
  'admin-agent': 'агент по администрированию',
  'global-admin': 'глобальный администратор',
  'account-admin': 'администратор учетной записи',
  'referral-admin': 'администратор рефералов',
  'marketing-content-admin': 'администратор маркетингового содержимого',
  'sales-agent': 'агент по продажам',
  'helpdesk-agent': 'агент службы поддержки',
};
