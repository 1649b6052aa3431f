/** Partner Center's roles as its pages call them, in Japanese. */
import type { Role } from '../../core/rules/roles.ts';

export const roleNames: { readonly [R in Role]: string } = {
  'admin-agent': '管理エージェント',
  'global-admin': '全体管理者',
  'account-admin': 'アカウント管理者',
  'referral-admin': '紹介管理者',
  'marketing-content-admin': 'マーケティング コンテンツ管理者',
  'sales-agent': '販売エージェント',
  'helpdesk-agent': 'ヘルプデスク エージェント',
};
