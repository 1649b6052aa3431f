/**
 * The dated rules, an edition a row; no other file knows what an edition says. To add one, add a row.
 * The length of the window follows the edition of the purchase date; the way of cancelling, keys and links follow today's.
 * Source: each row's own. Days begin at 00:00 UTC.
 */
import type { Instant } from '../ports/environment.ts';

/** A page that a rule was read from: its tag, its date, its language (BCP 47), and what it is. */
export interface Source {
  readonly tag: string;
  readonly date: string;
  readonly language: string;
  readonly page: string;
}

/** How long a link lives; `from` is when this rule began, which may be later than the edition. */
export type LinkRule =
  | { readonly kind: 'download'; readonly lifetimeDays: number; readonly maxDownloads: number; readonly from: Instant }
  | { readonly kind: 'download-after-first'; readonly lifetimeDays: number; readonly from: Instant }
  | { readonly kind: 'customer-portal'; readonly from: Instant };

export interface PolicyEdition {
  readonly id: string;
  readonly from: Instant;
  /** The earlier day on which another source has it begin; `null` where its sources agree. */
  readonly possibleFrom: Instant | null;
  readonly windowDays: { readonly subscription: number; readonly perpetual: number };
  /** Who sees keys and downloads. */
  readonly keys: 'partner' | 'customer';
  readonly link: LinkRule;
  /** True when cancelling needs a box ticked that its after-effects were read. */
  readonly acknowledgement: boolean;
  /** Windows 7 Extended Security Updates 2020; `undetermined` where the edition's pages are silent. */
  readonly esu: 'support-request' | 'undetermined';
  /** The page that last spoke of cancelling ESU. */
  readonly esuSource: Source;
  readonly perpetualCancel: 'direct' | 'support-request';
  /** The page that says how perpetual software is cancelled. */
  readonly perpetualSource: Source;
  /** A page of the same time that says the other way; `null` where none does. */
  readonly perpetualOther: Source | null;
  readonly sources: readonly Source[];
}

const source = (tag: string, date: string, language: string, page: string): Source => ({ tag, date, language, page });
const day = (year: number, month: number, date: number): Instant => Date.UTC(year, month - 1, date);

const p1 = source('P1', '2019-12-18', 'zh-TW', 'page on software subscriptions');
const p2 = source('P2', '2020-01-21', 'ja', 'page on software subscriptions');
const p3 = source('P3', '2021-01-29', 'ja', 'page on software subscriptions');
const p4 = source('P4', '2021-03-08', 'ja', 'page on on-premises software');
const p5 = source('P5', '2021-03-08', 'ru', 'page on software, published again on 2021-06-02');
const portalOnly = source('A', '2021-01', 'en', 'announcement that keys move to the customer');
const keysBack = source('A', '2021-03', 'en', 'announcement that keys are back with the partner');
const thirtyDays = source('A', '2021-06', 'en', 'announcement of 30 days, and of 5 days for links');
const newCommerce = source('N', '2022-10-14', 'en', 'page on the new-commerce cancellation policy');
const k6 = source('K6', '2023-06-30', 'en', 'page on software subscriptions');
const k7 = source('K7', '2023-06-30', 'en', 'page on on-premises software');

const fourteenDays = { kind: 'download', lifetimeDays: 14, maxDownloads: 50 } as const;
const fiveDaysAfterFirst: LinkRule = { kind: 'download-after-first', lifetimeDays: 5, from: day(2021, 6, 3) };

/** Oldest first. */
// biome-ignore format: a table, a row an edition
export const policyEditions: readonly PolicyEdition[] = [
  {
    id: '2019-12', from: day(2019, 12, 18), possibleFrom: null, windowDays: { subscription: 60, perpetual: 60 },
    keys: 'partner', link: { ...fourteenDays, from: day(2019, 12, 18) }, acknowledgement: false,
    esu: 'support-request', esuSource: p1, perpetualCancel: 'direct', perpetualSource: p1, perpetualOther: null,
    sources: [p1],
  },
  {
    id: '2020-01', from: day(2020, 1, 21), possibleFrom: null, windowDays: { subscription: 60, perpetual: 60 },
    keys: 'partner', link: { ...fourteenDays, from: day(2020, 1, 21) }, acknowledgement: true,
    esu: 'support-request', esuSource: p2, perpetualCancel: 'direct', perpetualSource: p2, perpetualOther: null,
    sources: [p2],
  },
  {
    id: '2021-01', from: day(2021, 1, 19), possibleFrom: null, windowDays: { subscription: 60, perpetual: 60 },
    keys: 'customer', link: { kind: 'customer-portal', from: day(2021, 1, 19) }, acknowledgement: true,
    esu: 'undetermined', esuSource: p2, perpetualCancel: 'direct', perpetualSource: p3, perpetualOther: null,
    sources: [p3, portalOnly],
  },
  {
    id: '2021-03', from: day(2021, 3, 4), possibleFrom: null, windowDays: { subscription: 60, perpetual: 60 },
    keys: 'partner', link: { ...fourteenDays, from: day(2021, 3, 4) }, acknowledgement: true,
    esu: 'undetermined', esuSource: p2, perpetualCancel: 'support-request', perpetualSource: p4, perpetualOther: null,
    sources: [p4, p5, keysBack],
  },
  {
    id: '2021-06', from: day(2021, 6, 1), possibleFrom: null, windowDays: { subscription: 30, perpetual: 30 },
    keys: 'partner', link: fiveDaysAfterFirst, acknowledgement: true,
    esu: 'undetermined', esuSource: p2, perpetualCancel: 'direct', perpetualSource: p5, perpetualOther: p4,
    sources: [p5, thirtyDays],
  },
  {
    id: '2022-10', from: day(2022, 10, 14), possibleFrom: day(2022, 7, 11), windowDays: { subscription: 7, perpetual: 30 },
    keys: 'partner', link: fiveDaysAfterFirst, acknowledgement: true,
    esu: 'undetermined', esuSource: p2, perpetualCancel: 'direct', perpetualSource: k6, perpetualOther: k7,
    sources: [newCommerce, k6, k7],
  },
];

/** The edition in force at an instant; before the first one, the first. */
export const editionAt = (instant: Instant): PolicyEdition => lastBegun(({ from }) => from <= instant);

/** The rule for download links at an instant. It counts for every link, also of older purchases. */
export const linkRuleAt = (instant: Instant): LinkRule => lastBegun(({ link }) => link.from <= instant).link;

/** The edition with this id, such as the first one's. */
export const findEdition = (id: string): PolicyEdition | undefined =>
  policyEditions.find((edition) => edition.id === id);

const lastBegun = (hasBegun: (edition: PolicyEdition) => boolean): PolicyEdition =>
  policyEditions.findLast(hasBegun) ?? (policyEditions[0] as PolicyEdition);
