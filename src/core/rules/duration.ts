/** Lengths of time as people type them, without luxon: the flags of every command are read with this. */
const lengths = /^(?=\d)(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/;
const unitsMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000] as const;
const longestMs = 36_525 * 86_400_000;

/**
 * Reads a length such as `7d`, `48h`, `90m`, `30s`, `2w` or `1d12h`, larger units first, in milliseconds.
 * A day is 24 hours, `m` is minutes. `undefined` for anything else, for zero, and for more than a hundred years.
 */
export const parseDuration = (text: string): number | undefined => {
  const parts = lengths.exec(text)?.slice(1) ?? [];
  const ms = unitsMs.reduce((sum, unitMs, index) => sum + Number(parts[index] ?? 0) * unitMs, 0);
  return ms > 0 && ms <= longestMs ? ms : undefined;
};
