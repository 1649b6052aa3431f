const delimiters = [',', ';', '\t'] as const;

/** A first line of which Excel makes no row: it says what parts the cells. */
const separatorLine = /^sep=([,;\t])$/i;

/** What parts the cells of a table: what its first line says, or whichever of comma, semicolon and tab it has most of. */
export const delimiterOf = (text: string): string => {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1);
  const said = separatorLine.exec(header)?.[1];
  if (said !== undefined) return said;
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
};

/** The cells of such a first line. */
export const isSeparatorLine = ([first = '', second, ...more]: readonly string[]): boolean =>
  /^sep=$/i.test(first) && second === '' && more.length === 0;
