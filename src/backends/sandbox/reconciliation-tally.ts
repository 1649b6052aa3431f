/** What became of the rows of reconciliation files, by file and reason. */
import type { ImportReport, RowsTold } from '../../core/ports/sandbox-controls.ts';
import type { LeftOut } from './reconciliation-facts.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Tally {
  readonly countRow: () => void;
  readonly countChange: () => void;
  readonly leaveOut: (cause: LeftOut | undefined, place: Place) => void;
  readonly note: (reason: string, place: Place) => void;
  readonly totals: () => Pick<ImportReport, 'rows' | 'changed' | 'leftOut' | 'notes'>;
}

export const createTally = (): Tally => {
  const leftOut = createGroups();
  const notes = createGroups();
  let [rows, changed] = [0, 0];
  return {
    countRow: () => {
      rows += 1;
    },
    countChange: () => {
      changed += 1;
    },
    leaveOut: (cause, place) => {
      if (cause !== undefined) leftOut.add('problem' in cause ? cause.problem : cause.skipped, place);
    },
    note: notes.add,
    totals: () => ({ rows, changed, leftOut: leftOut.list(), notes: notes.list() }),
  };
};

const createGroups = () => {
  const groups = new Map<string, RowsTold & { readonly lines: number[] }>();
  return {
    add: (reason: string, { file, line }: Place): void => {
      const key = `${reason}\n${file}`;
      const known = groups.get(key) ?? { file, reason, lines: [] };
      known.lines.push(line);
      groups.set(key, known);
    },
    list: (): readonly RowsTold[] => [...groups.values()],
  };
};
