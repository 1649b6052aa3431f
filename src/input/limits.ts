export interface InputLimits {
  /** Blank rows count too. */
  readonly rows: number;
  /** In letters, about bytes. */
  readonly rowLength: number;
  readonly fileBytes: number;
}

/** What a command takes in. A reconciliation file of as many rows has about 70 MB, twice that in UTF-16. */
export const inputLimits: InputLimits = { rows: 100_000, rowLength: 65_536, fileBytes: 268_435_456 };
