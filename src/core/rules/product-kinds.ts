/**
 * What is sold, and how each kind is cancelled and credited. One row a kind.
 * Source: "cancel a purchase" and its notes in the editions 2019-12-18 to 2021-06-02, and the 2022 policy page. Later ESU:
 * no page tells how they are cancelled.
 */
export const productKinds = ['perpetual', 'subscription', 'esu', 'linux-plan', 'reservation'] as const;
export type ProductKind = (typeof productKinds)[number];

export interface KindRule {
  /**
   * `window`: within the edition's window. `support-request`: only Microsoft can tell (ESU). `never`. `other-rules`: not
   * through these steps.
   */
  readonly cancel: 'window' | 'support-request' | 'never' | 'other-rules';
  readonly credit: 'full' | 'prorated' | 'unknown' | 'none';
  /** Which window of the edition counts. */
  readonly window: 'perpetual' | 'subscription';
  /** Software that has a product key and downloads. */
  readonly hasKey: boolean;
  readonly source: string;
}

export const kindRules: { readonly [K in ProductKind]: KindRule } = {
  perpetual: { cancel: 'window', credit: 'full', window: 'perpetual', hasKey: true, source: 'P1-P5, N' },
  subscription: { cancel: 'window', credit: 'prorated', window: 'subscription', hasKey: true, source: 'P1-P5, N' },
  esu: { cancel: 'support-request', credit: 'unknown', window: 'subscription', hasKey: true, source: 'P1, P2' },
  'linux-plan': { cancel: 'never', credit: 'none', window: 'subscription', hasKey: false, source: 'P1-P5' },
  reservation: { cancel: 'other-rules', credit: 'unknown', window: 'subscription', hasKey: false, source: 'P1-P3, P5' },
};

/** Windows 7 Extended Security Updates 2020, the only ones that a page speaks of; later ones go by their own titles. */
export const isEsu2020 = (title: string): boolean => /windows 7\b|\b2020\b/i.test(title);
