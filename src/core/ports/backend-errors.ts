/** What may be wrong with a backend itself, or with the choice of one for a CI job. */

/** Why nobody knows what became of a request; the sentence for each is in the locale catalogue. */
export const unknownReasons = [
  'answerLost',
  'answerUnusable',
  'serviceFailed',
  'inProgress',
  'notShown',
  'notConfirmed',
  'wrongAnswer',
  // Turned away in one of these ways, which does not prove that nothing was done.
  'signInNeeded',
  'crossHost',
  'throttled',
  'refused',
  'unavailable',
  'timeout',
  // As the journal has it: it ended in between, or is still on its way.
  'unanswered',
  'interrupted',
  'terminated',
  // The backend is somebody's own, and what it failed with is none of our failures.
  'backendFailed',
] as const;
export type UnknownReason = (typeof unknownReasons)[number];

export interface BackendErrors {
  /** In a CI job nobody said where a change should be made. */
  backendNotChosen: Record<never, never>;
  keptStateNeeded: { readonly path: string };
  /** A backend of somebody's own failed in a way that is not one of ours; where a request may have been carried out, `outcomeUnsettled` says so. */
  backendFailed: {
    readonly backend: string;
    readonly method: string;
    /** Its code, or what it said. */
    readonly reason: string;
  };
}
