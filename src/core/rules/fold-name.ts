/** Names and titles as they are compared: letter case, full and half width, and the shape of an apostrophe do not count. */
const apostrophes = /[\u0060\u00b4\u02bc\u2018\u2019\u2032]/g;

/** The text in the form in which equal names are equal; blanks around it are cut off. */
export const foldName = (name: string): string => name.trim().normalize('NFKC').replace(apostrophes, "'").toLowerCase();

/** A name as it was typed, and the other ways in which whoever stored it may have written it. */
export const spellingsOf = (name: string): readonly string[] => {
  const straight = name.normalize('NFKC').replace(apostrophes, "'");
  return [...new Set([name, straight, straight.replaceAll("'", '\u2019')])];
};
