/** What is said of rules that stand in the way: of kinds, pages and markets. In Japanese. */
import type { ErrorDetails } from '../../core/errors.ts';
import { lacksOf } from '../../core/rules/markets.ts';
import { countryName } from '../market-name.ts';
import { goods } from './market-goods.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `注文 ${d.orderId}` : `注文 ${d.orderId} の明細 ${d.line}`;

/** Why a product may be missing in a country. */
const lacks = (country: string): { readonly why?: string } => {
  const names = lacksOf(country)
    .map((kind) => goods[kind])
    .join('、');
  return names === '' ? {} : { why: `そこで販売されていないもの: ${names}。` };
};

const notSold = {
  reservation: 'この市場では Azure の予約は販売されていません。注文はしていません。',
  subscription:
    '1 回限りの購入に関する Microsoft のページによると、この市場ではソフトウェア サブスクリプションは販売されていません。注文はしていません。',
};

export const ruleErrors = {
  supportRequestOnly: (d: ErrorDetails['supportRequestOnly']) => ({
    what:
      d.rule === 'esu'
        ? `${order(d)} は Windows 7 拡張セキュリティ更新プログラム (ESU) のため、サポート要求でのみキャンセルできます。`
        : `${order(d)} はオンプレミス ソフトウェアです。現在の ${d.edition} 版では、サポート要求でのみキャンセルできます。`,
    why: `出典: Microsoft の ${d.source.slice(0, 10)} のページ`,
  }),
  cancelUndetermined: (d: ErrorDetails['cancelUndetermined']) => ({
    what: `${order(d)} はキャンセルしていません。「${d.title}」をキャンセルできるかどうかはどのページにも記載がなく、サービスも期限を示していません。`,
    why: 'サポート要求で Microsoft に確認できます。--try-anyway を付けると、サービスが判断します。',
  }),
  marketUnavailable: (d: ErrorDetails['marketUnavailable']) => ({
    what: `「${d.title}」は${countryName(d.country, 'ja')}では販売されていません。`,
    why: d.kind === undefined ? '注文はしていません。' : notSold[d.kind],
  }),
  productNotFound: (d: ErrorDetails['productNotFound']) => ({
    what: `「${d.query}」という製品は${countryName(d.country, 'ja')}にありません。`,
    ...lacks(d.country),
  }),
  skuNotFound: (d: ErrorDetails['skuNotFound']) => ({
    what: `製品 ${d.productId} に、${countryName(d.country, 'ja')}で販売できる SKU「${d.query}」はありません。`,
    ...lacks(d.country),
  }),
};
