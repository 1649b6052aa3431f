/** A word as a shell reads it as one: as it is, or in quotation marks. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9._@/:+,=][A-Za-z0-9._@/:+,=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
