/** The refund request as a document: the portal's fields in the portal's order, and no way for data to break out of its field. */
import { refundRequestText } from '../../src/commands/refund-request-text.ts';
import { draftRefundRequest, type RefundDraft } from '../../src/core/operations/refund-request.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { contoso, createOperationsBench } from '../operations/operations-bench.ts';

const formats = ['text', 'md', 'html'] as const;

const draftOf = async (changes: Partial<RefundDraft['request']> = {}): Promise<RefundDraft> => {
  const bench = await createOperationsBench();
  try {
    const draft = await draftRefundRequest(
      bench.partner,
      contoso,
      {
        orderId: '3ab104f632ef',
        lines: [],
        subscriptionId: undefined,
        reason: 'Bought for the wrong tenant',
        quantity: undefined,
        amount: undefined,
        impact: 'moderate',
        title: undefined,
        contact: { name: 'Aiko Tanaka', email: 'aiko@example.com', phone: null },
        files: ['mail.pdf', 'order.png'],
      },
      (what) => `Refund request: ${what}`,
    );
    return { ...draft, request: { ...draft.request, ...changes } };
  } finally {
    await bench.close();
  }
};

const textOf = async (draft: RefundDraft, format: (typeof formats)[number]): Promise<string> =>
  refundRequestText(await loadMessages('en'), 'en', draft, format);

test('when it is written as text, then it can be pasted field by field', async () => {
  expect(await textOf(await draftOf(), 'text')).toBe(`Partner Center → Report a problem with Partner Center

Type of problem: CSP Purchase/Refund on behalf of customers
Impact: Moderate (the customer can work with limits)
Title: Refund request: Windows Server 2022 Datacenter - 16 Core License Pack
Description:
  Customer tenant ID or domain: ${contoso.id}
  Order ID: KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1
  Product: 1 × Windows Server 2022 Datacenter - 16 Core License Pack
  Purchased: 2026-10-22T04:00:00Z
  Refund reason: Bought for the wrong tenant
  Quantity: 1
  Amount requested: USD\u00a06,771.00
Contact:
  Name: Aiko Tanaka
  E-mail: aiko@example.com
  Phone: [missing]
Files: mail.pdf, order.png
`);
});

test('when it is written as Markdown, then with a heading for each field of the portal', async () => {
  expect(await textOf(await draftOf(), 'md')).toBe(`# Refund request

Partner Center → Report a problem with Partner Center

## Type of problem

CSP Purchase/Refund on behalf of customers

## Impact

Moderate (the customer can work with limits)

## Title

Refund request: Windows Server 2022 Datacenter - 16 Core License Pack

## Description

- **Customer tenant ID or domain**: ${contoso.id}
- **Order ID**: KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1
- **Product**: 1 × Windows Server 2022 Datacenter - 16 Core License Pack
- **Purchased**: 2026-10-22T04:00:00Z
- **Refund reason**: Bought for the wrong tenant
- **Quantity**: 1
- **Amount requested**: USD\u00a06,771.00

## Contact

- **Name**: Aiko Tanaka
- **E-mail**: aiko@example.com
- **Phone**: \\[missing\\]

## Files

mail.pdf, order.png
`);
});

