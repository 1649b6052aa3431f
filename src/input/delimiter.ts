const delimiters = [',', ';', '\t'] as const;

/** What parts the cells of a table: whichever of comma, semicolon and tab its first line has most of. */
export const delimiterOf = (text: string): string => {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1);
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
};
