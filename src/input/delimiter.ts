const delimiters = [',', ';', '\t'] as const;

/** A first line of which Excel makes no row: it says what parts the cells. */
const separatorLine = /^sep=([,;\t])$/i;

/** First lines by which PowerShell says what its objects were; they are no rows. */
const typeLines = /^(?:#TYPE [^\r\n]*(?:[\r\n]+|$))+/;

/** A text from the first line on that is a row, or says what parts the cells. */
export const withoutTypeLines = (text: string): string => text.trimStart().replace(typeLines, '');

/** What parts the cells of a table: what its first line says, or whichever of comma, semicolon and tab it has most of. */
export const delimiterOf = (text: string): string => {
  const [header = ''] = withoutTypeLines(text).split(/[\r\n]/, 1);
  const said = separatorLine.exec(header)?.[1];
  if (said !== undefined) return said;
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
};

/** Whether these are the cells of a line before the header that is no row. */
export const isBeforeHeader = ([first = '', second, ...more]: readonly string[]): boolean =>
  first.startsWith('#TYPE ') || (/^sep=$/i.test(first) && second === '' && more.length === 0);
