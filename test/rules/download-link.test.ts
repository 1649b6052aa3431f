import fc from 'fast-check';
import { decideLink, type LinkFacts } from '../../src/core/rules/download-link.ts';
import { linkRuleAt } from '../../src/core/rules/policy-editions.ts';

const second = 1000;
const day = 86_400_000;
const issuedAt = Date.UTC(2020, 1, 1, 9, 30);
const end14 = Date.UTC(2020, 1, 15, 9, 30);
const firstDownloadedAt = Date.UTC(2021, 6, 1, 9, 30);
const end5 = Date.UTC(2021, 6, 6, 9, 30);
const fourteenDays = linkRuleAt(Date.UTC(2020, 1, 1));
const customerPortal = linkRuleAt(Date.UTC(2021, 1, 1));
const fiveDays = linkRuleAt(Date.UTC(2021, 6, 1));

const link = (facts: Partial<LinkFacts>): LinkFacts => ({
  issuedAt,
  firstDownloadedAt: null,
  downloads: 0,
  revoked: false,
  ...facts,
});
const ended = (cause: 'expired' | 'used-up' | 'revoked') => ({ live: false, cause });

describe('when links end after 14 days or 50 downloads', () => {
  test.each([
    ['at once', issuedAt, {}, { live: true, expiresAt: end14, downloadsLeft: 50 }],
    ['1 second before 14 days', end14 - second, {}, { live: true, expiresAt: end14, downloadsLeft: 50 }],
    ['1 millisecond before 14 days', end14 - 1, {}, { live: true, expiresAt: end14, downloadsLeft: 50 }],
    ['after exactly 14 days', end14, {}, { live: true, expiresAt: end14, downloadsLeft: 50 }],
    ['1 millisecond after 14 days', end14 + 1, {}, ended('expired')],
    ['1 second after 14 days', end14 + second, {}, ended('expired')],
    ['with 49 downloads taken', issuedAt + day, { downloads: 49 }, { live: true, expiresAt: end14, downloadsLeft: 1 }],
    ['with 50 downloads taken', issuedAt + day, { downloads: 50 }, ended('used-up')],
    ['with 51 downloads taken', issuedAt + day, { downloads: 51 }, ended('used-up')],
    ['with both at their end', end14 + second, { downloads: 50 }, ended('expired')],
    [
      'after an early first download',
      end14,
      { downloads: 1, firstDownloadedAt: issuedAt },
      { live: true, expiresAt: end14, downloadsLeft: 49 },
    ],
    ['of a cancelled order', issuedAt, { revoked: true }, ended('revoked')],
    ['of a cancelled order, long over', end14 + day, { revoked: true, downloads: 50 }, ended('revoked')],
  ])('then a link %s is decided', (_when, now, facts, decision) => {
    expect(decideLink(link(facts), fourteenDays, now)).toEqual(decision);
  });
});

describe('when links end 5 days after the first download', () => {
  test.each([
    ['never used', issuedAt + 1000 * day, {}, { live: true, expiresAt: null, downloadsLeft: null }],
    [
      'used just now',
      firstDownloadedAt,
      { firstDownloadedAt, downloads: 1 },
      { live: true, expiresAt: end5, downloadsLeft: null },
    ],
    [
      '1 second before 5 days',
      end5 - second,
      { firstDownloadedAt, downloads: 1 },
      { live: true, expiresAt: end5, downloadsLeft: null },
    ],
    [
      'after exactly 5 days',
      end5,
      { firstDownloadedAt, downloads: 900 },
      { live: true, expiresAt: end5, downloadsLeft: null },
    ],
    ['1 millisecond after 5 days', end5 + 1, { firstDownloadedAt, downloads: 1 }, ended('expired')],
    ['1 second after 5 days', end5 + second, { firstDownloadedAt, downloads: 1 }, ended('expired')],
    ['of a cancelled order', issuedAt, { revoked: true }, ended('revoked')],
  ])('then a link %s is decided', (_when, now, facts, decision) => {
    expect(decideLink(link(facts), fiveDays, now)).toEqual(decision);
  });
});

describe('when only the customer downloads', () => {
  test('then every download link has ended', () => {
    expect([
      decideLink(link({}), customerPortal, issuedAt),
      decideLink(link({ revoked: true }), customerPortal, issuedAt),
    ]).toEqual([ended('expired'), ended('revoked')]);
  });
});

test('when a link has ended, then it stays ended', () => {
  const facts = fc.record({
    issuedAt: fc.constant(issuedAt),
    firstDownloadedAt: fc.option(fc.constant(firstDownloadedAt)),
    downloads: fc.nat(60),
    revoked: fc.boolean(),
  });
  fc.assert(
    fc.property(
      facts,
      fc.constantFrom(fourteenDays, customerPortal, fiveDays),
      fc.nat(2000),
      fc.nat(2000),
      (each, rule, first, later) => {
        const now = issuedAt + first * day;
        return decideLink(each, rule, now).live || !decideLink(each, rule, now + later * day).live;
      },
    ),
  );
});
