/**
 * A refund request as text, Markdown or HTML: the portal's fields, in the portal's order, so that it can be pasted
 * field by field. Source: the support request form as P1 to P5 describe it.
 */
import type { RefundDraft } from '../core/operations/refund-request.ts';
import type { Lang } from '../core/ports/environment.ts';
import { toIso } from '../core/rules/iso.ts';
import type { Messages } from '../locales/messages.ts';
import { proseMoney } from '../terminal/format.ts';
import { openWords } from './order-words.ts';

export const requestFormats = ['text', 'md', 'html', 'json'] as const;
export type RequestFormat = (typeof requestFormats)[number];

type Field = readonly [name: string, value: string];
interface Section {
  readonly name: string;
  readonly value: string | readonly Field[];
}

/** Ends with a newline. The same draft gives the same bytes. */
export const refundRequestText = (
  messages: Messages,
  lang: Lang,
  draft: RefundDraft,
  format: Exclude<RequestFormat, 'json'>,
): string => writers[format](messages.refund, introOf(messages, draft), sectionsOf(messages, lang, draft));

/** Where it goes, and what need not be asked for. */
const introOf = ({ refund, text }: Messages, { lines, cancellable }: RefundDraft): readonly string[] => {
  const [first] = cancellable.filter((line) => !lines.includes(line));
  if (first === undefined) return [refund.where];
  const open = openWords(
    first.order.alternateId ?? first.order.id,
    cancellable.map(({ item }) => item.line),
  );
  return [refund.where, text.cancel.oneByOne(open)];
};

const sectionsOf = ({ refund, text }: Messages, lang: Lang, { request, lines }: RefundDraft): readonly Section[] => {
  const { field } = refund;
  const known = (value: string | number | null): string =>
    value === null || value === '' ? refund.missingMark : String(value);
  return [
    { name: field.problemType, value: refund.problemType },
    { name: field.impact, value: refund.impact[request.impact] },
    { name: field.title, value: known(request.title) },
    {
      name: field.description,
      value: [
        [field.tenant, known(request.tenant)],
        ...(request.orderId === null && request.subscriptionId !== null
          ? []
          : [[field.orderId, known(request.orderId)] as const]),
        ...(request.subscriptionId === null ? [] : [[field.subscriptionId, request.subscriptionId] as const]),
        ...lines.map(({ item }) => [field.product, text.item(item)] as const),
        ...lines.slice(0, 1).map(({ order }) => [field.purchased, toIso(order.purchasedAt)] as const),
        [field.reason, known(request.reason)],
        [field.quantity, known(request.quantity)],
        [field.amount, request.amount === null ? refund.missingMark : proseMoney(request.amount, lang)],
      ],
    },
    {
      name: field.contact,
      value: [
        [field.name, known(request.contact.name)],
        [field.email, known(request.contact.email)],
        [field.phone, known(request.contact.phone)],
      ],
    },
    { name: field.files, value: request.files.length === 0 ? refund.none : request.files.join(', ') },
  ];
};

type Writer = (refund: Messages['refund'], intro: readonly string[], sections: readonly Section[]) => string;

const writeText: Writer = (_refund, intro, sections) => {
  const body = sections.map(({ name, value }) =>
    typeof value === 'string'
      ? `${name}: ${carryOver(value, '  ')}`
      : [`${name}:`, ...value.map(([key, text]) => `  ${key}: ${carryOver(text, '    ')}`)].join('\n'),
  );
  return `${intro.join('\n\n')}\n\n${body.join('\n')}\n`;
};

const writeMarkdown: Writer = (refund, intro, sections) => {
  const body = sections.map(({ name, value }) => {
    const content =
      typeof value === 'string'
        ? carryOver(escapeMarkdown(value), '')
        : value.map(([key, text]) => `- **${key}**: ${carryOver(escapeMarkdown(text), '  ')}`).join('\n');
    return `## ${name}\n\n${content}`;
  });
  return `# ${refund.heading}\n\n${intro.map(escapeMarkdown).join('\n\n')}\n\n${body.join('\n\n')}\n`;
};

const writeHtml: Writer = (refund, intro, sections) => {
  const rows = sections.map(({ name, value }) => {
    const content =
      typeof value === 'string'
        ? escapeHtml(value)
        : `<dl>${value.map(([key, text]) => `<dt>${escapeHtml(key)}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>`;
    return `  <tr><th scope="row">${escapeHtml(name)}</th><td>${content}</td></tr>`;
  });
  const heading = escapeHtml(refund.heading);
  return `<!doctype html>\n<meta charset="utf-8">\n<title>${heading}</title>\n<h1>${heading}</h1>\n${intro.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}\n<table>\n${rows.join('\n')}\n</table>\n`;
};

const writers: { readonly [F in Exclude<RequestFormat, 'json'>]: Writer } = {
  text: writeText,
  md: writeMarkdown,
  html: writeHtml,
};

/** Further lines stand below the first, indented, so that none of them can pass for a field of its own. */
const carryOver = (text: string, indent: string): string =>
  text.split(lineBreaks).join(indent === '' ? ' ' : `\n${indent}`);
const lineBreaks = /(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])+/;

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
const escapeMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>|#]/g, '\\$&');