test('when it is written as HTML, then as a page with a table', async () => {
  expect(await textOf(await draftOf(), 'html')).toBe(`<!doctype html>
<meta charset="utf-8">
<title>Refund request</title>
<h1>Refund request</h1>
<p>Partner Center → Report a problem with Partner Center</p>
<table>
  <tr><th scope="row">Type of problem</th><td>CSP Purchase/Refund on behalf of customers</td></tr>
  <tr><th scope="row">Impact</th><td>Moderate (the customer can work with limits)</td></tr>
  <tr><th scope="row">Title</th><td>Refund request: Windows Server 2022 Datacenter - 16 Core License Pack</td></tr>
  <tr><th scope="row">Description</th><td><dl><dt>Customer tenant ID or domain</dt><dd>${contoso.id}</dd><dt>Order ID</dt><dd>KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1</dd><dt>Product</dt><dd>1 × Windows Server 2022 Datacenter - 16 Core License Pack</dd><dt>Purchased</dt><dd>2026-10-22T04:00:00Z</dd><dt>Refund reason</dt><dd>Bought for the wrong tenant</dd><dt>Quantity</dt><dd>1</dd><dt>Amount requested</dt><dd>USD\u00a06,771.00</dd></dl></td></tr>
  <tr><th scope="row">Contact</th><td><dl><dt>Name</dt><dd>Aiko Tanaka</dd><dt>E-mail</dt><dd>aiko@example.com</dd><dt>Phone</dt><dd>[missing]</dd></dl></td></tr>
  <tr><th scope="row">Files</th><td>mail.pdf, order.png</td></tr>
</table>
`);
});

test('when the same draft is written twice, then the bytes are the same, in every format and language', async () => {
  for (const lang of ['en', 'ja', 'zh-TW', 'ru'] as const) {
    const messages = await loadMessages(lang);
    for (const format of formats) {
      const [first, second] = [await draftOf(), await draftOf()].map((draft) =>
        refundRequestText(messages, lang, draft, format),
      );
      expect(first).toBe(second);
    }
  }
});

test('when things are not known, then they are marked, and a subscription stands in for an order', async () => {
  const draft = await draftOf({
    orderId: null,
    subscriptionId: 'SUB-1',
    title: '',
    reason: null,
    quantity: null,
    amount: null,
    files: [],
  });
  const lines = (await textOf({ ...draft, lines: [] }, 'text')).split('\n');
  expect(lines.slice(4, 12)).toEqual([
    'Title: [missing]',
    'Description:',
    `  Customer tenant ID or domain: ${contoso.id}`,
    '  Subscription ID: SUB-1',
    '  Refund reason: [missing]',
    '  Quantity: [missing]',
    '  Amount requested: [missing]',
    'Contact:',
  ]);
  expect(lines.at(-2)).toBe('Files: none');
  const neither = await draftOf({ orderId: null, subscriptionId: null });
  expect(await textOf({ ...neither, lines: [] }, 'text')).toContain('  Order ID: [missing]\n');
});

const hostile = '<script>alert("x")</script> & \'q\' [a](http://b) *b* `c` #d';

test('when data holds markup, then it is shown and not obeyed', async () => {
  const draft = await draftOf({ title: hostile, reason: hostile, files: [hostile] });
  const html = await textOf(draft, 'html');
  const inHtml = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;q&#39; [a](http://b) *b* `c` #d';
  expect(html.split(inHtml)).toHaveLength(4);
  expect(html).not.toContain('<script');
  const inMarkdown = '\\<script\\>alert("x")\\</script\\> & \'q\' \\[a\\](http://b) \\*b\\* \\`c\\` \\#d';
  const markdown = await textOf(draft, 'md');
  expect(markdown.split(inMarkdown)).toHaveLength(4);
  expect(await textOf(draft, 'text')).toContain(`  Refund reason: ${hostile}\n`);
});

test('when data holds line breaks, then its lines cannot pass for fields', async () => {
  const forged = 'one\r\nContact:\u2028  Name: Mallory\n\n## Files';
  const draft = await draftOf({ title: forged, reason: forged });
  const text = await textOf(draft, 'text');
  expect(text).toContain('\nTitle: one\n  Contact:\n    Name: Mallory\n  ## Files\nDescription:\n');
  expect(text).toContain('\n  Refund reason: one\n    Contact:\n      Name: Mallory\n    ## Files\n  Quantity: 1\n');
  const markdown = await textOf(draft, 'md');
  expect(markdown).toContain('\n\none Contact:   Name: Mallory \\#\\# Files\n\n## Description\n');
  expect(markdown).toContain(
    '\n- **Refund reason**: one\n  Contact:\n    Name: Mallory\n  \\#\\# Files\n- **Quantity**: 1\n',
  );
});
