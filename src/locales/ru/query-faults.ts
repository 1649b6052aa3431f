/** Почему `--query` нельзя применить. */
import type { QueryFault } from '../../core/ports/environment.ts';
import { counted } from './counted.ts';

export const queryFault = (d: QueryFault): string => {
  switch (d.reason) {
    case 'incomplete':
      return 'Выражение обрывается.';
    case 'unclosed':
      return `Знак ${d.found} в позиции ${d.column} не закрыт.`;
    case 'unexpected':
      return `В позиции ${d.column} не может стоять «${d.found}».`;
    case 'unknownFunction':
      return `Функции ${d.function}() нет.`;
    case 'argumentCount': {
      const count = counted(d.takes, 'аргумент', 'аргумента', 'аргументов');
      return `Функции ${d.function}() нужно: ${count}${d.isOpen ? ' или больше' : ''}; указано: ${d.given}.`;
    }
    case 'argumentType':
      return `Аргумент ${d.argument} функции ${d.function}() имеет тип ${d.given}, а нужен ${d.takes.join(' или ')}.`;
    case 'keyType':
      return `Функции ${d.function}() нужны либо только числа, либо только строки, а не ${d.given.join(', ')}.`;
    case 'notComparable':
      return `Знак «${d.sign}» не сравнивает ${d.left} и ${d.right}.`;
    case 'stepZero':
      return 'Шаг среза не может быть 0.';
    case 'tooDeep':
      return 'Слишком глубокая вложенность.';
  }
};

export const queryFailed = (d: QueryFault): string =>
  `Не удалось применить --query к результату: ${queryFault(d)}\nНиже результат целиком, в формате JSON.`;
