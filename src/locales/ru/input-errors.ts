/** Refused input files, in Russian. */
import type { ErrorDetails, InputFault, InputProblem } from '../../core/errors.ts';
import { counted } from './counted.ts';

const inputFaults: { readonly [F in InputFault]: (found: string) => string } = {
  unreadable: (found) => `его не удается прочитать${found && ` (${found})`}`,
  empty: () => 'он пуст',
  encoding: () => 'это не текст в кодировке UTF-8 или UTF-16',
  json: (found) => `это не объект JSON${found && ` (место ошибки: «${found}»)`}`,
  columnMissing: (found) => `нет столбца ${found}`,
  columnCount: () => 'столбцов в строке не столько, сколько в заголовке',
  quote: () => 'кавычка стоит не на месте',
  tooLarge: () => 'он слишком велик для этой команды',
  notFile: () => 'это не файл ожидаемого вида',
  nothingUsable: (found) => `в нем нет ни одной пригодной строки${found && ` (${found})`}`,
  tooManyRows: (found) => `строк больше ${found}`,
  cut: () => 'он обрывается посреди строки',
  jsonSyntax: () => 'это не JSON',
  columnUnknown: (found) => `столбца «${found}» не бывает`,
  columnTwice: (found) => `столбец «${found}» указан дважды`,
  valueKind: (found) => `значение «${found}» не того типа`,
  cellEmpty: (found) => `поле «${found}» пустое`,
  character: (found) => `недопустимый символ ${found}`,
  spreadsheetNumber: (found) => `табличный редактор превратил идентификатор в число «${found}»`,
  lostZeros: (found) => `«${found}» слишком короткий: табличный редактор мог отбросить нули в начале`,
  orderId: (found) => `«${found}» не идентификатор заказа`,
  orderLine: (found) => `«${found}» не позиция заказа`,
  customer: (found) => `«${found}» не обозначает клиента`,
  orderDate: (found) => `«${found}» не дата`,
  conflict: (found) => `у того же заказа в строке ${found} другой клиент, другая причина или заявка`,
  productId: (found) => `«${found}» не идентификатор продукта`,
  skuId: (found) => `«${found}» не идентификатор SKU`,
  quantity: (found) => `«${found}» не целое число от 1`,
  term: (found) => `«${found}» не срок вида P1Y`,
  billingCycle: (found) => `«${found}» не период выставления счетов`,
};

const place = ({ line, column }: Pick<InputProblem, 'line' | 'column'>): string =>
  line === null ? 'Весь файл' : `Строка ${line}${column === null ? '' : `, столбец ${column}`}`;

const nothingChanged = 'Ничего не изменено.';

const sourceName = (file: string): string => (file === '-' ? 'Стандартный ввод' : `Файл ${file}`);

export const inputErrors = {
  inputRefused: (d: ErrorDetails['inputRefused']) => {
    const { problems = [], total = 0 } = d;
    if (total < 2)
      return {
        what: `${sourceName(d.file)} не принят: ${inputFaults[d.reason](d.found ?? '')}.`,
        why: `${d.line === null ? '' : `${place(d)}. `}${nothingChanged}`,
      };
    const told = problems.map((problem) => `${place(problem)}: ${inputFaults[problem.reason](problem.found ?? '')}.`);
    const more = total - problems.length;
    return {
      what: `${sourceName(d.file)} не принят: ${counted(total, 'ошибка', 'ошибки', 'ошибок')}.`,
      why: [
        ...told,
        ...(more > 0 ? [`… и еще ${counted(more, 'ошибка', 'ошибки', 'ошибок')}.`] : []),
        nothingChanged,
      ].join('\n'),
    };
  },
};
