/** Why nobody knows what became of a request; the sentence for each is in the locale catalogue. */
export type UnknownReason =
  | 'answerLost'
  | 'answerUnusable'
  | 'serviceFailed'
  | 'inProgress'
  | 'notShown'
  | 'notConfirmed'
  | 'wrongAnswer'
  | 'unavailable'
  | 'timeout'
  /** As the journal has it: it ended in between, or is still on its way. */
  | 'unanswered'
  | 'interrupted'
  | 'terminated';
