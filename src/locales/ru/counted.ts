/** A number with its noun: `1 заказ`, `2 заказа`, `5 заказов`, held together by a non-breaking space. */
import { plural } from '../plural.ts';

/** `few` also serves fractions: `1,5 заказа`. */
export const counted = (count: number, one: string, few: string, many: string): string =>
  plural('ru', count, {
    one: `#\u00a0${one}`,
    few: `#\u00a0${few}`,
    many: `#\u00a0${many}`,
    other: `#\u00a0${few}`,
  });

export const customers = (count: number): string => counted(count, 'клиент', 'клиента', 'клиентов');
export const orders = (count: number): string => counted(count, 'заказ', 'заказа', 'заказов');
/** In the nominative; the accusative of one is `позицию`. */
export const lines = (count: number): string => counted(count, 'позиция', 'позиции', 'позиций');
export const rows = (count: number): string => counted(count, 'строка', 'строки', 'строк');
export const days = (count: number): string => counted(count, 'день', 'дня', 'дней');
export const downloads = (count: number): string => counted(count, 'скачивание', 'скачивания', 'скачиваний');
