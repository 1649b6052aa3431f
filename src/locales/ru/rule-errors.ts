/** What is said of rules that stand in the way: of kinds, pages and markets. In Russian. */
import type { ErrorDetails } from '../../core/errors.ts';
import { lacksOf } from '../../core/rules/markets.ts';
import { countryName } from '../market-name.ts';
import { goods } from './market-goods.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Заказ ${d.orderId}` : `Заказ ${d.orderId}, позиция ${d.line}`;

/** Why a product may be missing in a country. */
const lacks = (country: string): { readonly why?: string } => {
  const names = lacksOf(country)
    .map((kind) => goods[kind])
    .join(', ');
  return names === '' ? {} : { why: `Там не продаются: ${names}.` };
};

const notSold = {
  reservation: 'Резервирования Azure на этом рынке недоступны. Ничего не заказано.',
  subscription:
    'По странице Microsoft о разовых покупках подписки на ПО на этом рынке не продаются. Ничего не заказано.',
};

export const ruleErrors = {
  supportRequestOnly: (d: ErrorDetails['supportRequestOnly']) => ({
    what:
      d.rule === 'esu'
        ? `${order(d)}: это Windows 7 Extended Security Updates, отменить их можно только через запрос в службу поддержки.`
        : `${order(d)}: это локальное ПО, и по действующей сегодня редакции правил ${d.edition} отменить его можно только через запрос в службу поддержки.`,
    why: `Источник: страница Microsoft от ${d.source.slice(0, 10)}.`,
  }),
  cancelUndetermined: (d: ErrorDetails['cancelUndetermined']) => ({
    what: `${order(d)}: не отменено. Ни на одной странице не сказано, можно ли отменить «${d.title}», и служба не указывает срока.`,
    why: 'Спросить Microsoft можно через запрос в службу поддержки; с флагом --try-anyway решает служба.',
  }),
  marketUnavailable: (d: ErrorDetails['marketUnavailable']) => ({
    what: `«${d.title}» на этом рынке не продается: ${countryName(d.country, 'ru')}.`,
    why: d.kind === undefined ? 'Ничего не заказано.' : notSold[d.kind],
  }),
  productNotFound: (d: ErrorDetails['productNotFound']) => ({
    what: `Продукт «${d.query}» не найден. Страна: ${countryName(d.country, 'ru')}.`,
    ...lacks(d.country),
  }),
  skuNotFound: (d: ErrorDetails['skuNotFound']) => ({
    what: `У продукта ${d.productId} нет доступного SKU «${d.query}». Страна: ${countryName(d.country, 'ru')}.`,
    ...lacks(d.country),
  }),
};
