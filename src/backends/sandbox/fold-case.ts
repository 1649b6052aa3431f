/** Text as it is compared when letter case does not count: names and domains, in every script. */
export const foldCase = (text: string): string => text.normalize('NFC').toLowerCase();
