/** A service that lies about its writes: it carries one out or does not, and answers something else than what it did. */
import { type Answered, type Asked, type Mood, saying } from './front.ts';

const json = { 'Content-Type': 'application/json' };
const html = { 'Content-Type': 'text/html' };

/** `honest` is what it really answered, where it carried the write out. */
type Lie = (asked: Asked, honest: Answered | undefined) => Answered;

const always =
  (answer: Answered): Lie =>
  () =>
    answer;

const customerIn = ({ path }: Pick<Asked, 'path'>): string => /\/customers\/([^/?]+)/.exec(path)?.[1] ?? '';

/** Whole and believable, of an order that nobody asked about. */
const ofAnother: Lie = (asked) => {
  const order = {
    id: 'AnotherOrderAnotherOrderAnother01',
    alternateId: 'a07e50de0a0e',
    referenceCustomerId: customerIn(asked),
    creationDate: new Date(Date.now() - 86_400_000).toISOString(),
    status: asked.isCancel ? 'cancelled' : 'completed',
    lineItems: [{ lineItemNumber: 0, offerId: 'DG7GMGF0D5RK:0005:DG7GMGF0D3SJ', quantity: 1 }],
  };
  return asked.isCancel
    ? { status: 200, headers: json, body: JSON.stringify(order) }
    : { status: 201, headers: json, body: JSON.stringify({ orders: [order] }) };
};

const cut: Lie = (asked, honest) => ({ ...(honest ?? ofAnother(asked, undefined)), isCut: true });

export const lies: readonly (readonly [name: string, lie: Lie])[] = [
  ['400', always(saying(400, '800009', 'Error in Cart item(s)'))],
  ['401', always({ status: 401, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, body: '' })],
  ['302', always({ status: 302, headers: { Location: 'https://elsewhere.example/login' }, body: '' })],
  ['403', always(saying(403, '900150', 'The supplied role does not have the rights'))],
  ['404 JSON', always(saying(404, '800008', 'Not found'))],
  ['404 HTML', always({ status: 404, headers: html, body: '<h1>Not found</h1>' })],
  ['409', always(saying(409, '800060', 'In progress'))],
  ['410', always(saying(410, '1000', 'Gone'))],
  ['429', always({ status: 429, headers: { ...json, 'Retry-After': '1' }, body: '{"statusCode":429}' })],
  ['500', always(saying(500, '800003', 'Unexpected'))],
  ['503', always({ status: 503, headers: html, body: '<h1>Unavailable</h1>' })],
  ['cut body', cut],
  ['empty 200', always({ status: 200, headers: json, body: '' })],
  ['another order’s body', ofAnother],
];

export interface Liar {
  readonly mood: Mood;
  /** About this customer it lies, and does what it is asked or does not, until it is told to be honest again. */
  readonly lieTo: (customerId: string, isExecuted: boolean) => void;
  readonly beHonest: (customerId: string) => void;
}

export const createLiar = (lie: Lie): Liar => {
  const liedTo = new Map<string, boolean>();
  return {
    lieTo: (customerId, isExecuted) => void liedTo.set(customerId, isExecuted),
    beHonest: (customerId) => void liedTo.delete(customerId),
    mood: async (asked, ask) => {
      const isExecuted = liedTo.get(customerIn(asked));
      const isWrite = asked.isCancel || asked.path.endsWith('/checkout');
      if (!isWrite || isExecuted === undefined) return ask();
      return lie(asked, isExecuted ? await ask() : undefined);
    },
  };
};
