/** How editions, and the rule behind an order line, are shown. */
import type { Explanation } from '../core/operations/explain.ts';
import type { Instant, Lang, RecordView, View } from '../core/ports/environment.ts';
import { toIso } from '../core/rules/iso.ts';
import { orderWord } from '../core/rules/order-reference.ts';
import type { LinkRule, PolicyEdition, Source } from '../core/rules/policy-editions.ts';
import type { Messages } from '../locales/messages.ts';
import { proseDuration, tableInstant, tableMoney } from '../terminal/format.ts';
import { decisionJson } from './decision-json.ts';
import { instantJson } from './order-words.ts';

const editionJson: View<PolicyEdition>['json'] = (edition) => ({
  id: edition.id,
  from: toIso(edition.from),
  possibleFrom: instantJson(edition.possibleFrom),
  windowDays: edition.windowDays,
  keys: edition.keys,
  link: linkJson(edition.link),
  acknowledgement: edition.acknowledgement,
  esu: edition.esu,
  perpetualCancel: edition.perpetualCancel,
  perpetualOther: edition.perpetualOther && sourceJson(edition.perpetualOther),
  sources: edition.sources.map(sourceJson),
});

const sourceJson = ({ tag, date, language, page }: Source) => ({ tag, date, language, page });

const linkJson = (rule: LinkRule) => ({
  kind: rule.kind,
  from: toIso(rule.from),
  lifetimeDays: rule.kind === 'customer-portal' ? null : rule.lifetimeDays,
  maxDownloads: rule.kind === 'download' ? rule.maxDownloads : null,
});

const editionFields = [
  'id',
  'from',
  'windowDays.subscription',
  'windowDays.perpetual',
  'keys',
  'link.kind',
  'link.lifetimeDays',
  'link.maxDownloads',
  'acknowledgement',
  'esu',
  'perpetualCancel',
];

export const editionView = ({ text }: Messages): View<PolicyEdition> => ({
  json: editionJson,
  fields: editionFields,
  id: ({ id }) => id,
  columns: [
    { title: text.title.edition, cell: ({ id }) => ({ text: id, tone: 'strong' }), priority: 1 },
    { title: text.title.from, cell: ({ from }) => toIso(from).slice(0, 10), priority: 1 },
    { title: text.title.windows, cell: ({ windowDays }) => text.policy.days(windowDays), priority: 1, shrinkTo: 10 },
    { title: text.title.keys, cell: ({ keys }) => text.policy.keys[keys], priority: 2 },
    { title: text.title.links, cell: ({ link }) => linkWords(text, link), priority: 3, shrinkTo: 16 },
    { title: text.title.source, cell: ({ sources }) => sources.map(({ tag }) => tag).join(', '), priority: 4 },
  ],
  empty: '',
});

export const editionRecord = ({ text }: Messages): RecordView<PolicyEdition> => ({
  json: editionJson,
  fields: editionFields,
  id: ({ id }) => id,
  rows: (edition) => [
    [text.title.edition, { text: edition.id, tone: 'strong' }],
    [text.title.from, fromWords(text, edition)],
    [text.title.windows, text.policy.days(edition.windowDays)],
    [text.title.keys, text.policy.keys[edition.keys]],
    [text.title.links, linkWords(text, edition.link)],
    [text.policy.title.acknowledgement, text.policy.acknowledged[edition.acknowledgement ? 'yes' : 'no']],
    [text.policy.title.esu, text.policy.esu[edition.esu]],
    [text.policy.title.perpetual, perpetualWords(text, edition)],
    ...edition.sources.map((source) => [text.title.source, sourceWords(text, source)] as const),
  ],
});

const day = (instant: Instant): string => toIso(instant).slice(0, 10);

const fromWords = ({ policy }: Messages['text'], { from, possibleFrom }: PolicyEdition): string =>
  possibleFrom === null ? day(from) : policy.possiblyFrom({ from: day(from), possibleFrom: day(possibleFrom) });

const perpetualWords = (text: Messages['text'], { perpetualCancel, perpetualOther }: PolicyEdition): string =>
  perpetualOther === null
    ? text.policy.perpetualCancel[perpetualCancel]
    : text.policy.perpetualContradicted({ page: sourceWords(text, perpetualOther) });

const linkWords = ({ policy }: Messages['text'], rule: LinkRule): string => {
  switch (rule.kind) {
    case 'download':
      return policy.link.download({ days: rule.lifetimeDays, downloads: rule.maxDownloads });
    case 'download-after-first':
      return policy.link['download-after-first']({ days: rule.lifetimeDays });
    case 'customer-portal':
      return policy.link['customer-portal'];
  }
};

