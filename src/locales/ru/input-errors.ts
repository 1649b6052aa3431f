/** Refused input files, in Russian. */
import type { ErrorDetails, InputFault, InputProblem } from '../../core/errors.ts';
import type { KnownFile } from '../../core/ports/input-faults.ts';
import { counted } from './counted.ts';
import { skipReason } from './row-reasons.ts';

/** Files of Partner Center that are none of ours. */
const otherFiles: { readonly [F in KnownFile]: string } = {
  'license-based': 'файл сверки по лицензиям',
  usage: 'файл ежедневного использования',
  'price-list': 'прайс-лист',
  'order-history': 'выгрузка журнала заказов',
  customers: 'список клиентов',
};

const inputFaults: { readonly [F in InputFault]: (found: string, columns: string) => string } = {
  unreadable: (found) => `его не удается прочитать${found && ` (${found})`}`,
  empty: () => 'он пуст',
  encoding: () => 'это не текст в UTF-8 или UTF-16; сохраните его как «CSV UTF-8»',
  json: (found) => `это не объект JSON${found && ` (место ошибки: «${found}»)`}`,
  columnMissing: (found, columns) => `нет столбца ${found}; найдены столбцы: ${columns}`,
  columnCount: () =>
    'число столбцов в строке не такое, как в заголовке; она обрезана или сдвинута, выгрузите файл заново',
  quote: () => 'кавычка стоит не на месте',
  tooLarge: () => 'он слишком велик для этой команды',
  notFile: (_, columns) => `это не файл ожидаемого вида${columns && `; найдены столбцы: ${columns}`}`,
  archive: () => 'это сжатый архив; сначала распакуйте его',
  workbook: () => 'это книга электронных таблиц; сохраните лист как «CSV UTF-8»',
  otherFile: (found) =>
    `это ${otherFiles[found as KnownFile]}; csp читает файл сверки по разовым платежам из счета и собственные списки`,
  rowsLeftOut: (found) => (skipReason as { readonly [reason: string]: string })[found] ?? found,
  datesMixed: (found) =>
    `в «${found}» день и месяц стоят в другом порядке, чем в более ранней дате файла или в --dates`,
  datesOpen: (found) =>
    `нельзя понять, что стоит первым в «${found}», день или месяц; укажите --dates dmy или --dates mdy`,
  purchasedOn: (found) => `заказ сделан не в тот день, который указан в строке: ${found}`,
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
  orderDate: (found) => `«${found}» не дата вида 2026-11-28 или 11/28/2026`,
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
        what: `${sourceName(d.file)} не принят: ${inputFaults[d.reason](d.found ?? '', d.columns ?? '')}.`,
        why: `${d.line === null ? '' : `${place(d)}. `}${nothingChanged}`,
      };
    const told = problems.map(
      (problem) => `${place(problem)}: ${inputFaults[problem.reason](problem.found ?? '', problem.columns ?? '')}.`,
    );
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
