/** What an order line did. Source: the transaction types of Partner Center's order resource, 2023. */
import { createWordFinder } from './status-word.ts';

/** `begins` software, `changes` what another line began, `takes` from it or gives money: then it is no software itself. */
export type TransactionMeaning = 'begins' | 'changes' | 'takes' | 'unclear';

const meanings = {
  new: 'begins',
  convert: 'begins',
  renew: 'changes',
  addQuantity: 'changes',
  removeQuantity: 'takes',
  cancel: 'takes',
  customerCredit: 'takes',
} as const satisfies { readonly [type: string]: TransactionMeaning };

type TransactionType = keyof typeof meanings;

const findType = createWordFinder(Object.keys(meanings) as readonly TransactionType[]);

/** Without a word, as in orders of 2018, something was bought. */
export const transactionOf = (type: string | null | undefined): TransactionMeaning => {
  if (!type) return 'begins';
  const known = findType(type);
  return known === undefined ? 'unclear' : meanings[known];
};

/** The word as the table spells it. */
export const transactionTypeOf = (word: string): string => findType(word) ?? word;
