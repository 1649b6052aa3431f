/**
 * Whether the dates of one file have the day or the month first. A single date that has sense in one order only proves it
 * for all of them, for a program writes a file in one way: a file is never read half in one order and half in the other.
 */
import { type DateOrder, type DateReading, readDate } from './order-date.ts';
import { type Place, refusal } from './refusal.ts';

export interface FileDates {
  /** Reads a date, and takes it for a proof where it is one. Fails with `inputRefused` (`datesMixed`) where it contradicts an earlier one. */
  readonly see: (text: string, place: Place) => DateReading | undefined;
  /** What is said or proven so far. */
  readonly order: () => DateOrder | undefined;
  /** The date that proved it; `undefined` where nothing did, or nothing had to. */
  readonly proof: () => Proof | undefined;
}

export interface Proof {
  readonly order: DateOrder;
  readonly place: Place;
}

/** `stated` is what somebody said of the file; a date that contradicts it refuses the file too. */
export const createFileDates = (file: string, stated?: DateOrder): FileDates => {
  let proof: Proof | undefined;
  const order = (): DateOrder | undefined => stated ?? proof?.order;
  return {
    see: (text, place) => {
      const reading = readDate(text);
      const proven = reading === undefined ? undefined : orderIn(reading);
      if (proven === undefined) return reading;
      const known = order();
      if (known !== undefined && known !== proven) throw refusal(file, 'datesMixed', place, text);
      proof ??= { order: proven, place };
      return reading;
    },
    order,
    proof: () => proof,
  };
};

const orderIn = ({ dmy, mdy }: DateReading): DateOrder | undefined => {
  if (dmy === undefined) return 'mdy';
  return mdy === undefined ? 'dmy' : undefined;
};
