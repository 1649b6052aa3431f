/** Partner Center's roles as its pages call them, in Traditional Chinese. */
import type { Role } from '../../core/rules/roles.ts';

export const roleNames: { readonly [R in Role]: string } = {
  'admin-agent': '系統管理代理人',
  'global-admin': '全域系統管理員',
  'account-admin': '帳戶管理員',
  'referral-admin': '推薦管理員',
  'marketing-content-admin': '行銷內容管理員',
  'sales-agent': '銷售代理人',
  'helpdesk-agent': '技術服務代理人',
};
