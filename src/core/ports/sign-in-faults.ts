/** What can go wrong with a sign-in, as the failures tell it. */

/** What went wrong while somebody signed in; the sentence for each is in the locale catalogue. */
export type SignInFault = 'denied' | 'expired' | 'refused' | 'host' | 'timeout' | 'answer';
/** What a refusal of the sign-in host is about. `device`: the code, not the machine. */
export type SignInHint =
  | 'mfa'
  | 'policy'
  | 'consent'
  | 'resource'
  | 'stale'
  | 'secret'
  | 'app'
  | 'tenant'
  | 'user'
  | 'device'
  | 'loop';
