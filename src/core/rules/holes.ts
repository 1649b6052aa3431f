/** What csp prints where only the person knows what to write. What is printed as a hole is read as one. */

/** For suggestions, which take their holes from here. */
export const holes = {
  reason: 'TEXT',
  line: 'N',
  outcome: 'done|not-done',
} as const;

/** Those of examples, of longer texts and of the README. */
const printed: ReadonlySet<string> = new Set([
  ...Object.values(holes),
  ...['APP', 'COMMAND', 'CUSTOMER', 'DIR', 'DOMAIN', 'EDITION', 'FILE', 'FOLDER', 'GUID', 'ID', 'LINE', 'NAME'],
  ...['ORDER', 'PATH', 'PLAN', 'ROLE', 'RUN', 'TENANT', 'TOPIC', 'YOUR-APP-ID', 'YOUR-TENANT'],
]);

/** `<text>` and `[order...]`, as `--help` shows what a flag takes. */
const usage = /^(?:<[^<>]+>|\[[a-z][a-z-]*(?:\.{3})?\])$/;
const dots = /^["'\u201c\u201d]?(?:\u2026|\.{3})["'\u201c\u201d]?$/;

/** True where a word was pasted as csp prints it: `TEXT`, `<text>`, `…`, `ORDER/LINE`, `ROLE…`. */
export const isHole = (text: string): boolean => {
  const word = text.trim();
  const [first = '', ...rest] = word.replace(/(?:\u2026|\.{3})$/, '').split('/');
  return (
    usage.test(word) ||
    dots.test(word) ||
    (printed.has(first) && rest.every((part) => printed.has(part) || /^\d+$/.test(part)))
  );
};
