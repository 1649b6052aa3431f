/** What may be wrong with a backend itself, or with the choice of one for a CI job. */

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