const sourceWords = ({ policy }: Messages['text'], { tag, date, language, page }: Source): string =>
  `${tag}: ${policy.page[page] ?? page} (${date}, ${language})`;

export const explanationView = (messages: Messages, lang: Lang): RecordView<Explanation> & View<Explanation> => {
  const { text } = messages;
  return {
    json: explanationJson,
    fields: [
      'orderId',
      'line',
      'title',
      'kind',
      'status',
      'cancellable',
      'rule',
      'cancelBy',
      'daysLeft',
      'deadlineSource',
      'windowEdition',
      'todayEdition',
      'keyAccess',
      'link.kind',
    ],
    id: ({ line }) => orderWord(line.order.id, line.item.line),
    rows: (explanation) => explanationRows(messages, lang, explanation),
    columns: [
      { title: text.title.order, cell: ({ line }) => line.order.alternateId ?? line.order.id, priority: 1 },
      { title: text.title.line, cell: ({ line }) => String(line.item.line), priority: 1 },
      { title: text.title.rule, cell: ({ line }) => ruleWords(messages, line), priority: 1, shrinkTo: 20 },
    ],
    empty: '',
  };
};

const explanationJson: View<Explanation>['json'] = ({ line, windowEdition, todayEdition, linkRule, now }) => {
  const { decision } = line;
  return {
    orderId: line.order.id,
    line: line.item.line,
    title: line.item.title,
    kind: line.kind,
    purchasedAt: toIso(line.order.purchasedAt),
    now: toIso(now),
    status: line.status,
    rule: decision?.rule ?? null,
    windowDays: decision?.windowDays ?? null,
    ...decisionJson(line),
    windowEdition: windowEdition.id,
    todayEdition: todayEdition.id,
    keyAccess: line.keyAccess,
    link: linkRule && linkJson(linkRule),
    sources: sourcesOf({ windowEdition, todayEdition }).map(sourceJson),
  };
};

/** Of the window, and of what counts by today. */
const sourcesOf = ({ windowEdition, todayEdition }: Pick<Explanation, 'windowEdition' | 'todayEdition'>) => [
  ...new Set([...windowEdition.sources, ...todayEdition.sources]),
];

const ruleWords = ({ text }: Messages, { decision, kind, status }: Explanation['line']): string => {
  if (decision !== null) return text.policy.rules[decision.rule] ?? decision.rule;
  return kind === null ? text.policy.unknownKind : text.policy.notOpen({ status: text.status[status] ?? status });
};

const explanationRows = (
  messages: Messages,
  lang: Lang,
  { line, windowEdition, todayEdition, linkRule }: Explanation,
): ReturnType<RecordView<Explanation>['rows']> => {
  const { text } = messages;
  const { decision, item, order } = line;
  const edition = ({ id }: PolicyEdition, from: string): string => `${id} (${text.title.from.toLowerCase()} ${from})`;
  return [
    [text.title.order, `${order.alternateId ?? order.id} / ${item.line}`],
    [text.title.product, line.kind === null ? item.title : `${item.title} (${text.kind[line.kind]})`],
    [text.title.purchased, tableInstant(order.purchasedAt)],
    [text.title.rule, { text: ruleWords(messages, line), tone: decision?.allowed ? 'good' : 'warn' }],
    ...(decision === null || decision.cancelBy === null
      ? []
      : [
          [
            text.title.cancelUntil,
            `${tableInstant(decision.cancelBy)}${decision.allowed ? ` (${proseDuration(decision.msLeft, lang)})` : ''}`,
          ] as const,
        ]),
    ...(decision === null
      ? []
      : [
          [
            text.title.refund,
            decision.allowed && decision.credit.amount !== null
              ? `${text.refundKind[decision.credit.kind]}, ${tableMoney(decision.credit.amount)}`
              : text.refundKind[decision.allowed || decision.credit.kind === 'unknown' ? decision.credit.kind : 'none'],
          ] as const,
        ]),
    [
      text.policy.title.purchase,
      `${edition(windowEdition, fromWords(text, windowEdition))}: ${text.policy.days(windowEdition.windowDays)}`,
    ],
    [text.policy.title.today, edition(todayEdition, day(todayEdition.from))],
    [text.title.keys, text.keyAccess[line.keyAccess]],
    ...(linkRule === null ? [] : [[text.title.links, linkWords(text, linkRule)] as const]),
    ...sourcesOf({ windowEdition, todayEdition }).map(
      (source) => [text.title.source, sourceWords(text, source)] as const,
    ),
  ];
};
