import type { CellFault } from './cell-faults.ts';
import type { ReadRow } from './read-rows.ts';
import type { Problems } from './refusal.ts';

type FaultOf = (text: string) => CellFault | undefined;

/** Takes cells out of a row; what is wrong with them is added to `problems`, and `null` comes instead. */
export const createCellCheck = <Name extends string>(row: ReadRow<Name>, problems: Problems) => {
  let areSound = true;
  /** `null` where the file has no such column. An empty cell is for `faultOf` to judge. */
  const required = (name: Name, faultOf: FaultOf): string | null => {
    const cell = row.cell(name);
    if (cell === undefined) return null;
    const fault = faultOf(cell.text);
    if (fault === undefined) return cell.text;
    areSound = false;
    problems.add(cell.place, ...fault);
    return null;
  };
  return {
    required,
    /** `null` for an empty cell too. */
    optional: (name: Name, faultOf: FaultOf): string | null =>
      row.cell(name)?.text === '' ? null : required(name, faultOf),
    /** Whether nothing was wrong so far. */
    areSound: (): boolean => areSound,
  };
};
