/** What is said of rules that stand in the way: of kinds, pages and markets. In Traditional Chinese. */
import type { ErrorDetails } from '../../core/errors.ts';
import { lacksOf } from '../../core/rules/markets.ts';
import { countryName } from '../market-name.ts';
import { goods } from './market-goods.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `訂單 ${d.orderId} ` : `訂單 ${d.orderId} 項次 ${d.line} `;

/** Why a product may be missing in a country. */
const lacks = (country: string): { readonly why?: string } => {
  const names = lacksOf(country)
    .map((kind) => goods[kind])
    .join('、');
  return names === '' ? {} : { why: `當地不銷售：${names}。` };
};

const notSold = {
  reservation: '此市場不銷售 Azure 保留。未下單。',
  subscription: '依 Microsoft 的一次性購買頁面，此市場不銷售軟體訂閱。未下單。',
};

export const ruleErrors = {
  supportRequestOnly: (d: ErrorDetails['supportRequestOnly']) => ({
    what:
      d.rule === 'esu'
        ? `${order(d)}是 Windows 7 延伸安全性更新，只能提出支援要求來取消。`
        : `${order(d)}是內部部署軟體；依今日適用的 ${d.edition} 版政策，只能提出支援要求來取消。`,
    why: `出處：Microsoft ${d.source.slice(0, 10)} 的頁面。`,
  }),
  cancelUndetermined: (d: ErrorDetails['cancelUndetermined']) => ({
    what: `${order(d)}未取消：沒有任何頁面說明「${d.title}」能否取消，服務也未提供期限。`,
    why: '可提出支援要求詢問 Microsoft；加上 --try-anyway 則由服務決定。',
  }),
  marketUnavailable: (d: ErrorDetails['marketUnavailable']) => ({
    what: `「${d.title}」未在${countryName(d.country, 'zh-TW')}銷售。`,
    why: d.kind === undefined ? '未下單。' : notSold[d.kind],
  }),
  productNotFound: (d: ErrorDetails['productNotFound']) => ({
    what: `在${countryName(d.country, 'zh-TW')}找不到產品「${d.query}」。`,
    ...lacks(d.country),
  }),
  skuNotFound: (d: ErrorDetails['skuNotFound']) => ({
    what: `產品 ${d.productId} 在${countryName(d.country, 'zh-TW')}沒有可銷售的 SKU「${d.query}」。`,
    ...lacks(d.country),
  }),
};
